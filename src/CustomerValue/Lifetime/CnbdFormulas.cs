using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>
/// The formulas of the BG/CNBD-k and MBG/CNBD-k models, MBG/NBD being the second with k = 1: purchases are every k-th event of a steady
/// process, and the customer may leave right after each, also after the first if that is said.
/// </summary>
/// <remarks>
/// With g = r + kx and q = (T−tₓ)/(α+T), the j events since the last purchase have weights wⱼ = Γ(g+j)/(Γ(g) j!) qʲ, j &lt; k. Given that the
/// customer is alive and j, the future events are those of a rate Gamma(g+j, α+T), and the dropout is Beta(a, b+x) or Beta(a, b+x+1).
/// </remarks>
internal readonly struct CnbdFormulas(double r, double alpha, double a, double b, int k, bool leavesAtOnce) : IPurchaseFormulas
{
    private readonly int extra = leavesAtOnce ? 1 : 0;

    public bool ForgetsRecency => k == 1;

    public bool OddsAreCostly => k > 1;

    public bool LeavesByChance => k == 1;

    /// <summary>Without (k − 1) Σ ln of the times between purchases, which no parameter changes.</summary>
    public double LogLikelihood(int x, double tx, double t)
    {
        var g = r + (double)k * x;
        var constant = k == 1 ? 0 : -x * SpecialFunctions.LogGamma(k);
        var rising = k * (long)x <= int.MaxValue ? BgNbdFormulas.LogRising(r, k * x) : SpecialFunctions.LogGammaRatio(r, g - r);
        var stays = constant + rising + BgNbdFormulas.LogSurvivals(a, b, x + extra)
            - (g - r) * Elementary.Log(alpha + t) - r * Elementary.Log1p(t / alpha) + LogWeights(g, tx, t);
        var odds = LogOddsDead(x, tx, t);
        return double.IsNegativeInfinity(odds) ? stays : stays + Elementary.Softplus(odds);
    }

    public double LogOddsDead(int x, double tx, double t)
    {
        if (x + extra == 0)
        {
            return double.NegativeInfinity;
        }

        var g = r + (double)k * x;
        return Elementary.Log(a / (b + (x + extra - 1))) + g * Elementary.Log1p((t - tx) / (alpha + tx)) - LogWeights(g, tx, t);
    }

    public double ExpectedAlive(int x, double tx, double t, double horizon)
    {
        if (k == 1)
        {
            return BgNbdFormulas.ExpectedAlive(r + x, alpha + t, a, b + x + extra, horizon);
        }

        var g = r + (double)k * x;
        var weights = new PhaseWeights(g, (t - tx) / (alpha + t), LogWeights(g, tx, t));
        var sum = 0.0;
        for (var j = 0; j < k; j++)
        {
            sum += weights.Next() * StepSeries.Expected(g + j, horizon / (alpha + t), a, b + x + extra, k, j);
        }

        return sum;
    }

    public double DiscountedAlive(int x, double tx, double t, double rate, double horizon, in DropoutTable table)
    {
        if (rate == 0)
        {
            return ExpectedAlive(x, tx, t, horizon);
        }

        if (k == 1)
        {
            return table.Discounted(r + x, alpha + t, alpha, a, b + x + extra, rate, horizon);
        }

        // Purchases beyond the time after which nothing is left count for nothing.
        var end = Math.Min(horizon, 45 / rate);
        var scale = (alpha + t) / (r + (double)k * x + 1) * k;
        var length = Elementary.Log1p(end / scale);
        var integral = Quadrature.Panels(new Discounted(this, x, tx, t, rate, scale), 0, length, 1 + (int)(length / 1.5));
        return Elementary.Exp(-rate * end) * ExpectedAlive(x, tx, t, end) + rate * integral;
    }

    public double CountAlive(int x, double tx, double t, double horizon, int n)
    {
        var dropout = b + x + extra;
        if (k == 1)
        {
            return BgNbdFormulas.Probability(r + x, alpha + t, a, dropout, horizon, n);
        }

        var g = r + (double)k * x;
        var weights = new PhaseWeights(g, (t - tx) / (alpha + t), LogWeights(g, tx, t));
        var sum = 0.0;
        for (var j = 0; j < k; j++)
        {
            sum += weights.Next() * StepSeries.Probability(g + j, horizon / (alpha + t), a, dropout, k, j, n);
        }

        return sum;
    }

    public double StaysAlive(int x, double tx, double t, double later)
    {
        var g = r + (double)k * x;
        var weights = new PhaseWeights(g, (t - tx) / (alpha + t), LogWeights(g, tx, t));
        var sum = 0.0;
        for (var j = 0; j < k; j++)
        {
            sum += weights.Next() * StepSeries.Stays(g + j, later / (alpha + t), a, b + x + extra, k, j);
        }

        return sum;
    }

    public (int Repeats, double Recency) Draw(RandomStream random, double age)
    {
        var rate = random.NextGamma(r) / alpha;
        return PurchaseSimulation.Steps(random, rate, k, random.NextBeta(a, b), leavesAtOnce, age);
    }

    /// <summary>ln Σ wⱼ.</summary>
    private double LogWeights(double g, double tx, double t)
    {
        if (k == 1)
        {
            return 0;
        }

        var q = (t - tx) / (alpha + t);
        double term = 1, rest = 0;
        for (var j = 0; j < k - 1; j++)
        {
            term *= (g + j) / (j + 1) * q;
            rest += term;
        }

        return Elementary.Log1p(rest);
    }

    private ref struct PhaseWeights(double g, double q, double logSum)
    {
        private double weight = Elementary.Exp(-logSum);
        private int j;

        public double Next()
        {
            var value = weight;
            weight *= (g + j) / (j + 1) * q;
            j++;
            return value;
        }
    }

    private readonly struct Discounted(CnbdFormulas f, int x, double tx, double t, double rate, double scale) : IIntegrand
    {
        public double At(double u)
        {
            var time = scale * Elementary.Expm1(u);
            return Elementary.Exp(-rate * time) * f.ExpectedAlive(x, tx, t, time) * (scale + time);
        }
    }
}
