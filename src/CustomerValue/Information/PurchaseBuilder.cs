namespace CustomerValue.Information;

/// <summary>Gathers the purchase days of each customer.</summary>
internal static class PurchaseBuilder
{
    public static CustomerPurchases Build(LedgerSnapshot snapshot, Func<RecordKey, RecordKey> customerOf, PurchaseOptions options)
    {
        var view = snapshot.View;
        var groups = AccountGroups.Of(view.Accounts, customerOf);
        var accountsOf = Enumerable.Range(0, view.Accounts.Count).Where(a => groups.Of(a) >= 0).ToLookup(groups.Of);
        var keys = new List<RecordKey>();
        var first = new List<int>();
        var repeats = new List<int>();
        var recency = new List<double>();
        var age = new List<double>();
        var value = new List<double>();
        var days = new List<(int Day, decimal Value)>();
        long notCounted = 0, merged = 0;
        for (var customer = 0; customer < groups.Customers.Count; customer++)
        {
            days.Clear();
            foreach (var account in accountsOf[customer])
            {
                notCounted += Gather(view, account, options, days);
            }

            if (days.Count == 0)
            {
                continue;
            }

            days.Sort((a, b) => a.Day.CompareTo(b.Day));
            var (purchaseDays, repeatValue) = Merge(days);
            merged += days.Count - purchaseDays;
            keys.Add(groups.Customers[customer]);
            first.Add(days[0].Day);
            repeats.Add(purchaseDays - 1);
            recency.Add((days[days.Count - 1].Day - days[0].Day) / options.Unit.Days);
            age.Add((snapshot.AsOf.Number - days[0].Day) / options.Unit.Days);
            value.Add(purchaseDays == 1 ? 0 : Money.ToDouble(repeatValue / (purchaseDays - 1)));
        }

        return new CustomerPurchases(
            new KeyIndex(keys.ToArray()),
            PurchaseHistories.Own(repeats.ToArray(), recency.ToArray(), age.ToArray(), value.ToArray(), options.Unit),
            first.ToArray())
        {
            AsOf = snapshot.AsOf,
            CustomersWithoutPurchase = groups.Customers.Count - keys.Count,
            AccountsNotYetSeen = snapshot.AccountsNotYetSeen,
            UnassignedAccounts = groups.Unassigned,
            RowsNotCounted = notCounted,
            RowsMerged = merged,
        };
    }

    private static long Gather(LedgerView view, int account, PurchaseOptions options, List<(int Day, decimal Value)> days)
    {
        var notCounted = 0L;
        var netted = NettedRows.Of(view, account);
        foreach (var row in view.Of(account))
        {
            if (netted is not null && netted.IsGone(row))
            {
                notCounted++;
            }
            else if (options.Counts(view.Rows, row))
            {
                days.Add((view.Rows.Day[row], Math.Abs(netted?.Amount(view.Rows, row) ?? view.Rows.Amount[row])));
            }
            else
            {
                notCounted++;
            }
        }

        return notCounted;
    }

    // Distinct days, and the value of all but the first. Decimal sums do not depend on the order within a day.
    private static (int Days, decimal RepeatValue) Merge(List<(int Day, decimal Value)> purchases)
    {
        var count = 1;
        var sum = 0m;
        for (var i = 1; i < purchases.Count; i++)
        {
            count += purchases[i].Day != purchases[i - 1].Day ? 1 : 0;
            sum += purchases[i].Day != purchases[0].Day ? purchases[i].Value : 0;
        }

        return (count, sum);
    }
}
