using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>Which rows train and which test, fold by fold.</summary>
/// <remarks>
/// Every row tests once in folds at random; in folds by time at most once, and a row trains in the folds that may know it. Immutable and
/// thread-safe; the same seed gives the same folds. Memory: 4 bytes a row, and 4 per training row of every fold by time.
/// </remarks>
public sealed class FoldPlan
{
    private readonly int[] foldOf;

    // The rows that train in each fold by time; null at random, where all the others do.
    private readonly int[][]? training;

    private FoldPlan(int[] foldOf, int folds, int[][]? training = null)
    {
        this.foldOf = foldOf;
        this.training = training;
        FoldCount = folds;
    }

    /// <summary>Number of folds.</summary>
    public int FoldCount { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => foldOf.Length;

    /// <summary>The fold, 0…<see cref="FoldCount"/> − 1, in which each row tests; −1 where it never does, as before the first cut of a plan by time.</summary>
    public ReadOnlySpan<int> FoldOf => foldOf;

    /// <summary>The rows that test in any fold, ascending.</summary>
    public IReadOnlyList<int> TestedRows => Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] >= 0).ToArray();

    /// <summary>Folds of equal size (to one row) at random.</summary>
    /// <param name="rows">Number of rows, ≥ <paramref name="folds"/>.</param>
    /// <param name="folds">Number of folds, ≥ 2.</param>
    /// <param name="seed">Chooses the folds.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds, or fewer rows than folds.</exception>
    public static FoldPlan AtRandom(int rows, int folds, ulong seed)
    {
        Guard.AtLeast(folds, 2);
        Guard.AtLeast(rows, folds);
        return Deal(Enumerable.Range(0, rows).ToArray(), rows, folds, seed);
    }

    /// <summary>Folds at random in which every class has the same share (to one row).</summary>
    /// <param name="classes">The class of each row, such as 0 and 1.</param>
    /// <param name="folds">Number of folds, ≥ 2.</param>
    /// <param name="seed">Chooses the folds.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds, or fewer rows than folds.</exception>
    /// <exception cref="ArgumentException">A class is NaN.</exception>
    public static FoldPlan Stratified(ReadOnlySpan<double> classes, int folds, ulong seed)
    {
        Guard.AtLeast(folds, 2);
        Guard.AtLeast(classes.Length, folds, nameof(classes));
        Guard.AllFinite(classes, nameof(classes));

        // Shuffled rows dealt class after class: folds and classes are balanced at once.
        var shuffled = Enumerable.Range(0, classes.Length).ToArray();
        RandomStream.Open(seed, "folds").Shuffle<int>(shuffled);
        var values = new double[shuffled.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = classes[shuffled[i]];
        }

        var order = StableOrder.Ascending(values);
        var foldOf = new int[classes.Length];
        for (var i = 0; i < order.Length; i++)
        {
            foldOf[shuffled[order[i]]] = i % folds;
        }

        return new FoldPlan(foldOf, folds);
    }

    /// <summary>Folds at random that keep groups (households) together; groups differ in size, and so may folds.</summary>
    /// <param name="groups">The group of each row.</param>
    /// <param name="folds">Number of folds, ≥ 2.</param>
    /// <param name="seed">Chooses the folds.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two folds.</exception>
    /// <exception cref="ArgumentException">There are fewer groups than folds.</exception>
    public static FoldPlan Grouped(ReadOnlySpan<int> groups, int folds, ulong seed)
    {
        Guard.AtLeast(folds, 2);
        var numbers = new Dictionary<int, int>();
        var ids = new int[groups.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!numbers.TryGetValue(groups[i], out ids[i]))
            {
                ids[i] = numbers.Count;
                numbers.Add(groups[i], ids[i]);
            }
        }

        if (numbers.Count < folds)
        {
            throw new ArgumentException($"{Guard.Text(numbers.Count)} groups do not fill {Guard.Text(folds)} folds.", nameof(groups));
        }

        return Deal(ids, numbers.Count, folds, seed);
    }

    /// <summary>Folds by time, cut so that each holds about the same number of rows; the oldest of <paramref name="folds"/> + 1 parts only trains.</summary>
    /// <remarks>A day is never split, so rows of one day train or test together; parts are as even as whole days allow.</remarks>
    /// <param name="days">The day each row is dated.</param>
    /// <param name="folds">Number of folds, ≥ 1.</param>
    /// <param name="options">Window and gap, or null for all that came before, without a gap.</param>
    /// <param name="groups">The group (household) of each row, which never trains in a fold that it tests in; empty for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one fold.</exception>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer distinct days than parts, or a fold has no row to train.</exception>
    public static FoldPlan ByTime(ReadOnlySpan<Day> days, int folds, TimeFoldOptions? options = null, ReadOnlySpan<int> groups = default) =>
        ByTime(days, TimeFolds.EvenCuts(days, Guard.AtLeast(folds, 1)), options, groups);

    /// <summary>Folds by time at given days: each fold trains as of its cut and tests on the rows after it, up to the next cut.</summary>
    /// <param name="days">The day each row is dated.</param>
    /// <param name="cuts">Days as of which a model is fitted, rising, at least one; rows dated on a cut train.</param>
    /// <param name="options">Window and gap, or null for all that came before, without a gap.</param>
    /// <param name="groups">The group (household) of each row, which never trains in a fold that it tests in; empty for none.</param>
    /// <exception cref="ArgumentException">The lengths differ, the cuts do not rise, or a fold has no row to train or to test.</exception>
    public static FoldPlan ByTime(ReadOnlySpan<Day> days, ReadOnlySpan<Day> cuts, TimeFoldOptions? options = null, ReadOnlySpan<int> groups = default)
    {
        var (foldOf, training) = TimeFolds.Make(days, cuts, options ?? TimeFoldOptions.Default, groups);
        return new FoldPlan(foldOf, cuts.Length, training);
    }

    /// <summary>The rows that train in a fold, ascending.</summary>
    /// <param name="fold">Fold, 0 ≤ fold &lt; <see cref="FoldCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public IReadOnlyList<int> Train(int fold) => Rows(Guard.Between(fold, 0, FoldCount - 1), test: false);

    /// <summary>The rows that test in a fold, ascending.</summary>
    /// <param name="fold">Fold, 0 ≤ fold &lt; <see cref="FoldCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public IReadOnlyList<int> Test(int fold) => Rows(Guard.Between(fold, 0, FoldCount - 1), test: true);

    internal int[] Rows(int fold, bool test)
    {
        if (!test && training is not null)
        {
            return (int[])training[fold].Clone();
        }

        var rows = new List<int>();
        for (var i = 0; i < foldOf.Length; i++)
        {
            if (foldOf[i] == fold == test)
            {
                rows.Add(i);
            }
        }

        return [.. rows];
    }

    private static FoldPlan Deal(int[] units, int unitCount, int folds, ulong seed)
    {
        var order = Enumerable.Range(0, unitCount).ToArray();
        RandomStream.Open(seed, "folds").Shuffle<int>(order);
        var foldOfUnit = new int[unitCount];
        for (var i = 0; i < unitCount; i++)
        {
            foldOfUnit[order[i]] = i % folds;
        }

        return new FoldPlan(units.Select(u => foldOfUnit[u]).ToArray(), folds);
    }
}
