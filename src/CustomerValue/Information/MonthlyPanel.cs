namespace CustomerValue.Information;

/// <summary>Sums closes into customers at month ends.</summary>
internal static class MonthlyPanel
{
    private const int MostCells = 1_000_000_000;

    public static MonthlyBalances Build(EndOfDayBalances balances, Func<RecordKey, RecordKey> customerOf, IEnumerable<Account> accounts, Day? from = null, Day? until = null)
    {
        var groups = AccountGroups.Of(balances.Accounts, customerOf);
        var closing = AccountClosings.Of(balances, accounts);
        var months = Months(balances, from, until);
        var count = groups.Customers.Count;
        if ((long)count * months.Length > MostCells)
        {
            throw new ArgumentException(
                $"{Guard.Text(count)} customers × {Guard.Text(months.Length)} months from {months[0]} on are too many for one panel of {Guard.Text(MostCells)}; look for a wrong early day, or take fewer customers.", nameof(balances));
        }

        var assets = new decimal[count * months.Length];
        var debts = new decimal[count * months.Length];
        var first = Enumerable.Repeat(months.Length, count).ToArray();
        var end = new int[count];
        for (var account = 0; account < balances.Accounts.Count; account++)
        {
            var customer = groups.Of(account);
            for (var month = 0; customer >= 0 && month < months.Length; month++)
            {
                var place = balances.LastClose(account, months[month].Number);
                if (place < 0 || months[month].Number > closing[account])
                {
                    continue;
                }

                var balance = balances.CloseAt(place);
                assets[customer * months.Length + month] += Math.Max(0, balance);
                debts[customer * months.Length + month] += Math.Max(0, -balance);
                first[customer] = Math.Min(first[customer], month);
                end[customer] = Math.Max(end[customer], month + 1);
            }
        }

        return new MonthlyBalances(groups.Customers, months, assets, debts, first, end, balances.Currency, groups.Unassigned);
    }

    private static Day[] Months(EndOfDayBalances balances, Day? from, Day? until)
    {
        if (balances.AccountDays == 0 && from is null)
        {
            return [];
        }

        var first = from ?? Day.FromNumber(Enumerable.Range(0, balances.Accounts.Count).Min(balances.FirstDay));
        var last = until ?? balances.AsOf;
        var months = new List<Day>();
        for (var month = first.EndOfMonth; month <= last; month = month.AddDays(1).EndOfMonth)
        {
            months.Add(month);
            if (month == Day.MaxValue)
            {
                break;
            }
        }

        return months.ToArray();
    }
}
