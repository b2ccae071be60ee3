namespace CustomerValue.Information;

/// <summary>A customer's joint end-of-day balance over the days (from, to], from the closes of all of his accounts.</summary>
internal sealed class BalanceWalk(int from, int to)
{
    private readonly List<(int Day, decimal Step)> steps = [];
    private int firstDay = int.MaxValue;

    /// <summary>The balance at the end of the day before the window; an account that came later starts at 0.</summary>
    public decimal Before { get; private set; }

    /// <summary>The balance at the end of the window.</summary>
    public decimal Last { get; private set; }

    /// <summary>Mean over the days of the window since the customer's first close.</summary>
    public decimal Mean { get; private set; }

    /// <summary>Standard deviation over those days, divisor n.</summary>
    public double Deviation { get; private set; }

    public void Add(EndOfDayBalances balances, int account)
    {
        if (account < 0)
        {
            return;
        }

        firstDay = Math.Min(firstDay, balances.FirstDay(account));
        var before = balances.LastClose(account, from);
        var close = before >= 0 ? balances.CloseAt(before) : 0;
        Before += close;
        for (var place = before >= 0 ? before + 1 : balances.FirstClose(account); place <= balances.LastClose(account, to); place++)
        {
            steps.Add((balances.DayAt(place), balances.CloseAt(place) - close));
            close = balances.CloseAt(place);
        }
    }

    public void Run()
    {
        steps.Sort((a, b) => a.Day.CompareTo(b.Day));
        var spans = new List<(decimal Balance, int Days)>();
        var day = Math.Max(from + 1, firstDay);
        Last = Before;
        foreach (var step in steps)
        {
            if (step.Day > day)
            {
                spans.Add((Last, step.Day - day));
                day = step.Day;
            }

            Last += step.Step;
        }

        if (day <= to)
        {
            spans.Add((Last, to + 1 - day));
        }

        Summarize(spans);
    }

    private void Summarize(List<(decimal Balance, int Days)> spans)
    {
        var sum = 0m;
        var days = 0;
        foreach (var (balance, length) in spans)
        {
            sum += balance * length;
            days += length;
        }

        if (days == 0)
        {
            return;
        }

        Mean = sum / days;
        var squares = 0.0;
        foreach (var (balance, length) in spans)
        {
            var deviation = (double)(balance - Mean);
            squares += deviation * deviation * length;
        }

        Deviation = Math.Sqrt(squares / days);
    }
}
