using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Whether the groups moved alike before treatment: one Wald test of all earlier periods together.</summary>
/// <remarks>
/// Not rejecting is no proof: a test with little power passes trends that are as large as the effect (Roth 2022, AER: Insights 4). Read the
/// sensitivity bound beside it. Immutable and thread-safe.
/// </remarks>
public sealed class PreTrendTest
{
    private PreTrendTest(int periods, Figure chiSquared, Figure f, Figure denominator, Figure p, Figure logP, Figure chiP, Figure chiLogP)
    {
        Periods = periods;
        ChiSquared = chiSquared;
        F = f;
        DenominatorDegreesOfFreedom = denominator;
        PValue = p;
        LogPValue = logP;
        ChiSquaredPValue = chiP;
        ChiSquaredLogPValue = chiLogP;
    }

    /// <summary>Earlier differences tested: the numerator's degrees of freedom.</summary>
    public int Periods { get; }

    /// <summary>True when there was something to test: at least two periods before treatment, whose differences vary.</summary>
    public bool CanBeChecked => ChiSquared.IsDefined;

    /// <summary>Wald's statistic bᵀ V⁻¹ b.</summary>
    public Figure ChiSquared { get; }

    /// <summary>Wald's statistic over <see cref="Periods"/>.</summary>
    public Figure F { get; }

    /// <summary>Degrees of freedom of the error: clusters − 1, or rows − coefficients; undefined with reason <see cref="UndefinedReason.Infinite"/> for the normal curve.</summary>
    public Figure DenominatorDegreesOfFreedom { get; }

    /// <summary>p-value of F with <see cref="Periods"/> and <see cref="DenominatorDegreesOfFreedom"/>: the one for small samples.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue { get; }

    /// <summary>p-value of χ², right for many clusters only.</summary>
    public Figure ChiSquaredPValue { get; }

    /// <summary>Natural logarithm of <see cref="ChiSquaredPValue"/>.</summary>
    public Figure ChiSquaredLogPValue { get; }

    /// <summary>One line, in invariant text; says so when nothing can be checked.</summary>
    public override string ToString() => CanBeChecked
        ? $"pre-trends: F {F} with {Guard.Text(Periods)} and {DenominatorDegreesOfFreedom}, p {PValue}"
        : Periods == 0 ? "pre-trends cannot be checked: fewer than two periods before treatment" : "pre-trends cannot be checked: their differences do not vary enough";

    /// <param name="estimates">Earlier differences.</param>
    /// <param name="covariance">Their covariance.</param>
    /// <param name="degreesOfFreedom">Of the error.</param>
    internal static PreTrendTest Of(double[] estimates, double[] covariance, double degreesOfFreedom)
    {
        var q = estimates.Length;
        var none = Figure.Undefined(q == 0 ? UndefinedReason.TooFewObservations : UndefinedReason.ZeroVariance);
        if (q == 0 || Scaled(covariance, q) is not { } scaled || Cholesky.Factor(scaled.Matrix, q, 1e-12) is not { } factor || !(degreesOfFreedom > 0))
        {
            return new PreTrendTest(q, none, none, none, none, none, none, none);
        }

        var solved = new double[q];
        for (var i = 0; i < q; i++)
        {
            solved[i] = estimates[i] / scaled.Errors[i];
        }

        var own = (double[])solved.Clone();
        factor.Solve(solved);
        var wald = 0.0;
        for (var i = 0; i < q; i++)
        {
            wald += own[i] * solved[i];
        }

        var isNormal = double.IsPositiveInfinity(degreesOfFreedom);
        var chiP = ChiSquaredDistribution.Survival(wald, q);
        var chiLogP = ChiSquaredDistribution.LogSurvival(wald, q);
        return new PreTrendTest(
            q,
            Figure.Of(wald),
            Figure.Of(wald / q),
            isNormal ? Figure.Undefined(UndefinedReason.Infinite) : Figure.Of(degreesOfFreedom),
            Figure.Of(isNormal ? chiP : FDistribution.Survival(wald / q, q, degreesOfFreedom)),
            Figure.Of(isNormal ? chiLogP : FDistribution.LogSurvival(wald / q, q, degreesOfFreedom)),
            Figure.Of(chiP),
            Figure.Of(chiLogP));
    }

    /// <summary>Correlations and standard errors, so that singularity is judged without units; null where an error is zero.</summary>
    internal static (double[] Matrix, double[] Errors)? Scaled(double[] covariance, int q)
    {
        var errors = new double[q];
        for (var i = 0; i < q; i++)
        {
            errors[i] = Math.Sqrt(covariance[i * q + i]);
            if (!(errors[i] > 0))
            {
                return null;
            }
        }

        var matrix = new double[q * q];
        for (var i = 0; i < q; i++)
        {
            for (var j = 0; j < q; j++)
            {
                matrix[i * q + j] = i == j ? 1 : covariance[i * q + j] / errors[i] / errors[j];
            }
        }

        return (matrix, errors);
    }
}
