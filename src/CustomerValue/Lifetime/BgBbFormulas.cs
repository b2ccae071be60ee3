using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The BG/BB model's formulas: x purchases at n opportunities, the last at opportunity tx.</summary>
/// <remarks>
/// Given p ~ Beta(α, β) and θ ~ Beta(γ, δ), one who leaves before opportunity tx+i+1 has likelihood B(α+x, β+tx−x+i) B(γ+1, δ+tx+i), one who
/// stays to the end B(α+x, β+n−x) B(γ, δ+n), each over B(α, β) B(γ, δ). All terms are positive and follow from the last by ratios.
/// </remarks>
internal readonly struct BgBbFormulas(double alpha, double beta, double gamma, double delta)
{
    public double LogLikelihood(int x, int tx, int n) => LogStays(x, n) + Elementary.Softplus(LogOddsLeft(x, tx, n));

    /// <summary>P(alive at the last opportunity), and from there to opportunity n + later.</summary>
    public double Alive(int x, int tx, int n, int later)
    {
        // Of those alive, δ + n of γ + δ + n stay for the next opportunity, and so on.
        var stays = 1.0;
        if (later > 0)
        {
            stays = Elementary.Exp(BgNbdFormulas.LogSurvivals(gamma, delta + n, later));
        }

        return stays * Elementary.Logistic(-LogOddsLeft(x, tx, n));
    }

    /// <summary>Expected purchases at the next opportunities of one who is alive at the last one seen.</summary>
    public double ExpectedAlive(int x, int n, int opportunities)
    {
        double stays = 1, sum = 0;
        for (var i = 0; i < opportunities; i++)
        {
            stays *= (delta + n + i) / (gamma + delta + n + i);
            sum += stays;
        }

        return (alpha + x) / (alpha + beta + n) * sum;
    }

    /// <summary>The same, each purchase discounted: from its opportunity when continuous, otherwise as its period is paid.</summary>
    public double DiscountedAlive(int x, int n, int opportunities, in DiscountTerms terms)
    {
        double stays = 1, sum = 0;
        for (var i = 1; i <= opportunities; i++)
        {
            stays *= (delta + n + (i - 1)) / (gamma + delta + n + (i - 1));
            double factor;
            if (terms.IsContinuous)
            {
                factor = terms.At(i);
            }
            else
            {
                var k = Math.Ceiling(i / terms.Period) - 1;
                factor = terms.Factor(k * terms.Period, Math.Min((k + 1) * terms.Period, opportunities));
            }

            sum += factor * stays;
        }

        return (alpha + x) / (alpha + beta + n) * sum;
    }

    /// <summary>For ever, the next opportunity discounted by one period: (δ+n)/(γ+δ+n)/(1+d) ₂F₁(1, δ+n+1; γ+δ+n+1; 1/(1+d)).</summary>
    public double DiscountedAlive(int x, int n, double rate)
    {
        var share = (alpha + x) / (alpha + beta + n);
        var log = ContractSums.LogDiscounted(delta + n, gamma, rate);
        return share * (delta + n) / (gamma + delta + n) / (1 + rate) * Elementary.Exp(log);
    }

    /// <summary>P(k purchases at the next m opportunities) of one who is alive at opportunity n with x purchases.</summary>
    public double Count(int x, int n, int m, int k)
    {
        if (k > m)
        {
            return 0;
        }

        // Alive at exactly i of the opportunities, k of them used; the last term stays to the end.
        double a = alpha + x, b = beta + (n - x), d = delta + n;
        var sum = 0.0;
        var lived = 1.0;
        for (var i = 0; i <= m; i++)
        {
            var exactly = i == m ? lived : lived * (gamma / (gamma + d + i));
            lived *= (d + i) / (gamma + d + i);
            if (i >= k)
            {
                sum += exactly * Elementary.Exp(
                    SpecialFunctions.LogBinomialCoefficient(i, k) + SpecialFunctions.LogBeta(a + k, b + (i - k)) - SpecialFunctions.LogBeta(a, b));
            }
        }

        return sum;
    }

    private double LogStays(int x, int n) =>
        BgNbdFormulas.LogRising(alpha, x) + BgNbdFormulas.LogRising(beta, n - x) - BgNbdFormulas.LogRising(alpha + beta, n)
        + BgNbdFormulas.LogSurvivals(gamma, delta, n);

    /// <summary>ln of P(left before opportunity n) ÷ P(stays): from the last term backward, each a ratio of the one after it.</summary>
    public double LogOddsLeft(int x, int tx, int n)
    {
        if (tx == n)
        {
            return double.MinValue;
        }

        // Left after n − 1 opportunities, relative to staying: B(β+n−1−x) against B(β+n−x) and γ Γ(δ+n−1) against Γ(δ+n).
        var term = gamma / (delta + n - 1) * ((alpha + beta + n - 1) / (beta + (n - x) - 1));
        var sum = term;
        var scale = 0.0;
        for (var m = n - 2; m >= tx; m--)
        {
            // Moving the leaving from after m + 1 to after m opportunities.
            term *= (gamma + delta + m + 1) / (delta + m) * ((alpha + beta + m) / (beta + (m - x)));
            sum += term;
            if (sum > 1e200)
            {
                scale += Elementary.Log(sum);
                term /= sum;
                sum = 1;
            }
        }

        return Elementary.Log(sum) + scale;
    }
}
