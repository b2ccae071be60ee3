using System.Buffers;
using System.Runtime.InteropServices;
using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>Customers by descending score: the distinct scores, and the weight of events and others at each.</summary>
internal sealed class ScoreBlocks
{
    private ScoreBlocks(double[] scores, double[] events, double[] others, int count, double eventTotal, double otherTotal)
    {
        (EventTotal, OtherTotal) = (eventTotal, otherTotal);
        Array.Resize(ref scores, count);
        Array.Resize(ref events, count);
        Array.Resize(ref others, count);
        Scores = scores;
        Events = events;
        Others = others;
    }

    public double EventTotal { get; }

    public double OtherTotal { get; }

    public double[] Scores { get; }

    public double[] Events { get; }

    public double[] Others { get; }

    public static ScoreBlocks Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights)
    {
        var (events, fractions) = (0, 0);
        if (weights.IsEmpty)
        {
            foreach (var outcome in outcomes)
            {
                events += outcome == 1 ? 1 : 0;
                fractions += outcome is > 0 and < 1 ? 1 : 0;
            }
        }

        if (!weights.IsEmpty || fractions > 0)
        {
            return Weighted(scores, outcomes, weights);
        }

        var keys = ArrayPool<ulong>.Shared.Rent(scores.Length);
        var (e, o) = (0, events);
        for (var i = 0; i < scores.Length; i++)
        {
            var isEvent = outcomes[i] == 1;
            keys[isEvent ? e++ : o++] = KeySort.Key(scores[i]);
        }

        return Counted(keys, scores.Length, events);
    }

    public static ScoreBlocks Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes)
    {
        var events = 0;
        foreach (var outcome in outcomes)
        {
            events += outcome ? 1 : 0;
        }

        var keys = ArrayPool<ulong>.Shared.Rent(scores.Length);
        var (e, o) = (0, events);
        for (var i = 0; i < scores.Length; i++)
        {
            keys[outcomes[i] ? e++ : o++] = KeySort.Key(scores[i]);
        }

        return Counted(keys, scores.Length, events);
    }

    /// <summary>From the keys of events, then those of others: each class is sorted alone, so no row number has to travel along.</summary>
    private static ScoreBlocks Counted(ulong[] keys, int length, int eventCount)
    {
        var ofEvents = keys.AsSpan(0, eventCount);
        var ofOthers = keys.AsSpan(eventCount, length - eventCount);

        // The memory of the scores to come serves as scratch: pages that are touched cost as much as the sort.
        var scores = new double[length];
        var scratch = MemoryMarshal.Cast<double, ulong>(scores.AsSpan());
        KeySort.Ascending(ofEvents, scratch.Slice(0, ofEvents.Length));
        KeySort.Ascending(ofOthers, scratch.Slice(0, ofOthers.Length));
        var (events, others) = (new double[length], new double[length]);
        var count = 0;
        var (e, o) = (ofEvents.Length - 1, ofOthers.Length - 1);
        while (e >= 0 || o >= 0)
        {
            var key = o < 0 || (e >= 0 && ofEvents[e] > ofOthers[o]) ? ofEvents[e] : ofOthers[o];
            var (eventsBefore, othersBefore) = (e, o);
            while (e >= 0 && ofEvents[e] == key)
            {
                e--;
            }

            while (o >= 0 && ofOthers[o] == key)
            {
                o--;
            }

            scores[count] = KeySort.Value(key);
            events[count] = eventsBefore - e;
            others[count] = othersBefore - o;
            count++;
        }

        var blocks = new ScoreBlocks(scores, events, others, count, eventCount, length - eventCount);
        ArrayPool<ulong>.Shared.Return(keys);
        return blocks;
    }

    private static ScoreBlocks Weighted(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights)
    {
        var order = StableOrder.Descending(scores);
        var (thresholds, events, others) = (new double[order.Length], new double[order.Length], new double[order.Length]);
        var count = 0;
        foreach (var row in order)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            if (weight == 0)
            {
                continue;
            }

            if (count == 0 || thresholds[count - 1] != scores[row])
            {
                thresholds[count++] = scores[row];
            }

            events[count - 1] += weight * outcomes[row];
            others[count - 1] += weight * (1 - outcomes[row]);
        }

        return new ScoreBlocks(thresholds, events, others, count, events.Sum(), others.Sum());
    }
}
