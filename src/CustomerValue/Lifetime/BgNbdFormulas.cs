using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The BG/NBD model's formulas for one customer, in log space and without differences of near-equal terms.</summary>
/// <remarks>
/// Given that a customer is alive, the future is the same model with r+x, α+T, a, b+x: all expectations are written for those
/// four numbers, here s, rate scale α, a and b.
/// </remarks>
internal static class BgNbdFormulas
{
    /// <summary>Series up to this many terms; beyond, an integral over the dropout probability.</summary>
    private const double LongestSeries = 4000;

    /// <summary>Σ of logarithms up to this x; gamma functions beyond.</summary>
    private const int ShortSum = 32;

    public static double LogLikelihood(double r, double alpha, double a, double b, int x, double tx, double t)
    {
        var value = LogRising(r, x) + LogSurvivals(a, b, x) - x * Elementary.Log(alpha + t) - r * Elementary.Log1p(t / alpha);
        return x == 0 ? value : value + Elementary.Softplus(LogOddsDead(r, alpha, a, b, x, tx, t));
    }

    /// <summary>ln P(dead)/P(alive) for x &gt; 0.</summary>
    public static double LogOddsDead(double r, double alpha, double a, double b, int x, double tx, double t) =>
        Elementary.Log(a / (b + (x - 1))) + (r + x) * Elementary.Log1p((t - tx) / (alpha + tx));

    /// <summary>ln Γ(r+x)/Γ(r).</summary>
    public static double LogRising(double r, int x)
    {
        if (x > ShortSum)
        {
            return SpecialFunctions.LogGammaRatio(r, x);
        }

        var sum = 0.0;
        for (var i = 0; i < x; i++)
        {
            sum += Elementary.Log(r + i);
        }

        return sum;
    }

    /// <summary>ln B(a,b+x)/B(a,b): the probability to survive x purchases.</summary>
    public static double LogSurvivals(double a, double b, int x)
    {
        if (x > ShortSum)
        {
            return SpecialFunctions.LogGammaRatio(b, a) - SpecialFunctions.LogGammaRatio(b + x, a);
        }

        var sum = 0.0;
        for (var i = 0; i < x; i++)
        {
            sum -= Elementary.Log1p(a / (b + i));
        }

        return sum;
    }

    /// <summary>Expected purchases within t of a customer who is alive.</summary>
    /// <remarks>
    /// E[W(N)] with N negative binomial, the purchases of one who never leaves, and W(n) = Σₖ≤ₙ Πᵢ&lt;ₖ₋₁ (b+i)/(a+b+i) those of
    /// them that come before leaving: positive terms only, no pole at a = 1 or a + b = 1.
    /// </remarks>
    public static double ExpectedAlive(double s, double alpha, double a, double b, double t)
    {
        var tau = t / alpha;
        if (!(tau > 0))
        {
            return 0;
        }

        var decay = s * Elementary.Log1p(tau);
        var mean = s * tau;
        if (decay > 600 || mean + 9 * Math.Sqrt(mean * (1 + tau)) + 40 * (1 + tau) > LongestSeries)
        {
            return ExpectedByIntegral(s, tau, a, b);
        }

        var ratio = tau / (1 + tau);
        var probability = Elementary.Exp(-decay);
        double survive = 1, before = 0, sum = 0;
        for (var n = 1; n <= 2 * LongestSeries; n++)
        {
            probability *= ratio * (s + (n - 1)) / n;
            before += survive;
            survive *= (b + (n - 1)) / (a + b + (n - 1));
            var term = probability * before;
            sum += term;

            // What follows decreases at least as fast as a geometric series of this ratio.
            var next = ratio * (s + n) / (n + 1) * (1 + survive / before);
            if (next < 1 && term * next <= 1e-17 * sum * (1 - next))
            {
                break;
            }
        }

        return sum;
    }

    /// <summary>ln P(N = n) of the negative binomial with shape s and odds τ.</summary>
    public static double LogNegativeBinomial(double s, double tau, int n) =>
        LogRising(s, n) - SpecialFunctions.LogGamma(n + 1.0) - s * Elementary.Log1p(tau) - n * Elementary.Log1p(1 / tau);

    /// <summary>P(X(t) = n) of a customer who is alive.</summary>
    public static double Probability(double s, double alpha, double a, double b, double t, int n)
    {
        var tau = t / alpha;
        if (!(tau > 0))
        {
            return n == 0 ? 1 : 0;
        }

        var stays = Elementary.Exp(LogSurvivals(a, b, n) + LogNegativeBinomial(s, tau, n));
        if (n == 0)
        {
            return stays;
        }

        // Left right after the n-th purchase, whatever would have followed.
        var leaves = Elementary.Exp(LogSurvivals(a, b, n - 1)) * (a / (a + b + (n - 1)));
        return stays + leaves * SpecialFunctions.BetaI(n, s, tau / (1 + tau), 1 / (1 + tau));
    }

    /// <summary>s τ E[g(p)], g = (1 − (1+pτ)^−s) ÷ (p τ s), over p ~ Beta(a, b).</summary>
    private static double ExpectedByIntegral(double s, double tau, double a, double b)
    {
        Span<double> p = stackalloc double[BetaNodes.Capacity];
        Span<double> weights = stackalloc double[BetaNodes.Capacity];
        Span<double> values = stackalloc double[BetaNodes.Capacity];
        var nodes = new BetaNodes(a, b, (s + 1) * tau, p, weights);
        for (var k = 0; k < nodes.Count; k++)
        {
            values[k] = Share(s, tau * p[k]);
        }

        return s * tau * nodes.Mean(p, weights, values, 1, Share(s, tau));
    }

    private static double Share(double s, double tau) => tau > 0 ? -Elementary.Expm1(-s * Elementary.Log1p(tau)) / (tau * s) : 1;
}
