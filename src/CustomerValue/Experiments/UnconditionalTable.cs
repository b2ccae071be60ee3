using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>An order of 2 × 2 tables: the more it gives, the more the first arm exceeds the second. Rises in x, falls in y.</summary>
internal interface ITableOrder
{
    double Above(double x, double y);

    double Below(double x, double y);
}

/// <summary>Pooled z; 0 where nothing or everything succeeded.</summary>
internal readonly struct PooledOrder(ProportionCounts first, ProportionCounts second) : ITableOrder
{
    private readonly double n = first.Trials, m = second.Trials;

    public double Observed => Above(first.Successes, second.Successes);

    public double Above(double x, double y)
    {
        double s = x + y, f = n + m - s;
        return s == 0 || f == 0 ? 0 : (x * m - y * n) / Math.Sqrt(s * f * (n * m / (n + m)));
    }

    public double Below(double x, double y) => -Above(x, y);
}

/// <summary>−ln of Fisher's one-sided p-value.</summary>
internal readonly struct ConditionalOrder(double n, double m) : ITableOrder
{
    public double Above(double x, double y) => -new ConditionalTable(x, n, y, m).LogTails().Greater;

    public double Below(double x, double y) => -new ConditionalTable(x, n, y, m).LogTails().Less;
}

/// <summary>Two arms of given sizes and one unknown rate: the largest probability, over the rate, of a set of tables at both ends of an order.</summary>
internal sealed class UnconditionalTable
{
    private const double Tie = 1e-12, Underflow = 1e-280, Visible = 1e-40;

    private readonly int n, m;
    private readonly double[] first, second, fromBelow, fromAbove;
    private readonly int[] high, low;

    // Where the walk from the mode ends, as a share of the mode's probability.
    private double cut;

    public UnconditionalTable(long n, long m)
    {
        this.n = (int)n;
        this.m = (int)m;
        first = new double[n + 1];
        second = new double[m + 1];
        fromBelow = new double[m + 2];
        fromAbove = new double[m + 2];
        high = new int[n + 1];
        low = new int[n + 1];
    }

    /// <summary>ln of the largest P(order above ≥ <paramref name="above"/> or order below ≥ <paramref name="below"/>) and the rate that gives it; null leaves a side out.</summary>
    public (double Log, double Rate) LogLargest<T>(T order, double? above, double? below)
        where T : ITableOrder
    {
        // As x grows, more of y belongs to the upper end and less to the lower one: two pointers find the border in n + m steps.
        int top = 0, bottom = 0;
        for (var x = 0; x <= n; x++)
        {
            while (above is { } a && top <= m && order.Above(x, top) >= a - Tie * (1 + Math.Abs(a)))
            {
                top++;
            }

            while (below is { } b && bottom <= m && !(order.Below(x, bottom) >= b - Tie * (1 + Math.Abs(b))))
            {
                bottom++;
            }

            high[x] = top;
            low[x] = below is null ? m + 1 : Math.Max(bottom, top);
        }

        if (high[0] > 0 || low[0] == 0 || high[n] > m || low[n] <= m)
        {
            // Nothing or everything belongs to the set: certain at a rate of 0 or 1.
            return (0, high[0] > 0 || low[0] == 0 ? 0 : 1);
        }

        // Short walks first: they are exact for all but the smallest probabilities.
        cut = Visible * 1e-20;
        var (log, rate) = Maximize(Visible);
        if (!double.IsNaN(log))
        {
            return (log, rate);
        }

        cut = 1e-300;
        (log, rate) = Maximize(Underflow);
        return double.IsNaN(log) ? MaximizeLog() : (log, rate);
    }

    private (double Log, double Rate) Maximize(double smallest)
    {
        // In u with rate u² / (u² + (1 − u)²) a binomial is nowhere narrower than 1 / (4 √N): three points on each such width miss no summit.
        var points = (int)Math.Min(8192, Math.Max(256, 12 * Math.Sqrt((double)n + m)));
        var values = new double[points + 1];
        var best = 0.0;
        for (var i = 1; i < points; i++)
        {
            values[i] = Probability(RateOf((double)i / points));
            best = Math.Max(best, values[i]);
        }

        if (best < smallest)
        {
            return (double.NaN, 0);
        }

        var bestU = 0.0;
        var floor = 0.95 * best;
        for (var i = 1; i < points; i++)
        {
            if (values[i] >= values[i - 1] && values[i] >= values[i + 1] && values[i] >= floor)
            {
                var (u, value) = Summit(x => Probability(RateOf(x)), (i - 1.0) / points, (i + 1.0) / points);
                if (value > best || bestU == 0)
                {
                    (best, bestU) = (Math.Max(best, value), u);
                }
            }
        }

        return (Math.Min(0, Elementary.Log(best)), RateOf(bestU));
    }

    private (double Log, double Rate) MaximizeLog()
    {
        const int Points = 200;
        double best = double.NegativeInfinity, at = 0;
        for (var i = 1; i < Points; i++)
        {
            var value = LogProbability(RateOf((double)i / Points));
            (best, at) = value > best ? (value, i) : (best, at);
        }

        var (u, log) = Summit(x => LogProbability(RateOf(x)), (at - 1) / Points, (at + 1) / Points);
        return log > best ? (log, RateOf(u)) : (best, RateOf(at / Points));
    }

    private static double RateOf(double u) => u * u / (u * u + (1 - u) * (1 - u));

    /// <summary>Golden section.</summary>
    private static (double At, double Value) Summit(Func<double, double> f, double low, double high)
    {
        const double Ratio = 0.6180339887498949;
        double a = high - Ratio * (high - low), b = low + Ratio * (high - low), fa = f(a), fb = f(b);
        for (var step = 0; step < 45 && high - low > 1e-11; step++)
        {
            if (fa > fb)
            {
                (high, b, fb) = (b, a, fa);
                a = high - Ratio * (high - low);
                fa = f(a);
            }
            else
            {
                (low, a, fa) = (a, b, fb);
                b = low + Ratio * (high - low);
                fb = f(b);
            }
        }

        return fa > fb ? (a, fa) : (b, fb);
    }

    /// <summary>The set's probability at a rate: sums in linear space, walking from the modes until nothing is left.</summary>
    private double Probability(double rate)
    {
        var (fromX, toX) = Fill(first, n, rate);
        var (fromY, toY) = Fill(second, m, rate);
        fromBelow[fromY] = 0;
        for (var y = fromY; y <= toY; y++)
        {
            fromBelow[y + 1] = fromBelow[y] + second[y];
        }

        fromAbove[toY + 1] = 0;
        for (var y = toY; y >= fromY; y--)
        {
            fromAbove[y] = fromAbove[y + 1] + second[y];
        }

        var sum = 0.0;
        for (var x = fromX; x <= toX; x++)
        {
            var below = fromBelow[Math.Min(toY + 1, Math.Max(fromY, high[x]))];
            var above = fromAbove[Math.Min(toY + 1, Math.Max(fromY, low[x]))];
            sum += first[x] * (below + above);
        }

        return sum;
    }

    private (int From, int To) Fill(double[] mass, int n, double p)
    {
        var mode = (int)Math.Min(n, Math.Floor((n + 1) * p));
        double odds = p / (1 - p), sum = 1, term = 1;
        int from = mode, to = mode;
        mass[mode] = 1;
        while (from > 0 && (term *= from / ((n - from + 1) * odds)) > cut)
        {
            mass[--from] = term;
            sum += term;
        }

        term = 1;
        while (to < n && (term *= (n - to) * odds / (to + 1)) > cut)
        {
            mass[++to] = term;
            sum += term;
        }

        for (var k = from; k <= to; k++)
        {
            mass[k] /= sum;
        }

        return (from, to);
    }

    /// <summary>The same in logarithms, for sets of which the linear sums would leave nothing.</summary>
    private double LogProbability(double rate)
    {
        FillLog(first, n, rate);
        FillLog(second, m, rate);
        fromBelow[0] = fromAbove[m + 1] = double.NegativeInfinity;
        for (var y = 0; y <= m; y++)
        {
            fromBelow[y + 1] = LogSum(fromBelow[y], second[y]);
        }

        for (var y = m; y >= 0; y--)
        {
            fromAbove[y] = LogSum(fromAbove[y + 1], second[y]);
        }

        var sum = double.NegativeInfinity;
        for (var x = 0; x <= n; x++)
        {
            sum = LogSum(sum, first[x] + LogSum(fromBelow[high[x]], fromAbove[low[x]]));
        }

        return Math.Min(0, sum);
    }

    private static void FillLog(double[] mass, int n, double p)
    {
        var mode = (int)Math.Min(n, Math.Floor((n + 1) * p));
        var odds = Elementary.Log(p) - Elementary.Log1p(-p);
        mass[mode] = BinomialDistribution.LogProbability(mode, n, p);
        for (var k = mode; k > 0; k--)
        {
            mass[k - 1] = mass[k] + Elementary.Log(k / (n - k + 1.0)) - odds;
        }

        for (var k = mode; k < n; k++)
        {
            mass[k + 1] = mass[k] + Elementary.Log((n - k) / (k + 1.0)) + odds;
        }
    }

    private static double LogSum(double a, double b)
    {
        var largest = Math.Max(a, b);
        return double.IsNegativeInfinity(largest) ? largest : largest + Elementary.Log1p(Elementary.Exp(Math.Min(a, b) - largest));
    }
}
