using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Contrasts whose correlations are products λᵢλⱼ, as treatments against one control have: one integral over what they share, one over the error estimate.</summary>
/// <remarks>
/// Zᵢ = λᵢC + √(1 − λᵢ²)Eᵢ (Dunnett and Sobel 1955). Both integrands are analytic and die off on both sides, where the plain trapezoidal sum
/// converges faster than any Gauss rule of fixed order (Trefethen and Weideman 2014). The tail is summed itself, never 1 − what lies within.
/// </remarks>
internal sealed class SharedFactor
{
    private const double HalfLogTwoPi = 0.9189385332046727;

    private readonly double[] shared, own, times;
    private readonly double step;

    public SharedFactor(double[] shared)
    {
        // Equally large treatments are one factor to a power.
        Count = shared.Length;
        this.shared = [.. shared.Distinct()];
        own = new double[this.shared.Length];
        times = new double[own.Length];
        var sharpness = 1.0;
        for (var i = 0; i < own.Length; i++)
        {
            var lambda = this.shared[i];
            own[i] = Math.Sqrt(Math.Max(1e-9, (1 - Math.Abs(lambda)) * (1 + Math.Abs(lambda))));
            times[i] = shared.Count(other => other == lambda);
            sharpness += times[i] * lambda * lambda / (own[i] * own[i]);
        }

        step = Math.Max(2e-4, 0.7 / Math.Sqrt(sharpness));
    }

    public int Count { get; }

    /// <summary>Equally large treatments against one control, with so many treated for each of its customers.</summary>
    public static SharedFactor OfTreatments(int treatments, double treatedPerControl) =>
        new([.. Enumerable.Repeat(Math.Sqrt(treatedPerControl / (1 + treatedPerControl)), treatments)]);

    /// <summary>The λ of a correlation matrix with that structure; null when it has none.</summary>
    public static SharedFactor? Of(ReadOnlySpan<double> correlation, int m)
    {
        var shared = new double[m];
        var reference = 0;
        for (var i = 0; i < m; i++)
        {
            // λᵢ² = ρᵢⱼ ρᵢₖ / ρⱼₖ by the pair that divides best.
            double best = 0, square = 0;
            for (var j = 0; j < m; j++)
            {
                for (var k = j + 1; k < m; k++)
                {
                    if (j != i && k != i && Math.Abs(correlation[j * m + k]) > best)
                    {
                        best = Math.Abs(correlation[j * m + k]);
                        square = correlation[i * m + j] * correlation[i * m + k] / correlation[j * m + k];
                    }
                }
            }

            shared[i] = m == 2 ? Math.Sqrt(Math.Abs(correlation[1])) : Math.Sqrt(Math.Min(1, Math.Max(0, square)));
            reference = shared[i] > shared[reference] ? i : reference;
        }

        for (var i = 0; i < m; i++)
        {
            shared[i] = i != reference && correlation[i * m + reference] < 0 ? -shared[i] : shared[i];
        }

        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
            {
                if (!(Math.Abs((i == j ? 1 : shared[i] * shared[j]) - correlation[i * m + j]) <= 1e-9))
                {
                    return null;
                }
            }
        }

        return new SharedFactor(shared);
    }

    /// <summary>ln P(max |Tᵢ| &gt; c), or of max Tᵢ when one-sided; c may then be negative.</summary>
    public double LogSurvival(double c, double df, bool isOneSided) =>
        ErrorMixture.LogTail(r => Tail(r, isOneSided), c, df, isOneSided ? Count : 2 * Count);

    public double CriticalValue(double level, double df, bool isOneSided) => UpperPoint(1 - level, df, isOneSided);

    /// <summary>What the largest exceeds with probability alpha: the same from the tail, however small.</summary>
    public double UpperPoint(double alpha, double df, bool isOneSided)
    {
        var curve = new ReferenceCurve(df);
        double target = Elementary.Log(alpha), start = curve.UpperQuantile((isOneSided ? alpha : alpha / 2) / Count);
        return RootSearch.Monotone(c => LogSurvival(isOneSided ? c : Math.Max(0, c), df, isOneSided) - target, start, 0.01 * (1 + Math.Abs(start)), rises: false);
    }

    /// <summary>The same for unit normals with a known error.</summary>
    private double Tail(double r, bool isOneSided)
    {
        if (Math.Abs(r) > 38)
        {
            // Beyond the smallest double; or, far to the left of one tail, certain.
            return r < 0 ? 1 : 0;
        }

        // What the contrasts share lies about r λ when one of them is large.
        var reach = Math.Ceiling((Math.Abs(r) + 9) / step);
        var sum = 0.0;
        for (var at = isOneSided ? -reach : 0; at <= reach; at++)
        {
            var z = at * step;
            var inside = 0.0;
            for (var i = 0; i < shared.Length; i++)
            {
                var beyond = NormalDistribution.Survival((r - shared[i] * z) / own[i]);
                beyond += isOneSided ? 0 : NormalDistribution.Survival((r + shared[i] * z) / own[i]);
                inside += beyond < 1 ? times[i] * Elementary.Log1p(-beyond) : double.NegativeInfinity;
            }

            var part = Elementary.Exp(-z * z / 2 - HalfLogTwoPi) * -Elementary.Expm1(inside);
            sum += isOneSided || at == 0 ? part : 2 * part;
        }

        return Math.Min(1, sum * step);
    }
}
