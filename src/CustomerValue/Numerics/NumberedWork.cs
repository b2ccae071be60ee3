using System.Runtime.ExceptionServices;

namespace CustomerValue.Numerics;

/// <summary>Numbered pieces of work on several threads; a failure is the one that a single thread would have met first.</summary>
internal static class NumberedWork
{
    public static void Run(int threads, int count, Action<int> body, CancellationToken cancellation) =>
        Run<object?>(threads, count, static () => null, (i, _) => body(i), cancellation);

    public static void Run<T>(int threads, int count, Func<T> local, Action<int, T> body, CancellationToken cancellation)
    {
        if (threads == 1)
        {
            var only = local();
            for (var i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                body(i, only);
            }

            return;
        }

        var failures = new ExceptionDispatchInfo?[count];
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            local,
            (i, loop, own) =>
            {
                try
                {
                    body(i, own);
                }
#pragma warning disable CA1031 // Passed on below.
                catch (Exception failure)
#pragma warning restore CA1031
                {
                    failures[i] = ExceptionDispatchInfo.Capture(failure);
                    loop.Break(); // Earlier pieces still run, so that the first failure is the same for any number of threads.
                }

                return own;
            },
            _ => { });

        // The caller's own exception, as with one thread, not a wrapper around several.
        Array.Find(failures, f => f is not null)?.Throw();
    }
}
