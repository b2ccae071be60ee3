using CustomerValue;
using CustomerValue.Information;
using FourInOne.Banks;

namespace FourInOne.Steps;

/// <summary>What is known of a household at the end of a day: its activity, its members, and how far the next value tier is.</summary>
internal static class HouseholdFeatures
{
    public const string Clients = "clients";
    public const string OldestAge = "oldest_age";
    public const string Region = "region";

    /// <summary>How far the next tier is, as the logarithm of (its threshold + 1) ÷ (assets + 1); 0 in the top tier.</summary>
    public const string NextTier = "next_tier";

    private const double DaysPerYear = 365.2425;

    public static CustomerTable Describe(BankRecords bank, LedgerSnapshot snapshot, Households households, BalanceOptions rounding)
    {
        var balances = EndOfDayBalances.FromTransactions(snapshot, rounding);
        var activity = ActivityFeatures.Extract(snapshot, balances, households, bank.Holdings, ActivityOptions.Default);
        var clients = bank.Clients.ToDictionary(client => client.Id);
        var members = activity.Keys.Select(key => MembersOf(key, households, clients)).ToArray();
        var assets = activity.Number(ActivityFeatures.Balance).ToArray();
        return activity.ToBuilder()
            .Number(Clients, members.Select(list => (double?)list.Count))
            .Number(OldestAge, members.Select(list => AgeOf(list, snapshot.AsOf)))
            .Number(NextTier, assets.Select(value => (double?)DistanceToNextTier(value, bank)))
            .Category(Region, members.Select(list => list.Count == 0 ? null : list[0].Region))
            .Build();
    }

    private static List<Client> MembersOf(RecordKey household, Households households, Dictionary<RecordKey, Client> clients)
    {
        var list = new List<Client>();
        foreach (var key in households.ClientsOf(households.HouseholdOfClient(household)!.Value))
        {
            if (clients.TryGetValue(key, out var client))
            {
                list.Add(client);
            }
        }

        return list;
    }

    private static double? AgeOf(List<Client> members, Day asOf)
    {
        var born = members.Where(client => client.BornOn <= asOf).Min(client => client.BornOn);
        return born is { } day ? asOf.DaysSince(day) / DaysPerYear : null;
    }

    private static double DistanceToNextTier(double balance, BankRecords bank)
    {
        var assets = Math.Max(0, balance);
        var tier = bank.Tiers.Of(assets);
        return tier == bank.Tiers.TierCount - 1 ? 0 : Math.Log((bank.Tiers.Thresholds[tier] + 1) / (assets + 1));
    }
}
