namespace CustomerValue.Lifetime;

/// <summary>How certain a value is that comes from two fits: purchases and spend.</summary>
/// <remarks>
/// The likelihood of spend, given how often a customer bought, has no parameter in common with that of purchases: errors of the two fits do not
/// go together, and their variances add. Conditional on both models and on spend being independent of purchases. Thread-safe.
/// </remarks>
public static class ValueEstimate
{
    /// <summary>One estimate from two of the same figure, one moving with each fit.</summary>
    /// <param name="byPurchases">The figure as one of the purchase model, spend held: <c>purchases.Estimate(m =&gt; m.DiscountedPurchases(h, 52, d) * mean)</c>.</param>
    /// <param name="bySpend">The same figure as one of the spend model, purchases held.</param>
    /// <param name="scale">The scale on which the interval is symmetric.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <returns>The figure; without error and interval where one of the two has none.</returns>
    /// <exception cref="ArgumentException">The two figures differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public static ModelEstimate Joint(ModelEstimate byPurchases, ModelEstimate bySpend, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(byPurchases);
        Guard.NotNull(bySpend);
        Guard.OpenUnit(level);
        DeltaMethod.Check(scale);
        if (!(Math.Abs(byPurchases.Value - bySpend.Value) <= 1e-9 * Math.Abs(byPurchases.Value)))
        {
            throw new ArgumentException(
                $"The estimates are not of one figure: {Guard.Text(byPurchases.Value)} by purchases, {Guard.Text(bySpend.Value)} by spend.", nameof(bySpend));
        }

        if (!byPurchases.StandardError.IsDefined || !bySpend.StandardError.IsDefined)
        {
            return new ModelEstimate(byPurchases.Value, Figure.Undefined(UndefinedReason.NoObservations), null);
        }

        var (first, second) = (byPurchases.StandardError.Value, bySpend.StandardError.Value);
        return DeltaMethod.From(byPurchases.Value, Math.Sqrt(first * first + second * second), scale, level);
    }
}
