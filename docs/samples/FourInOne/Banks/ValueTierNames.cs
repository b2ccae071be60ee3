using CustomerValue.Segmentation;

namespace FourInOne.Banks;

internal static class ValueTierNames
{
    /// <summary>Four tiers of household assets.</summary>
    public static ValueTiers From(double silver, double gold, double platinum) =>
        ValueTiers.FromThresholds([silver, gold, platinum], ["Basic", "Silver", "Gold", "Platinum"]);
}
