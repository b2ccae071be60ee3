namespace CustomerValue.Information;

/// <summary>End-of-day balances over the days of a window, summed once for all features of that window.</summary>
internal sealed class BalanceSums
{
    private BalanceSpan[] spans = [];

    public int Days { get; private set; }

    public int DaysNegative { get; private set; }

    public decimal Mean { get; private set; }

    public decimal Minimum { get; private set; }

    public static BalanceSums Of(BalanceSpan[] spans)
    {
        var sums = new BalanceSums { spans = spans };
        var total = 0m;
        for (var i = 0; i < spans.Length; i++)
        {
            var (balance, days) = (spans[i].Balance, spans[i].Days);
            total += balance * days;
            sums.Days += days;
            sums.DaysNegative += balance < 0 ? days : 0;
            sums.Minimum = i == 0 ? balance : Math.Min(sums.Minimum, balance);
        }

        sums.Mean = sums.Days == 0 ? 0 : total / sums.Days;
        return sums;
    }

    /// <summary>Standard deviation over the days, divisor n; NaN without days.</summary>
    public double Deviation()
    {
        var squares = 0.0;
        foreach (var span in spans)
        {
            var deviation = (double)(span.Balance - Mean);
            squares += deviation * deviation * span.Days;
        }

        return Math.Sqrt(squares / Days);
    }

    /// <summary>Slope of the least-squares line through the balances by day; NaN where there are not two days.</summary>
    public double Trend()
    {
        if (Days < 2)
        {
            return double.NaN;
        }

        // n Σ t y − Σ t Σ y over n Σ t² − (Σ t)², whole numbers of days and exact decimals of money, t from the first day on.
        decimal ty = 0, y = 0;
        decimal t = 0, tt = 0;
        var origin = spans[0].First.Number;
        foreach (var span in spans)
        {
            long first = span.First.Number - origin, last = span.Last.Number - origin;
            var days = (first + last) * span.Days / 2m;
            t += days;
            tt += Squares(last) - Squares(first - 1);
            y += span.Balance * span.Days;
            ty += span.Balance * days;
        }

        return (double)((Days * ty) - (t * y)) / (double)((Days * tt) - (t * t));
    }

    private static decimal Squares(decimal n) => n < 0 ? 0 : n * (n + 1) * (2 * n + 1) / 6;
}
