namespace CustomerValue.Numerics;

/// <summary>Gamma, beta, error and hypergeometric functions and their logarithms: the entry points of the room.</summary>
/// <remarks>Arguments are trusted: positive where the mathematics asks for it. NaN comes back as NaN.</remarks>
internal static class SpecialFunctions
{
    public static double LogGamma(double x) => GammaFunctions.LogGamma(x);

    /// <summary>ln Γ(a + n) − ln Γ(a), without cancellation for large a and small n.</summary>
    public static double LogGammaRatio(double a, double n) => GammaFunctions.LogGammaRatio(a, n);

    public static double Digamma(double x) => GammaFunctions.Digamma(x);

    public static double Trigamma(double x) => GammaFunctions.Trigamma(x);

    public static double LogBeta(double a, double b) => GammaFunctions.LogBeta(a, b);

    /// <summary>ln of the binomial coefficient, n and k real, 0 ≤ k ≤ n.</summary>
    public static double LogBinomialCoefficient(double n, double k) => GammaFunctions.LogBinomial(n, k);

    public static double Erf(double x) => ErrorFunctions.Erf(x);

    public static double Erfc(double x) => ErrorFunctions.Erfc(x);

    /// <summary>e^(x²) erfc(x).</summary>
    public static double Erfcx(double x) => ErrorFunctions.Erfcx(x);

    public static double LogErfc(double x) => ErrorFunctions.LogErfc(x);

    /// <summary>Regularized lower incomplete gamma P(a, x).</summary>
    public static double GammaP(double a, double x) => IncompleteGamma.P(a, x);

    /// <summary>Regularized upper incomplete gamma Q(a, x).</summary>
    public static double GammaQ(double a, double x) => IncompleteGamma.Q(a, x);

    public static double LogGammaP(double a, double x) => IncompleteGamma.LogP(a, x);

    public static double LogGammaQ(double a, double x) => IncompleteGamma.LogQ(a, x);

    /// <summary>Regularized incomplete beta Iₓ(a, b); the upper tail is BetaI(b, a, 1 − x) with 1 − x handed in exactly.</summary>
    public static double BetaI(double a, double b, double x, double oneMinusX) => IncompleteBeta.Lower(a, b, x, oneMinusX);

    /// <summary>ln Iₓ(a, b).</summary>
    public static double LogBetaI(double a, double b, double x, double oneMinusX) => IncompleteBeta.LogLower(a, b, x, oneMinusX);

    /// <summary>ln ₂F₁(a, b; c; z) for a, b, c &gt; 0 and z &lt; 1; NaN where the function is negative (possible only for z &lt; 0 and c &lt; min(a, b)).</summary>
    public static double LogHypergeometric2F1(double a, double b, double c, double z) => Hypergeometric.Log2F1(a, b, c, z);

    /// <summary>eᶻ E_s(z) for real order s and z &gt; 0.</summary>
    public static double ScaledExponentialIntegral(double s, double z) => ExponentialIntegral.Scaled(s, z);
}
