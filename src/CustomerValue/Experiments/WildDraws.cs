using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Every draw of a wild cluster bootstrap as five numbers, from which its t statistic under any tested effect follows.</summary>
/// <remarks>
/// With restricted residuals ê + (β̂ − β₀) d̃ all sums are linear in the distance β̂ − β₀: the numerator is A + γB, its squared error S₀ + 2γS₁ + γ²S₂, γ = distance / ‖l‖².
/// </remarks>
internal sealed class WildDraws
{
    private static readonly double[] Webb = [-Math.Sqrt(1.5), -1, -Math.Sqrt(0.5), Math.Sqrt(0.5), 1, Math.Sqrt(1.5)];

    private readonly int k, clusters;
    private readonly double[] contrast, scores, leverages, grams;
    private readonly double[] firstSum, secondSum, squares, products, others;
    private readonly double norm, own;

    private WildDraws(AdjustmentDesign design, int clusters, double[] scores, double[] grams, int count, bool isExact)
    {
        k = design.Basis;
        this.clusters = clusters;
        this.scores = scores;
        this.grams = grams;
        Count = count;
        IsExact = isExact;
        contrast = design.Contrasts.AsSpan(k, k).ToArray();
        norm = Dot(contrast, contrast, 0);
        leverages = new double[2 * clusters];
        for (var g = 0; g < clusters; g++)
        {
            leverages[2 * g] = Dot(contrast, scores, g * k);
            leverages[2 * g + 1] = Dot(contrast, grams, g * k);
            own += leverages[2 * g] * leverages[2 * g];
        }

        firstSum = new double[count];
        secondSum = new double[count];
        squares = new double[count];
        products = new double[count];
        others = new double[count];
    }

    public int Count { get; }

    public bool IsExact { get; }

    public static WildDraws Of(in TrialColumns columns, AdjustmentOptions adjustment, WildBootstrapOptions options, ulong seed, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var design = AdjustmentDesign.Of(columns.Moments(true), columns.Moments(false), adjustment.Interacted, adjustment.CenterCovariates, out _);
        var k = design.Basis;
        var codes = KeyNumbers.Number(columns.Clusters, out var count);
        var scores = new double[count * k];
        var grams = new double[count * k];
        var isUsed = new bool[count];
        var q = new double[k];
        var p = columns.CovariateCount;
        for (var row = 0; row < codes.Length; row++)
        {
            var w = columns.Weights.Length > 0 ? columns.Weights[row] : 1;
            var e = design.Row(columns.IsTreated[row], columns.Outcomes[row], columns.Covariates.Slice(row * p, p), q);
            var along = 0.0;
            for (var i = 0; i < k; i++)
            {
                along += design.Contrasts[k + i] * q[i];
            }

            isUsed[codes[row]] |= w > 0;
            for (var i = 0; i < k; i++)
            {
                scores[codes[row] * k + i] += w * e * q[i];
                grams[codes[row] * k + i] += w * along * q[i];
            }
        }

        var used = 0;
        for (var g = 0; g < count; g++)
        {
            if (isUsed[g])
            {
                Array.Copy(scores, g * k, scores, used * k, k);
                Array.Copy(grams, g * k, grams, used * k, k);
                used++;
            }
        }

        var values = options.Weights == WildWeights.Webb ? 6 : 2;
        var patterns = 1.0;
        for (var g = 0; g < used && patterns <= options.Replicates; g++)
        {
            patterns *= values;
        }

        var isExact = patterns <= options.Replicates;
        var draws = new WildDraws(design, used, scores, grams, isExact ? (int)patterns : options.Replicates, isExact);
        draws.Fill(options.Weights, seed, progress, cancellation);
        return draws;
    }

    /// <summary>Shares of draws at least as extreme as an estimate at this distance from the tested effect.</summary>
    public double PValue(double distance, bool imposed, out double greater, out double less)
    {
        var gamma = imposed ? distance / norm : 0;
        double limit = distance * distance * (1 - 1e-9), equal = distance * distance * (1 + 1e-9);
        int both = 0, above = 0, below = 0;
        for (var b = 0; b < Count; b++)
        {
            var numerator = firstSum[b] + gamma * secondSum[b];
            var variance = Math.Max(0, squares[b] + gamma * (2 * products[b] + gamma * others[b]));

            // |t*| ≥ |t| with both errors squared and carried across; a draw without variation counts.
            var isAsExtreme = numerator * numerator * own >= limit * variance;
            both += isAsExtreme ? 1 : 0;

            // A draw that equals the observed t, as that which flips no cluster, is in both tails.
            var isNoLarger = numerator * numerator * own <= equal * variance;
            above += (distance >= 0 ? isAsExtreme && numerator >= 0 : isNoLarger || numerator >= 0) ? 1 : 0;
            below += (distance <= 0 ? isAsExtreme && numerator <= 0 : isNoLarger || numerator <= 0) ? 1 : 0;
        }

        var extra = IsExact ? 0.0 : 1;
        greater = (above + extra) / (Count + extra);
        less = (below + extra) / (Count + extra);
        return (both + extra) / (Count + extra);
    }

    private void Fill(WildWeights weights, ulong seed, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var v = new double[clusters];
        double[] za = new double[k], zb = new double[k];
        for (var b = 0; b < Count; b++)
        {
            if (b % 100 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new FitProgress("draws", b, Count));
            }

            Draw(v, weights, seed, b);
            if (IsConstant(v))
            {
                // All clusters alike: t* = ± t whatever the tested effect. Rounding of sums that vanish would say otherwise far from the estimate.
                (firstSum[b], secondSum[b], squares[b], products[b], others[b]) = (0, v[0] * norm, v[0] * v[0] * own, 0, 0);
                continue;
            }

            Array.Clear(za, 0, k);
            Array.Clear(zb, 0, k);
            for (var g = 0; g < clusters; g++)
            {
                for (var i = 0; i < k; i++)
                {
                    za[i] += v[g] * scores[g * k + i];
                    zb[i] += v[g] * grams[g * k + i];
                }
            }

            firstSum[b] = Dot(contrast, za, 0);
            secondSum[b] = Dot(contrast, zb, 0);
            double aa = 0, ab = 0, bb = 0;
            for (var g = 0; g < clusters; g++)
            {
                var a = v[g] * leverages[2 * g] - Dot(za, grams, g * k);
                var c = v[g] * leverages[2 * g + 1] - Dot(zb, grams, g * k);
                aa += a * a;
                ab += a * c;
                bb += c * c;
            }

            (squares[b], products[b], others[b]) = (aa, ab, bb);
        }
    }

    private void Draw(double[] v, WildWeights weights, ulong seed, int draw)
    {
        var stream = IsExact ? null : RandomStream.Open(seed, "wild cluster bootstrap", draw);
        var left = draw;
        var bits = 0UL;
        for (var g = 0; g < v.Length; g++)
        {
            if (weights == WildWeights.Webb)
            {
                v[g] = Webb[stream?.NextInt(6) ?? left % 6];
                left /= 6;
                continue;
            }

            if (stream is not null && g % 64 == 0)
            {
                bits = stream.NextUInt64();
            }

            v[g] = ((stream is null ? (ulong)left : bits) & 1) == 0 ? 1 : -1;
            bits >>= 1;
            left >>= 1;
        }
    }

    private static bool IsConstant(double[] v)
    {
        foreach (var value in v)
        {
            if (value != v[0])
            {
                return false;
            }
        }

        return v.Length > 0;
    }

    private double Dot(double[] x, double[] y, int start)
    {
        var sum = 0.0;
        for (var i = 0; i < k; i++)
        {
            sum += x[i] * y[start + i];
        }

        return sum;
    }
}
