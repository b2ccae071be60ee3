namespace CustomerValue.Numerics;

/// <summary>Gamma, beta and their logarithms. Interim: MathNet behind the final names.</summary>
internal static class SpecialFunctions
{
    public static double LogGamma(double x) => MathNet.Numerics.SpecialFunctions.GammaLn(x);

    /// <summary>ln Γ(a + n) − ln Γ(a), without cancellation for large a and small n.</summary>
    public static double LogGammaRatio(double a, double n) => LogGamma(a + n) - LogGamma(a);

    public static double Digamma(double x) => MathNet.Numerics.SpecialFunctions.DiGamma(x);

    public static double Trigamma(double x) => throw new NotSupportedException();

    public static double LogBeta(double a, double b) => MathNet.Numerics.SpecialFunctions.BetaLn(a, b);

    /// <summary>Regularized lower incomplete gamma P(a, x).</summary>
    public static double GammaP(double a, double x) => MathNet.Numerics.SpecialFunctions.GammaLowerRegularized(a, x);

    /// <summary>Regularized upper incomplete gamma Q(a, x).</summary>
    public static double GammaQ(double a, double x) => MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(a, x);

    /// <summary>Regularized incomplete beta Iₓ(a, b); the upper tail is BetaI(b, a, 1 − x) with 1 − x handed in exactly.</summary>
    public static double BetaI(double a, double b, double x, double oneMinusX) => MathNet.Numerics.SpecialFunctions.BetaRegularized(a, b, x);

    /// <summary>ln ₂F₁(a, b; c; z) for a, b, c &gt; 0 and z &lt; 1.</summary>
    public static double LogHypergeometric2F1(double a, double b, double c, double z) => throw new NotSupportedException();

    /// <summary>eᶻ E_s(z) for real order s and z &gt; 0.</summary>
    public static double ScaledExponentialIntegral(double s, double z) => throw new NotSupportedException();
}
