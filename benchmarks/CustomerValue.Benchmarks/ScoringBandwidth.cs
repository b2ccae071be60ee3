using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CustomerValue.Benchmarks;

/// <summary>Logistic batch scoring as a share of plain read speed: 1M rows × 24 doubles, one thread, medians of nine, target ≥ 60 %.</summary>
public static class ScoringBandwidth
{
    private const int Features = 24;
    private const int Customers = 1_000_000;
    private const int Repeats = 9;

    /// <summary>Prints bytes ÷ time of three read loops and of scoring, their ratio, and the bytes that scoring allocates.</summary>
    /// <returns>Speed of scoring ÷ speed of the best read loop.</returns>
    public static double Run()
    {
        var (batch, model, scores) = LogisticScoring.Make(Features, Customers);
        var sink = 0.0;
        (string Name, Action Body)[] jobs =
        [
            ("read, scalar", () => sink += Scalar(batch.Values)),
            ("read, 256 bits", () => sink += Wide256(batch.Values)),
            ("read, 512 bits", () => sink += Wide512(batch.Values)),
            ("score", () => model.Score(batch, scores)),
        ];
        var times = jobs.Select(_ => new double[Repeats]).ToArray();
        for (var warm = 0; warm < 30; warm++)
        {
            foreach (var job in jobs)
            {
                job.Body();
            }
        }

        // The jobs take turns, so that another program's load falls on all of them.
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            for (var j = 0; j < jobs.Length; j++)
            {
                var start = Stopwatch.GetTimestamp();
                jobs[j].Body();
                times[j][repeat] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Score(batch, scores);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var bytes = (double)Features * Customers * sizeof(double);
        var speeds = times.Select(t => bytes / t.Order().ElementAt(Repeats / 2) / 1e9).ToArray();
        for (var j = 0; j < jobs.Length; j++)
        {
            Console.WriteLine(FormattableString.Invariant($"{jobs[j].Name,-16} {speeds[j],7:0.00} GB/s"));
        }

        var share = speeds[3] / speeds.Take(3).Max();
        Console.WriteLine(FormattableString.Invariant($"scoring at {share:P0} of the best read loop, {allocated} bytes allocated, checksum {sink + scores[0]:R}"));
        return share;
    }

    private static double Scalar(ReadOnlySpan<double> values)
    {
        double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        for (var i = 0; i + 7 < values.Length; i += 8)
        {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
            e += values[i + 4];
            f += values[i + 5];
            g += values[i + 6];
            h += values[i + 7];
        }

        return a + b + c + d + e + f + g + h;
    }

    private static double Wide256(ReadOnlySpan<double> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        Vector256<double> a = default, b = default, c = default, d = default;
        for (var i = 0; i + 15 < values.Length; i += 16)
        {
            a += Vector256.LoadUnsafe(ref first, (nuint)i);
            b += Vector256.LoadUnsafe(ref first, (nuint)i + 4);
            c += Vector256.LoadUnsafe(ref first, (nuint)i + 8);
            d += Vector256.LoadUnsafe(ref first, (nuint)i + 12);
        }

        return Vector256.Sum(a + b + (c + d));
    }

    private static double Wide512(ReadOnlySpan<double> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        Vector512<double> a = default, b = default, c = default, d = default;
        for (var i = 0; i + 31 < values.Length; i += 32)
        {
            a += Vector512.LoadUnsafe(ref first, (nuint)i);
            b += Vector512.LoadUnsafe(ref first, (nuint)i + 8);
            c += Vector512.LoadUnsafe(ref first, (nuint)i + 16);
            d += Vector512.LoadUnsafe(ref first, (nuint)i + 24);
        }

        return Vector512.Sum(a + b + (c + d));
    }
}
