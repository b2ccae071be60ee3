using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CustomerValue.Propensity;

namespace CustomerValue.Benchmarks;

/// <summary>Logistic batch scoring as a share of plain read speed: bytes ÷ time beside the best of three read loops in the same run, medians.</summary>
public static class ScoringBandwidth
{
    /// <summary>1M rows × 24 doubles on one thread, then 10M × 20 on one (at least 75 %) and on two (at least 65 % of the loops on two).</summary>
    public static void Run()
    {
        Measure(24, 1_000_000, threads: 1, warmUps: 30, repeats: 9);
        Measure(20, 10_000_000, threads: 1, warmUps: 3, repeats: 7);
        Measure(20, 10_000_000, threads: 2, warmUps: 3, repeats: 7);
    }

    private static void Measure(int features, int customers, int threads, int warmUps, int repeats)
    {
        var (batch, model, scores) = LogisticScoring.Make(features, customers);
        var sinks = new double[threads];
        (string Name, Action Body)[] jobs =
        [
            ("read, scalar", () => Read(Scalar)),
            ("read, 256 bits", () => Read(Wide256)),
            ("read, 512 bits", () => Read(Wide512)),
            ("score", () => model.Score(batch, scores, threads)),
        ];
        var times = jobs.Select(_ => new double[repeats]).ToArray();

        // The jobs take turns, so that another program's load falls on all of them.
        for (var repeat = -warmUps; repeat < repeats; repeat++)
        {
            for (var j = 0; j < jobs.Length; j++)
            {
                var start = Stopwatch.GetTimestamp();
                jobs[j].Body();
                if (repeat >= 0)
                {
                    times[j][repeat] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                }
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Score(batch, scores);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var bytes = (double)features * customers * sizeof(double);
        var speeds = times.Select(t => bytes / t.Order().ElementAt(repeats / 2) / 1e9).ToArray();
        Console.WriteLine(FormattableString.Invariant($"{customers} x {features}, {threads} thread(s)"));
        for (var j = 0; j < jobs.Length; j++)
        {
            Console.WriteLine(FormattableString.Invariant($"   {jobs[j].Name,-16} {speeds[j],7:0.00} GB/s"));
        }

        var share = speeds[3] / speeds.Take(3).Max();
        Console.WriteLine(FormattableString.Invariant($"   scoring at {share:P0} of the best read loop, {allocated} bytes allocated by a batch, checksum {sinks.Sum() + scores[0]:R}"));

        void Read(Func<ReadOnlySpan<double>, double> loop)
        {
            if (threads == 1)
            {
                sinks[0] += loop(batch.Values);
                return;
            }

            var part = batch.Values.Length / threads;
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t => sinks[t] += loop(batch.Values.Slice(t * part, part)));
        }
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
