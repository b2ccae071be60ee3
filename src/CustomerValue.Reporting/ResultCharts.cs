using CustomerValue.Evaluation;
using CustomerValue.Experiments;
using CustomerValue.Segmentation;

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
}
