using CustomerValue.Evaluation;
using CustomerValue.Experiments;
using CustomerValue.Lifetime;
using CustomerValue.Segmentation;
using CustomerValue.Uplift;

namespace CustomerValue.Reporting;

/// <summary>The chart of a result, asked of the result itself.</summary>
public static class ResultCharts
{
    /// <summary>Gains and lift.</summary>
    /// <param name="table">A table of up to 10 bins, or of a multiple of 10 up to 200.</param>
    /// <param name="provenance">Where the scores come from.</param>
    /// <param name="options">Budget and names; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The table has another number of bins.</exception>
    public static GainsChart ToChart(this LiftTable table, Provenance provenance, GainsChartOptions? options = null) => GainsChart.From(table, provenance, options);

    /// <summary>The three-group study.</summary>
    /// <param name="table">The study's table.</param>
    /// <param name="provenance">Where the study's panel comes from.</param>
    /// <param name="options">Like-with-like differences and target; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static ThreeGroupChart ToChart(this StudyTable table, Provenance provenance, ThreeGroupChartOptions? options = null) => ThreeGroupChart.From(table, provenance, options);

    /// <summary>The three-group study with its adjusted estimates.</summary>
    /// <param name="study">The study; of a withheld one no difference is drawn.</param>
    /// <param name="provenance">Where the study's panel comes from.</param>
    /// <param name="options">Target and wording of the adjustment; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The options bring like-with-like differences of their own.</exception>
    public static ThreeGroupChart ToChart(this ThreeGroupStudy study, Provenance provenance, ThreeGroupChartOptions? options = null) => ThreeGroupChart.From(study, provenance, options);

    /// <summary>Movements between value tiers.</summary>
    /// <param name="counts">Movements between 2 to 7 tiers, the lowest tier first.</param>
    /// <param name="tiers">Names of the tiers, in the same order.</param>
    /// <param name="provenance">Where the counts come from.</param>
    /// <param name="options">Names of the moments; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument or a name is null.</exception>
    /// <exception cref="ArgumentException">There are fewer than 2 or more than 7 tiers, or another number of names.</exception>
    public static TierMigrationChart ToChart(this TransitionCounts counts, IReadOnlyList<string> tiers, Provenance provenance, TierMigrationChartOptions? options = null) =>
        TierMigrationChart.From(counts, tiers, provenance, options);

    /// <summary>How alike two groups are as they stand.</summary>
    /// <param name="balance">Up to 40 covariates.</param>
    /// <param name="provenance">Where the arms come from.</param>
    /// <param name="options">Names and limit; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The arm has no row, or there are more than 40 covariates.</exception>
    public static BalanceChart ToChart(this BalanceReport balance, Provenance provenance, BalanceChartOptions? options = null) => BalanceChart.From(balance, null, provenance, options);

    /// <summary>How value is spread over customers.</summary>
    /// <param name="values">The concentration of amounts ≥ 0.</param>
    /// <param name="provenance">Where the amounts come from.</param>
    /// <param name="options">What to mark; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static ConcentrationChart ToChart(this Concentration values, Provenance provenance, ConcentrationChartOptions? options = null) => ConcentrationChart.From(values, provenance, options);

    /// <summary>What segments are like.</summary>
    /// <param name="profile">Up to 12 segments with at least one numeric column.</param>
    /// <param name="provenance">Where the customers come from.</param>
    /// <param name="options">Which columns; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">There are more than 12 segments, or a named column is not there.</exception>
    public static SegmentProfileChart ToChart(this SegmentProfile profile, Provenance provenance, SegmentProfileChartOptions? options = null) => SegmentProfileChart.From(profile, provenance, options);

    /// <summary>Predicted against observed rates.</summary>
    /// <param name="table">Up to 20 bins.</param>
    /// <param name="line">Slope and intercept of the same probabilities.</param>
    /// <param name="provenance">Where the probabilities come from.</param>
    /// <param name="options">Names and level; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The table has more than 20 bins.</exception>
    public static CalibrationChart ToChart(this CalibrationTable table, CalibrationLine line, Provenance provenance, CalibrationChartOptions? options = null) =>
        CalibrationChart.From(table, line, provenance, options);

    /// <summary>Purchases of a cohort, expected and actual, period by period.</summary>
    /// <param name="tracking">What the model expects, of up to 400 periods.</param>
    /// <param name="actual">Repeat purchases in each period, finite and ≥ 0.</param>
    /// <param name="provenance">Where the purchases come from.</param>
    /// <param name="options">Where calibration ends; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">Lengths differ, there are more than 400 periods, or a count is out of range.</exception>
    public static TrackingChart ToChart(this PurchaseTracking tracking, IReadOnlyList<double> actual, Provenance provenance, TrackingChartOptions? options = null) =>
        TrackingChart.From(tracking, actual, provenance, options);

    /// <summary>Customers by number of repeat purchases, counted and expected.</summary>
    /// <param name="table">Up to 21 classes.</param>
    /// <param name="provenance">Where the customers come from.</param>
    /// <param name="options">Level and number of parameters; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">The table has more than 21 classes.</exception>
    public static RepeatCountsChart ToChart(this FrequencyTable table, Provenance provenance, RepeatCountsChartOptions? options = null) => RepeatCountsChart.From(table, provenance, options);

    /// <summary>Forecast against what came, by tenth.</summary>
    /// <param name="evaluation">Forecasts against a period held back.</param>
    /// <param name="provenance">Where forecast and actual come from.</param>
    /// <param name="options">Names and level; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static ForecastChart ToChart(this HoldoutEvaluation evaluation, Provenance provenance, ForecastChartOptions? options = null) => ForecastChart.From(evaluation, provenance, options);

    /// <summary>Extra outcomes by share of customers treated.</summary>
    /// <param name="ranking">Customers ranked by a score they were not fitted to.</param>
    /// <param name="provenance">Where scores and outcomes come from.</param>
    /// <param name="options">Budget and names; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    public static UpliftChart ToChart(this UpliftRanking ranking, Provenance provenance, UpliftChartOptions? options = null) => UpliftChart.From(ranking, provenance, options);

    /// <summary>Profit by customers contacted.</summary>
    /// <param name="ranking">Customers ranked by a score they were not fitted to.</param>
    /// <param name="valuePerOutcome">What one extra outcome is worth, in money, finite and &gt; 0.</param>
    /// <param name="costPerContact">What one contact costs, in money, finite and ≥ 0.</param>
    /// <param name="provenance">Where scores and outcomes come from.</param>
    /// <param name="options">Budget and size; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Value or cost is out of range.</exception>
    public static ProfitChart ToProfitChart(this UpliftRanking ranking, double valuePerOutcome, double costPerContact, Provenance provenance, ProfitChartOptions? options = null) =>
        ProfitChart.From(ranking, valuePerOutcome, costPerContact, provenance, options);

    /// <summary>The smallest effect shown by groups of each size.</summary>
    /// <param name="curve">Detectable effect over control customers: sizes rising, up to 200.</param>
    /// <param name="provenance">Where the baseline comes from.</param>
    /// <param name="options">Plan, break-even and names; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">Sizes are not positive and rising, an effect is not finite, or there are more than 200.</exception>
    public static PowerChart ToChart(this DesignCurve curve, Provenance provenance, PowerChartOptions? options = null) => PowerChart.From(curve, provenance, options);
}
