using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>A fitted model of repeat purchases: who is still a customer, and how much each will buy.</summary>
/// <remarks>Implementations are immutable and thread-safe, allocate nothing while scoring, and want histories in the unit they were fitted in.</remarks>
public interface IPurchaseModel
{
    /// <summary>The probability that each customer is still alive, that is, may buy again.</summary>
    /// <param name="histories">The customers.</param>
    /// <param name="destination">Receives one probability per customer, in row order; at least as long as the histories.</param>
    void ProbabilityAlive(PurchaseHistories histories, Span<double> destination);

    /// <summary>The expected number of purchases of each customer within the horizon that begins where observation ends.</summary>
    /// <param name="histories">The customers.</param>
    /// <param name="horizon">Length, in the unit of the histories, finite and ≥ 0.</param>
    /// <param name="destination">Receives one expectation per customer, in row order; at least as long as the histories.</param>
    void ExpectedPurchases(PurchaseHistories histories, double horizon, Span<double> destination);

    /// <summary>The expected purchases within the horizon, each worth what a purchase at its time is worth today.</summary>
    /// <param name="histories">The customers.</param>
    /// <param name="horizon">Length, in the unit of the histories, finite and ≥ 0.</param>
    /// <param name="discounting">Rate and convention.</param>
    /// <param name="destination">Receives one discounted expectation per customer, in row order; at least as long as the histories.</param>
    void DiscountedPurchases(PurchaseHistories histories, double horizon, Discounting discounting, Span<double> destination);
}
