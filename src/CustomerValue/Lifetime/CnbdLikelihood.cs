using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Minus the mean log-likelihood of BG/CNBD-k and MBG/CNBD-k in (ln r, ln α, ln a, ln b), with exact gradient and Hessian.</summary>
/// <remarks>
/// Reutterer, Platzer and Schröder (2021), with z = 1 where customers may leave at once and g = r + kx:
/// ln Γ(g)/Γ(r) − x ln (k−1)! + ln B(a,b+x+z)/B(a,b) + r ln α − g ln(α+T) + ln Σ wⱼ + ln(1 + eʷ),
/// w = ln a − ln(b+x+z−1) + g ln((α+T)/(α+tₓ)) − ln Σ wⱼ. Terms of patterns without a chance to leave have no w.
/// </remarks>
internal sealed class CnbdLikelihood(PatternTable table, int k, bool leavesAtOnce, double penalty, int threads = 1) : SmoothObjective
{
    private readonly int extra = leavesAtOnce ? 1 : 0;
    private readonly int[] steps = Array.ConvertAll(table.RepeatValues, x => checked(k * x));
    private readonly int[] chances = Array.ConvertAll(table.RepeatValues, x => checked(x + (leavesAtOnce ? 1 : 0)));
    private readonly LogSums rates = new(table.RepeatValues.Length);
    private readonly LogSums b = new(table.RepeatValues.Length);
    private readonly LogSums ab = new(table.RepeatValues.Length);

    public override int Size => 4;

    /// <summary>Three starts around the mean purchase rate: heavy, middling and light differences between customers.</summary>
    public static double[][] Starts(PatternTable table, int k)
    {
        var rate = table.Rate * k;
        return [Start(0.4, 0.3 / rate, 0.8, 2.5), Start(1, 0.6 / rate, 0.2, 2), Start(4, 3 / rate, 2, 12)];
    }

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        foreach (var theta in point)
        {
            if (!(Math.Abs(theta) < 60))
            {
                return double.NaN;
            }
        }

        var start = point.ToArray();
        double pr = Elementary.Exp(point[0]), pa = Elementary.Exp(point[2]), pb = Elementary.Exp(point[3]);
        rates.Fill(steps, pr);
        b.FillRatio(chances, pb, pa);
        b.FillSlopes(chances, pb);
        ab.FillSlopes(chances, pa + pb);
        var sum = PatternBlocks.Sum(threads, table.Counts.Length, (from, to, slope, bend) => Sum(from, to, start, slope, bend), gradient, hessian);
        return Penalty.Finish(point, penalty, -1 / table.Customers, sum, gradient, hessian);
    }

    private double Sum(int from, int to, double[] point, double[] gradient, double[] hessian)
    {
        var r = Jet.Parameter(point[0], 0).Exp();
        var alpha = Jet.Parameter(point[1], 1).Exp();
        var a = Jet.Parameter(point[2], 2).Exp();
        var beta = Jet.Parameter(point[3], 3).Exp();
        var both = a + beta;
        var factorial = SpecialFunctions.LogGamma(k);
        var logA = Jet.Parameter(point[2], 2);
        var sum = 0.0;
        for (var i = from; i < to; i++)
        {
            var x = table.Repeats[i];
            var index = table.RepeatIndex[i];
            double tx = table.Recency(i), t = table.Age(i), count = table.Counts[i];
            var inverse = alpha.Inverse();
            var log = (t * inverse).Log1p();
            var common = r.Lift(rates.Value[index], rates.First[index], -rates.Second[index])
                + beta.Lift(b.Value[index], b.First[index], -b.Second[index]) - both.Lift(0, ab.First[index], -ab.Second[index])
                - r * log - (double)k * x * (Jet.Parameter(point[1], 1) + log);
            var g = r + (double)k * x;
            var weights = LogWeights(g, alpha, t - tx, t);
            if (k > 1)
            {
                common += weights;
            }

            if (x + extra > 0)
            {
                // ln((α+T)/(α+tₓ)) as one logarithm near 1.
                var gap = ((t - tx) * (alpha + tx).Inverse()).Log1p();
                var w = logA - (beta + (x + extra - 1)).Log() + g * gap;
                common += (k > 1 ? w - weights : w).Softplus();
            }

            sum += count * (common.Value - x * factorial);
            common.AddTo(count, 4, gradient, hessian);
        }

        return sum;
    }

    private static double[] Start(double r, double alpha, double a, double b) =>
        [Elementary.Log(r), Elementary.Log(alpha), Elementary.Log(a), Elementary.Log(b)];

    private Jet LogWeights(in Jet g, in Jet alpha, double gap, double t)
    {
        var rest = default(Jet);
        if (k == 1)
        {
            return rest;
        }

        var q = gap * (alpha + t).Inverse();
        var term = rest + 1;
        for (var j = 0; j < k - 1; j++)
        {
            term = 1.0 / (j + 1) * ((g + j) * q * term);
            rest += term;
        }

        return rest.Log1p();
    }
}
