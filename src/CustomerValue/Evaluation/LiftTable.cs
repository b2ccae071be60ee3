using System.Globalization;
using System.Text;

namespace CustomerValue.Evaluation;

/// <summary>Customers cut into bins of equal weight from the highest scores down: how much better each bin responds than all.</summary>
/// <remarks>A block of equal scores that a bin's border cuts is shared in proportion, so row order never matters. Immutable and thread-safe.</remarks>
public sealed class LiftTable
{
    private readonly LiftRow[] rows;

    private LiftTable(LiftRow[] rows) => this.rows = rows;

    /// <summary>The bins, best first; empty without customers.</summary>
    public IReadOnlyList<LiftRow> Rows => rows;

    internal static LiftTable Make(double[] events, double[] others, int bins)
    {
        var total = events.Sum() + others.Sum();
        var eventTotal = events.Sum();
        if (!(total > 0))
        {
            return new LiftTable([]);
        }

        // Events among the top share of the weight, linear within a block of equal scores.
        var cumulative = new double[bins + 1];
        var block = 0;
        var (weightBefore, eventsBefore) = (0.0, 0.0);
        for (var k = 1; k <= bins; k++)
        {
            var target = total * k / bins;
            while (block < events.Length && weightBefore + events[block] + others[block] <= target)
            {
                weightBefore += events[block] + others[block];
                eventsBefore += events[block];
                block++;
            }

            cumulative[k] = block < events.Length && k < bins
                ? eventsBefore + events[block] * (target - weightBefore) / (events[block] + others[block])
                : eventTotal;
            if (block >= events.Length)
            {
                cumulative[k] = eventTotal;
            }
        }

        var rate = eventTotal / total;
        var rows = new LiftRow[bins];
        for (var k = 0; k < bins; k++)
        {
            rows[k] = new LiftRow(k + 1, total / bins, cumulative[k + 1] - cumulative[k], cumulative[k + 1], (k + 1.0) / bins, eventTotal, rate);
        }

        return new LiftTable(rows);
    }

    /// <summary>The table as text, one line per bin.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("bin     weight     events    rate    lift    gain\n");
        foreach (var row in rows)
        {
            text.AppendFormat(
                CultureInfo.InvariantCulture,
                "{0,3} {1,10:0.#} {2,10:0.##} {3,7:0.0000} {4,7:0.00} {5,7:0.000}\n",
                row.Bin,
                row.Weight,
                row.Events,
                row.Rate,
                row.Lift.ValueOrNaN,
                row.CumulativeGain.ValueOrNaN);
        }

        return text.ToString();
    }
}
