using CustomerValue.Uplift;

namespace CustomerValue.Reporting;

/// <summary>Extra outcomes per customer of all, by share of the customers treated, best first: what the pictures of a ranking keep of it.</summary>
/// <remarks>A depth at which an arm is empty, or at which nothing varies, has no interval.</remarks>
internal sealed class UpliftDepths
{
    private const int Steps = 50;

    public UpliftDepths(UpliftRanking ranking, double budget, double level)
    {
        Customers = ranking.Customers;
        Treated = ranking.TreatedCustomers;
        Points = [.. Enumerable.Range(1, Steps).Select(k => Depth(ranking, (double)k / Steps, level))];
        Budget = Depth(ranking, budget, level);
        Method = ranking.AverageEffect.Method;
    }

    public double Customers { get; }

    public double Treated { get; }

    /// <summary>X the share, Value the extra outcomes, N the customers.</summary>
    public IReadOnlyList<Datum> Points { get; }

    public Datum Budget { get; }

    public string Method { get; }

    /// <summary>All customers.</summary>
    public Datum End => Points[Points.Count - 1];

    /// <summary>What the budget's share would bring if drawn at random.</summary>
    public double RandomAt(double share) => share * End.Value;

    private static Datum Depth(UpliftRanking ranking, double share, double level)
    {
        var best = ranking.Best(share);
        var customers = share * ranking.Customers;
        if (!best.Uplift.IsDefined)
        {
            return new Datum(string.Empty, share, double.NaN, double.NaN, double.NaN, customers);
        }

        if (!best.StandardError.IsDefined || best.StandardError.Value == 0)
        {
            return new Datum(string.Empty, share, share * best.Uplift.Value, double.NaN, double.NaN, customers);
        }

        var interval = best.Interval(level);
        return new Datum(string.Empty, share, share * best.Uplift.Value, share * interval.Lower, share * interval.Upper, customers);
    }
}
