using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Dunnett's critical value: the largest |t| of k equally large treatments against one control.</summary>
/// <remarks>
/// The contrasts have correlation ρ = r / (1 + r) with r treated per control, so Zᵢ = √ρ C + √(1 − ρ) Eᵢ: one integral over the control's
/// share C, and one over √(χ²/df) where the variance is estimated (Dunnett 1955). Exact, without a seed.
/// </remarks>
internal static class ManyToOne
{
    private const double Far = 8.6;

    /// <summary>The t that the largest contrast exceeds with probability α when no treatment does anything.</summary>
    public static double Critical(double alpha, int treatments, double ratio, double df, bool oneSided)
    {
        // Between one comparison alone and Bonferroni's; a secant on ln P, which is nearly straight, kept inside by bisection.
        var curve = new Statistics.ReferenceCurve(df);
        double sides = oneSided ? 1 : 2, low = curve.UpperQuantile(alpha / sides), high = curve.UpperQuantile(alpha / sides / treatments);
        double target = Elementary.Log(alpha), fLow = Elementary.Log(Exceedance(low, treatments, ratio, df, oneSided)) - target;
        var fHigh = Elementary.Log(Exceedance(high, treatments, ratio, df, oneSided)) - target;
        if (fHigh >= 0)
        {
            return high;
        }

        for (var step = 0; step < 60 && high - low > 1e-13 * high; step++)
        {
            var next = low + (high - low) * fLow / (fLow - fHigh);
            if (step % 3 == 2 || !(next > low && next < high))
            {
                next = (low + high) / 2;
            }

            var f = Elementary.Log(Exceedance(next, treatments, ratio, df, oneSided)) - target;
            if (Math.Abs(f) < 2e-14)
            {
                return next;
            }

            if (f > 0)
            {
                low = next;
                fLow = f;
            }
            else
            {
                high = next;
                fHigh = f;
            }
        }

        return (low + high) / 2;
    }

    /// <summary>P(max > c).</summary>
    public static double Exceedance(double c, int treatments, double ratio, double df, bool oneSided)
    {
        var shares = new SharedControl(c, treatments, Math.Sqrt(ratio / (1 + ratio)), Math.Sqrt(1 / (1 + ratio)), oneSided);
        if (double.IsPositiveInfinity(df) || df > 1e9)
        {
            return shares.Integral();
        }

        double from = Math.Sqrt(ChiSquaredDistribution.Quantile(1e-17, df) / df), to = Math.Sqrt(ChiSquaredDistribution.UpperQuantile(1e-17, df) / df);
        return Quadrature.Panels(new Studentized(c, treatments, ratio, df, oneSided), from, to, df < 30 ? 3 : 1);
    }

    private readonly struct Studentized(double c, int treatments, double ratio, double df, bool oneSided) : IIntegrand
    {
        public double At(double s) => 2 * df * s * ChiSquaredDistribution.Density(df * s * s, df) * Exceedance(c * s, treatments, ratio, double.PositiveInfinity, oneSided);
    }

    private readonly struct SharedControl(double c, int treatments, double own, double rest, bool oneSided) : IIntegrand
    {
        public double Integral() => oneSided ? Quadrature.Panels(this, -Far, Far, 8) : 2 * Quadrature.Panels(this, 0, Far, 4);

        public double At(double z)
        {
            var tail = NormalDistribution.Survival((c - own * z) / rest);
            if (!oneSided)
            {
                tail += NormalDistribution.Survival((c + own * z) / rest);
            }

            // 1 − (1 − tail)^k without losing a small tail.
            var none = tail >= 1 ? 0 : Elementary.Exp(treatments * Elementary.Log1p(-tail));
            var any = none > 0.5 ? -Elementary.Expm1(treatments * Elementary.Log1p(-tail)) : 1 - none;
            return NormalDistribution.Density(z) * any;
        }
    }
}
