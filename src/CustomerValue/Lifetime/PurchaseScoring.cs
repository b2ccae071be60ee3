using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Scores of customers from a model's formulas: the same for every model of repeat purchases.</summary>
internal static class PurchaseScoring
{
    public static double Alive<T>(in T f, PurchaseHistory h)
        where T : struct, IPurchaseFormulas => Alive(f.LogOddsDead(h.Repeats, h.Recency, h.Age));

    public static double LogAlive<T>(in T f, PurchaseHistory h)
        where T : struct, IPurchaseFormulas
    {
        var odds = f.LogOddsDead(h.Repeats, h.Recency, h.Age);
        return double.IsNegativeInfinity(odds) ? 0 : -Elementary.Softplus(odds);
    }

    public static double AliveLater<T>(in T f, PurchaseHistory h, double later)
        where T : struct, IPurchaseFormulas => Alive(f, h) * f.StaysAlive(h.Repeats, h.Recency, h.Age, later);

    public static double Expected<T>(in T f, PurchaseHistory h, double horizon)
        where T : struct, IPurchaseFormulas => Alive(f, h) * f.ExpectedAlive(h.Repeats, h.Recency, h.Age, horizon);

    public static double Count<T>(in T f, PurchaseHistory h, double horizon, int n)
        where T : struct, IPurchaseFormulas
    {
        var odds = f.LogOddsDead(h.Repeats, h.Recency, h.Age);
        var dead = double.IsNegativeInfinity(odds) ? 0 : Elementary.Logistic(odds);
        return Alive(odds) * f.CountAlive(h.Repeats, h.Recency, h.Age, horizon, n) + (n == 0 ? dead : 0);
    }

    /// <summary>For ever, at a rate &gt; 0.</summary>
    public static double Discounted<T>(in T f, PurchaseHistory h, double rate)
        where T : struct, IPurchaseFormulas
    {
        using var table = f.LeavesByChance ? DropoutTable.Rent() : default;
        return Alive(f, h) * f.DiscountedAlive(h.Repeats, h.Recency, h.Age, rate, double.PositiveInfinity, table);
    }

    public static double Discounted<T>(in T f, PurchaseHistory h, double horizon, in DiscountTerms terms)
        where T : struct, IPurchaseFormulas
    {
        using var table = f.LeavesByChance ? DropoutTable.Rent() : default;
        return Alive(f, h) * DiscountedIfAlive(f, h, horizon, terms, table);
    }

    public static double LogLikelihood<T>(in T f, PurchaseHistories histories)
        where T : struct, IPurchaseFormulas
    {
        var sum = 0.0;
        for (var row = 0; row < histories.Count; row++)
        {
            sum += f.LogLikelihood(histories.Repeats[row], histories.Recency[row], histories.Age[row]);
        }

        return sum;
    }

    /// <summary>The time within which one who is now as the history says has bought again with this probability; +∞ where that never comes.</summary>
    public static double NextPurchase<T>(in T f, PurchaseHistory h, double probability)
        where T : struct, IPurchaseFormulas
    {
        var low = 0.0;
        var high = Math.Max(1e-6, h.Age);
        while (1 - Count(f, h, high, 0) < probability)
        {
            low = high;
            high *= 2;
            if (high > 1e9 * Math.Max(1, h.Age))
            {
                return double.PositiveInfinity;
            }
        }

        for (var i = 0; i < 200 && high - low > 1e-13 * high; i++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = 1 - Count(f, h, middle, 0) < probability ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    /// <summary>The time without a purchase after the last one at which P(alive) falls to the level; +∞ where it never does.</summary>
    public static double Hiatus<T>(in T f, int x, double tx, double level)
        where T : struct, IPurchaseFormulas
    {
        var limit = Elementary.Log((1 - level) / level);
        var low = 0.0;
        var high = 1.0;
        if (f.LogOddsDead(x, tx, tx) >= limit)
        {
            return 0;
        }

        while (f.LogOddsDead(x, tx, tx + high) < limit)
        {
            low = high;
            high *= 2;
            if (high > 1e12 * Math.Max(1, tx))
            {
                return double.PositiveInfinity;
            }
        }

        for (var i = 0; i < 200 && high - low > 1e-13 * high; i++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = f.LogOddsDead(x, tx, tx + middle) < limit ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    public static void Check(TimeUnit unit, PurchaseHistories histories)
    {
        if (Guard.NotNull(histories).Unit != unit)
        {
            throw new ArgumentException($"The histories count time in {histories.Unit}, the model in {unit}.", nameof(histories));
        }
    }

    public static void Check(TimeUnit unit, PurchaseHistogram histogram)
    {
        if (histogram.Unit != unit)
        {
            throw new ArgumentException($"The histogram counts time in {histogram.Unit}, the model in {unit}.", nameof(histogram));
        }
    }

    public static void Check(TimeUnit unit, PurchaseHistories histories, Span<double> destination)
    {
        Check(unit, histories);
        Guard.LongEnough(destination.Length, histories.Count, nameof(destination));
    }

    private static double Alive(double logOddsDead) => double.IsNegativeInfinity(logOddsDead) ? 1 : Elementary.Logistic(-logOddsDead);

    public static double DiscountedIfAlive<T>(in T f, PurchaseHistory h, double horizon, in DiscountTerms terms, in DropoutTable table)
        where T : struct, IPurchaseFormulas
    {
        if (terms.IsContinuous)
        {
            return terms.Curve is null
                ? f.DiscountedAlive(h.Repeats, h.Recency, h.Age, terms.Rate, horizon, table)
                : terms.Pieces(new IfAlive<T>(f, h, table), horizon);
        }

        var before = 0.0;
        var sum = 0.0;
        for (var k = 0L; k * terms.Period < horizon; k++)
        {
            var from = k * terms.Period;
            var to = Math.Min((k + 1) * terms.Period, horizon);
            var until = f.ExpectedAlive(h.Repeats, h.Recency, h.Age, to);
            sum += terms.Factor(from, to) * (until - before);
            before = until;
        }

        return sum;
    }

    private readonly struct IfAlive<T>(T f, PurchaseHistory h, DropoutTable table) : IFlatDiscount
        where T : struct, IPurchaseFormulas
    {
        public double Until(double rate, double horizon) => f.DiscountedAlive(h.Repeats, h.Recency, h.Age, rate, horizon, table);
    }
}
