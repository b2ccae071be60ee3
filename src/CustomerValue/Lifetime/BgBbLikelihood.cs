using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Minus the mean log-likelihood of the BG/BB model in (ln α, ln β, ln γ, ln δ), with exact gradient and Hessian.</summary>
internal sealed class BgBbLikelihood : SmoothObjective
{
    private readonly PatternTable table;
    private readonly double penalty;
    private readonly (int X, int Last, int N)[] patterns;

    /// <summary>The table must be in opportunities, not scaled: see <see cref="PatternTable.Scale"/>.</summary>
    public BgBbLikelihood(PatternTable table, double penalty)
    {
        this.table = table;
        this.penalty = penalty;
        patterns = Array.ConvertAll(
            Enumerable.Range(0, table.Counts.Length).ToArray(),
            i => (table.Repeats[i], (int)Math.Round(table.Recency(i) * table.Scale), (int)Math.Round(table.Age(i) * table.Scale)));
    }

    public override int Size => 4;

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        foreach (var theta in point)
        {
            if (!(Math.Abs(theta) < 60))
            {
                return double.NaN;
            }
        }

        gradient.Clear();
        hessian.Clear();
        var alpha = Jet.Parameter(point[0], 0).Exp();
        var beta = Jet.Parameter(point[1], 1).Exp();
        var gamma = Jet.Parameter(point[2], 2).Exp();
        var delta = Jet.Parameter(point[3], 3).Exp();
        var sum = 0.0;
        for (var i = 0; i < patterns.Length; i++)
        {
            var (x, last, n) = patterns[i];
            var log = Rising(alpha, x) + Rising(beta, n - x) - Rising(alpha + beta, n) + Rising(delta, n) - Rising(gamma + delta, n);
            if (last < n)
            {
                log += LogOddsLeft(alpha, beta, gamma, delta, x, last, n).Softplus();
            }

            sum += table.Counts[i] * log.Value;
            log.AddTo(table.Counts[i], 4, gradient, hessian);
        }

        return Penalty.Finish(point, penalty, -1 / table.Customers, sum, gradient, hessian);
    }

    /// <summary>ln Γ(c+n)/Γ(c), term by term while there are few.</summary>
    private static Jet Rising(in Jet c, int n)
    {
        if (n > 64)
        {
            var top = c.Value + n;
            return c.Lift(
                SpecialFunctions.LogGammaRatio(c.Value, n),
                SpecialFunctions.Digamma(top) - SpecialFunctions.Digamma(c.Value),
                SpecialFunctions.Trigamma(top) - SpecialFunctions.Trigamma(c.Value));
        }

        double value = 0, first = 0, second = 0;
        for (var i = 0; i < n; i++)
        {
            var inverse = 1 / (c.Value + i);
            value += Elementary.Log(c.Value + i);
            first += inverse;
            second -= inverse * inverse;
        }

        return c.Lift(value, first, second);
    }

    /// <summary>The sum of <see cref="BgBbFormulas.LogOddsLeft"/>, with derivatives.</summary>
    private static Jet LogOddsLeft(in Jet alpha, in Jet beta, in Jet gamma, in Jet delta, int x, int last, int n)
    {
        var both = alpha + beta;
        var all = gamma + delta;
        var term = gamma / (delta + (n - 1)) * ((both + (n - 1)) / (beta + (n - x - 1)));
        var sum = term;
        var scale = 0.0;
        for (var m = n - 2; m >= last; m--)
        {
            term = (all + (m + 1)) / (delta + m) * ((both + m) / (beta + (m - x))) * term;
            sum += term;
            if (sum.Value > 1e100)
            {
                var size = sum.Value;
                scale += Elementary.Log(size);
                term = 1 / size * term;
                sum = 1 / size * sum;
            }
        }

        return sum.Log() + scale;
    }
}
