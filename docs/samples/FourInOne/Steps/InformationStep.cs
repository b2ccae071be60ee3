using CustomerValue;
using CustomerValue.Information;
using FourInOne.Banks;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 1: from raw records to one picture of each household as of a day, and a report on what the records are worth.</summary>
internal static class InformationStep
{
    public static CustomerPicture Run(BankRecords bank, Screen screen)
    {
        var calendar = bank.Calendar;
        var ledger = screen.Work("Reading movements", progress => TransactionLedger.Load(Counted(bank.Transactions, progress)));
        var households = Households.Build(bank.Dispositions, calendar.AsOf);
        var rounding = new BalanceOptions { Tolerance = bank.BalanceTolerance };
        var whole = screen.Work("Closing every account-day", _ => EndOfDayBalances.FromTransactions(ledger.AsOf(LastDay(ledger)), rounding));
        var panel = MonthlyBalances.ByCustomer(whole, households.KeyOfAccount, bank.Accounts);

        // From here on nothing dated after the as-of day is seen.
        var snapshot = ledger.AsOf(calendar.AsOf);
        var features = screen.Work("Describing households as of the day", _ => HouseholdFeatures.Describe(bank, snapshot, households, rounding));
        var purchases = CustomerPurchases.FromTransactions(snapshot, new PurchaseOptions { Direction = PurchaseDirection.Out, Kinds = bank.PurchaseKinds });
        return new CustomerPicture
        {
            Bank = bank,
            Ledger = ledger,
            Households = households,
            Reconciliation = whole.Reconciliation,
            Panel = panel,
            Features = features,
            Purchases = purchases,
            Standings = Standings.Of(features.Keys, panel, calendar, bank.Tiers),
        };
    }

    private static Day LastDay(TransactionLedger ledger) =>
        ledger.Quality.LastDay ?? throw new InvalidDataException($"No movement could be used: {ledger.Quality}.");

    private static IEnumerable<Transaction> Counted(IEnumerable<Transaction> transactions, IProgress<FitProgress> progress)
    {
        var total = transactions.TryGetNonEnumeratedCount(out var known) ? known : 0;
        var count = 0L;
        foreach (var transaction in transactions)
        {
            if (++count % 100_000 == 0)
            {
                progress.Report(new FitProgress("movements", count, total));
            }

            yield return transaction;
        }
    }
}
