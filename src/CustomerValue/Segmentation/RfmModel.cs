namespace CustomerValue.Segmentation;

/// <summary>Frozen recency, frequency and monetary cuts that score any customer.</summary>
/// <remarks>
/// Recency is the time since the last movement the customer made (leave interest and fees out), so small is good and the
/// score is reversed: bin 1 of K scores K. Equal values always get equal scores. Immutable and thread-safe.
/// Source: Hughes (1994), Strategic Database Marketing.
/// </remarks>
public sealed class RfmModel
{
    private readonly string[] warnings;

    private RfmModel(ScoreCuts recency, ScoreCuts frequency, ScoreCuts monetary)
    {
        Recency = recency;
        Frequency = frequency;
        Monetary = monetary;
        warnings = [.. recency.Warnings, .. frequency.Warnings, .. monetary.Warnings];
    }

    /// <summary>Cuts of recency, in the unit of the fit; the score is their bin reversed.</summary>
    public ScoreCuts Recency { get; }

    /// <summary>Cuts of frequency.</summary>
    public ScoreCuts Frequency { get; }

    /// <summary>Cuts of monetary value.</summary>
    public ScoreCuts Monetary { get; }

    /// <summary>What the fit has to say about collapsed bins; empty when all is well.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Cuts from a population, one element of each span per customer.</summary>
    /// <param name="recency">Time since the last movement, finite, in one unit such as days.</param>
    /// <param name="frequency">Number of movements, finite.</param>
    /// <param name="monetary">Amount, finite; may be negative after refunds.</param>
    /// <param name="options">How to cut; null for <see cref="RfmOptions.Default"/>.</param>
    /// <param name="weights">Frequency weights, whole numbers ≥ 0, one per customer: 2 is the customer twice; empty for 1 each. Weights of the three scores are an argument of <see cref="RfmScore.Weighted"/>.</param>
    /// <exception cref="ArgumentException">The spans are empty or differ in length, a value is not finite, or a weight does not fit.</exception>
    public static RfmModel Fit(
        ReadOnlySpan<double> recency,
        ReadOnlySpan<double> frequency,
        ReadOnlySpan<double> monetary,
        RfmOptions? options = null,
        ReadOnlySpan<double> weights = default)
    {
        Guard.SameLength(frequency.Length, recency.Length, nameof(frequency));
        Guard.SameLength(monetary.Length, recency.Length, nameof(monetary));
        options ??= RfmOptions.Default;
        return new RfmModel(
            ScoreCuts.Fit(recency, options.Recency, weights, nameof(recency)),
            ScoreCuts.Fit(frequency, options.Frequency, weights, nameof(frequency)),
            ScoreCuts.Fit(monetary, options.Monetary, weights, nameof(monetary)));
    }

    /// <summary>A model from cuts that were frozen before.</summary>
    /// <param name="recency">Cuts of recency, not reversed.</param>
    /// <param name="frequency">Cuts of frequency.</param>
    /// <param name="monetary">Cuts of monetary value.</param>
    public static RfmModel FromParameters(ScoreCuts recency, ScoreCuts frequency, ScoreCuts monetary) =>
        new(Guard.NotNull(recency), Guard.NotNull(frequency), Guard.NotNull(monetary));

    /// <summary>The scores of one customer.</summary>
    /// <param name="recency">Time since the last movement, in the unit of the fit.</param>
    /// <param name="frequency">Number of movements.</param>
    /// <param name="monetary">Amount.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public RfmScore Score(double recency, double frequency, double monetary) =>
        ScoreOf(Guard.Finite(recency), Guard.Finite(frequency), Guard.Finite(monetary));

    /// <summary>The scores of many customers.</summary>
    /// <param name="recency">Time since the last movement, in the unit of the fit.</param>
    /// <param name="frequency">Number of movements.</param>
    /// <param name="monetary">Amount.</param>
    /// <param name="destination">Receives one score per customer.</param>
    /// <exception cref="ArgumentException">The spans differ in length, the destination is too short, or a value is not finite.</exception>
    public void Score(ReadOnlySpan<double> recency, ReadOnlySpan<double> frequency, ReadOnlySpan<double> monetary, Span<RfmScore> destination)
    {
        Guard.SameLength(frequency.Length, recency.Length, nameof(frequency));
        Guard.SameLength(monetary.Length, recency.Length, nameof(monetary));
        Guard.LongEnough(destination.Length, recency.Length, nameof(destination));
        Guard.AllFinite(recency, nameof(recency));
        Guard.AllFinite(frequency, nameof(frequency));
        Guard.AllFinite(monetary, nameof(monetary));
        for (var row = 0; row < recency.Length; row++)
        {
            destination[row] = ScoreOf(recency[row], frequency[row], monetary[row]);
        }
    }

    private RfmScore ScoreOf(double recency, double frequency, double monetary) => new(
        (byte)(Recency.BinCount + 1 - Recency.BinOf(recency)),
        (byte)Frequency.BinOf(frequency),
        (byte)Monetary.BinOf(monetary));
}
