using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Purchases within a horizon of one who may leave at any moment: a negative binomial number until the end or until leaving.</summary>
internal static class CountIntegral
{
    /// <summary>P(X(t) = n), rate ~ Gamma(shape, α), as a sum of positive terms.</summary>
    public static double Probability<T>(double shape, double alpha, in T survival, double horizon, int n)
        where T : struct, ISurvival
    {
        if (!(horizon > 0))
        {
            return n == 0 ? 1 : 0;
        }

        var stays = Elementary.Exp(BgNbdFormulas.LogNegativeBinomial(shape, horizon / alpha, n) + survival.Log(horizon));
        var scale = (shape + n) / alpha + survival.Rate;
        var end = Elementary.Log1p(scale * horizon);
        var offset = n == 0 ? 0 : BgNbdFormulas.LogRising(shape, n) - SpecialFunctions.LogGamma(n + 1.0);
        return stays + Quadrature.AdaptivePanels(new Leaves<T>(shape, alpha, survival, scale, offset, n), 0, end, 2 + (int)end, 1e-12);
    }

    private readonly struct Leaves<T>(double shape, double alpha, T survival, double scale, double offset, int n) : IIntegrand
        where T : struct, ISurvival
    {
        public double At(double u)
        {
            var grown = Elementary.Expm1(u);
            var time = grown / scale;
            var tau = time / alpha;
            var log = offset - shape * Elementary.Log1p(tau) + (n == 0 ? 0 : -n * Elementary.Log1p(1 / tau)) + survival.LogDensity(time);
            return Elementary.Exp(log) * ((1 + grown) / scale);
        }
    }
}
