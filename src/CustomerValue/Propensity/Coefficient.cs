using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>One coefficient of a linear predictor with its uncertainty.</summary>
/// <remarks>Errors, tests and intervals are undefined where the model was rebuilt from parameters, penalized or separated; Wald's tests use the normal distribution, two-sided, unless degrees of freedom are given.</remarks>
public sealed class Coefficient
{
    internal Coefficient(string name, string? column, string? level, double estimate, Figure standardError, double degreesOfFreedom)
    {
        Name = name;
        Column = column;
        Level = level;
        Estimate = estimate;
        StandardError = standardError;
        DegreesOfFreedom = degreesOfFreedom;
        var z = standardError.IsDefined && standardError.Value > 0 ? estimate / standardError.Value : double.NaN;
        var missing = standardError.IsDefined ? UndefinedReason.ZeroVariance : standardError.Reason;
        if (double.IsNaN(z))
        {
            Statistic = PValue = LogPValue = Figure.Undefined(missing);
            return;
        }

        var upper = double.IsPositiveInfinity(degreesOfFreedom)
            ? NormalDistribution.LogSurvival(Math.Abs(z))
            : StudentTDistribution.LogSurvival(Math.Abs(z), degreesOfFreedom);
        Statistic = Figure.Of(z);
        LogPValue = double.IsFinite(upper) ? Figure.Of(Math.Min(0, upper + Ln2)) : Figure.Undefined(UndefinedReason.Infinite);
        PValue = Figure.Of(Math.Min(1, 2 * Elementary.Exp(upper)));
    }

    private const double Ln2 = 0.693147180559945309417;

    /// <summary>The column's name, <c>column=level</c> for a level, <c>(Intercept)</c> for the constant.</summary>
    public string Name { get; }

    /// <summary>The feature column, or null for the intercept.</summary>
    public string? Column { get; }

    /// <summary>The level of a category column, or null.</summary>
    public string? Level { get; }

    /// <summary>Change of the linear predictor per unit of the column, or against the reference level.</summary>
    public double Estimate { get; }

    /// <summary>Standard error under the covariance the options chose.</summary>
    public Figure StandardError { get; }

    /// <summary>Degrees of freedom of the test; +∞ for the normal distribution.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>Estimate over standard error.</summary>
    public Figure Statistic { get; }

    /// <summary>Two-sided p-value of the hypothesis that the coefficient is 0.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>, exact where the p-value underflows.</summary>
    public Figure LogPValue { get; }

    /// <summary>Wald's interval, estimate ± quantile × standard error; the whole line when there is no standard error.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval Interval(double level = 0.95)
    {
        Guard.OpenUnit(level);
        if (!StandardError.IsDefined)
        {
            return new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, "Wald");
        }

        var tail = (1 - level) / 2;
        var quantile = double.IsPositiveInfinity(DegreesOfFreedom)
            ? NormalDistribution.UpperQuantile(tail)
            : StudentTDistribution.UpperQuantile(tail, DegreesOfFreedom);
        var half = quantile * StandardError.Value;
        return new ConfidenceInterval(Estimate - half, Estimate + half, level, "Wald");
    }

    /// <summary>Name and estimate ± standard error.</summary>
    public override string ToString() =>
        StandardError.IsDefined ? $"{Name} {Guard.Text(Estimate)} ± {Guard.Text(StandardError.Value)}" : $"{Name} {Guard.Text(Estimate)}";
}
