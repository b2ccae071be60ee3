using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Contrasts as unit vectors of a plane; max-|t| probabilities as one integral over the direction.</summary>
internal sealed class ContrastPlane
{
    private const double Pi = 3.141592653589793;

    // Gauss–Legendre, 24 nodes (the positive half).
    private static readonly double[] Nodes =
    [
        0.9951872199970213, 0.9747285559713095, 0.9382745520027328, 0.8864155270044011, 0.820001985973903, 0.7401241915785544,
        0.6480936519369755, 0.5454214713888396, 0.4337935076260451, 0.3150426796961634, 0.1911188674736163, 0.06405689286260563,
    ];

    private static readonly double[] Weights =
    [
        0.0123412297999872, 0.028531388628933663, 0.04427743881741981, 0.05929858491543678, 0.0733464814110803, 0.08619016153195327,
        0.09761865210411388, 0.10744427011596563, 0.1155056680537256, 0.12167047292780339, 0.1258374563468283, 0.12793819534675216,
    ];

    private readonly double[] x, y;

    private ContrastPlane(double[] x, double[] y) => (this.x, this.y) = Distinct(x, y);

    /// <summary>The contrasts of an m × m correlation matrix in their plane; null when they span more than two dimensions, or it is no correlation matrix.</summary>
    public static ContrastPlane? Of(ReadOnlySpan<double> correlation, int m)
    {
        var (x, y) = Place(correlation, m);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
            {
                if (!(Math.Abs(x[i] * x[j] + y[i] * y[j] - correlation[i * m + j]) <= 1e-7))
                {
                    return null;
                }
            }
        }

        return new ContrastPlane(x, y);
    }

    public double LogSurvival(double c, double df)
    {
        var curve = new ReferenceCurve(df);
        if (x.Length == 1 || c == 0)
        {
            return c == 0 ? 0 : curve.LogTwoSided(c);
        }

        // Direction angle ψ from contrast i, s = tan ψ; the radius at which |contrast i| = c is c √(1 + s²).
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            double low = double.NegativeInfinity, high = double.PositiveInfinity;
            for (var j = 0; j < x.Length; j++)
            {
                if (j != i)
                {
                    // |ρ + σ s| ≤ 1: there contrast j is the smaller one.
                    double rho = x[i] * x[j] + y[i] * y[j], sigma = x[i] * y[j] - y[i] * x[j];
                    double a = (-1 - rho) / sigma, b = (1 - rho) / sigma;
                    low = Math.Max(low, Math.Min(a, b));
                    high = Math.Min(high, Math.Max(a, b));
                }
            }

            sum += Wing(c, df, high) + Wing(c, df, -low);
        }

        return Math.Min(0, LogRadial(c, df) + Elementary.Log(sum / Pi));
    }

    public double CriticalValue(double level, double df)
    {
        var curve = new ReferenceCurve(df);
        var alpha = 1 - level;
        var low = curve.UpperQuantile(alpha / 2);
        if (x.Length == 1)
        {
            return low;
        }

        // Between one contrast's value and Bonferroni's; ln P is nearly straight there: Illinois steps.
        var high = curve.UpperQuantile(alpha / 2 / x.Length);
        var target = Elementary.Log(alpha);
        double fLow = LogSurvival(low, df) - target, fHigh = LogSurvival(high, df) - target;
        if (fLow <= 0 || fHigh >= 0)
        {
            return fLow <= 0 ? low : high;
        }

        var side = 0;
        for (var step = 0; step < 100 && high - low > 4e-16 * high; step++)
        {
            var middle = low + (high - low) * (fLow / (fLow - fHigh));
            var f = LogSurvival(middle, df) - target;
            if (Math.Abs(f) <= 2e-16 * Math.Abs(target) || middle <= low || middle >= high)
            {
                return middle;
            }

            if (f > 0)
            {
                (low, fLow) = (middle, f);
                fHigh = side > 0 ? fHigh / 2 : fHigh;
                side = 1;
            }
            else
            {
                (high, fHigh) = (middle, f);
                fLow = side < 0 ? fLow / 2 : fLow;
                side = -1;
            }
        }

        return (low + high) / 2;
    }

    /// <summary>∫₀ᵗᵒ g(c²(1 + s²)) / g(c²) / (1 + s²) ds where g is the radial tail.</summary>
    private static double Wing(double c, double df, double to)
    {
        var isNormal = double.IsPositiveInfinity(df);
        var width = isNormal ? 1 / c : Math.Sqrt((df + c * c) / df) / c;
        double sum = 0, from = 0, panel = Math.Min(1, width) / 2;
        while (from < to)
        {
            var end = Math.Min(to, from + panel);
            if (to - end < 0.1 * panel)
            {
                end = to;
            }

            double center = (from + end) / 2, half = (end - from) / 2, part = 0;
            for (var k = 0; k < Nodes.Length; k++)
            {
                part += Weights[k] * (Integrand(center - half * Nodes[k], c, df, isNormal) + Integrand(center + half * Nodes[k], c, df, isNormal));
            }

            part *= half;
            sum += part;
            if (isNormal && part < 1e-18 * sum)
            {
                break;
            }

            from = end;
            panel *= 2;
        }

        return sum;
    }

    private static double Integrand(double s, double c, double df, bool isNormal)
    {
        var ss = s * s;
        var log = isNormal ? -c * c * ss / 2 : -df / 2 * Elementary.Log1p(c * c * ss / (df + c * c));
        return Elementary.Exp(log) / (1 + ss);
    }

    /// <summary>ln P(radius &gt; r) of a plane normal or t vector.</summary>
    private static double LogRadial(double r, double df) =>
        double.IsPositiveInfinity(df) ? -r * r / 2 : -df / 2 * Elementary.Log1p(r * r / df);

    private static (double[] X, double[] Y) Place(ReadOnlySpan<double> correlation, int m)
    {
        double[] x = new double[m], y = new double[m];

        // The first contrast is the first axis; the one most nearly at right angles to it gives the second axis its sign.
        var other = 0;
        for (var j = 0; j < m; j++)
        {
            x[j] = correlation[j];
            y[j] = Math.Sqrt(Math.Max(0, (1 - x[j]) * (1 + x[j])));
            other = y[j] > y[other] ? j : other;
        }

        for (var j = 0; j < m; j++)
        {
            var rest = correlation[other * m + j] - x[other] * x[j];
            y[j] = rest < 0 ? -y[j] : y[j];
        }

        return (x, y);
    }

    private static (double[] X, double[] Y) Distinct(double[] x, double[] y)
    {
        var xs = new List<double>();
        var ys = new List<double>();
        for (var i = 0; i < x.Length; i++)
        {
            var isNew = true;
            for (var j = 0; j < xs.Count && isNew; j++)
            {
                isNew = Math.Abs(x[i] * ys[j] - y[i] * xs[j]) > 1e-9;
            }

            if (isNew)
            {
                xs.Add(x[i]);
                ys.Add(y[i]);
            }
        }

        return ([.. xs], [.. ys]);
    }
}
