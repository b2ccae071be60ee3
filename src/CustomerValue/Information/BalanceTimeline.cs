namespace CustomerValue.Information;

/// <summary>Joins the closes of a customer's accounts into spans of equal balance: carried forward, from each account's first close to its closing.</summary>
internal sealed class BalanceTimeline(EndOfDayBalances balances, int[] closing)
{
    private static readonly Comparison<Step> ByDay = (a, b) => a.Day.CompareTo(b.Day);

    private readonly List<Step> steps = [];
    private readonly List<BalanceSpan> spans = [];

    /// <summary>Spans of the days (after, until] on which any of the accounts is open, in order; days on which none is are left out.</summary>
    /// <param name="accounts">Places among the balances' accounts.</param>
    /// <param name="after">The day before the first; −1 takes all.</param>
    /// <param name="until">The last day.</param>
    public BalanceSpan[] Spans(IEnumerable<int> accounts, int after, int until)
    {
        steps.Clear();
        spans.Clear();
        foreach (var account in accounts)
        {
            if (account >= 0)
            {
                Add(account, after, until);
            }
        }

        steps.Sort(ByDay);
        Walk(until);
        return spans.ToArray();
    }

    private void Add(int account, int after, int until)
    {
        var last = Math.Min(until, closing[account]);
        var end = balances.LastClose(account, last);
        if (end < 0 || last <= after)
        {
            return;
        }

        var place = Math.Max(balances.FirstClose(account), balances.LastClose(account, after + 1));
        var close = 0m;
        for (var begin = place; place <= end; place++)
        {
            var next = balances.CloseAt(place);
            steps.Add(Step.Of(Math.Max(after + 1, balances.DayAt(place)), close, next, place == begin ? 1 : 0));
            close = next;
        }

        if (last < until)
        {
            steps.Add(Step.Of(last + 1, close, 0, -1));
        }
    }

    private void Walk(int until)
    {
        var open = 0;
        decimal assets = 0, debts = 0;
        for (var i = 0; i < steps.Count;)
        {
            var day = steps[i].Day;
            for (; i < steps.Count && steps[i].Day == day; i++)
            {
                assets += steps[i].Assets;
                debts += steps[i].Debts;
                open += steps[i].Opened;
            }

            if (open > 0)
            {
                spans.Add(new BalanceSpan(day, i < steps.Count ? steps[i].Day - 1 : until, assets, debts));
            }
        }
    }

    private readonly struct Step
    {
        private Step(int day, decimal assets, decimal debts, int opened)
        {
            Day = day;
            Assets = assets;
            Debts = debts;
            Opened = opened;
        }

        public int Day { get; }

        public decimal Assets { get; }

        public decimal Debts { get; }

        public int Opened { get; }

        public static Step Of(int day, decimal before, decimal now, int opened) =>
            new(day, Math.Max(0, now) - Math.Max(0, before), Math.Max(0, -now) - Math.Max(0, -before), opened);
    }
}
