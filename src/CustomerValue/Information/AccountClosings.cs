namespace CustomerValue.Information;

/// <summary>The last day on which each account with closes counts.</summary>
internal static class AccountClosings
{
    /// <summary>By account of the balances; <see cref="int.MaxValue"/> where none is known by the as-of day.</summary>
    public static int[] Of(EndOfDayBalances balances, IEnumerable<Account> accounts)
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
                closing[place] = closed.Number;
            }
        }

        return closing;
    }
}
