using CustomerValue.Statistics;

namespace CustomerValue.Segmentation;

/// <summary>Wilson's interval of a share of customers whose counts may be fractional.</summary>
internal static class WilsonRate
{
    /// <param name="part">Those counted, 0 to whole.</param>
    /// <param name="whole">All, above 0.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    public static ConfidenceInterval Of(double part, double whole, double level)
    {
        var (lower, upper) = ProportionInterval.WilsonLimits(part / whole, whole, ProportionInterval.Critical(level));
        return new ConfidenceInterval(lower, upper, level, "Wilson");
    }
}
