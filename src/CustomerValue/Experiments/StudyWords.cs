using System.Globalization;

namespace CustomerValue.Experiments;

/// <summary>Words and numbers of a study's texts, in invariant format.</summary>
internal static class StudyWords
{
    public const string ByLot = "Lots were drawn, and kept.";

    public const string Chosen = "Naive differences of chosen groups would need groups that would have ended alike anyway: nothing speaks for it, and they are not effects.";

    public const string OneRate = "both groups' assets would have grown at one rate without the campaign.";

    public static string Name(StudyGroup group) => group switch
    {
        StudyGroup.Marketing => "marketing",
        StudyGroup.Recommended => "recommended",
        _ => "non-recommended",
    };

    public static string Name(StudyMeasure measure) => measure switch
    {
        StudyMeasure.AssetEnhancement => "asset enhancement rate",
        StudyMeasure.Promotion => "promotion rate, of all",
        StudyMeasure.PromotionOfEligible => "promotion rate, of those able",
        StudyMeasure.PromotionChange => "change of promotion rate",
        StudyMeasure.Assets => "assets per customer",
        _ => "log of 1 + assets",
    };

    public static string Name(StudyEstimator estimator, StudyMeasure measure) => estimator switch
    {
        StudyEstimator.Naive => measure is StudyMeasure.Assets or StudyMeasure.LogAssets ? "naive, at the end" : "naive",
        StudyEstimator.DifferenceInDifferences => measure == StudyMeasure.Promotion ? "against the period before" : "change against change",
        StudyEstimator.Adjusted => "adjusted by regression",
        StudyEstimator.Weighted => measure is StudyMeasure.Promotion or StudyMeasure.PromotionOfEligible ? "weighted to resemble" : "change, weighted to resemble",
        _ => measure is StudyMeasure.Promotion or StudyMeasure.PromotionOfEligible ? "doubly robust" : "change, doubly robust",
    };

    public static string Pair(StudyGroup minuend, StudyGroup subtrahend) => $"{Name(minuend)} − {Name(subtrahend)}";

    /// <summary>A difference as the measure wants it: money, percentage points, or a logarithm.</summary>
    public static string Difference(StudyMeasure measure, double value) => measure switch
    {
        StudyMeasure.Assets => value.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture),
        StudyMeasure.LogAssets => value.ToString("+0.000;-0.000;0", CultureInfo.InvariantCulture),
        _ => (100 * value).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture),
    };

    public static string Unit(StudyMeasure measure) => measure switch
    {
        StudyMeasure.Assets => "money",
        StudyMeasure.LogAssets => "logarithms",
        _ => "percentage points",
    };

    public static string Range(StudyMeasure measure, ConfidenceInterval interval) =>
        double.IsInfinity(interval.Width) ? "[no interval]" : $"[{Difference(measure, interval.Lower)}, {Difference(measure, interval.Upper)}]";

    public static string Percent(double level) => (100 * level).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string PValue(double p) => p < 1e-300 ? "< 1E-300" : p.ToString(p < 0.0005 ? "0.0E+0" : "0.000", CultureInfo.InvariantCulture);
}
