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

    private NumberInSegment Row(string name, SampleMoments own, SampleMoments bank, SampleMoments rest, double missing, Figure median)
    {
        var none = Figure.Undefined(UndefinedReason.NoObservations);
        var some = own.Count > 0;
        var total = bank.Mean * bank.Count;
        return new NumberInSegment(name)
        {
            Count = own.Count,
            Missing = missing,
            Mean = some ? Figure.Of(own.Mean) : none,
            MeanInterval = MeanInterval.StudentT(own, level),
            Median = median,
            Sum = own.Mean * own.Count,
            ShareOfTotal = !some ? none : total == 0 ? Figure.Undefined(UndefinedReason.ZeroBase) : Figure.Of(own.Mean * own.Count / total),
            BankMean = bank.Count > 0 ? Figure.Of(bank.Mean) : none,
            Lift = !some ? none
                : bank.Mean > 0 ? Figure.Of(own.Mean / bank.Mean)
                : Figure.Undefined(bank.Mean == 0 ? UndefinedReason.ZeroBase : UndefinedReason.NegativeBase),
            Difference = some ? Figure.Of(own.Mean - bank.Mean) : none,
            DifferenceInterval = Difference(own, rest, bank),
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

    private Figure[] Medians(double[] present, int[] rows, int[] order, SampleMoments[] moments)
    {
        // Between the last value with at most half of the weight before it and the first with at least half after it.
        var lower = new double[segmentCount];
        var upper = new double[segmentCount];
        var seen = new double[segmentCount];
        for (var i = 0; i < order.Length; i++)
        {
            var (row, segment) = (rows[order[i]], segments[rows[order[i]]]);
            var middle = 0.5 * moments[segment].Count;
            var next = seen[segment] + Weight(row);
            if (Weight(row) > 0)
            {
                lower[segment] = seen[segment] < middle ? present[order[i]] : lower[segment];
                upper[segment] = seen[segment] <= middle ? present[order[i]] : upper[segment];
            }

            seen[segment] = next;
        }

        var medians = new Figure[segmentCount];
        for (var segment = 0; segment < segmentCount; segment++)
        {
            medians[segment] = moments[segment].Count > 0
                ? Figure.Of(lower[segment] + 0.5 * (upper[segment] - lower[segment]))
                : Figure.Undefined(UndefinedReason.NoObservations);
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
                result[segment].Add(new LevelInSegment(name, names[code])
                {
                    Count = count,
                    Share = own > 0 ? Figure.Of(count / own) : none,
                    ShareInterval = own > 0 ? WilsonRate.Of(count, own, level) : new ConfidenceInterval(0, 1, level, "Wilson"),
                    BankShare = all > 0 ? Figure.Of(bank / all) : none,
                    Lift = own > 0 && bank > 0 ? Figure.Of(count / own / (bank / all)) : Figure.Undefined(own > 0 ? UndefinedReason.ZeroBase : UndefinedReason.NoObservations),
                    Z = own > 0 ? TestValue(count / own - bank / all, own, all, bank / all * (1 - bank / all)) : none,
                });
            }
        }
    }

    private double Weight(int row) => weights.Length > 0 ? weights[row] : 1;
}
