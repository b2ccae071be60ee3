namespace CustomerValue.Information;

/// <summary>Closes from reported balances: the last version known of each account-day.</summary>
internal static class ObservedBalances
{
    public static EndOfDayBalances Build(RecordTable<BalanceObservation> table, Day asOf, Day knownAt) => Build(table.See(asOf, knownAt), table.Quality, asOf, knownAt);

    public static EndOfDayBalances Build(RecordView<BalanceObservation> seen, DataQuality quality, Day asOf, Day knownAt)
    {
        // Already in order of account and day.
        var closes = seen.Rows;
        var accounts = new KeyIndex(closes.Select(o => o.Account).Distinct().ToArray());
        var start = new int[accounts.Count + 1];
        foreach (var close in closes)
        {
            start[accounts.Find(close.Account) + 1]++;
        }

        for (var i = 0; i < accounts.Count; i++)
        {
            start[i + 1] += start[i];
        }

        return new EndOfDayBalances(
            accounts,
            start,
            Array.ConvertAll(closes, o => o.Day.Number),
            Array.ConvertAll(closes, o => o.Balance),
            asOf,
            knownAt,
            seen.Currency,
            quality,
            new BalanceReconciliation(0, 0, 0, 0, 0, 0, []));
    }
}
