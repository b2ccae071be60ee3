using CustomerValue;
using CustomerValue.Information;
using CustomerValue.Testing;

namespace FourInOne.Banks;

/// <summary>A synthetic bank whose truth is known.</summary>
internal static class SyntheticBankRecords
{
    public static BankRecords Create(int households, ulong seed)
    {
        var chosen = SyntheticBank.Create(households, seed);
        var drawn = SyntheticBank.Create(households, seed, chosen.Options with { Targeting = CampaignTargeting.RandomizedAmongRecommended });
        var thresholds = SyntheticBank.TierThresholds;
        return new BankRecords
        {
            Name = "a synthetic bank",
            Currency = "EUR",
            Calendar = new StudyCalendar(chosen.AsOf.AddMonths(-12), chosen.AsOf, chosen.End),
            Tiers = ValueTierNames.From((double)thresholds[0], (double)thresholds[1], (double)thresholds[2]),
            PurchaseKinds = [TransactionKind.Card],
            Clients = [.. chosen.EnumerateClients()],
            Accounts = [.. chosen.EnumerateAccounts()],
            Dispositions = [.. chosen.EnumerateDispositions()],
            Holdings = [.. chosen.EnumerateProductHoldings()],
            Transactions = chosen.EnumerateTransactions(),
            Campaigns = new SyntheticCampaigns(chosen, drawn),
            Terms = new CampaignTerms
            {
                Offers =
                [
                    new OfferTerms("advice in the branch", "branch") { Cost = 25, Strength = 1.0, CapacityShare = 0.05 },
                    new OfferTerms("call by telephone", "telephone") { Cost = 7, Strength = 0.7, CapacityShare = 0.10 },
                    new OfferTerms("message in the app", "app") { Cost = 1, Strength = 0.3, CapacityShare = 0.30 },
                ],
                BudgetPerHousehold = 1.8,
                ValueOfResponse = 180,
            },
        };
    }
}
