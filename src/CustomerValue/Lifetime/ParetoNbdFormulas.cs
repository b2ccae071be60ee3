using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The Pareto/NBD model's formulas: one integral over the time of leaving, no difference of hypergeometric functions.</summary>
internal readonly struct ParetoNbdFormulas(double r, double alpha, double s, double beta) : IPurchaseFormulas
{
    public bool ForgetsRecency => true;

    public bool OddsAreCostly => true;

    public bool LeavesByChance => false;

    public double LogLikelihood(int x, double tx, double t)
    {
        var stays = BgNbdFormulas.LogRising(r, x) - x * Elementary.Log(alpha + t) - r * Elementary.Log1p(t / alpha) - s * Elementary.Log1p(t / beta);
        var odds = LogOddsDead(x, tx, t);
        return double.IsNegativeInfinity(odds) ? stays : stays + Elementary.Softplus(odds);
    }

    public double LogOddsDead(int x, double tx, double t)
    {
        var gap = t - tx;
        if (!(gap > 0))
        {
            return double.NegativeInfinity;
        }

        double a = alpha + tx, b = beta + tx;
        return Elementary.Log(s / b) + (r + x) * Elementary.Log1p(gap / a) + s * Elementary.Log1p(gap / b) + LeavingIntegral.Log(r + x, a, s + 1, b, gap);
    }

    public double ExpectedAlive(int x, double tx, double t, double horizon)
    {
        var b = beta + t;
        var length = Elementary.Log1p(horizon / b);
        var z = (s - 1) * length;

        // (1 − e^−z)/z, 1 at z = 0: no pole at s = 1.
        var share = z == 0 ? 1 : -Elementary.Expm1(-z) / z;
        return (r + x) * (b / (alpha + t)) * length * share;
    }

    public double DiscountedAlive(int x, double tx, double t, double rate, double horizon, in DropoutTable table)
    {
        if (rate == 0)
        {
            return ExpectedAlive(x, tx, t, horizon);
        }

        if (double.IsPositiveInfinity(horizon))
        {
            return (r + x) * ((beta + t) / (alpha + t)) * SpecialFunctions.ScaledExponentialIntegral(s, rate * (beta + t));
        }

        // ∫ e^(−δu) (1 + u/(β+T))^(−s) du, over v = ln(1 + κu).
        var b = beta + t;
        var scale = rate + s / b;
        var end = Elementary.Log1p(scale * Math.Min(horizon, 45 / rate));
        return (r + x) / (alpha + t) * Quadrature.Panels(new Discounted(s, b, rate, scale), 0, end, 1 + (int)(end / 3));
    }

    public double CountAlive(int x, double tx, double t, double horizon, int n) =>
        CountIntegral.Probability(r + x, alpha + t, new PowerSurvival(s, beta + t), horizon, n);

    public double StaysAlive(int x, double tx, double t, double later) => Elementary.Exp(-s * Elementary.Log1p(later / (beta + t)));

    public (int Repeats, double Recency) Draw(RandomStream random, double age)
    {
        var rate = random.NextGamma(r) / alpha;
        var leaves = random.NextExponential() / (random.NextGamma(s) / beta);
        return PurchaseSimulation.Poisson(random, rate, Math.Min(leaves, age));
    }

    private readonly struct Discounted(double s, double b, double rate, double scale) : IIntegrand
    {
        public double At(double u)
        {
            var grown = Elementary.Expm1(u);
            var time = grown / scale;
            return Elementary.Exp(-rate * time - s * Elementary.Log1p(time / b)) * ((1 + grown) / scale);
        }
    }

    /// <summary>Survival (1 + u/b)^−s.</summary>
    private readonly struct PowerSurvival(double s, double b) : ISurvival
    {
        public double Log(double u) => -s * Elementary.Log1p(u / b);

        public double LogDensity(double u) => Elementary.Log(s / b) - (s + 1) * Elementary.Log1p(u / b);

        public double Rate => s / b;
    }
}
