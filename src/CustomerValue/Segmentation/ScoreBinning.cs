namespace CustomerValue.Segmentation;

/// <summary>How the values of a population are cut into score bins: by quantiles, by rank, or at fixed cuts.</summary>
/// <remarks>Immutable. Whatever the choice, equal values get equal scores.</remarks>
public sealed class ScoreBinning
{
    private readonly double[] cuts;

    private ScoreBinning(BinningMethod method, int binCount, QuantileType quantileType, CutSide side, double[] cuts)
    {
        Method = method;
        BinCount = binCount;
        QuantileType = quantileType;
        Side = side;
        this.cuts = cuts;
    }

    /// <summary>The method.</summary>
    public BinningMethod Method { get; }

    /// <summary>Number of bins asked for; ties may leave fewer in use.</summary>
    public int BinCount { get; }

    /// <summary>The definition of a quantile; used by <see cref="BinningMethod.Quantile"/> alone.</summary>
    public QuantileType QuantileType { get; }

    /// <summary>The bin of a value exactly at a cut.</summary>
    public CutSide Side { get; }

    /// <summary>The cuts given; empty unless <see cref="Method"/> is <see cref="BinningMethod.FixedCuts"/>.</summary>
    public ReadOnlySpan<double> Cuts => cuts;

    /// <summary>Cuts at the population's quantiles 1/K … (K−1)/K.</summary>
    /// <param name="binCount">Number of bins K, 2 to 100.</param>
    /// <param name="type">The definition of a quantile.</param>
    /// <param name="side">The bin of a value exactly at a cut.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins or the type is out of range.</exception>
    public static ScoreBinning Quantile(int binCount, QuantileType type = QuantileType.Linear, CutSide side = CutSide.Below) =>
        new(BinningMethod.Quantile, Guard.Between(binCount, 2, 100), Quantiles.Known(type), side, []);

    /// <summary>Bins of nearly equal size by rank, as <see cref="Ranks.Ntile"/> makes them; equal values share the lowest bin that any of them would get.</summary>
    /// <param name="binCount">Number of bins, 2 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins is out of range.</exception>
    public static ScoreBinning Rank(int binCount) =>
        new(BinningMethod.Rank, Guard.Between(binCount, 2, 100), QuantileType.Linear, CutSide.Above, []);

    /// <summary>Cuts the bank has chosen.</summary>
    /// <param name="cuts">1 to 99 finite cuts in ascending order; equal neighbors leave the bin between them empty.</param>
    /// <param name="side">The bin of a value exactly at a cut.</param>
    /// <exception cref="ArgumentException">There is no cut, there are too many, or they are not finite and ascending.</exception>
    public static ScoreBinning FixedCuts(ReadOnlySpan<double> cuts, CutSide side = CutSide.Above) =>
        new(BinningMethod.FixedCuts, cuts.Length + 1, QuantileType.Linear, side, ScoreCuts.CheckedCuts(cuts));
}
