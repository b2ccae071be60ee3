namespace CustomerValue.Experiments;

/// <summary>Effects of a treatment that customers begin at different times: one for each cohort and period, and their averages.</summary>
/// <remarks>
/// Each cohort is compared only with customers who are not treated in the two periods compared, so that effects may differ between cohorts and grow with time,
/// where the two-way fixed-effects regression (kept beside as <see cref="TwoWay"/>) can even miss the sign. Averages weigh cohorts by their size, whose own
/// error is followed. Errors from influence functions, clustered. Immutable and thread-safe. Memory: 8 bytes per cohort, period and cluster
/// (customer without clusters), and a copy of the panel. Sources: Callaway and Sant'Anna (2021), J. Econometrics 225; Goodman-Bacon (2021), J. Econometrics 225.
/// </remarks>
public sealed class StaggeredAdoption
{
    /// <summary>The cohort of customers who were never treated.</summary>
    public const int Never = int.MaxValue;

    private readonly GroupTimeEffect[] effects;

    internal StaggeredAdoption(StaggeredTable table)
    {
        effects = table.Effects;
        Overall = table.Overall;
        BySteps = table.BySteps;
        ByCohorts = table.ByCohorts;
        ByPeriods = table.ByPeriods;
        OverallOfSteps = table.OverallOfSteps;
        OverallOfCohorts = table.OverallOfCohorts;
        OverallOfPeriods = table.OverallOfPeriods;
        PreTrend = table.PreTrend;
        TwoWay = table.TwoWay;
        AlwaysTreated = table.AlwaysTreated;
        Clusters = table.Clusters;
        DroppedCovariates = table.Dropped;
        Assumption = table.Assumption;
    }

    /// <summary>Every cohort and period, by cohort, then period.</summary>
    public IReadOnlyList<GroupTimeEffect> Effects => effects;

    /// <summary>All effects from treatment on, weighted by the size of the cohort (<c>simple</c> in R's <c>did</c>).</summary>
    public ArmComparison Overall { get; }

    /// <summary>By periods since treatment began, earlier ones among them (<c>dynamic</c>).</summary>
    public IReadOnlyList<AdoptionEffect> BySteps { get; }

    /// <summary>By cohort, averaged over its treated periods (<c>group</c>).</summary>
    public IReadOnlyList<AdoptionEffect> ByCohorts { get; }

    /// <summary>By period, averaged over the cohorts treated by then (<c>calendar</c>).</summary>
    public IReadOnlyList<AdoptionEffect> ByPeriods { get; }

    /// <summary>Mean of <see cref="BySteps"/> from treatment on.</summary>
    public ArmComparison OverallOfSteps { get; }

    /// <summary>Mean of <see cref="ByCohorts"/>, weighted by size: the average effect on a treated customer.</summary>
    public ArmComparison OverallOfCohorts { get; }

    /// <summary>Mean of <see cref="ByPeriods"/>.</summary>
    public ArmComparison OverallOfPeriods { get; }

    /// <summary>The joint test of all group-time differences before treatment.</summary>
    public PreTrendTest PreTrend { get; }

    /// <summary>The two-way fixed-effects regression of the same panel, for comparison, with what it averages.</summary>
    public TwoWayEstimate TwoWay { get; }

    /// <summary>Customers treated in or before the first period: nothing was seen of them before, and they are left out.</summary>
    public int AlwaysTreated { get; }

    /// <summary>Clusters; 0 without.</summary>
    public int Clusters { get; }

    /// <summary>Covariates left out in some cohort and period because they said nothing new there.</summary>
    public IReadOnlyList<string> DroppedCovariates { get; }

    /// <summary>What must hold for the estimates to be effects on the treated.</summary>
    public string Assumption { get; }

    /// <summary>Estimates all group-time effects and their averages.</summary>
    /// <param name="columns">One row a customer, one column a period.</param>
    /// <param name="options">Controls, base, estimator, errors; null for the defaults.</param>
    /// <param name="progress">Told of cohorts and periods done.</param>
    /// <param name="cancellation">Stops between cohorts and periods.</param>
    /// <exception cref="ArgumentException">The panel is not balanced, a value is out of its range, nobody begins treatment, or nobody can serve as control.</exception>
    /// <exception cref="ConvergenceException">In a cohort and period a linear rule tells treated from controls.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static StaggeredAdoption Fit(StaggeredColumns columns, StaggeredOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        columns.Check();
        return new StaggeredAdoption(new StaggeredFit(columns, options ?? StaggeredOptions.Default, cancellation).Run(progress));
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"overall effect {Overall.Estimate}, {Overall.Interval}; {PreTrend}";
}
