namespace CustomerValue.Numerics;

/// <summary>Something to integrate. A struct, so that the compiler sees through it and nothing is allocated.</summary>
internal interface IIntegrand
{
    double At(double u);
}

/// <summary>Gauss–Legendre quadrature with 32 nodes: exact for polynomials up to degree 63.</summary>
internal static class Quadrature
{
    /// <summary>Nodes of one panel.</summary>
    public const int NodeCount = 32;

    private const int DeepestSplit = 40;

    /// <summary>The positive nodes on [−1, 1], ascending; the others are their mirror images.</summary>
    private static ReadOnlySpan<double> Nodes =>
    [
        0.04830766568773832, 0.1444719615827965, 0.23928736225213706, 0.33186860228212767,
        0.42135127613063533, 0.5068999089322294, 0.5877157572407623, 0.6630442669302152,
        0.7321821187402897, 0.7944837959679424, 0.84936761373257, 0.8963211557660521,
        0.9349060759377397, 0.9647622555875064, 0.9856115115452684, 0.9972638618494816,
    ];

    private static ReadOnlySpan<double> Weights =>
    [
        0.0965400885147278, 0.09563872007927486, 0.09384439908080457, 0.09117387869576389,
        0.08765209300440381, 0.08331192422694675, 0.07819389578707031, 0.0723457941088485,
        0.06582222277636185, 0.058684093478535544, 0.050998059262376175, 0.04283589802222668,
        0.03427386291302143, 0.02539206530926206, 0.01627439473090567, 0.007018610009470096,
    ];

    /// <summary>∫ f over [from, to] in one panel.</summary>
    public static double Panel<T>(in T f, double from, double to)
        where T : struct, IIntegrand
    {
        var center = 0.5 * (from + to);
        var half = 0.5 * (to - from);
        var sum = 0.0;
        for (var i = Nodes.Length - 1; i >= 0; i--)
        {
            var offset = half * Nodes[i];
            sum += Weights[i] * (f.At(center - offset) + f.At(center + offset));
        }

        return half * sum;
    }

    /// <summary>The 32 nodes of [from, to] and their weights, for integrands that are evaluated all at once.</summary>
    public static void Fill(double from, double to, Span<double> points, Span<double> weights)
    {
        var center = 0.5 * (from + to);
        var half = 0.5 * (to - from);
        for (var i = 0; i < Nodes.Length; i++)
        {
            points[i] = center - half * Nodes[i];
            points[NodeCount - 1 - i] = center + half * Nodes[i];
            weights[i] = weights[NodeCount - 1 - i] = half * Weights[i];
        }
    }

    /// <summary>∫ f over [from, to] in equal panels.</summary>
    public static double Panels<T>(in T f, double from, double to, int count)
        where T : struct, IIntegrand
    {
        var width = (to - from) / count;
        var sum = 0.0;
        for (var k = 0; k < count; k++)
        {
            sum += Panel(f, from + k * width, k == count - 1 ? to : from + (k + 1) * width);
        }

        return sum;
    }

    /// <summary>∫ f over [from, to], halving panels until both halves agree with the whole; for integrands of one sign.</summary>
    public static double Adaptive<T>(in T f, double from, double to, double relativeTolerance = 1e-13)
        where T : struct, IIntegrand
    {
        var whole = Panel(f, from, to);
        return Split(f, from, to, whole, relativeTolerance, Math.Abs(whole), 0);
    }

    /// <summary>∫ f over [from, to], each of equal panels halved until both halves agree with the whole.</summary>
    public static double AdaptivePanels<T>(in T f, double from, double to, int count, double relativeTolerance = 1e-13)
        where T : struct, IIntegrand
    {
        var width = (to - from) / count;
        var sum = 0.0;
        for (var k = 0; k < count; k++)
        {
            var low = from + k * width;
            var high = k == count - 1 ? to : from + (k + 1) * width;
            var whole = Panel(f, low, high);
            sum += Split(f, low, high, whole, relativeTolerance, Math.Max(Math.Abs(whole), sum), 0);
        }

        return sum;
    }

    private static double Split<T>(in T f, double from, double to, double whole, double tolerance, double scale, int depth)
        where T : struct, IIntegrand
    {
        var middle = 0.5 * (from + to);
        var left = Panel(f, from, middle);
        var right = Panel(f, middle, to);
        var halves = left + right;
        if (Math.Abs(halves - whole) <= tolerance * Math.Max(scale, Math.Abs(halves)) || depth == DeepestSplit)
        {
            return halves;
        }

        scale = Math.Max(scale, Math.Abs(halves));
        return Split(f, from, middle, left, tolerance, scale, depth + 1) + Split(f, middle, to, right, tolerance, scale, depth + 1);
    }
}
