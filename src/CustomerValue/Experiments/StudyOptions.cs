using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Conventions of a study: of its table, and of the estimates beside it.</summary>
public sealed record StudyOptions
{
    /// <summary>Chosen groups, one year, 95 %, normal reference; crossing and closed households left out of contrasts.</summary>
    public static StudyOptions Default { get; } = new();

    /// <summary>How customers came into their groups.</summary>
    public StudyDesign Design { get; init; }

    /// <summary>Coverage of every interval, and joint coverage of the three contrasts of a measure; between 0 and 1.</summary>
    public double Level { get; init => field = Guard.OpenUnit(value, nameof(Level)); } = 0.95;

    /// <summary>Years from before to after, finite and &gt; 0.</summary>
    public double Years { get; init => field = Guard.Positive(value, nameof(Years)); } = 1;

    /// <summary>The curve of intervals and p-values; with Student's t the degrees of freedom are households − 1, in contrasts those of the smallest group.</summary>
    public ReferenceDistribution Reference { get; init; }

    /// <summary>True to keep households with customers in several groups in the contrasts; their covariance is counted.</summary>
    public bool KeepCrossingHouseholds { get; init; }

    /// <summary>True to keep closed households in the contrasts, with the assets after as given.</summary>
    public bool KeepClosedHouseholds { get; init; }

    /// <summary>Relative share that lots were to give each group, in the order of <see cref="StudyGroup"/>, ≥ 0 and not all 0; null for equal shares. Only groups that took part in the draw count.</summary>
    public IReadOnlyList<double>? PlannedShares { get; init => field = Shares(value, nameof(PlannedShares)); }

    /// <summary>True when customers were drawn one by one; by default households were.</summary>
    public bool DrawnByCustomer { get; init; }

    /// <summary>p-value of the sample-ratio check below which no effect is shown; between 0 and 1.</summary>
    public double SampleRatioThreshold { get; init => field = Guard.OpenUnit(value, nameof(SampleRatioThreshold)); } = SampleRatioCheck.DefaultThreshold;

    /// <summary>What the bank earns of a unit of added assets over the span that counts, finite and ≥ 0; 0 for unknown, and then no return is given.</summary>
    public double Margin { get; init => field = Guard.NonNegative(value, nameof(Margin)); }

    /// <summary>What the campaign cost whatever the number of customers, finite and ≥ 0.</summary>
    public double FixedCost { get; init => field = Guard.NonNegative(value, nameof(FixedCost)); }

    /// <summary>Folds of households in which the doubly robust estimates fit and apply their models by turns (cross-fitting); 0 for one fit on all.</summary>
    public int Folds { get; init => field = value == 0 ? 0 : Guard.AtLeast(value, 2, nameof(Folds)); }

    /// <summary>Seed of the folds.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many times the largest departure from parallel trends seen before the campaign may be exceeded afterwards, finite and ≥ 0, for the bound on what pre-trends leave.</summary>
    public double TrendDeparture { get; init => field = Guard.NonNegative(value, nameof(TrendDeparture)); } = 1;

    /// <summary>Threads, ≥ 1; results do not depend on them.</summary>
    public int Threads { get; init => field = Guard.AtLeast(value, 1, nameof(Threads)); } = 1;

    /// <summary>True when lots decided who of the two groups' customers came into which.</summary>
    internal bool IsDrawn(StudyGroup minuend, StudyGroup subtrahend) => Design switch
    {
        StudyDesign.Randomized => true,
        StudyDesign.RandomizedCampaign => minuend != StudyGroup.NonRecommended && subtrahend != StudyGroup.NonRecommended,
        _ => false,
    };

    /// <summary>True for a row that enters the differences.</summary>
    internal bool IsCompared(StudyPanel panel, int row) => (KeepCrossingHouseholds || !panel.IsCrossing(row)) && (KeepClosedHouseholds || !panel.IsInClosedHousehold(row));

    private static IReadOnlyList<double>? Shares(IReadOnlyList<double>? shares, string name)
    {
        if (shares is null)
        {
            return null;
        }

        Guard.SameLength(shares.Count, 3, name);
        foreach (var share in shares)
        {
            Guard.NonNegative(share, name);
        }

        if (shares.Sum() == 0)
        {
            throw new ArgumentException("Planned shares are of the three groups and cannot all be 0.", name);
        }

        return [.. shares];
    }
}
