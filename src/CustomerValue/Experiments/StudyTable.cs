using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The table of the three-group study: per group n, assets before and after, enhancement and promotion; the three differences; growth of the whole.</summary>
/// <remarks>
/// Marketing − recommended speaks of the campaign, recommended − non-recommended of the model's selection. Everything is conditional on who is in
/// which group, and unadjusted: where the groups were chosen, not drawn, no difference here is an effect, and every contrast says so. Errors are
/// clustered by household (factor G / (G − 1)); the three intervals of a measure hold jointly, from the joint covariance of the
/// groups' figures by <see cref="MaximumT"/>, not across measures. Crossing and closed households stay in the groups' rows and
/// leave the contrasts unless the options keep them. Figures without a base are undefined with a reason. Immutable and thread-safe.
/// </remarks>
public sealed class StudyTable
{
    private static readonly StudyMeasure[] Measures =
        [StudyMeasure.AssetEnhancement, StudyMeasure.Promotion, StudyMeasure.PromotionOfEligible, StudyMeasure.PromotionChange];

    private readonly StudyGroupRow[] groups = new StudyGroupRow[3];
    private readonly StudyContrast[] contrasts;
    private readonly ComparisonWarning[] warnings;

    private StudyTable(StudyPanel panel, StudyOptions options)
    {
        Options = options;
        Customers = panel.Count;
        Households = panel.HouseholdCount;
        CrossingHouseholds = panel.CrossingHouseholds;
        ClosedHouseholds = panel.ClosedHouseholds;
        ClosedCustomers = panel.ClosedCustomers;
        var compared = new StudyFigures[3];
        for (var group = 0; group < 3; group++)
        {
            var whole = new StudyFigures(panel, (StudyGroup)group, static _ => true);
            groups[group] = new StudyGroupRow((StudyGroup)group, whole, options);
            compared[group] = panel.CrossingHouseholds + panel.ClosedHouseholds == 0 ? whole : new StudyFigures(panel, (StudyGroup)group, row => options.IsCompared(panel, row));
            CustomersLeftOut += groups[group].Customers - compared[group].Customers;
        }

        var all = new List<StudyContrast>();
        foreach (var measure in Measures)
        {
            if (measure != StudyMeasure.PromotionChange || panel.HasPeriodBefore)
            {
                all.AddRange(StudyContrasts.Of(measure, Array.ConvertAll(compared, figures => figures.FigureOf(measure)), options));
            }
        }

        contrasts = [.. all];
        warnings = [.. all.SelectMany(c => c.Comparison.Warnings).Distinct().OrderBy(w => w)];
        TotalBefore = SampleMoments.FromSample(panel.Before).Mean * panel.Count;
        TotalAfter = SampleMoments.FromSample(panel.After).Mean * panel.Count;
        AnnualGrowth = Whole(panel, options);
    }

    /// <summary>The conventions used.</summary>
    public StudyOptions Options { get; }

    /// <summary>Customers in the panel.</summary>
    public int Customers { get; }

    /// <summary>Households in the panel.</summary>
    public int Households { get; }

    /// <summary>Households with customers in more than one group.</summary>
    public int CrossingHouseholds { get; }

    /// <summary>Households all of whose customers were closed in between.</summary>
    public int ClosedHouseholds { get; }

    /// <summary>Customers closed in between, also in households that stay.</summary>
    public int ClosedCustomers { get; }

    /// <summary>Customers in the groups' rows but not in the contrasts.</summary>
    public int CustomersLeftOut { get; }

    /// <summary>The groups in the order of <see cref="StudyGroup"/>.</summary>
    public IReadOnlyList<StudyGroupRow> Groups => groups;

    /// <summary>Three differences a measure; those of the change on the period before only where it is known.</summary>
    public IReadOnlyList<StudyContrast> Contrasts => contrasts;

    /// <summary>Σ assets before over all groups.</summary>
    public double TotalBefore { get; }

    /// <summary>Σ assets after over all groups.</summary>
    public double TotalAfter { get; }

    /// <summary>Growth of the whole per year, compounded over the options' years.</summary>
    public Figure CompoundAnnualGrowth => AnnualGrowth.Growth;

    /// <summary>Growth of the whole per year with its household-clustered error and interval.</summary>
    public AnnualGrowth AnnualGrowth { get; }

    /// <summary>Every warning of the contrasts, once.</summary>
    public IReadOnlyList<ComparisonWarning> Warnings => warnings;

    /// <summary>The table of a panel.</summary>
    /// <param name="panel">Customers in their groups.</param>
    /// <param name="options">Conventions; the defaults when null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="panel"/> is null.</exception>
    public static StudyTable Of(StudyPanel panel, StudyOptions? options = null) => new(Guard.NotNull(panel), options ?? StudyOptions.Default);

    /// <summary>The row of a group.</summary>
    /// <param name="group">One of the three.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    public StudyGroupRow Group(StudyGroup group) => groups[Guard.Between((int)group, 0, 2, nameof(group))];

    /// <summary>One group minus another in one measure.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="minuend">The group from which is subtracted: marketing before recommended before non-recommended.</param>
    /// <param name="subtrahend">The group that is subtracted.</param>
    /// <exception cref="ArgumentException">The table has no such difference.</exception>
    public StudyContrast Contrast(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend)
    {
        foreach (var contrast in contrasts)
        {
            if (contrast.Measure == measure && contrast.Minuend == minuend && contrast.Subtrahend == subtrahend)
            {
                return contrast;
            }
        }

        throw new ArgumentException($"The table has no difference {minuend} − {subtrahend} of {measure}; see Contrasts.", nameof(measure));
    }

    /// <summary>The whole table as text, in invariant format.</summary>
    public override string ToString() => StudyTableText.Of(this);

    private static AnnualGrowth Whole(StudyPanel panel, StudyOptions options)
    {
        double n = panel.Count, before = SampleMoments.FromSample(panel.Before).Mean, after = SampleMoments.FromSample(panel.After).Mean;
        var growth = n == 0 ? Figure.Undefined(UndefinedReason.NoObservations)
            : before == 0 ? Figure.Undefined(UndefinedReason.ZeroBase)
            : before < 0 || after < 0 ? Figure.Undefined(UndefinedReason.NegativeBase)
            : Figure.Of((after - before) / before);
        var sums = new ClusterSums(panel.HouseholdCount);
        for (var row = 0; row < panel.Count && growth.IsDefined; row++)
        {
            sums.Add(panel.Households[row], ClusterSums.Residual(panel.After[row], after / before * panel.Before[row]) / before / n);
        }

        var estimate = ClusteredEstimate.OfMean(growth, sums, options.Level, options.Reference);
        return new AnnualGrowth(growth, estimate.StandardError, estimate.Interval, estimate.Clusters, options.Years);
    }
}
