namespace CustomerValue.Experiments;

/// <summary>A list of customers with the arm each was drawn into, and the seed that draws it again.</summary>
/// <remarks>The list is the record of the experiment: store it. The same inputs, options and seed give the same plan on every machine. Immutable and thread-safe.</remarks>
public sealed class AssignmentPlan
{
    /// <summary>The arm of a row that was not drawn.</summary>
    public const int NotAssigned = Assignment.NotCovered;

    private readonly AssignmentArm[] arms;
    private readonly int[] rows;
    private readonly long[] counts;
    private readonly PlanWarning[] warnings;

    internal AssignmentPlan(string method, ulong seed, AssignmentArm[] arms, int[] rows, params PlanWarning[] warnings)
    {
        Method = method;
        Seed = seed;
        this.arms = arms;
        this.rows = rows;
        this.warnings = warnings;
        counts = new long[arms.Length];
        foreach (var arm in rows)
        {
            if (arm >= 0)
            {
                counts[arm]++;
            }
        }
    }

    /// <summary>How it was drawn.</summary>
    public string Method { get; }

    /// <summary>The seed it was drawn with.</summary>
    public ulong Seed { get; }

    /// <summary>The arms, in order.</summary>
    public IReadOnlyList<AssignmentArm> Arms => arms;

    /// <summary>One index into <see cref="Arms"/> a row, or <see cref="NotAssigned"/>.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>Rows in each arm.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>What the analysis of this plan must respect.</summary>
    public IReadOnlyList<PlanWarning> Warnings => warnings;

    /// <summary>How alike the arms are in what was known before.</summary>
    /// <param name="covariates">One row of finite numbers a customer, row-major, in the plan's order.</param>
    /// <param name="names">One name a column.</param>
    /// <param name="reference">The arm that the others are compared with.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value is not finite, or fewer than two arms have customers.</exception>
    public BalanceReport Balance(ReadOnlySpan<double> covariates, IReadOnlyList<string> names, int reference = 0) =>
        BalanceReport.Of(covariates, names, rows, reference);

    /// <summary>Method, sizes and seed, in invariant text.</summary>
    public override string ToString() =>
        Method + ": " + string.Join(", ", arms.Select((arm, i) => arm.Name + " " + Guard.Text(counts[i]))) + "; seed " + Seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
