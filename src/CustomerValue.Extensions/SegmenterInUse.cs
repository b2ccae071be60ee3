using CustomerValue.Information;
using CustomerValue.Segmentation;

namespace CustomerValue.Extensions;

/// <summary>Assigns with whatever model its slot holds at the call.</summary>
internal sealed class SegmenterInUse(ModelSlot<ISegmenter> slot) : ISegmenter
{
    public int SegmentCount => slot.Current.SegmentCount;

    public int Assign(ReadOnlySpan<double> features, out double margin) => slot.Current.Assign(features, out margin);

    public void Assign(FeatureBatch batch, Span<int> destination) => slot.Current.Assign(batch, destination);
}
