using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>An event study: the difference of treated and controls in every period, before as well as after treatment began for all at once.</summary>
/// <remarks>
/// Each period's change since the reference is regressed on treatment (and covariates measured before it), which in a balanced panel are the coefficients of the two-way
/// fixed-effects regression with leads and lags; one covariance joins all periods, clustered by the customer's cluster. Treatment that begins at different times belongs to
/// <see cref="StaggeredAdoption"/>. Immutable and thread-safe. Memory: 8 × (periods + covariates + 2) bytes a row. Sources: Jacobson, LaLonde and Sullivan
/// (1993), AER 83; Freyaldenhoven, Hansen and Shapiro (2019), AER 109; Montiel Olea and Plagborg-Møller (2019), J. Applied Econometrics 34 (the band).
/// </remarks>
public sealed class EventStudy
{
    private readonly EventStudyFigures figures;

    // The band may be simulated: only who reads it pays for it.
    private readonly Lazy<EventStudyEffect[]> effects;

    internal EventStudy(EventStudyFigures figures)
    {
        this.figures = figures;
        effects = new Lazy<EventStudyEffect[]>(() => EventStudyTable.Effects(figures));
        Level = figures.Level;
        ErrorDegreesOfFreedom = figures.DegreesOfFreedom;
        PreTrend = EventStudyTable.PreTrend(figures);
        AverageEffect = EventStudyTable.Average(figures);
        Warnings = figures.Warnings;
        Clusters = figures.Clusters;
        DroppedCovariates = figures.Dropped;
        Assumption = DifferenceInDifferences.Assumption(figures.CovariateCount);
        FirstTreatedPeriod = figures.Periods[figures.First];
        ReferencePeriod = figures.Periods[figures.Reference];
    }

    /// <summary>One entry a period, in order; the reference among them.</summary>
    public IReadOnlyList<EventStudyEffect> Effects => effects.Value;

    /// <summary>The joint test of all differences before treatment.</summary>
    public PreTrendTest PreTrend { get; }

    /// <summary>Mean of the effects from the first treated period on.</summary>
    public ArmComparison AverageEffect { get; }

    /// <summary>What must hold for the later differences to be effects on the treated.</summary>
    public string Assumption { get; }

    /// <summary>The first treated period.</summary>
    public int FirstTreatedPeriod { get; }

    /// <summary>The period that the others are measured from.</summary>
    public int ReferencePeriod { get; }

    /// <summary>Coverage of the intervals.</summary>
    public double Level { get; }

    /// <summary>Clusters; 0 without.</summary>
    public int Clusters { get; }

    /// <summary>Covariates left out because they say nothing new.</summary>
    public IReadOnlyList<string> DroppedCovariates { get; }

    /// <summary>What to know before believing it; empty when nothing was found.</summary>
    public IReadOnlyList<ComparisonWarning> Warnings { get; }

    internal double ErrorDegreesOfFreedom { get; }

    internal EventStudyFigures Figures => figures;

    /// <summary>Compares two groups period by period.</summary>
    /// <param name="columns">One row a customer, one column a period.</param>
    /// <param name="firstTreatedPeriod">The first period in which treatment works, one of the periods and not the first of all.</param>
    /// <param name="options">Reference, errors, level; null for the defaults.</param>
    /// <exception cref="ArgumentException">The panel is not balanced, a value is out of its range, a period does not exist, an arm is empty, or the error does not fit the clusters.</exception>
    public static EventStudy Fit(EventStudyColumns columns, int firstTreatedPeriod, EventStudyOptions? options = null)
    {
        options ??= EventStudyOptions.Default;
        columns.Check();
        return new EventStudy(EventStudyFit.Estimate(columns, firstTreatedPeriod, options));
    }

    /// <summary>Rebuilds a study from published estimates and their covariance: for the tests, bands and bounds that they did not bring.</summary>
    /// <param name="periods">All periods, strictly ascending, the reference among them.</param>
    /// <param name="firstTreatedPeriod">The first treated period.</param>
    /// <param name="referencePeriod">The reference, before treatment.</param>
    /// <param name="estimates">One estimate a period, finite; that of the reference is taken as 0.</param>
    /// <param name="covariance">Covariance of the estimates, periods × periods, row-major; rows of the reference are taken as 0.</param>
    /// <param name="degreesOfFreedom">Of the errors, &gt; 0; +∞ for the normal curve.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is out of its range, or a period does not exist.</exception>
    public static EventStudy FromEstimates(
        ReadOnlySpan<int> periods,
        int firstTreatedPeriod,
        int referencePeriod,
        ReadOnlySpan<double> estimates,
        ReadOnlySpan<double> covariance,
        double degreesOfFreedom = double.PositiveInfinity,
        double level = 0.95)
    {
        Guard.SameLength(estimates.Length, periods.Length, nameof(estimates));
        Guard.SameLength(covariance.Length, periods.Length * periods.Length, nameof(covariance));
        Guard.AllFinite(estimates, nameof(estimates));
        Guard.AllFinite(covariance, nameof(covariance));
        Guard.OpenUnit(level);
        if (!(degreesOfFreedom > 0))
        {
            throw Guard.OutOfRange(nameof(degreesOfFreedom), degreesOfFreedom, "must be > 0 or +∞");
        }

        PanelChecks.Check([], periods, 0);
        return new EventStudy(EventStudyFigures.Given(periods, firstTreatedPeriod, referencePeriod, estimates, covariance, degreesOfFreedom, level));
    }

    /// <summary>Covariance of the estimates of two periods; 0 with the reference, NaN where no error can be given.</summary>
    /// <param name="firstPeriod">A period.</param>
    /// <param name="secondPeriod">A period.</param>
    /// <exception cref="ArgumentException">There is no such period.</exception>
    public double Covariance(int firstPeriod, int secondPeriod) => figures.Covariance[PanelChecks.IndexOf(figures.Periods, firstPeriod, nameof(firstPeriod)) * figures.Periods.Length + PanelChecks.IndexOf(figures.Periods, secondPeriod, nameof(secondPeriod))];

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"average effect {AverageEffect.Estimate}, {AverageEffect.Interval}; {PreTrend}";
}
