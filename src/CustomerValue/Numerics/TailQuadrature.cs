namespace CustomerValue.Numerics;

/// <summary>ln of a falling, log-concave integrand on u ≥ 0 that is 1 at u = 0.</summary>
internal interface ILogConcaveTail
{
    double LogValue(double u);

    double Slope(double u);
}

/// <summary>∫ of a log-concave tail by Gauss–Legendre panels, to full relative accuracy.</summary>
/// <remarks>
/// A tail is this integral times the density at its edge, so nothing is ever subtracted: the relative error is that of the
/// density, however deep the tail and however large the parameters.
/// </remarks>
internal static class TailQuadrature
{
    // e⁻⁴⁰ is beyond the last digit.
    private const double Cut = 40;
    private const double PanelLength = 3;

    private static ReadOnlySpan<double> Nodes => new[]
    {
        0.04830766568773832, 0.1444719615827965, 0.23928736225213706, 0.33186860228212767, 0.42135127613063533, 0.5068999089322294,
        0.5877157572407623, 0.6630442669302152, 0.7321821187402897, 0.7944837959679424, 0.84936761373257, 0.8963211557660521,
        0.9349060759377397, 0.9647622555875064, 0.9856115115452684, 0.9972638618494816,
    };

    private static ReadOnlySpan<double> Weights => new[]
    {
        0.0965400885147278, 0.09563872007927486, 0.09384439908080457, 0.09117387869576389, 0.08765209300440381, 0.08331192422694675,
        0.07819389578707031, 0.0723457941088485, 0.06582222277636185, 0.058684093478535544, 0.050998059262376175, 0.04283589802222668,
        0.03427386291302143, 0.02539206530926206, 0.01627439473090567, 0.007018610009470096,
    };

    /// <summary>The integral from 0 to where the tail has died, or to <paramref name="limit"/>; <paramref name="start"/> is a guess of that point.</summary>
    public static double Integrate<T>(T tail, double start, ref double limit)
        where T : struct, ILogConcaveTail
    {
        // Newton on a concave function: from anywhere, one step lands at or beyond the root.
        var end = Math.Min(start, limit);
        for (var i = 0; i < 60; i++)
        {
            var value = tail.LogValue(end);
            if (value <= -Cut ? value >= -1.25 * Cut : end >= limit)
            {
                break;
            }

            var slope = tail.Slope(end);
            if (value < -Cut && !(slope > -1e200))
            {
                end *= 0.5;
            }
            else if (!(slope < 0))
            {
                end = Math.Min(2 * end + 1, limit);
            }
            else
            {
                end = Math.Min(Math.Max(end - (value + 1.1 * Cut) / slope, 0.125 * end), limit);
            }
        }

        limit = end;
        var panels = Math.Max(1, (int)Math.Ceiling(end / PanelLength));
        double length = end / panels, total = 0;
        for (var p = 0; p < panels; p++)
        {
            total += Panel(tail, p * length, length);
        }

        return total;
    }

    /// <summary>One panel of 32 points.</summary>
    public static double Panel<T>(T tail, double from, double length)
        where T : struct, ILogConcaveTail
    {
        double half = 0.5 * length, middle = from + half, sum = 0;
        var nodes = Nodes;
        var weights = Weights;
        for (var i = 0; i < nodes.Length; i++)
        {
            var offset = half * nodes[i];
            sum += weights[i] * (Elementary.Exp(tail.LogValue(middle + offset)) + Elementary.Exp(tail.LogValue(middle - offset)));
        }

        return half * sum;
    }

    /// <summary>Where a tail of this slope and curvature at 0 has died, if it were Gaussian.</summary>
    public static double GaussianEnd(double fall, double curvature) => 2 * Cut / (fall + Math.Sqrt(fall * fall + 2 * Cut * curvature));

    /// <summary>A lower bound of where −x(eᵘ − 1 − u) has died.</summary>
    public static double DoubleExponentialEnd(double x)
    {
        var first = Elementary.Log1p(Cut / x);
        return Elementary.Log1p(Cut / x + first);
    }
}
