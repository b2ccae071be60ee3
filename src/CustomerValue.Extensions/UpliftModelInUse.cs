using CustomerValue.Information;
using CustomerValue.Uplift;

namespace CustomerValue.Extensions;

/// <summary>Predicts with whatever model its slot holds at the call.</summary>
internal sealed class UpliftModelInUse(ModelSlot<IUpliftModel> slot) : IUpliftModel
{
    public int FeatureCount => slot.Current.FeatureCount;

    public double Uplift(ReadOnlySpan<double> features) => slot.Current.Uplift(features);

    public void Uplift(FeatureBatch batch, Span<double> destination) => slot.Current.Uplift(batch, destination);
}
