using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>One group of the study: how many, how rich before and after, how many rose.</summary>
/// <remarks>Over all customers of the group, also those of crossing and closed households. Immutable and thread-safe.</remarks>
public sealed class StudyGroupRow
{
    private readonly ClusteredEstimate[] measures;

    internal StudyGroupRow(StudyGroup group, StudyFigures figures, StudyOptions options)
    {
        Group = group;
        Customers = figures.Customers;
        Households = (int)figures.HouseholdsBefore.Count;
        var (level, reference) = (options.Level, options.Reference);
        var empty = Figure.Undefined(UndefinedReason.EmptyArm);
        AssetsBefore = ClusteredEstimate.OfMean(Customers > 0 ? Figure.Of(figures.MeanBefore) : empty, figures.Before, level, reference);
        AssetsAfter = ClusteredEstimate.OfMean(Customers > 0 ? Figure.Of(figures.MeanAfter) : empty, figures.After, level, reference);
        HouseholdAssetsBefore = figures.HouseholdsBefore;
        HouseholdAssetsAfter = figures.HouseholdsAfter;
        HouseholdAssetsBeforeInterval = MeanInterval.StudentT(figures.HouseholdsBefore, level);
        HouseholdAssetsAfterInterval = MeanInterval.StudentT(figures.HouseholdsAfter, level);
        MeanOfGrowths = figures.MeanOfGrowths;
        ZeroBases = figures.ZeroBases;
        PromotionCounts = figures.Promotion;
        EligiblePromotionCounts = figures.PromotionOfEligible;
        measures =
        [
            Mean(figures, StudyMeasure.AssetEnhancement, options),
            Rate(figures, StudyMeasure.Promotion, Customers, options),
            Rate(figures, StudyMeasure.PromotionOfEligible, figures.PromotionOfEligible.Trials, options),
            Mean(figures, StudyMeasure.PromotionChange, options),
        ];
        AnnualGrowth = new AnnualGrowth(AssetEnhancement.Value, AssetEnhancement.StandardError, AssetEnhancement.Interval, AssetEnhancement.Clusters, options.Years);
    }

    /// <summary>The group.</summary>
    public StudyGroup Group { get; }

    /// <summary>Customers.</summary>
    public int Customers { get; }

    /// <summary>Households with at least one customer in the group.</summary>
    public int Households { get; }

    /// <summary>Average assets of a customer before.</summary>
    public ClusteredEstimate AssetsBefore { get; }

    /// <summary>Average assets of a customer after.</summary>
    public ClusteredEstimate AssetsAfter { get; }

    /// <summary>Assets of a household's customers in this group, before: count, mean and spread over households.</summary>
    public SampleMoments HouseholdAssetsBefore { get; }

    /// <summary>Assets of a household's customers in this group, after.</summary>
    public SampleMoments HouseholdAssetsAfter { get; }

    /// <summary>Student's t interval of the average household's assets before.</summary>
    public ConfidenceInterval HouseholdAssetsBeforeInterval { get; }

    /// <summary>Student's t interval of the average household's assets after.</summary>
    public ConfidenceInterval HouseholdAssetsAfterInterval { get; }

    /// <summary>Asset enhancement rate, Σ after ÷ Σ before − 1: the growth of the average.</summary>
    public ClusteredEstimate AssetEnhancement => Measure(StudyMeasure.AssetEnhancement);

    /// <summary>The asset enhancement rate per year, compounded over the options' years.</summary>
    public AnnualGrowth AnnualGrowth { get; }

    /// <summary>Average of the growths of customers with a positive base: another figure, ruled by small bases.</summary>
    public Figure MeanOfGrowths { get; }

    /// <summary>Customers with a base of zero or below, whom <see cref="MeanOfGrowths"/> leaves out.</summary>
    public int ZeroBases { get; }

    /// <summary>Promotion rate of all.</summary>
    public ClusteredEstimate Promotion => Measure(StudyMeasure.Promotion);

    /// <summary>Promotion rate of those who did not start at the top.</summary>
    public ClusteredEstimate PromotionOfEligible => Measure(StudyMeasure.PromotionOfEligible);

    /// <summary>Promotion rate minus that of the period before; undefined where that is unknown.</summary>
    public ClusteredEstimate PromotionChange => Measure(StudyMeasure.PromotionChange);

    /// <summary>Promoted of all.</summary>
    public ProportionCounts PromotionCounts { get; }

    /// <summary>Promoted of those who did not start at the top.</summary>
    public ProportionCounts EligiblePromotionCounts { get; }

    /// <summary>The figure of a measure.</summary>
    /// <param name="measure">One of the four.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such measure.</exception>
    public ClusteredEstimate Measure(StudyMeasure measure) => measures[Guard.Between((int)measure, 0, measures.Length - 1, nameof(measure))];

    private static ClusteredEstimate Mean(StudyFigures figures, StudyMeasure measure, StudyOptions options) =>
        ClusteredEstimate.OfMean(figures.Value(measure), figures.Influences(measure), options.Level, options.Reference);

    private static ClusteredEstimate Rate(StudyFigures figures, StudyMeasure measure, double customers, StudyOptions options) =>
        ClusteredEstimate.OfRate(figures.Value(measure), customers, figures.Influences(measure), options.Level, options.Reference);
}
