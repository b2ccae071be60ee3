using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>Works on the rows that train and the rows that test in one fold, and returns what it found.</summary>
/// <typeparam name="T">What a fold yields.</typeparam>
/// <param name="train">Row numbers to fit to, ascending.</param>
/// <param name="test">Row numbers to judge by, ascending.</param>
public delegate T FoldBody<out T>(ReadOnlySpan<int> train, ReadOnlySpan<int> test);

/// <summary>Scores the rows that test by a model fitted to the rows that train.</summary>
/// <param name="train">Row numbers to fit to, ascending.</param>
/// <param name="test">Row numbers to score, ascending.</param>
/// <param name="scores">Receives one score per test row, in their order.</param>
public delegate void FoldScorer(ReadOnlySpan<int> train, ReadOnlySpan<int> test, Span<double> scores);

/// <summary>Judges a way of fitting on rows it has not seen.</summary>
/// <remarks>Everything that learns from outcomes (encoders, binning, selection) belongs inside the body, or the judgement flatters.</remarks>
public static class CrossValidation
{
    /// <summary>Runs a body once per fold of equal random folds.</summary>
    /// <typeparam name="T">What a fold yields.</typeparam>
    /// <param name="rows">Number of rows, ≥ <paramref name="folds"/>.</param>
    /// <param name="folds">Number of folds, ≥ 2.</param>
    /// <param name="seed">Chooses the folds.</param>
    /// <param name="body">Fits to some rows and judges by the others.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds, or fewer rows than folds.</exception>
    public static IReadOnlyList<T> Run<T>(int rows, int folds, ulong seed, FoldBody<T> body) => Run(FoldPlan.AtRandom(rows, folds, seed), body);

    /// <summary>Runs a body once per fold of a plan.</summary>
    /// <typeparam name="T">What a fold yields.</typeparam>
    /// <param name="plan">The folds.</param>
    /// <param name="body">Fits to some rows and judges by the others; called from several threads when <paramref name="threads"/> &gt; 1.</param>
    /// <param name="threads">Folds at a time, ≥ 1.</param>
    /// <param name="progress">Receives one report per fold.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static IReadOnlyList<T> Run<T>(
        FoldPlan plan,
        FoldBody<T> body,
        int threads = 1,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(plan);
        Guard.NotNull(body);
        Guard.AtLeast(threads, 1);
        var results = new T[plan.FoldCount];
        var done = 0;
        NumberedWork.Run(threads, results.Length, One, cancellation);
        return results;

        void One(int fold)
        {
            results[fold] = body(plan.Rows(fold, test: false), plan.Rows(fold, test: true));
            progress?.Report(new FitProgress("folds", Interlocked.Increment(ref done), results.Length));
        }
    }

    /// <summary>Scores every row that tests by a model that has not seen it; the others (of a plan by time) get NaN.</summary>
    /// <param name="plan">The folds.</param>
    /// <param name="scorer">Fits to some rows and scores the others.</param>
    /// <param name="destination">Receives one score per row of the plan; at least as long.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static void OutOfFold(FoldPlan plan, FoldScorer scorer, Span<double> destination, CancellationToken cancellation = default)
    {
        Guard.NotNull(plan);
        Guard.NotNull(scorer);
        Guard.LongEnough(destination.Length, plan.RowCount, nameof(destination));
        destination.Slice(0, plan.RowCount).Fill(double.NaN);
        for (var fold = 0; fold < plan.FoldCount; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            var test = plan.Rows(fold, test: true);
            var scores = new double[test.Length];
            scorer(plan.Rows(fold, test: false), test, scores);
            for (var i = 0; i < test.Length; i++)
            {
                destination[test[i]] = scores[i];
            }
        }
    }
}
