using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Conventions of a study table.</summary>
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
}
