namespace CustomerValue.Segmentation;

/// <summary>How a stability index treats empty bins.</summary>
public sealed record StabilityOptions
{
    /// <summary>A floor of one customer in ten thousand.</summary>
    public static StabilityOptions Default { get; } = new();

    /// <summary>What happens with a bin that is empty on one side.</summary>
    public EmptyBinRule EmptyBins { get; init => field = (EmptyBinRule)Guard.Between((int)value, 0, 2, nameof(EmptyBins)); } = EmptyBinRule.Floor;

    /// <summary>The smallest share of a bin under <see cref="EmptyBinRule.Floor"/>, between 0 and 1.</summary>
    public double Floor { get; init => field = Guard.OpenUnit(value); } = 1e-4;
}
