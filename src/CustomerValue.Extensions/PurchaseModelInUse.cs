using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Extensions;

/// <summary>Predicts with whatever model its slot holds at the call.</summary>
internal sealed class PurchaseModelInUse(ModelSlot<IPurchaseModel> slot) : IPurchaseModel
{
    public void ProbabilityAlive(PurchaseHistories histories, Span<double> destination) => slot.Current.ProbabilityAlive(histories, destination);

    public void ExpectedPurchases(PurchaseHistories histories, double horizon, Span<double> destination) =>
        slot.Current.ExpectedPurchases(histories, horizon, destination);

    public void DiscountedPurchases(PurchaseHistories histories, double horizon, Discounting discounting, Span<double> destination) =>
        slot.Current.DiscountedPurchases(histories, horizon, discounting, destination);
}
