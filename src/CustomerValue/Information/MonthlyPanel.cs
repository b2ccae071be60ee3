namespace CustomerValue.Information;

/// <summary>Sums closes into customers at month ends.</summary>
internal static class MonthlyPanel
{
    private const int MostCells = 1_000_000_000;

    public static MonthlyBalances Build(EndOfDayBalances balances, Func<RecordKey, RecordKey> customerOf, IEnumerable<Account> accounts)
    {
        var groups = AccountGroups.Of(balances.Accounts, customerOf);
        var closing = Closings(balances, accounts);
        var months = Months(balances);
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

    private static Day[] Months(EndOfDayBalances balances)
    {
        if (balances.AccountDays == 0)
        {
            return [];
        }

        var first = Enumerable.Range(0, balances.Accounts.Count).Min(balances.FirstDay);
        var months = new List<Day>();
        for (var month = Day.FromNumber(first).EndOfMonth; month <= balances.AsOf; month = month.AddDays(1).EndOfMonth)
        {
            months.Add(month);
            if (month == Day.MaxValue)
            {
                break;
            }
        }

        return months.ToArray();
    }

    private static int[] Closings(EndOfDayBalances balances, IEnumerable<Account> accounts)
    {
        var closing = Enumerable.Repeat(int.MaxValue, balances.Accounts.Count).ToArray();
        var seen = new HashSet<RecordKey>();
        var row = 0L;
        foreach (var account in accounts)
        {
            if (account is null || account.Id.IsMissing || account.ClosedOn == default(Day) || !seen.Add(account.Id))
            {
                throw Guard.BrokenRow(nameof(accounts), row, "an account with a key, none twice, its closing given or null", account is null ? "null" : $"account '{account.Id}'");
            }

            row++;
            if (account.ClosedOn is { } closed && closed <= balances.AsOf && balances.Find(account.Id) is >= 0 and var place)
            {
                // On the day it closes the account is still there; at the end of that day it is not.
                closing[place] = closed.Number - 1;
            }
        }

        return closing;
    }
}
