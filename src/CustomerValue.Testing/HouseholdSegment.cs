namespace CustomerValue.Testing;

/// <summary>The hidden kind of a synthetic household: what segmentation is meant to find.</summary>
public enum HouseholdSegment
{
    /// <summary>No assets, no movement: 10 % of households.</summary>
    Dormant = 0,

    /// <summary>Salary in, bills out, little kept: 44 % of households, log-normal assets with median 6,000 and σ = 0.9.</summary>
    Everyday,

    /// <summary>Puts money by: 27 % of households, log-normal assets with median 22,000 and σ = 0.6; the campaign works best here.</summary>
    Saver,

    /// <summary>Wealthy: 10 % of households, Pareto assets from 45,000 with tail exponent 1.8.</summary>
    Affluent,

    /// <summary>On the way out, loses assets: 9 % of households, log-normal assets with median 16,000 and σ = 0.8; the campaign harms here.</summary>
    Fading,
}
