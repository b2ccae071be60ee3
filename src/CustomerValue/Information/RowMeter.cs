namespace CustomerValue.Information;

/// <summary>Passes rows on, says now and then how many there were, and stops when asked to.</summary>
internal static class RowMeter
{
    private const int Step = 1 << 14;

    public static IEnumerable<T> Watch<T>(IEnumerable<T> rows, string stage, IProgress<FitProgress>? progress, CancellationToken cancellation) =>
        progress is null && !cancellation.CanBeCanceled ? rows : Counted(rows, stage, progress, cancellation);

    private static IEnumerable<T> Counted<T>(IEnumerable<T> rows, string stage, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var done = 0L;
        foreach (var row in rows)
        {
            if (++done % Step == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new FitProgress(stage, done, 0));
            }

            yield return row;
        }

        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new FitProgress(stage, done, done));
    }
}
