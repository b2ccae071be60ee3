using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>How strong something left out would have to be, with treatment and with the outcome, to explain an effect away.</summary>
/// <remarks>
/// On the scale of risk ratios: 1 means that nothing is needed. Near 1 an effect is fragile; compare it with the strength of covariates that are known. Sources: VanderWeele
/// and Ding (2017), Annals of Internal Medicine 167; VanderWeele (2017) for odds and hazard ratios of common outcomes; Chinn (2000) for means. Immutable and thread-safe.
/// </remarks>
public sealed class EValue
{
    // Chinn: ln of the risk ratio is about 0.91 standardized differences.
    private const double OfMeans = 0.91;

    private EValue(string method, double ratio, ConfidenceInterval? interval)
    {
        Method = method;
        RiskRatio = ratio;
        Estimate = Of(ratio);
        RiskRatioInterval = interval;
        Limit = interval is not { } limits ? Figure.Undefined(UndefinedReason.NoObservations)
            : limits.Lower <= 1 && limits.Upper >= 1 ? Figure.Of(1)
            : Figure.Of(Of(limits.Lower > 1 ? limits.Lower : limits.Upper));
    }

    /// <summary>The scale that was turned into a risk ratio.</summary>
    public string Method { get; }

    /// <summary>The effect as a risk ratio.</summary>
    public double RiskRatio { get; }

    /// <summary>Its interval; null where none was given.</summary>
    public ConfidenceInterval? RiskRatioInterval { get; }

    /// <summary>The ratio that would move the estimate to 1; ≥ 1.</summary>
    public double Estimate { get; }

    /// <summary>The ratio that would move the nearer limit to 1; 1 where the interval holds 1, undefined where none was given.</summary>
    public Figure Limit { get; }

    /// <summary>Of a risk ratio, or of an odds or hazard ratio of a rare outcome.</summary>
    /// <param name="ratio">The ratio; finite and &gt; 0.</param>
    /// <param name="interval">Its interval, limits &gt; 0; null for none.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the interval does not hold the ratio.</exception>
    public static EValue OfRiskRatio(double ratio, ConfidenceInterval? interval = null) => Convert("risk ratio", ratio, interval, static x => x);

    /// <summary>Of an odds ratio whose outcome is common (above 15 %): its square root is about the risk ratio.</summary>
    /// <param name="ratio">The odds ratio; finite and &gt; 0.</param>
    /// <param name="interval">Its interval, limits &gt; 0; null for none.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the interval does not hold the ratio.</exception>
    public static EValue OfOddsRatio(double ratio, ConfidenceInterval? interval = null) => Convert("odds ratio of a common outcome", ratio, interval, Math.Sqrt);

    /// <summary>Of a hazard ratio whose outcome is common by the end: the risk ratio is about (1 − ½^√h) / (1 − ½^√(1/h)).</summary>
    /// <param name="ratio">The hazard ratio; finite and &gt; 0.</param>
    /// <param name="interval">Its interval, limits &gt; 0; null for none.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the interval does not hold the ratio.</exception>
    public static EValue OfHazardRatio(double ratio, ConfidenceInterval? interval = null) => Convert("hazard ratio of a common outcome", ratio, interval, OfHazard);

    /// <summary>Of a difference of means over the outcome's standard deviation: exp(0.91 d), limits exp(0.91 d ± 1.78 se), about 95 %.</summary>
    /// <param name="difference">The standardized difference; finite.</param>
    /// <param name="standardError">Its standard error; ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the risk ratio beyond that of a double.</exception>
    public static EValue OfStandardizedDifference(double difference, double standardError)
    {
        var center = OfMeans * Guard.Finite(difference);
        var half = 1.78 * Guard.NonNegative(standardError);
        if (Math.Abs(center) + half > 700)
        {
            throw Guard.OutOfRange(nameof(difference), difference, "must be a difference in standard deviations; its risk ratio is beyond a double");
        }

        return new EValue(
            "standardized difference of means",
            Elementary.Exp(center),
            new ConfidenceInterval(Elementary.Exp(center - half), Elementary.Exp(center + half), 0.95, "exp(0.91 d ± 1.78 se)"));
    }

    /// <summary>Estimate and limit, in invariant text.</summary>
    public override string ToString() => $"E-value {Guard.Text(Estimate)}, for the limit {Limit} ({Method})";

    /// <summary>E = r + √(r (r − 1)) of the ratio turned above 1.</summary>
    private static double Of(double ratio)
    {
        var r = ratio < 1 ? 1 / ratio : ratio;

        // √r √(r − 1): no square overflows.
        var value = r + Math.Sqrt(r) * Math.Sqrt(r - 1);
        return double.IsInfinity(value) ? throw Guard.OutOfRange(nameof(ratio), ratio, "must be a risk ratio (or limit) whose E-value is within a double") : value;
    }

    private static double OfHazard(double h)
    {
        const double LnHalf = -0.6931471805599453;
        return Elementary.Expm1(LnHalf * Math.Sqrt(h)) / Elementary.Expm1(LnHalf * Math.Sqrt(1 / h));
    }

    private static EValue Convert(string method, double ratio, ConfidenceInterval? interval, Func<double, double> toRisk)
    {
        Guard.Positive(ratio);
        if (interval is not { } limits)
        {
            return new EValue(method, toRisk(ratio), null);
        }

        Guard.Positive(limits.Lower, nameof(interval));
        return limits.Contains(ratio)
            ? new EValue(method, toRisk(ratio), new ConfidenceInterval(toRisk(limits.Lower), toRisk(limits.Upper), limits.Level, limits.Method))
            : throw new ArgumentException($"The interval {limits} does not hold the ratio {Guard.Text(ratio)}.", nameof(interval));
    }
}
