using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>How much of what is left of treatment and outcome something left out would have to explain, of both alike, to take a regression's effect away.</summary>
/// <remarks>
/// In partial R²: a confounder that explains less than the robustness value of both cannot bring the effect below 1 − q of itself; <see cref="AtLevel"/> asks the same of significance.
/// Compare with covariates that are known: <see cref="Benchmark"/>. For least squares with classical errors. Source: Cinelli and Hazlett (2020), J. Royal Statistical Society B
/// 82; sensemakr. Immutable and thread-safe.
/// </remarks>
public sealed class RobustnessValue
{
    private readonly double size;

    private RobustnessValue(double t, double degreesOfFreedom, double share, double level)
    {
        T = t;
        DegreesOfFreedom = degreesOfFreedom;
        Share = share;
        Level = level;
        size = Math.Abs(t) / Math.Sqrt(degreesOfFreedom);

        // 1 / (1 + 1/f²): no square of t overflows.
        PartialR2 = size > 0 ? 1 / (1 + 1 / size / size) : 0;
        Value = Balanced(share * size);
        AtLevel = Significance();
    }

    /// <summary>The effect over its error.</summary>
    public double T { get; }

    /// <summary>Residual degrees of freedom.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>q: the share of the effect that is to be explained away.</summary>
    public double Share { get; }

    /// <summary>α of the significance that is to be lost.</summary>
    public double Level { get; }

    /// <summary>Share of the outcome's remaining variance that treatment explains: what a confounder of all of the outcome's rest must explain of treatment.</summary>
    public double PartialR2 { get; }

    /// <summary>RV_q, in [0, 1].</summary>
    public double Value { get; }

    /// <summary>RV_{q,α}: explains enough that the effect is no longer significant; 0 where it is not now.</summary>
    public double AtLevel { get; }

    /// <summary>Of a coefficient's t.</summary>
    /// <param name="t">Finite.</param>
    /// <param name="degreesOfFreedom">Of the residuals, &gt; 1.</param>
    /// <param name="share">q, &gt; 0: 1 for all of the effect, 0.5 for half.</param>
    /// <param name="level">α, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static RobustnessValue Of(double t, double degreesOfFreedom, double share = 1, double level = 0.05)
    {
        if (!(degreesOfFreedom > 1) || double.IsInfinity(degreesOfFreedom))
        {
            throw Guard.OutOfRange(nameof(degreesOfFreedom), degreesOfFreedom, "must be finite and > 1");
        }

        return new RobustnessValue(Guard.Finite(t), degreesOfFreedom, Guard.Positive(share), Guard.OpenUnit(level));
    }

    /// <summary>What would be left of the effect under a confounder of given strength.</summary>
    /// <param name="ofTreatment">Partial R² of the confounder with treatment, in [0, 1).</param>
    /// <param name="ofOutcome">Partial R² of the confounder with the outcome, given treatment, in [0, 1].</param>
    /// <param name="estimate">The effect; finite.</param>
    /// <param name="standardError">Its classical error; &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ConfoundedEffect Under(double ofTreatment, double ofOutcome, double estimate, double standardError)
    {
        Guard.Unit(ofOutcome);
        if (!(ofTreatment is >= 0 and < 1))
        {
            throw Guard.OutOfRange(nameof(ofTreatment), ofTreatment, "must be ≥ 0 and < 1");
        }

        Guard.Finite(estimate);
        Guard.Positive(standardError);
        var bias = standardError * Math.Sqrt(DegreesOfFreedom) * Math.Sqrt(ofOutcome * ofTreatment / (1 - ofTreatment));
        var adjusted = (estimate < 0 ? -1 : 1) * (Math.Abs(estimate) - bias);
        var error = standardError * Math.Sqrt((1 - ofOutcome) / (1 - ofTreatment)) * Math.Sqrt(DegreesOfFreedom / (DegreesOfFreedom - 1));
        return new ConfoundedEffect(ofTreatment, ofOutcome, adjusted, error, DegreesOfFreedom - 1, 1 - Level);
    }

    /// <summary>What would be left of the effect under a confounder so many times as strong as a covariate that is known.</summary>
    /// <param name="covariateOfTreatment">The covariate's partial R² with treatment given the other covariates, in [0, 1).</param>
    /// <param name="covariateOfOutcome">Its partial R² with the outcome given treatment and the other covariates, in [0, 1).</param>
    /// <param name="estimate">The effect; finite.</param>
    /// <param name="standardError">Its classical error; &gt; 0.</param>
    /// <param name="times">How many times as strong, with treatment and with the outcome; &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or so many times the covariate would explain treatment wholly.</exception>
    public ConfoundedEffect Benchmark(double covariateOfTreatment, double covariateOfOutcome, double estimate, double standardError, double times = 1)
    {
        Guard.Positive(times);
        if (!(covariateOfTreatment is >= 0 and < 1))
        {
            throw Guard.OutOfRange(nameof(covariateOfTreatment), covariateOfTreatment, "must be ≥ 0 and < 1");
        }

        if (!(covariateOfOutcome is >= 0 and < 1))
        {
            throw Guard.OutOfRange(nameof(covariateOfOutcome), covariateOfOutcome, "must be ≥ 0 and < 1");
        }

        // ovb_bounds of sensemakr: the bound holds for a confounder that says nothing of the covariate itself.
        var rest = 1 - covariateOfTreatment;
        var ofTreatment = times * covariateOfTreatment / rest;
        var ofCovariate = times * covariateOfTreatment * covariateOfTreatment / ((1 - times * covariateOfTreatment) * rest);
        if (!(ofTreatment < 1) || !(ofCovariate < 1) || !(times * covariateOfTreatment < 1))
        {
            throw Guard.OutOfRange(nameof(times), times, "is too many: such a confounder would explain treatment wholly");
        }

        var root = (Math.Sqrt(times) + Math.Sqrt(ofCovariate)) / Math.Sqrt(1 - ofCovariate);
        return Under(ofTreatment, Math.Min(1, root * root * (covariateOfOutcome / (1 - covariateOfOutcome))), estimate, standardError);
    }

    /// <summary>Value, level and partial R², in invariant text.</summary>
    public override string ToString() => $"robustness value {Guard.Text(Value)}, at α = {Guard.Text(Level)} {Guard.Text(AtLevel)}, partial R² {Guard.Text(PartialR2)}";

    // ½ (√(f⁴ + 4 f²) − f²) = 2 / (1 + √(1 + 4 / f²)): no cancellation for large f.
    private static double Balanced(double f) => f <= 0 ? 0 : 2 / (1 + Math.Sqrt(1 + 4 / (f * f)));

    private double Significance()
    {
        var least = StudentTDistribution.UpperQuantile(Level / 2, DegreesOfFreedom - 1) / Math.Sqrt(DegreesOfFreedom - 1);
        var f = Share * size;
        return f <= least ? 0
            : f > 1 / least ? (1 - least / f * (least / f)) / (1 + 1 / f / f)
            : Balanced(f - least);
    }
}
