using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Lifetime;

/// <summary>Customers with similar forecasts, and what they did afterwards.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ForecastTenth
{
    private ForecastTenth(int number, double meanExpected, SampleMoments actual)
    {
        Number = number;
        MeanExpected = meanExpected;
        Actual = actual;
    }

    /// <summary>1 for the highest forecasts, 10 for the lowest; a tenth that ties left empty is missing.</summary>
    public int Number { get; }

    /// <summary>Customers in the tenth.</summary>
    public long Customers => (long)Actual.Count;

    /// <summary>Their mean forecast.</summary>
    public double MeanExpected { get; }

    /// <summary>What they did: count, mean and spread, from which <see cref="MeanInterval"/> gives an interval.</summary>
    public SampleMoments Actual { get; }

    /// <summary>One line for a table, in invariant text.</summary>
    public override string ToString() =>
        $"tenth {Guard.Text(Number)}: {Guard.Text(Customers)} customers, forecast {Guard.Text(MeanExpected)}, actual {Guard.Text(Actual.Mean)}";

    /// <summary>Cuts by rank of the forecast; a tie goes where its middle lies, so that row order never matters.</summary>
    internal static ForecastTenth[] Of(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        var order = StableOrder.Descending(expected.ToArray());
        var sums = new double[10];
        var moments = new SampleMoments[10];
        for (var from = 0; from < order.Length;)
        {
            var to = from + 1;
            while (to < order.Length && expected[order[to]] == expected[order[from]])
            {
                to++;
            }

            var tenth = (int)(((long)from + to - 1) * 10 / (2L * order.Length));
            for (; from < to; from++)
            {
                sums[tenth] += expected[order[from]];
                moments[tenth] = moments[tenth].Add(actual[order[from]]);
            }
        }

        return [.. Enumerable.Range(0, 10).Where(k => moments[k].Count > 0).Select(k => new ForecastTenth(k + 1, sums[k] / moments[k].Count, moments[k]))];
    }
}
