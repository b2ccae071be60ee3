namespace CustomerValue.Information;

/// <summary>Closes from reported balances: the last version known of each account-day.</summary>
internal static class ObservedBalances
{
    public static EndOfDayBalances Build(Func<RejectionLog, IEnumerable<BalanceObservation>> source, Day asOf, Day knownAt, LoadOptions options)
    {
        var log = new RejectionLog("observations", options.Strictness, options.ReportedRows);
        var currency = new CurrencyRule("observations", options.Currency);
        var sound = new List<(BalanceObservation Seen, int KnownAt, long Row)>();
        foreach (var observation in source(log))
        {
            var row = log.RowsRead++;
            if (IsSound(observation, row, log, currency))
            {
                sound.Add((observation, (observation.KnownAt ?? observation.Day).Number, row));
            }
        }

        var kept = new List<(BalanceObservation Seen, int KnownAt)>();
        foreach (var versions in sound.GroupBy(o => (o.Seen.Account, o.Seen.Day)))
        {
            Settle(versions.OrderBy(v => v.KnownAt).ThenBy(v => v.Row).ToArray(), kept, log);
        }

        var closes = kept
            .Where(o => o.Seen.Day <= asOf && o.KnownAt <= knownAt.Number)
            .GroupBy(o => (o.Seen.Account, o.Seen.Day))
            .Select(g => g.OrderBy(o => o.KnownAt).Last().Seen)
            .OrderBy(o => o.Account).ThenBy(o => o.Day)
            .ToArray();
        var accounts = KeyIndex.Of(closes.Select(o => o.Account).Distinct());
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
            currency.Found,
            log.ToQuality(),
            new BalanceReconciliation(0, 0, 0, 0, 0, 0, []));
    }

    private static bool IsSound(BalanceObservation? observation, long row, RejectionLog log, CurrencyRule currency)
    {
        if (observation is null)
        {
            log.Reject(row, RejectionReason.NullRow, "a balance on every row", "null");
        }
        else if (observation.Account.IsMissing)
        {
            log.Reject(row, RejectionReason.MissingKey, "an account given", "none");
        }
        else if (observation.Day == default)
        {
            log.Reject(row, RejectionReason.MissingDay, "a day given", "none");
        }
        else if (observation.KnownAt == default(Day))
        {
            log.Reject(row, RejectionReason.MissingDay, "known-at day given or null", "default");
        }
        else if (!currency.Accepts(observation.Currency, row))
        {
            log.Reject(row, RejectionReason.OtherCurrency, $"currency {currency.Found}", observation.Currency);
        }
        else
        {
            return true;
        }

        return false;
    }

    private static void Settle((BalanceObservation Seen, int KnownAt, long Row)[] versions, List<(BalanceObservation Seen, int KnownAt)> kept, RejectionLog log)
    {
        decimal? holds = null;
        foreach (var known in versions.GroupBy(v => v.KnownAt))
        {
            var same = known.ToArray();
            if (Array.Exists(same, v => v.Seen.Balance != same[0].Seen.Balance))
            {
                foreach (var v in same)
                {
                    log.Reject(v.Row, RejectionReason.Contradiction, "one balance for one account, day and known-at", $"account {v.Seen.Account} on {v.Seen.Day}: {v.Seen.Balance.ToString(System.Globalization.CultureInfo.InvariantCulture)} and others");
                }

                continue;
            }

            var isRepeat = holds == same[0].Seen.Balance;
            foreach (var v in same.Skip(isRepeat ? 0 : 1))
            {
                log.Duplicate(v.Row, $"account {v.Seen.Account} on {v.Seen.Day}");
            }

            if (!isRepeat)
            {
                log.Corrections += holds is null ? 0 : 1;
                holds = same[0].Seen.Balance;
                kept.Add((same[0].Seen, same[0].KnownAt));
                log.Cover(same[0].Seen.Day);
            }
        }
    }
}
