using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Segmentation;

/// <summary>Figures of every column in every segment.</summary>
internal readonly ref struct ProfileColumns(CustomerTable table, ReadOnlySpan<int> segments, int segmentCount, ReadOnlySpan<double> weights, double level)
{
    private readonly ReadOnlySpan<int> segments = segments;
    private readonly ReadOnlySpan<double> weights = weights;

    public IReadOnlyList<NumberInSegment>[] Numbers()
    {
        var result = new List<NumberInSegment>[segmentCount];
        for (var segment = 0; segment < segmentCount; segment++)
        {
            result[segment] = [];
        }

        foreach (var column in table.Schema.Columns.Where(c => c.Kind == FeatureKind.Number))
        {
            Describe(column.Name, result);
        }

        return result;
    }

    public IReadOnlyList<LevelInSegment>[] Levels()
    {
        var result = new List<LevelInSegment>[segmentCount];
        for (var segment = 0; segment < segmentCount; segment++)
        {
            result[segment] = [];
        }

        foreach (var column in table.Schema.Columns.Where(c => c.Kind == FeatureKind.Category))
        {
            CountLevels(column.Name, result);
        }

        return result;
    }

    private void Describe(string name, List<NumberInSegment>[] result)
    {
        var values = table.Number(name);
        var known = 0;
        for (var row = 0; row < values.Length; row++)
        {
            known += double.IsNaN(values[row]) ? 0 : 1;
        }

        var (present, rows) = (new double[known], new int[known]);
        var missing = new double[segmentCount];
        known = 0;
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row]))
            {
                missing[segments[row]] += Weight(row);
            }
            else
            {
                (present[known], rows[known++]) = (values[row], row);
            }
        }

        // In ascending order the moments do not depend on the order of the rows.
        var order = StableOrder.Ascending(present);
        var moments = new SampleMoments[segmentCount];
        for (var i = 0; i < order.Length; i++)
        {
            var row = rows[order[i]];
            moments[segments[row]] = Weight(row) > 0 ? moments[segments[row]].Add(present[order[i]], Weight(row)) : moments[segments[row]];
        }

        var bank = moments.Aggregate((left, right) => left + right);
        var medians = Medians(present, rows, order, moments);
        for (var segment = 0; segment < segmentCount; segment++)
        {
            var rest = default(SampleMoments);
            for (var other = 0; other < segmentCount; other++)
            {
                rest = other == segment ? rest : rest + moments[other];
            }

            result[segment].Add(Row(name, moments[segment], bank, rest, missing[segment], medians[segment]));
        }
    }

    private NumberInSegment Row(string name, SampleMoments own, SampleMoments bank, SampleMoments rest, double missing, (Figure Value, ConfidenceInterval Interval) median)
    {
        var none = Figure.Undefined(UndefinedReason.NoObservations);
        var some = own.Count > 0;
        var total = bank.Mean * bank.Count;
        var difference = Difference(own, rest, bank);
        return new NumberInSegment(name)
        {
            Count = own.Count,
            Missing = missing,
            Mean = some ? Figure.Of(own.Mean) : none,
            MeanInterval = MeanInterval.StudentT(own, level),
            Median = median.Value,
            MedianInterval = median.Interval,
            Sum = own.Mean * own.Count,
            ShareOfTotal = !some ? none : total == 0 ? Figure.Undefined(UndefinedReason.ZeroBase) : Figure.Of(own.Mean * own.Count / total),
            BankMean = bank.Count > 0 ? Figure.Of(bank.Mean) : none,
            Lift = !some ? none
                : bank.Mean > 0 ? Figure.Of(own.Mean / bank.Mean)
                : Figure.Undefined(bank.Mean == 0 ? UndefinedReason.ZeroBase : UndefinedReason.NegativeBase),
            Difference = some ? Figure.Of(own.Mean - bank.Mean) : none,
            DifferenceInterval = difference,
            LiftInterval = some && bank.Mean > 0
                ? new ConfidenceInterval(1 + difference.Lower / bank.Mean, 1 + difference.Upper / bank.Mean, level, difference.Method)
                : new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, difference.Method),
            Z = some ? TestValue(own.Mean - bank.Mean, own.Count, bank.Count, bank.SumOfSquares / bank.Count) : none,
        };
    }

    private ConfidenceInterval Difference(SampleMoments own, SampleMoments rest, SampleMoments bank)
    {
        const string Method = "Welch";
        if (!own.StandardError.IsDefined || !rest.StandardError.IsDefined)
        {
            return rest.Count == 0 && own.Count > 0
                ? new ConfidenceInterval(0, 0, level, Method)
                : new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, Method);
        }

        var (a, b) = (own.StandardError.Value * own.StandardError.Value, rest.StandardError.Value * rest.StandardError.Value);
        var center = own.Mean - bank.Mean;
        if (a + b == 0)
        {
            return new ConfidenceInterval(center, center, level, Method);
        }

        var share = a / (a + b);
        var df = 1 / (share * share / (own.Count - 1) + (1 - share) * (1 - share) / (rest.Count - 1));
        var half = rest.Count / bank.Count * new ReferenceCurve(df).Critical(level) * Math.Sqrt(a + b);
        return new ConfidenceInterval(center - half, center + half, level, Method);
    }

    // Lebart, Morineau and Piron: variance of the mean of n drawn from N without replacement.
    private static Figure TestValue(double difference, double n, double all, double variance)
    {
        var square = all > 1 ? (all - n) / (all - 1) * variance / n : 0;
        return square > 0 ? Figure.Of(difference / Math.Sqrt(square)) : Figure.Undefined(UndefinedReason.ZeroVariance);
    }

    private (Figure Median, ConfidenceInterval Interval)[] Medians(double[] present, int[] rows, int[] order, SampleMoments[] moments)
    {
        // Between the last value with at most half of the weight before it and the first with at least half after it; the interval's ends are the values at
        // ranks r and n + 1 − r, where r − 1 of n fair coins or fewer are rarer than half of what the level leaves.
        var ranks = new double[segmentCount];
        for (var segment = 0; segment < segmentCount; segment++)
        {
            ranks[segment] = moments[segment].Count >= 1 ? BinomialDistribution.Quantile(0.5 * (1 - level), Math.Floor(moments[segment].Count), 0.5) : 0;
        }

        var (lower, upper, seen) = (new double[segmentCount], new double[segmentCount], new double[segmentCount]);
        var (from, to) = (new double[segmentCount], new double[segmentCount]);
        for (var i = 0; i < order.Length; i++)
        {
            var (value, row) = (present[order[i]], rows[order[i]]);
            var (segment, weight) = (segments[row], Weight(row));
            var (before, count, rank) = (seen[segment], moments[segment].Count, ranks[segment]);
            if (weight > 0)
            {
                lower[segment] = before < 0.5 * count ? value : lower[segment];
                upper[segment] = before <= 0.5 * count ? value : upper[segment];
                from[segment] = before < rank ? value : from[segment];
                to[segment] = before < count + 1 - rank ? value : to[segment];
            }

            seen[segment] += weight;
        }

        var medians = new (Figure, ConfidenceInterval)[segmentCount];
        for (var segment = 0; segment < segmentCount; segment++)
        {
            var known = ranks[segment] >= 1;
            medians[segment] = (
                moments[segment].Count > 0 ? Figure.Of(lower[segment] + 0.5 * (upper[segment] - lower[segment])) : Figure.Undefined(UndefinedReason.NoObservations),
                new ConfidenceInterval(known ? from[segment] : double.NegativeInfinity, known ? to[segment] : double.PositiveInfinity, level, "Binomial ranks"));
        }

        return medians;
    }

    private void CountLevels(string name, List<LevelInSegment>[] result)
    {
        var codes = table.Codes(name);
        var names = table.Levels(name);
        var counts = new double[segmentCount * names.Count];
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= 0)
            {
                counts[segments[row] * names.Count + codes[row]] += Weight(row);
            }
        }

        var all = counts.Sum();
        for (var segment = 0; segment < segmentCount; segment++)
        {
            var own = Enumerable.Range(0, names.Count).Sum(code => counts[segment * names.Count + code]);
            for (var code = 0; code < names.Count; code++)
            {
                var bank = Enumerable.Range(0, segmentCount).Sum(s => counts[s * names.Count + code]);
                var count = counts[segment * names.Count + code];
                var none = Figure.Undefined(UndefinedReason.NoObservations);
                var interval = own > 0 ? WilsonRate.Of(count, own, level) : new ConfidenceInterval(0, 1, level, "Wilson");
                result[segment].Add(new LevelInSegment(name, names[code])
                {
                    Count = count,
                    Share = own > 0 ? Figure.Of(count / own) : none,
                    ShareInterval = interval,
                    BankShare = all > 0 ? Figure.Of(bank / all) : none,
                    Lift = own > 0 && bank > 0 ? Figure.Of(count / own / (bank / all)) : Figure.Undefined(own > 0 ? UndefinedReason.ZeroBase : UndefinedReason.NoObservations),
                    LiftInterval = bank > 0
                        ? new ConfidenceInterval(interval.Lower / (bank / all), interval.Upper / (bank / all), level, interval.Method)
                        : new ConfidenceInterval(0, double.PositiveInfinity, level, interval.Method),
                    Z = own > 0 ? TestValue(count / own - bank / all, own, all, bank / all * (1 - bank / all)) : none,
                });
            }
        }
    }

    private double Weight(int row) => weights.Length > 0 ? weights[row] : 1;
}
