using CustomerValue.Numerics;

namespace CustomerValue.Information;

/// <summary>The power transform of Yeo and Johnson: bends skewed numbers of any sign towards a normal shape.</summary>
/// <remarks>
/// x ≥ 0: ((1 + x)^λ − 1) ÷ λ, at λ = 0 ln(1 + x); x &lt; 0: −((1 − x)^(2−λ) − 1) ÷ (2 − λ), at λ = 2 −ln(1 − x). λ = 1 changes nothing.
/// Source: I.-K. Yeo, R. A. Johnson, A new family of power transformations to improve normality or symmetry, Biometrika 87 (2000) 954–959.
/// The likelihood is computed on a common scale, so that no power overflows in it. Stateless and thread-safe.
/// </remarks>
public static class YeoJohnson
{
    /// <summary>The transformed value; ±∞ where it leaves the range of a double.</summary>
    /// <param name="value">The value, finite.</param>
    /// <param name="lambda">The power, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is NaN or infinite.</exception>
    public static double Transform(double value, double lambda) => Bend(Guard.Finite(value), Guard.Finite(lambda));

    /// <summary>The value behind a transformed one.</summary>
    /// <param name="transformed">A transformed value.</param>
    /// <param name="lambda">The power, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is NaN or infinite, or the power gives no value that large.</exception>
    public static double Invert(double transformed, double lambda)
    {
        Guard.Finite(transformed);
        Guard.Finite(lambda);
        var inverse = lambda == 1 ? transformed : transformed >= 0 ? Unbend(transformed, lambda) : -Unbend(-transformed, 2 - lambda);
        return double.IsFinite(inverse) ? inverse : throw Guard.OutOfRange(nameof(transformed), transformed, $"must be a value that the power {Guard.Text(lambda)} can give");
    }

    /// <summary>The profile log-likelihood of a power: −n/2 · ln σ̂² + (λ − 1) Σ sign(x) ln(1 + |x|), σ̂² with divisor n; without its constant, as SciPy has it.</summary>
    /// <param name="values">Finite values; no weights.</param>
    /// <param name="lambda">The power, finite.</param>
    /// <returns>Undefined for a constant column.</returns>
    /// <exception cref="ArgumentException">There is no value, or one is not finite; the message names the row.</exception>
    public static Figure LogLikelihood(ReadOnlySpan<double> values, double lambda)
    {
        Guard.Finite(lambda);
        return YeoJohnsonLikelihood.Of(Checked(values)) is { } likelihood
            ? Figure.Of(likelihood.At(lambda, out _))
            : Figure.Undefined(UndefinedReason.ZeroVariance);
    }

    /// <summary>The power of the greatest likelihood, and the transform with it.</summary>
    /// <param name="values">Finite values; missing ones left out.</param>
    /// <returns>λ in <see cref="NumberTransform.Lambda"/>; a constant column has λ 1, which <see cref="NumberTransform.Note"/> says.</returns>
    /// <exception cref="ArgumentException">There is no value, or one is not finite; the message names the row.</exception>
    public static NumberTransform Fit(ReadOnlySpan<double> values) => YeoJohnsonLikelihood.Of(Checked(values)) is { } likelihood
        ? likelihood.Maximize()
        : NumberTransform.YeoJohnson(1, LambdaNote.ConstantColumn);

    internal static double Bend(double x, double lambda) => lambda == 1 ? x : x >= 0 ? Power(x, lambda) : -Power(-x, 2 - lambda);

    // ((1 + x)^power − 1) ÷ power, without cancellation where the power of it is near 1.
    private static double Power(double x, double power)
    {
        var log = Elementary.Log1p(x);
        var exponent = power * log;
        return power == 0 ? log
            : Math.Abs(exponent) < 0.5 ? Elementary.Expm1(exponent) / power
            : (Elementary.Pow(1 + x, power) - 1) / power;
    }

    private static double Unbend(double y, double power) => power == 0 ? Elementary.Expm1(y)
        : Elementary.Expm1(Elementary.Log1p(power * y) / power);

    private static ReadOnlySpan<double> Checked(ReadOnlySpan<double> values)
    {
        if (values.Length == 0)
        {
            throw new ArgumentException("There is no value to learn a power from.", nameof(values));
        }

        Guard.AllFinite(values, nameof(values));
        return values;
    }
}
