namespace CustomerValue.Numerics;

/// <summary>The points where a profile likelihood has fallen by a given amount below its maximum.</summary>
internal static class ProfileLimits
{
    /// <summary>Walks from the maximum to one side until the signed root of the likelihood ratio is the quantile.</summary>
    /// <param name="fit">The likelihood.</param>
    /// <param name="best">Its maximum (or as near as a fit came where that is at infinity).</param>
    /// <param name="parameter">The parameter profiled.</param>
    /// <param name="side">1 up, −1 down.</param>
    /// <param name="quantile">Root of the likelihood ratio to reach, &gt; 0.</param>
    /// <param name="firstStep">A guess of the distance.</param>
    public static double Limit(ConstrainedFit fit, ConstrainedPoint best, int parameter, int side, double quantile, double firstStep)
    {
        var held = new bool[best.Coefficients.Length];
        held[parameter] = true;
        var center = best.Coefficients[parameter];
        var point = best;
        var (inner, outer) = (0.0, double.PositiveInfinity);
        var distance = firstStep;
        for (var evaluation = 0; evaluation < 200; evaluation++)
        {
            var start = (double[])point.Coefficients.Clone();
            start[parameter] = center + side * distance;
            point = fit.Maximize(start, held);
            var root = Math.Sqrt(Math.Max(0, 2 * (best.LogLikelihood - point.LogLikelihood)));
            if (Math.Abs(root - quantile) <= 1e-10 * quantile)
            {
                return start[parameter];
            }

            (inner, outer) = root < quantile ? (distance, outer) : (inner, distance);

            // d root/d distance = −side · d ℓ/d b ÷ root; the root is nearly linear, so Newton's step is nearly exact.
            var slope = root > 0 ? -side * point.Gradient[parameter] / root : 0;
            var next = slope > 0 ? distance + (quantile - root) / slope : double.NaN;
            if (double.IsPositiveInfinity(outer))
            {
                next = next > inner && next < 5 * distance ? next : 2 * distance;
            }
            else if (!(next > inner && next < outer))
            {
                next = 0.5 * (inner + outer);
            }

            if (outer - inner <= 1e-12 * (1 + Math.Abs(center)))
            {
                return center + side * next;
            }

            distance = next;
        }

        return center + side * distance;
    }
}
