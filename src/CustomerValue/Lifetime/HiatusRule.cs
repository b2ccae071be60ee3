using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>The rule of thumb a model must beat: whoever was silent for longer than the hiatus is gone, all others go on buying as often as before.</summary>
/// <remarks>
/// Source: M. Wübben, F. von Wangenheim (2008), Instant customer base analysis: managerial heuristics often "get it right", Journal of Marketing 72(2).
/// A rate per customer is repeats ÷ age. Immutable and thread-safe; scoring allocates nothing.
/// </remarks>
public sealed class HiatusRule : IPurchaseModel
{
    private HiatusRule(double hiatus, TimeUnit unit)
    {
        Hiatus = hiatus;
        Unit = unit;
    }

    /// <summary>Silence after the last purchase from which on a customer counts as gone; infinite for the naive forecast that nobody leaves.</summary>
    public double Hiatus { get; }

    /// <summary>The unit of the hiatus and of histories to be scored.</summary>
    public TimeUnit Unit { get; }

    /// <summary>The rule with a hiatus.</summary>
    /// <param name="hiatus">Length in units of time, finite and &gt; 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The hiatus is not finite and positive.</exception>
    public static HiatusRule FromParameters(double hiatus, TimeUnit unit) => new(Guard.Positive(hiatus), unit);

    /// <summary>The naive forecast: everybody goes on as before.</summary>
    /// <param name="unit">The unit of time.</param>
    public static HiatusRule Naive(TimeUnit unit) => new(double.PositiveInfinity, unit);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    public void ProbabilityAlive(PurchaseHistories histories, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        for (var row = 0; row < histories.Count; row++)
        {
            destination[row] = histories.Age[row] - histories.Recency[row] <= Hiatus ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public void ExpectedPurchases(PurchaseHistories histories, double horizon, Span<double> destination)
    {
        Guard.NonNegative(horizon);
        ProbabilityAlive(histories, destination);
        for (var row = 0; row < histories.Count; row++)
        {
            destination[row] *= histories.Age[row] > 0 ? histories.Repeats[row] / histories.Age[row] * horizon : 0;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public void DiscountedPurchases(PurchaseHistories histories, double horizon, Discounting discounting, Span<double> destination)
    {
        Guard.NotNull(discounting).CheckHorizon(horizon);
        ExpectedPurchases(histories, 1, destination);
        var factor = new DiscountTerms(discounting, Unit).Annuity(horizon);
        for (var row = 0; row < histories.Count; row++)
        {
            destination[row] *= factor;
        }
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => double.IsInfinity(Hiatus) ? "Naive forecast" : $"Hiatus of {Guard.Text(Hiatus)} times {Unit}";
}
