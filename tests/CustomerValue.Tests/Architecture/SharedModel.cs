namespace CustomerValue.Tests.Architecture;

/// <summary>One model under sixteen threads at once.</summary>
internal static class SharedModel
{
    private const int Threads = 16;

    /// <summary>How many of the threads got other bits than a single thread alone.</summary>
    public static int DifferingThreads(Action<double[]> score, int rows)
    {
        var alone = new double[rows];
        score(alone);
        var results = Enumerable.Range(0, Threads).Select(_ => new double[rows]).ToArray();
        using var start = new Barrier(Threads);
        var threads = results.Select(result => new Thread(() =>
        {
            start.SignalAndWait();
            score(result);
        })).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        return results.Count(result => !result.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(alone.Select(BitConverter.DoubleToInt64Bits)));
    }
}
