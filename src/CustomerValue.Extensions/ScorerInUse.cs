using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>Scores with whatever model its slot holds at the call, and counts when someone listens.</summary>
internal sealed class ScorerInUse(string name, ModelSlot<IScorer> slot, ScoringMetrics metrics) : IScorer
{
    private readonly MeteredSlot metered = metrics.Watch(name, slot);

    public int FeatureCount => slot.Current.FeatureCount;

    public double Score(ReadOnlySpan<double> features)
    {
        var model = slot.Current;
        var score = model.Score(features);
        if (metrics.CountsRows)
        {
            metrics.CountRows(metered.Tags(model), 1);
        }

        return score;
    }

    public void Score(FeatureBatch batch, Span<double> destination)
    {
        var model = slot.Current;
        model.Score(batch, destination);
        if (metrics.CountsRows)
        {
            metrics.CountRows(metered.Tags(model), batch.RowCount);
        }
    }
}
