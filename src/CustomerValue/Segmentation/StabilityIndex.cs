using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>How far a population has moved over fixed bins since a reference: the population stability index and its relatives.</summary>
/// <remarks>
/// PSI = Σ (aᵢ − eᵢ) ln(aᵢ ÷ eᵢ) in nats, shares eᵢ of the reference and aᵢ of the present population. Over bins of one feature it goes by the name of characteristic
/// stability index. Common practice reads below 0.1 as stable, above 0.25 as shifted; <see cref="ExpectedByChance"/> says what two samples of one population
/// would show. Sources: Kullback, Leibler (1951), Annals of Mathematical Statistics 22 (their divergence J); Yurdakul (2018), Statistical Properties
/// of the Population Stability Index. Immutable and thread-safe.
/// </remarks>
public sealed class StabilityIndex
{
    private readonly double[] contributions;

    private StabilityIndex(double[] contributions, Figure psi, StabilityOptions options)
    {
        this.contributions = contributions;
        Psi = psi;
        Options = options;
    }

    /// <summary>The population stability index in nats, ≥ 0; undefined as infinite where a bin is empty on one side and nothing was done about it.</summary>
    public Figure Psi { get; }

    /// <summary>The empty-bin rule the index was made with.</summary>
    public StabilityOptions Options { get; }

    /// <summary>Bins that are empty on exactly one side.</summary>
    public int OneSidedBins { get; private init; }

    /// <summary>What each bin adds to the index, in bin order; +∞ where the plain formula is.</summary>
    public ReadOnlySpan<double> Contributions => contributions;

    /// <summary>Mean index of two samples of these sizes from one population: (bins − 1)(1 ÷ N + 1 ÷ M).</summary>
    public double ExpectedByChance { get; private init; }

    /// <summary>Jensen–Shannon divergence of the plain shares in nats, 0 to ln 2.</summary>
    public double JensenShannon { get; private init; }

    /// <summary>Hellinger distance of the plain shares, 0 to 1.</summary>
    public double Hellinger { get; private init; }

    /// <summary>Total variation of the plain shares, 0 to 1: the share of customers that would have to move.</summary>
    public double TotalVariation { get; private init; }

    /// <summary>Largest gap between the cumulated plain shares, 0 to 1, which has a meaning when bins are in order.</summary>
    public double KolmogorovDistance { get; private init; }

    /// <summary>Pearson's χ² of the two rows of counts; bins empty on both sides are left out.</summary>
    public double ChiSquared { get; private init; }

    /// <summary>Degrees of freedom of <see cref="ChiSquared"/>: bins with anybody − 1.</summary>
    public int DegreesOfFreedom { get; private init; }

    /// <summary>P-value of no shift; undefined with a single bin.</summary>
    public Figure PValue => DegreesOfFreedom > 0
        ? Figure.Of(ChiSquaredDistribution.Survival(ChiSquared, DegreesOfFreedom))
        : Figure.Undefined(UndefinedReason.OneClass);

    /// <summary>Natural logarithm of the p-value, finite where the p-value underflows.</summary>
    public Figure LogPValue => DegreesOfFreedom > 0
        ? Figure.Of(ChiSquaredDistribution.LogSurvival(ChiSquared, DegreesOfFreedom))
        : Figure.Undefined(UndefinedReason.OneClass);

    /// <summary>The shift from a reference to now.</summary>
    /// <param name="reference">Counts of the population the cuts were made with.</param>
    /// <param name="actual">Counts of the present population over the same bins.</param>
    /// <param name="options">What happens with empty bins; null for <see cref="StabilityOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The numbers of bins differ, or one of the populations is empty.</exception>
    public static StabilityIndex Between(BinCounts reference, BinCounts actual, StabilityOptions? options = null)
    {
        Guard.NotNull(reference);
        Guard.NotNull(actual);
        options ??= StabilityOptions.Default;
        Guard.SameLength(actual.BinCount, reference.BinCount, nameof(actual));
        NotEmpty(reference, nameof(reference));
        NotEmpty(actual, nameof(actual));
        var contributions = new double[reference.BinCount];
        var oneSided = 0;
        for (var bin = 0; bin < contributions.Length; bin++)
        {
            var (e, a) = (Adjusted(reference, bin, options), Adjusted(actual, bin, options));
            oneSided += reference.Counts[bin] > 0 != actual.Counts[bin] > 0 ? 1 : 0;
            contributions[bin] = e == a ? 0 : e == 0 || a == 0 ? double.PositiveInfinity : (a - e) * (Elementary.Log(a) - Elementary.Log(e));
        }

        var sum = CompensatedSum.Of(contributions);
        var plain = new PlainShift(reference, actual);
        return new StabilityIndex(contributions, double.IsFinite(sum) ? Figure.Of(sum) : Figure.Undefined(UndefinedReason.Infinite), options)
        {
            OneSidedBins = oneSided,
            ExpectedByChance = (reference.BinCount - 1) * (1 / reference.Total + 1 / actual.Total),
            JensenShannon = plain.JensenShannon,
            Hellinger = plain.Hellinger,
            TotalVariation = plain.TotalVariation,
            KolmogorovDistance = plain.Kolmogorov,
            ChiSquared = plain.ChiSquared,
            DegreesOfFreedom = plain.UsedBins - 1,
        };
    }

    private static double Adjusted(BinCounts counts, int bin, StabilityOptions options) => options.EmptyBins switch
    {
        EmptyBinRule.Floor => Math.Max(counts.Counts[bin] / counts.Total, options.Floor),
        EmptyBinRule.AddHalf => (counts.Counts[bin] + 0.5) / (counts.Total + 0.5 * counts.BinCount),
        _ => counts.Counts[bin] / counts.Total,
    };

    private static void NotEmpty(BinCounts counts, string name)
    {
        if (!(counts.Total > 0))
        {
            throw new ArgumentException($"The {name} population is empty; a shift needs customers on both sides.", name);
        }
    }
}
