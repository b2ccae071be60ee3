using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>Which rows train and which test, fold by fold.</summary>
/// <remarks>Every row tests exactly once. Immutable and thread-safe; the same seed gives the same folds.</remarks>
public sealed class FoldPlan
{
    private readonly int[] foldOf;

    private FoldPlan(int[] foldOf, int folds)
    {
        this.foldOf = foldOf;
        FoldCount = folds;
    }

    /// <summary>Number of folds.</summary>
    public int FoldCount { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => foldOf.Length;

    /// <summary>The fold, 0…<see cref="FoldCount"/> − 1, in which each row tests.</summary>
    public ReadOnlySpan<int> FoldOf => foldOf;

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

    /// <summary>The rows that train in a fold, ascending.</summary>
    /// <param name="fold">Fold, 0 ≤ fold &lt; <see cref="FoldCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public IReadOnlyList<int> Train(int fold) => Rows(Guard.Between(fold, 0, FoldCount - 1), test: false);

    /// <summary>The rows that test in a fold, ascending.</summary>
    /// <param name="fold">Fold, 0 ≤ fold &lt; <see cref="FoldCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public IReadOnlyList<int> Test(int fold) => Rows(Guard.Between(fold, 0, FoldCount - 1), test: true);

    internal int[] Rows(int fold, bool test) => Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] == fold == test).ToArray();

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
