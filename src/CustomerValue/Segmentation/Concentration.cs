using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>How unevenly a bank's value is spread over its customers: Lorenz curve, Gini, Theil, Herfindahl, top shares, deciles, ABC classes.</summary>
/// <remarks>
/// Values are amounts ≥ 0, such as household assets as of a day; debts belong in a list of their own, because shares of a total that
/// netted them would pass 100 %. A frequency weight of 2 is the customer twice. Memory: 16 bytes a distinct value, and 8 bytes a row while sorting (10M
/// customers: 80 MB). Sources: Gini (1912); Theil (1967), Economics and Information Theory; Lorenz (1905), Publications of the American
/// Statistical Association 9. Immutable and thread-safe.
/// </remarks>
public sealed class Concentration
{
    private readonly double[] values;
    private readonly double[] countBefore;
    private readonly double[] sumBefore;

    // Distinct values, largest first; entry i of the running columns is what lies before value i, the last entry the total.
    private Concentration(double[] values, double[] countBefore, double[] sumBefore)
    {
        this.values = values;
        this.countBefore = countBefore;
        this.sumBefore = sumBefore;
    }

    /// <summary>Number of customers: the sum of the weights.</summary>
    public double Count => countBefore[values.Length];

    /// <summary>Sum of all values.</summary>
    public double Total => sumBefore[values.Length];

    /// <summary>Twice the area between the Lorenz curve and the diagonal: 0 when all have the same, 1 − 1 ÷ n when one has all.</summary>
    public Figure Gini => Total > 0 ? Figure.Of(GiniArea()) : Undefined;

    /// <summary>Gini × n ÷ (n − 1): the estimate for a larger population from a sample of n.</summary>
    public Figure GiniUnbiased => Total > 0 && Count > 1
        ? Figure.Of(GiniArea() * Count / (Count - 1))
        : Figure.Undefined(Total > 0 ? UndefinedReason.TooFewObservations : Undefined.Reason);

    /// <summary>Theil's T in nats, with 0 · ln 0 = 0: 0 when all have the same, ln n when one has all.</summary>
    public Figure Theil => Total > 0 ? Figure.Of(TheilOf(Count)) : Undefined;

    /// <summary>Theil's T of those who have anything, in nats.</summary>
    public Figure TheilOfPositive => Total > 0 ? Figure.Of(TheilOf(PositiveCount())) : Undefined;

    /// <summary>Herfindahl–Hirschman index: the sum of squared shares, from 1 ÷ n to 1.</summary>
    public Figure Herfindahl
    {
        get
        {
            if (!(Total > 0))
            {
                return Undefined;
            }

            var sum = default(CompensatedSum);
            for (var i = 0; i < values.Length; i++)
            {
                var share = values[i] / Total;
                sum.Add(Weight(i) * share * share);
            }

            return Figure.Of(sum.Value);
        }
    }

    private Figure Undefined => Figure.Undefined(Count > 0 ? UndefinedReason.ZeroBase : UndefinedReason.NoObservations);

    /// <summary>The concentration of a population.</summary>
    /// <param name="values">One finite amount ≥ 0 per customer; none is allowed, and then every figure is undefined.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <exception cref="ArgumentException">A value is negative or not finite, a weight does not fit, or the total overflows; the message names the row.</exception>
    public static Concentration From(ReadOnlySpan<double> values, ReadOnlySpan<double> weights = default)
    {
        Check(values, nameof(values), "amount finite and ≥ 0 (list debts apart)");
        if (weights.Length > 0)
        {
            Guard.SameLength(weights.Length, values.Length, nameof(weights));
            Check(weights, nameof(weights), "weight finite and ≥ 0");
        }

        if (weights.Length == 0)
        {
            var sorted = values.ToArray();
            Array.Sort(sorted);
            return Finite(FromSorted(sorted, null), nameof(values));
        }

        var order = StableOrder.Ascending(values);
        var (ordered, counts) = (new double[order.Length], new double[order.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            (ordered[i], counts[i]) = (values[order[i]], weights[order[i]]);
        }

        return Finite(FromSorted(ordered, counts), nameof(values));
    }

    /// <summary>Share of the total that the richest part of the customers holds.</summary>
    /// <param name="share">Share of the customers, above 0 and at most 1; a part of a customer counts as the whole customer.</param>
    /// <returns>A share of the total; undefined when the total is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public Figure TopShare(double share)
    {
        Share(share);
        return Total > 0 ? Figure.Of(Math.Min(HeldBy(Whole(share * Count)) / Total, 1)) : Undefined;
    }

    /// <summary>The fewest customers, richest first, who together hold a share of the total.</summary>
    /// <param name="share">Share of the total, above 0 and at most 1.</param>
    /// <returns>A number of customers; undefined when the total is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public Figure CustomersHolding(double share)
    {
        Share(share);
        return Total > 0 ? Figure.Of(CustomersBefore(share)) : Undefined;
    }

    /// <summary>Sums of ten groups of customers, the richest tenth first; the first n mod 10 groups have one customer more.</summary>
    /// <returns>Ten sums that add up to the total.</returns>
    public IReadOnlyList<double> DecileSums()
    {
        var sums = new double[10];
        var whole = Math.Floor(Count / 10);
        var extra = Count - 10 * whole;
        var (end, held) = (0.0, 0.0);
        for (var decile = 0; decile < 10; decile++)
        {
            end = decile == 9 ? Count : end + whole + Math.Min(Math.Max(extra - decile, 0), 1);
            var heldNow = HeldBy(end);
            sums[decile] = heldNow - held;
            held = heldNow;
        }

        return sums;
    }

    /// <summary>The Lorenz curve at equal steps of the customers, poorest first.</summary>
    /// <param name="points">Number of points from (0, 0) to (1, 1), 2 to 10,001; a straight line lies between them.</param>
    /// <returns>The points in order; empty when the total is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of points is out of range.</exception>
    public IReadOnlyList<LorenzPoint> Lorenz(int points = 101)
    {
        Guard.Between(points, 2, 10_001);
        if (!(Total > 0))
        {
            return [];
        }

        var curve = new LorenzPoint[points];
        for (var i = 0; i < points; i++)
        {
            var share = (double)i / (points - 1);
            var held = i == 0 ? 0 : i == points - 1 ? 1 : Math.Max(1 - HeldBy((1 - share) * Count) / Total, 0);
            curve[i] = new LorenzPoint(share, held);
        }

        return curve;
    }

    /// <summary>Classes A, B and C: a customer is in A while those before hold less than a share of the total, in B while they hold less than another.</summary>
    /// <param name="shareA">Share of the total that closes class A, between 0 and 1.</param>
    /// <param name="shareB">Share that closes class B, above <paramref name="shareA"/>, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shares are not 0 &lt; A &lt; B ≤ 1.</exception>
    /// <exception cref="InvalidOperationException">The total is 0, so nobody is in any class.</exception>
    public AbcClasses Abc(double shareA = 0.8, double shareB = 0.95)
    {
        Share(shareB);
        if (!(shareA > 0 && shareA < shareB))
        {
            throw Guard.OutOfRange(nameof(shareA), shareA, "above 0 and below shareB");
        }

        if (!(Total > 0))
        {
            throw new InvalidOperationException("The total is 0: there is no value to class customers by.");
        }

        var a = CustomersBefore(shareA);
        var b = CustomersBefore(shareB);
        return new AbcClasses(
            [a, b - a, Count - b],
            [HeldBy(a), HeldBy(b) - HeldBy(a), Math.Max(Total - HeldBy(b), 0)],
            ValueAt(a),
            ValueAt(b));
    }

    private static Concentration FromSorted(double[] sorted, double[]? counts)
    {
        var distinct = new List<double>();
        var count = new List<double> { 0 };
        var sum = new List<double> { 0 };
        var (people, held) = (default(CompensatedSum), default(CompensatedSum));
        for (var i = sorted.Length - 1; i >= 0;)
        {
            var value = sorted[i];
            var weight = 0.0;
            for (; i >= 0 && sorted[i] == value; i--)
            {
                weight += counts is null ? 1 : counts[i];
            }

            if (weight > 0)
            {
                people.Add(weight);
                held.Add(weight * value);
                distinct.Add(value);
                count.Add(people.Value);
                sum.Add(held.Value);
            }
        }

        return new Concentration(distinct.ToArray(), count.ToArray(), sum.ToArray());
    }

    private static Concentration Finite(Concentration concentration, string name) => concentration.Total <= double.MaxValue
        ? concentration
        : throw new ArgumentException("The amounts add up to more than a double holds; give them in millions.", name);

    private static void Check(ReadOnlySpan<double> values, string name, string rule)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (!(values[row] >= 0 && values[row] <= double.MaxValue))
            {
                throw Guard.BrokenRow(name, row, rule, Guard.Text(values[row]));
            }
        }
    }

    private static void Share(double share)
    {
        if (!(share > 0 && share <= 1))
        {
            throw Guard.OutOfRange(nameof(share), share, "above 0 and at most 1");
        }
    }

    // A hundredth of 30 customers is no whole customer and a bit because of rounding.
    private static double Whole(double customers) => Math.Ceiling(customers * (1 - 1e-12));

    private double Weight(int place) => countBefore[place + 1] - countBefore[place];

    private double GiniArea()
    {
        // Richest first: 1 − Σ w (2 × held before + own) ÷ (n × total) is minus the Gini.
        var sum = default(CompensatedSum);
        for (var i = 0; i < values.Length; i++)
        {
            sum.Add(Weight(i) / Count * (sumBefore[i] / Total + sumBefore[i + 1] / Total));
        }

        return Math.Max(sum.Value - 1, 0);
    }

    private double TheilOf(double people)
    {
        var mean = Total / people;
        var sum = default(CompensatedSum);
        for (var i = 0; i < values.Length; i++)
        {
            var ratio = values[i] / mean;
            sum.Add(ratio > 0 ? Weight(i) / people * ratio * Elementary.Log(ratio) : 0);
        }

        return Math.Max(sum.Value, 0);
    }

    private double PositiveCount() => values[values.Length - 1] == 0 ? countBefore[values.Length - 1] : Count;

    private double HeldBy(double customers)
    {
        var place = Array.BinarySearch(countBefore, customers);
        place = place >= 0 ? place : ~place - 1;
        return place >= values.Length ? Total : sumBefore[place] + (customers - countBefore[place]) * values[place];
    }

    // Customers in order while those before hold less than the share.
    private double CustomersBefore(double share)
    {
        // Sums of decimal amounts miss a share that they reach by a rounding.
        var target = share < 1 ? share * Total * (1 - 1e-15) : Total;
        var place = Array.BinarySearch(sumBefore, target);
        if (place >= 0)
        {
            // Zeros at the end do not add to the sum: the first place that reaches it counts.
            while (place > 0 && sumBefore[place - 1] >= target)
            {
                place--;
            }

            return countBefore[place];
        }

        place = Math.Min(~place - 1, values.Length - 1);
        var within = values[place] > 0 ? Whole((target - sumBefore[place]) / values[place]) : 0;
        return Math.Min(countBefore[place] + within, countBefore[place + 1]);
    }

    private double ValueAt(double customers)
    {
        var place = Array.BinarySearch(countBefore, customers);
        return values[Math.Max((place >= 0 ? place : ~place) - 1, 0)];
    }
}
