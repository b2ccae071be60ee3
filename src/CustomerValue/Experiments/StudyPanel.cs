using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Who was in which group, and what became of him: the input of the three-group study, checked and copied.</summary>
/// <remarks>The unit is the customer, the cluster the household. A household is closed when all its customers are. Immutable and thread-safe. 50 bytes a customer, and 8 for each further number.</remarks>
public sealed class StudyPanel
{
    private readonly StudyGroup[] groups;
    private readonly int[] households, tiersBefore, tiersAfter, branches;
    private readonly double[] before, after, earlier, interim, covariates, costs;
    private readonly string[] covariateNames;
    private readonly bool[] closed, promotedBefore, isCrossing, isClosedHousehold;

    /// <summary>A panel.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="topTier">The highest value tier, ≥ 1; who starts there cannot be promoted.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is NaN or infinite, a tier or group does not exist, or a customer stands in the panel twice.</exception>
    public StudyPanel(StudyColumns columns, int topTier)
    {
        TopTier = Guard.AtLeast(topTier, 1);
        var n = columns.Groups.Length;
        StudyPanelChecks.Check(columns, topTier);
        groups = columns.Groups.ToArray();
        households = ClusterSums.Number(columns.Households, out var clusters);
        HouseholdCount = clusters;
        before = columns.AssetsBefore.ToArray();
        after = columns.AssetsAfter.ToArray();
        tiersBefore = columns.TiersBefore.ToArray();
        tiersAfter = columns.TiersAfter.ToArray();
        closed = columns.Closed.ToArray();
        promotedBefore = columns.PromotedPeriodBefore.ToArray();
        earlier = columns.EarlierAssets.ToArray();
        interim = columns.InterimAssets.ToArray();
        covariates = columns.Covariates.ToArray();
        costs = columns.Costs.ToArray();
        branches = KeyNumbers.Number(columns.Branches, out var branchCount);
        BranchCount = branchCount;
        EarlierPeriods = StudyColumns.ColumnsOf(earlier, n, nameof(columns.EarlierAssets));
        InterimPeriods = StudyColumns.ColumnsOf(interim, n, nameof(columns.InterimAssets));
        covariateNames = Names(columns.CovariateNames, StudyColumns.ColumnsOf(covariates, n, nameof(columns.Covariates)));
        isCrossing = new bool[clusters];
        isClosedHousehold = new bool[clusters];
        MarkHouseholds();
    }

    /// <summary>Customers.</summary>
    public int Count => groups.Length;

    /// <summary>Households.</summary>
    public int HouseholdCount { get; }

    /// <summary>The highest value tier.</summary>
    public int TopTier { get; }

    /// <summary>Households with customers in more than one group.</summary>
    public int CrossingHouseholds { get; private set; }

    /// <summary>Households all of whose customers were closed in between.</summary>
    public int ClosedHouseholds { get; private set; }

    /// <summary>Customers closed in between, also in households that stay.</summary>
    public int ClosedCustomers { get; private set; }

    /// <summary>True when promotions of the period before are known.</summary>
    public bool HasPeriodBefore => promotedBefore.Length > 0;

    /// <summary>Moments before the campaign besides the base itself.</summary>
    public int EarlierPeriods { get; }

    /// <summary>Moments between base and end.</summary>
    public int InterimPeriods { get; }

    /// <summary>Branches; 0 when unknown.</summary>
    public int BranchCount { get; }

    /// <summary>Names of the covariates; empty without any.</summary>
    public IReadOnlyList<string> CovariateNames => covariateNames;

    /// <summary>True when what the campaign spent on each customer is known.</summary>
    public bool HasCosts => costs.Length > 0;

    internal ReadOnlySpan<double> Costs => costs;

    internal ReadOnlySpan<int> Branches => branches;

    internal ReadOnlySpan<StudyGroup> Groups => groups;

    internal ReadOnlySpan<int> Households => households;

    internal ReadOnlySpan<double> Before => before;

    internal ReadOnlySpan<double> After => after;

    internal bool IsPromoted(int row) => tiersAfter[row] > tiersBefore[row];

    internal bool CanRise(int row) => tiersBefore[row] < TopTier;

    internal bool WasPromotedBefore(int row) => promotedBefore[row];

    internal bool IsCrossing(int row) => isCrossing[households[row]];

    internal bool IsInClosedHousehold(int row) => isClosedHousehold[households[row]];

    internal ReadOnlySpan<double> CovariatesOf(int row) => covariates.AsSpan(row * covariateNames.Length, covariateNames.Length);

    /// <summary>Assets of a row at a moment: 0 is the earliest, <see cref="EarlierPeriods"/> the base, the last one the end.</summary>
    internal double AssetsAt(int row, int moment) =>
        moment < EarlierPeriods ? earlier[row * EarlierPeriods + moment]
        : moment == EarlierPeriods ? before[row]
        : moment <= EarlierPeriods + InterimPeriods ? interim[row * InterimPeriods + moment - EarlierPeriods - 1]
        : after[row];

    private static string[] Names(IReadOnlyList<string>? given, int count)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = given?[i] ?? "x" + Guard.Text(i + 1);
        }

        return names;
    }

    private void MarkHouseholds()
    {
        var group = new int[HouseholdCount];
        for (var household = 0; household < HouseholdCount; household++)
        {
            group[household] = -1;
            isClosedHousehold[household] = closed.Length > 0;
        }

        for (var row = 0; row < Count; row++)
        {
            var household = households[row];
            isCrossing[household] |= group[household] >= 0 && group[household] != (int)groups[row];
            group[household] = (int)groups[row];
            if (closed.Length > 0)
            {
                isClosedHousehold[household] &= closed[row];
                ClosedCustomers += closed[row] ? 1 : 0;
            }
        }

        for (var household = 0; household < HouseholdCount; household++)
        {
            CrossingHouseholds += isCrossing[household] ? 1 : 0;
            ClosedHouseholds += isClosedHousehold[household] ? 1 : 0;
        }
    }
}
