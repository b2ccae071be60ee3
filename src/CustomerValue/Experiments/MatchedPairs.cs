using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Customers or branches paired with the most alike, one of each pair drawn into each arm.</summary>
/// <remarks>
/// Distance is Mahalanobis' with the covariance of all (divisor n − 1). Up to 20 units the pairs are those of the least total distance, found exactly;
/// above, the closest pair is taken first and then partners are exchanged between pairs while that shortens the total: near the best, and stated by
/// <see cref="IsOptimal"/>. Of an odd number the unit is left out whose absence leaves the rest closest (above 20: the one that remained). Compare
/// within pairs (<see cref="MeanTest"/>'s paired test). Memory grows with the square of the units: 5,000 are the most. Immutable and thread-safe.
/// </remarks>
public sealed class MatchedPairs
{
    /// <summary>The most units that are paired.</summary>
    public const int MostUnits = 5000;

    private const int MostExact = 20;

    private readonly int[] first, second;

    private MatchedPairs(AssignmentPlan plan, int[] first, int[] second, double total, int? leftOut, bool isOptimal)
    {
        Plan = plan;
        this.first = first;
        this.second = second;
        TotalDistance = total;
        LeftOut = leftOut;
        IsOptimal = isOptimal;
    }

    /// <summary>The draw: arm 0 or 1 a row, and the one left out <see cref="AssignmentPlan.NotAssigned"/>.</summary>
    public AssignmentPlan Plan { get; }

    /// <summary>The lower row of each pair, ascending.</summary>
    public ReadOnlySpan<int> First => first;

    /// <summary>Its partner.</summary>
    public ReadOnlySpan<int> Second => second;

    /// <summary>Σ of the distances within pairs.</summary>
    public double TotalDistance { get; }

    /// <summary>The row without a partner, of an odd number.</summary>
    public int? LeftOut { get; }

    /// <summary>True when no other pairing is shorter.</summary>
    public bool IsOptimal { get; }

    /// <summary>Pairs, and draws within each.</summary>
    /// <param name="covariates">One row of finite numbers a unit, row-major; constant and dependent columns are not used.</param>
    /// <param name="columns">Columns, ≥ 1.</param>
    /// <param name="firstArm">The name of arm 0, such as <c>control</c>.</param>
    /// <param name="secondArm">The name of arm 1, such as <c>marketing</c>.</param>
    /// <param name="seed">The seed of the coins; the pairs do not depend on it.</param>
    /// <exception cref="ArgumentException">Fewer than two or more than 5,000 units, a value is not finite, or the names are not two.</exception>
    public static MatchedPairs Draw(ReadOnlySpan<double> covariates, int columns, string firstArm, string secondArm, ulong seed)
    {
        AssignmentArm[] arms = [new(firstArm, 1), new(secondArm, 1)];
        RandomizedAssignment.Shares(arms);
        var white = Mahalanobis.Whiten(covariates, columns, nameof(covariates), out var used);
        var n = covariates.Length / columns;
        if (n > MostUnits)
        {
            throw new ArgumentException($"covariates has {Guard.Text(n)} rows; {Guard.Text(MostUnits)} are the most that are paired: draw within strata instead.", nameof(covariates));
        }

        var distances = new double[n][];
        for (var i = 0; i < n; i++)
        {
            distances[i] = new double[n];
            for (var j = 0; j < i; j++)
            {
                distances[i][j] = distances[j][i] = Mahalanobis.Distance(white, used.Length, i, j);
            }
        }

        var partner = n + n % 2 <= MostExact ? ExactPairing.Of(distances) : GreedyPairing.Of(distances);
        var random = RandomStream.Open(seed, "pair");
        var rows = new int[n];
        var low = new List<int>();
        int? leftOut = null;
        var total = 0.0;
        for (var i = 0; i < n; i++)
        {
            if (partner[i] < 0)
            {
                leftOut = i;
                rows[i] = AssignmentPlan.NotAssigned;
            }
            else if (i < partner[i])
            {
                low.Add(i);
                total += distances[i][partner[i]];
                rows[i] = random.NextInt(2);
                rows[partner[i]] = 1 - rows[i];
            }
        }

        var plan = leftOut is null
            ? new AssignmentPlan("matched pairs", seed, arms, rows, PlanWarning.DrawnInPairs)
            : new AssignmentPlan("matched pairs", seed, arms, rows, PlanWarning.DrawnInPairs, PlanWarning.OddUnitLeftOut);
        return new MatchedPairs(plan, [.. low], [.. low.Select(i => partner[i])], total, leftOut, n + n % 2 <= MostExact);
    }

    /// <summary>Plan, distance and the row left out, in invariant text.</summary>
    public override string ToString() =>
        $"{Plan}; {Guard.Text(first.Length)} pairs, total distance {Guard.Text(TotalDistance)}{(LeftOut is { } row ? $", row {Guard.Text(row)} left out" : string.Empty)}";
}
