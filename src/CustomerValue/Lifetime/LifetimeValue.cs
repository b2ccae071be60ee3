using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>What customers are worth: discounted expected purchases × expected value of a purchase × margin.</summary>
/// <remarks>
/// It is the value still to come, after the end of observation, within the horizon; what was bought before is not in it. Purchases
/// and spend are taken to be independent, given the customer. Thread-safe; nothing is allocated.
/// </remarks>
public static class LifetimeValue
{
    /// <summary>The lifetime value of each customer.</summary>
    /// <param name="purchases">A fitted model of purchases.</param>
    /// <param name="spend">A fitted model of spend.</param>
    /// <param name="histories">Customers with spend, in the unit of the purchase model.</param>
    /// <param name="horizon">How far ahead, in the unit of the histories, finite and ≥ 0.</param>
    /// <param name="destination">Receives one value per customer, in money of today, in row order; at least as long as the histories.</param>
    /// <param name="options">Discounting and margin; <see cref="LifetimeValueOptions.Default"/> when null.</param>
    /// <returns>The total of all customers.</returns>
    /// <exception cref="ArgumentException">The histories do not suit a model, a row has no finite expected spend, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public static double Compute(
        IPurchaseModel purchases,
        GammaGammaModel spend,
        PurchaseHistories histories,
        double horizon,
        Span<double> destination,
        LifetimeValueOptions? options = null)
    {
        Guard.NotNull(purchases);
        Guard.NotNull(spend);
        Guard.NotNull(histories);
        Guard.NonNegative(horizon);
        var settings = options ?? LifetimeValueOptions.Default;

        // Spend first: its checks come before any work on purchases, and its values stay in no second array.
        spend.ExpectedAverageValue(histories, destination);
        purchases.DiscountedPurchases(histories, horizon, settings.Discounting, destination);
        var total = 0.0;
        for (var row = 0; row < histories.Count; row++)
        {
            destination[row] *= settings.Margin * spend.ExpectedAverageValue(histories[row]).Value;
            total += destination[row];
        }

        return total;
    }

    /// <summary>The lifetime value of each customer where the value of a purchase is known from elsewhere.</summary>
    /// <param name="purchases">A fitted model of purchases.</param>
    /// <param name="histories">Customers in the unit of the purchase model.</param>
    /// <param name="valuePerPurchase">Expected value of a purchase per customer, in row order, finite; it may be negative.</param>
    /// <param name="horizon">How far ahead, in the unit of the histories, finite and ≥ 0.</param>
    /// <param name="destination">Receives one value per customer, in money of today, in row order; at least as long as the histories.</param>
    /// <param name="options">Discounting and margin; <see cref="LifetimeValueOptions.Default"/> when null.</param>
    /// <returns>The total of all customers.</returns>
    /// <exception cref="ArgumentException">The histories do not suit the model, lengths differ, a value is not finite, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public static double Compute(
        IPurchaseModel purchases,
        PurchaseHistories histories,
        ReadOnlySpan<double> valuePerPurchase,
        double horizon,
        Span<double> destination,
        LifetimeValueOptions? options = null)
    {
        Guard.NotNull(purchases);
        Guard.NotNull(histories);
        Guard.SameLength(valuePerPurchase.Length, histories.Count, nameof(valuePerPurchase));
        Guard.AllFinite(valuePerPurchase, nameof(valuePerPurchase));
        Guard.LongEnough(destination.Length, histories.Count, nameof(destination));
        if (valuePerPurchase.Overlaps(destination))
        {
            throw new ArgumentException("destination and valuePerPurchase must not overlap.", nameof(destination));
        }

        var settings = options ?? LifetimeValueOptions.Default;
        purchases.DiscountedPurchases(histories, horizon, settings.Discounting, destination);
        var total = 0.0;
        for (var row = 0; row < histories.Count; row++)
        {
            destination[row] *= settings.Margin * valuePerPurchase[row];
            total += destination[row];
        }

        return total;
    }
}
