namespace CustomerValue.Information;

/// <summary>Finds the close of each account-day: rows of a day are not in booking order, so the previous close tells which balance was booked last.</summary>
internal sealed class BalanceChain(LedgerSnapshot snapshot, BalanceOptions options)
{
    private readonly LedgerView view = snapshot.View;
    private readonly List<int> days = [];
    private readonly List<decimal> closes = [];
    private readonly List<BalanceGap> gaps = [];
    private long reconciled;
    private long unbooked;
    private long multiRow;
    private long unknownOpenings;
    private decimal largest;

    public static EndOfDayBalances Build(LedgerSnapshot snapshot, BalanceOptions options)
    {
        var chain = new BalanceChain(snapshot, options);
        var start = new int[snapshot.View.Accounts.Count + 1];
        for (var account = 0; account < snapshot.View.Accounts.Count; account++)
        {
            chain.Follow(account);
            start[account + 1] = chain.days.Count;
        }

        return new EndOfDayBalances(
            snapshot.View.Accounts,
            start,
            chain.days.ToArray(),
            chain.closes.ToArray(),
            snapshot.AsOf,
            snapshot.KnownAt,
            snapshot.Currency,
            snapshot.Quality,
            new BalanceReconciliation(
                chain.days.Count, chain.reconciled, chain.unbooked, chain.multiRow, chain.unknownOpenings, chain.largest, chain.gaps.ToArray()));
    }

    private void Follow(int account)
    {
        var rows = view.Of(account);
        var close = 0m;
        for (int begin = 0, end; begin < rows.Length; begin = end)
        {
            for (end = begin + 1; end < rows.Length && view.Rows.Day[rows[end]] == view.Rows.Day[rows[begin]]; end++)
            {
            }

            var day = rows.Slice(begin, end - begin);
            try
            {
                close = Close(account, day, Expected(day, close, begin == 0));
            }
            catch (OverflowException tooLarge)
            {
                throw new OverflowException($"Account {view.Accounts[account]}, {Day.FromNumber(view.Rows.Day[day[0]])}: amounts and balances leave the range of decimal, ±7.9e28.", tooLarge);
            }

            multiRow += day.Length > 1 ? 1 : 0;
            days.Add(view.Rows.Day[day[0]]);
            closes.Add(close);
        }
    }

    // The previous close plus the day's net flow; on the first day from the opening that its rows tell.
    private decimal Expected(ReadOnlySpan<int> day, decimal close, bool isFirst)
    {
        var net = 0m;
        foreach (var row in day)
        {
            net += view.Rows.Amount[row];
        }

        if (isFirst && Opening(day, net, close + net) is { } opening)
        {
            unknownOpenings++;
            return opening + net;
        }

        return close + net;
    }

    private decimal Close(int account, ReadOnlySpan<int> day, decimal expected)
    {
        var close = Closest(day, expected, out var booked);
        var gap = booked == 0 ? 0 : Math.Abs(close - expected);

        // Where some rows carry no balance, the last one of the day may be among them.
        if (booked == 0 || (booked < day.Length && gap > options.Tolerance))
        {
            unbooked++;
            return expected;
        }

        largest = Math.Max(largest, gap);
        if (gap <= options.Tolerance)
        {
            reconciled++;
        }
        else if (gaps.Count < options.ReportedGaps)
        {
            gaps.Add(new BalanceGap(view.Accounts[account], Day.FromNumber(view.Rows.Day[day[0]]), expected, close));
        }

        return close;
    }

    // The booked balance closest to the expected one; the smaller of two equally close, whatever their order.
    private decimal Closest(ReadOnlySpan<int> day, decimal expected, out int booked)
    {
        booked = 0;
        var best = expected;
        foreach (var row in day)
        {
            if ((view.Rows.Flags[row] & LedgerRows.HasBalance) == 0)
            {
                continue;
            }

            var balance = view.Rows.Balance[row];
            var order = booked++ == 0 ? -1 : Math.Abs(balance - expected).CompareTo(Math.Abs(best - expected));
            if (order < 0 || (order == 0 && balance < best))
            {
                best = balance;
            }
        }

        return best;
    }

    // A history that does not start from zero: the opening from which the booked balances of the first day follow best.
    private decimal? Opening(ReadOnlySpan<int> day, decimal net, decimal expectedFromZero)
    {
        var close = Closest(day, expectedFromZero, out var booked);
        if (booked == 0 || Math.Abs(close - expectedFromZero) <= options.Tolerance)
        {
            return null;
        }

        return Nearest(day, net);
    }

    // Of every opening and close that the rows allow, the two that fit best; the smaller opening of two that fit equally well.
    private decimal? Nearest(ReadOnlySpan<int> day, decimal net)
    {
        var openings = new List<decimal>();
        var closings = new List<decimal>();
        foreach (var row in day)
        {
            if ((view.Rows.Flags[row] & LedgerRows.HasBalance) != 0)
            {
                openings.Add(view.Rows.Balance[row] - view.Rows.Amount[row]);
                closings.Add(view.Rows.Balance[row] - net);
            }
        }

        openings.Sort();
        closings.Sort();
        decimal? best = null, bestGap = null;
        var place = 0;
        foreach (var opening in openings)
        {
            while (place + 1 < closings.Count && Math.Abs(closings[place + 1] - opening) <= Math.Abs(closings[place] - opening))
            {
                place++;
            }

            var gap = Math.Abs(closings[place] - opening);
            if (bestGap is null || gap < bestGap.Value)
            {
                (best, bestGap) = (opening, gap);
            }
        }

        return best;
    }
}
