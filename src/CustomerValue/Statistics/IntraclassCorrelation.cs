using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>How alike the members of one cluster are, and what that costs: the ANOVA estimate of the intraclass correlation with its design effect.</summary>
/// <remarks>
/// One-way random effects: (MSB − MSW) / (MSB + (m₀ − 1) MSW), m₀ = (n − Σm²/n) / (G − 1). May be negative. Error after Swiger et al. (1964), interval after Searle (1971),
/// exact for normal values in clusters of one size and approximate otherwise. Immutable and thread-safe.
/// </remarks>
public sealed class IntraclassCorrelation
{
    private IntraclassCorrelation(double count, int clusters, double squares, double between, double within, double level)
    {
        Count = count;
        Clusters = clusters;
        double df1 = clusters - 1, df0 = count - clusters;
        EffectiveSize = clusters > 1 ? (count - squares / count) / df1 : count;
        SizeForDesign = count > 0 ? squares / count : 0;
        var why = count == 0 ? UndefinedReason.NoObservations : df1 <= 0 || df0 <= 0 ? UndefinedReason.TooFewObservations : between + within <= 0 ? UndefinedReason.ZeroVariance : UndefinedReason.None;
        if (why != UndefinedReason.None)
        {
            Value = StandardError = DesignEffect = PValue = LogPValue = Figure.Undefined(why);
            Interval = new ConfidenceInterval(-1, 1, level, "Searle");
            return;
        }

        double msb = between / df1, msw = within / df0, m = EffectiveSize;
        var rho = (msb - msw) / (msb + (m - 1) * msw);
        var alike = 1 + (m - 1) * rho;
        Value = Figure.Of(rho);
        StandardError = Figure.Of(Math.Sqrt(2 * (count - 1) / (df0 * df1)) * (1 - rho) * Math.Abs(alike) / m);
        DesignEffect = Figure.Of(1 + (SizeForDesign - 1) * Math.Max(0, rho));
        if (msw == 0)
        {
            PValue = Figure.Of(0);
            LogPValue = Figure.Undefined(UndefinedReason.Infinite);
            Interval = new ConfidenceInterval(1, 1, level, "Searle");
            return;
        }

        var f = msb / msw;
        PValue = Figure.Of(FDistribution.Survival(f, df1, df0));
        LogPValue = Figure.Of(FDistribution.LogSurvival(f, df1, df0));
        var tail = (1 - level) / 2;
        double low = f / FDistribution.UpperQuantile(tail, df1, df0), high = f / FDistribution.Quantile(tail, df1, df0);
        Interval = new ConfidenceInterval((low - 1) / (low + m - 1), (high - 1) / (high + m - 1), level, "Searle");
    }

    /// <summary>The intraclass correlation; undefined with one cluster, with singletons only, and without variation.</summary>
    public Figure Value { get; }

    /// <summary>Standard error of <see cref="Value"/>.</summary>
    public Figure StandardError { get; }

    /// <summary>Interval of <see cref="Value"/>; −1 to 1 where there is none.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>p-value of the F test against a correlation of zero or less.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public Figure LogPValue { get; }

    /// <summary>By how much the variance of a mean exceeds that of independent rows: 1 + (Σm²/n − 1) · max(0, correlation).</summary>
    public Figure DesignEffect { get; }

    /// <summary>Rows.</summary>
    public double Count { get; }

    /// <summary>Clusters with rows.</summary>
    public int Clusters { get; }

    /// <summary>m₀: the cluster size of the estimate, the common size where all are equal.</summary>
    public double EffectiveSize { get; }

    /// <summary>Σm²/n: the size of the cluster of an average row, which rules the design effect.</summary>
    public double SizeForDesign { get; }

    /// <summary>From rows and their cluster keys.</summary>
    /// <param name="values">One finite value a row.</param>
    /// <param name="clusters">Cluster key, one a row.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is NaN or infinite, or the level is not between 0 and 1.</exception>
    public static IntraclassCorrelation Of(ReadOnlySpan<double> values, ReadOnlySpan<long> clusters, double level = 0.95)
    {
        Guard.SameLength(clusters.Length, values.Length, nameof(clusters));
        Guard.AllFinite(values, nameof(values));
        Guard.OpenUnit(level);
        var codes = KeyNumbers.Number(clusters, out var count);
        var moments = new SampleMoments[count];
        for (var row = 0; row < codes.Length; row++)
        {
            moments[codes[row]] = moments[codes[row]].Add(values[row]);
        }

        return Of(moments, level);
    }

    /// <summary>From the moments of each cluster: <c>SELECT COUNT(x), AVG(x), VAR_SAMP(x) FROM … GROUP BY household</c>.</summary>
    /// <param name="clusters">One a cluster; empty ones are ignored.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static IntraclassCorrelation Of(ReadOnlySpan<SampleMoments> clusters, double level = 0.95)
    {
        Guard.OpenUnit(level);
        double count = 0, squares = 0, within = 0;
        var used = 0;
        var centers = default(SampleMoments);
        foreach (var cluster in clusters)
        {
            if (cluster.Count > 0)
            {
                used++;
                count += cluster.Count;
                squares += cluster.Count * cluster.Count;
                within += cluster.SumOfSquares;
                centers = centers.Add(cluster.Mean, cluster.Count);
            }
        }

        return new IntraclassCorrelation(count, used, squares, centers.SumOfSquares, within, level);
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"ICC {Value}, se {StandardError}, {Interval}; design effect {DesignEffect}, {Guard.Text(Clusters)} clusters of {Guard.Text(Count)} rows";
}
