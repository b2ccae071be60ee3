using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>Scores with whatever model its slot holds at the call.</summary>
internal sealed class ScorerInUse(ModelSlot<IScorer> slot) : IScorer
{
    public int FeatureCount => slot.Current.FeatureCount;

    public double Score(ReadOnlySpan<double> features) => slot.Current.Score(features);

    public void Score(FeatureBatch batch, Span<double> destination) => slot.Current.Score(batch, destination);
}
