using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Who was in which group, and what became of him: the input of the three-group study, checked and copied.</summary>
/// <remarks>The unit is the customer, the cluster the household. A household is closed when all its customers are. Immutable and thread-safe. 50 bytes a customer.</remarks>
public sealed class StudyPanel
{
    private readonly StudyGroup[] groups;
    private readonly int[] households, tiersBefore, tiersAfter;
    private readonly double[] before, after;
    private readonly bool[] closed, promotedBefore, isCrossing, isClosedHousehold;

    /// <summary>A panel.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="topTier">The highest value tier, ≥ 1; who starts there cannot be promoted.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is NaN or infinite, a tier or group does not exist, or a customer stands in the panel twice.</exception>
    public StudyPanel(StudyColumns columns, int topTier)
    {
        TopTier = Guard.AtLeast(topTier, 1);
        var n = columns.Groups.Length;
        Check(columns, n, topTier);
        groups = columns.Groups.ToArray();
        households = ClusterSums.Number(columns.Households, out var clusters);
        HouseholdCount = clusters;
        before = columns.AssetsBefore.ToArray();
        after = columns.AssetsAfter.ToArray();
        tiersBefore = columns.TiersBefore.ToArray();
        tiersAfter = columns.TiersAfter.ToArray();
        closed = columns.Closed.ToArray();
        promotedBefore = columns.PromotedPeriodBefore.ToArray();
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

    internal ReadOnlySpan<StudyGroup> Groups => groups;

    internal ReadOnlySpan<int> Households => households;

    internal ReadOnlySpan<double> Before => before;

    internal ReadOnlySpan<double> After => after;

    internal bool IsPromoted(int row) => tiersAfter[row] > tiersBefore[row];

    internal bool CanRise(int row) => tiersBefore[row] < TopTier;

    internal bool WasPromotedBefore(int row) => promotedBefore[row];

    internal bool IsCrossing(int row) => isCrossing[households[row]];

    internal bool IsInClosedHousehold(int row) => isClosedHousehold[households[row]];

    private static void Check(StudyColumns columns, int n, int topTier)
    {
        Guard.SameLength(columns.Households.Length, n, nameof(columns.Households));
        Guard.SameLength(columns.AssetsBefore.Length, n, nameof(columns.AssetsBefore));
        Guard.SameLength(columns.AssetsAfter.Length, n, nameof(columns.AssetsAfter));
        Guard.SameLength(columns.TiersBefore.Length, n, nameof(columns.TiersBefore));
        Guard.SameLength(columns.TiersAfter.Length, n, nameof(columns.TiersAfter));
        CheckOptional(columns.Customers.Length, n, nameof(columns.Customers));
        CheckOptional(columns.Closed.Length, n, nameof(columns.Closed));
        CheckOptional(columns.PromotedPeriodBefore.Length, n, nameof(columns.PromotedPeriodBefore));
        Guard.AllFinite(columns.AssetsBefore, nameof(columns.AssetsBefore));
        Guard.AllFinite(columns.AssetsAfter, nameof(columns.AssetsAfter));
        for (var row = 0; row < n; row++)
        {
            int low = columns.TiersBefore[row], high = columns.TiersAfter[row], group = (int)columns.Groups[row];
            if (low < 0 || low > topTier || high < 0 || high > topTier)
            {
                throw Guard.BrokenRow(nameof(columns), row, "0 ≤ tier ≤ top tier", $"tier before {Guard.Text(low)}, tier after {Guard.Text(high)}, top tier {Guard.Text(topTier)}");
            }

            if (group is < 0 or > (int)StudyGroup.Marketing)
            {
                throw Guard.BrokenRow(nameof(columns), row, "the group is one of three", $"group {Guard.Text(group)}");
            }
        }

        CheckUnique(columns);
    }

    private static void CheckUnique(StudyColumns columns)
    {
        var first = new Dictionary<long, int>(columns.Customers.Length);
        for (var row = 0; row < columns.Customers.Length; row++)
        {
            var customer = columns.Customers[row];
            if (first.TryGetValue(customer, out var earlier))
            {
                throw Guard.BrokenRow(
                    nameof(columns), row, "every customer stands in one group, once", $"customer {Guard.Text(customer)} is in row {Guard.Text(earlier)} ({columns.Groups[earlier]}) and again ({columns.Groups[row]})");
            }

            first.Add(customer, row);
        }
    }

    private static void CheckOptional(int length, int n, string name)
    {
        if (length > 0)
        {
            Guard.SameLength(length, n, name);
        }
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
