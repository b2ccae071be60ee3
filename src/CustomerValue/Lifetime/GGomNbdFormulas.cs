using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The GGom/NBD model's formulas. Given that a customer of age T is alive, the survival is (1 + c (e^(bu) − 1))^−s with c = e^(bT)/(β − 1 + e^(bT)).</summary>
internal readonly struct GGomNbdFormulas(double r, double alpha, double b, double s, double beta) : IPurchaseFormulas
{
    public bool ForgetsRecency => true;

    public bool OddsAreCostly => true;

    public bool LeavesByChance => false;

    public double LogLikelihood(int x, double tx, double t)
    {
        var stays = BgNbdFormulas.LogRising(r, x) - x * Elementary.Log(alpha + t) - r * Elementary.Log1p(t / alpha) + At(0).Log(t);
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

        // Relative to the values at tₓ; only the survival to T must be taken out again.
        var a = alpha + tx;
        var g = r + x;
        var survival = At(tx);
        var scale = g / a + survival.Rate;
        var end = Elementary.Log1p(scale * gap);
        var integral = Quadrature.AdaptivePanels(new Leaves(g, a, survival, scale), 0, end, 1 + (int)(end / 1.5));
        return Elementary.Log(integral) + g * Elementary.Log1p(gap / a) - survival.Log(gap);
    }

    public double ExpectedAlive(int x, double tx, double t, double horizon) => Discounted(x, t, 0, horizon);

    public double DiscountedAlive(int x, double tx, double t, double rate, double horizon, in DropoutTable table) => Discounted(x, t, rate, horizon);

    public double CountAlive(int x, double tx, double t, double horizon, int n) => CountIntegral.Probability(r + x, alpha + t, At(t), horizon, n);

    public double StaysAlive(int x, double tx, double t, double later) => Elementary.Exp(At(t).Log(later));

    public (int Repeats, double Recency) Draw(RandomStream random, double age)
    {
        var rate = random.NextGamma(r) / alpha;
        var readiness = random.NextGamma(s) / beta;
        var leaves = Elementary.Log1p(random.NextExponential() / readiness) / b;
        return PurchaseSimulation.Poisson(random, rate, Math.Min(leaves, age));
    }

    private double Discounted(int x, double t, double rate, double horizon)
    {
        // Nothing is left where the survival, below c^−s e^(−bsu) for c ≤ 1, has fallen to e^−45.
        var survival = At(t);
        var last = Math.Max(0, (45 / s - Math.Min(0, survival.LogC)) / b);
        var end = Math.Min(horizon, rate > 0 ? Math.Min(last, 45 / rate) : last);
        var scale = rate + survival.Rate;
        var length = Elementary.Log1p(scale * end);
        var integral = Quadrature.AdaptivePanels(new Buys(survival, rate, scale), 0, length, 1 + (int)(length / 1.5));
        return (r + x) / (alpha + t) * integral;
    }

    /// <summary>The survival from an age on.</summary>
    private GompertzSurvival At(double age)
    {
        var z = b * age;
        var logC = z < 300 ? z - Elementary.Log(beta + Elementary.Expm1(z)) : -Elementary.Log1p((beta - 1) * Elementary.Exp(-z));
        return new GompertzSurvival(b, s, logC);
    }

    /// <summary>(1 + c (e^(bu) − 1))^−s.</summary>
    private readonly struct GompertzSurvival(double b, double s, double logC) : ISurvival
    {
        public double LogC => logC;

        public double Rate => b * s * Elementary.Exp(Math.Min(0, logC)) + b * (s + 1);

        public double Log(double u) => -s * LogGrowth(u);

        public double LogDensity(double u) => Elementary.Log(b * s) + logC + b * u - (s + 1) * LogGrowth(u);

        private double LogGrowth(double u)
        {
            var z = b * u;
            if (logC + z < 300)
            {
                return Elementary.Log1p(Elementary.Exp(logC) * Elementary.Expm1(z));
            }

            return logC + z + Elementary.Log1p(Elementary.Exp(-z) * Elementary.Expm1(-logC));
        }
    }

    private readonly struct Leaves(double g, double a, GompertzSurvival survival, double scale) : IIntegrand
    {
        public double At(double u)
        {
            var grown = Elementary.Expm1(u);
            var time = grown / scale;
            return Elementary.Exp(survival.LogDensity(time) - g * Elementary.Log1p(time / a)) * ((1 + grown) / scale);
        }
    }

    private readonly struct Buys(GompertzSurvival survival, double rate, double scale) : IIntegrand
    {
        public double At(double u)
        {
            var grown = Elementary.Expm1(u);
            var time = grown / scale;
            return Elementary.Exp(survival.Log(time) - rate * time) * ((1 + grown) / scale);
        }
    }
}
