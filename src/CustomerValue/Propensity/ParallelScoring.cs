using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Large batches on several threads.</summary>
/// <remarks>Nothing is left running or spinning when a call returns. Source of the scores is the scorer alone: any number of threads gives the same bits.</remarks>
public static class ParallelScoring
{
    // A multiple of the rows that scorers read at a time, small enough to share evenly, large enough to cost nothing.
    private const int RowsPerPiece = 16_384;

    /// <summary>The scores of all customers of a batch, by as many threads as the caller gives.</summary>
    /// <param name="scorer">Any fitted scorer.</param>
    /// <param name="batch">The customers.</param>
    /// <param name="destination">Receives one score per row, in row order; at least as long as the batch.</param>
    /// <param name="threads">Largest number of threads, ≥ 1; the caller's own is one of them.</param>
    /// <param name="cancellation">Stops between pieces of 16 384 rows.</param>
    /// <exception cref="ArgumentException">The columns differ, the destination is too short, or a value is missing; the first such row of the batch and its column are named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static void Score(this IScorer scorer, FeatureBatch batch, Memory<double> destination, int threads, CancellationToken cancellation = default)
    {
        Guard.NotNull(scorer);
        Guard.LongEnough(destination.Length, Guard.NotNull(batch).RowCount, nameof(destination));
        Guard.AtLeast(threads, 1);
        cancellation.ThrowIfCancellationRequested();
        var pieces = (batch.RowCount + RowsPerPiece - 1) / RowsPerPiece;
        if (threads == 1 || pieces <= 1)
        {
            scorer.Score(batch, destination.Span);
            return;
        }

        try
        {
            NumberedWork.Run(
                threads,
                pieces,
                piece =>
                {
                    var start = piece * RowsPerPiece;
                    var rows = batch.Slice(start, Math.Min(RowsPerPiece, batch.RowCount - start));
                    scorer.Score(rows, destination.Span.Slice(start, rows.RowCount));
                },
                cancellation);
        }
        catch (ArgumentException)
        {
            // Once more as a whole, so that the message numbers the rows of the batch and not those of a piece.
            scorer.Score(batch, destination.Span);
            throw;
        }
    }
}
