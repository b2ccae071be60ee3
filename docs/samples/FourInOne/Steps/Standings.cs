using CustomerValue;
using CustomerValue.Information;
using CustomerValue.Segmentation;
using FourInOne.Banks;

namespace FourInOne.Steps;

/// <summary>Household assets and value tier at the three days of the study; NaN and <see cref="TransitionCounts.Absent"/> where a household was no customer.</summary>
internal sealed record Standings(double[] AssetsBefore, double[] Assets, double[] AssetsAfter, int[] TierBefore, int[] Tier, int[] TierAfter)
{
    public static Standings Of(IReadOnlyList<RecordKey> households, MonthlyBalances panel, StudyCalendar calendar, ValueTiers tiers)
    {
        var before = AssetsOn(households, panel, calendar.Before);
        var now = AssetsOn(households, panel, calendar.AsOf);
        var after = AssetsOn(households, panel, calendar.After);
        return new Standings(before, now, after, TiersOf(before, tiers), TiersOf(now, tiers), TiersOf(after, tiers));
    }

    /// <summary>True when the household was below the top tier and was still a customer on the last day.</summary>
    public bool CanRise(int row, ValueTiers tiers) => Tier[row] >= 0 && Tier[row] < tiers.TierCount - 1 && TierAfter[row] >= 0;

    public bool Rose(int row) => TierAfter[row] > Tier[row];

    private static double[] AssetsOn(IReadOnlyList<RecordKey> households, MonthlyBalances panel, Day day)
    {
        var month = panel.FindMonth(day);
        return households
            .Select(household => month is { } m && panel.FindCustomer(household) is { } place ? (double?)panel.Assets(place, m) ?? double.NaN : double.NaN)
            .ToArray();
    }

    private static int[] TiersOf(double[] assets, ValueTiers tiers) =>
        Array.ConvertAll(assets, value => double.IsNaN(value) ? TransitionCounts.Absent : tiers.Of(value));
}
