namespace CustomerValue.Experiments;

/// <summary>How alike two groups of a study are in what was known before: as they are, and after weighting; and where they overlap.</summary>
/// <remarks>Arm 1 is the minuend, arm 0 the subtrahend. Over the customers that are compared. Immutable and thread-safe.</remarks>
public sealed class StudyBalance
{
    internal StudyBalance(StudyPair pair, WeightedComparison? weighted, BalanceReport before, string problem)
    {
        Minuend = pair.Minuend;
        Subtrahend = pair.Subtrahend;
        Before = before;
        After = weighted?.Balance;
        Overlap = weighted?.Overlap;
        EffectiveComparison = weighted is null ? Figure.Undefined(UndefinedReason.NoOverlap) : Figure.Of(weighted.EffectiveControls);
        LargestShare = weighted is null ? Figure.Undefined(UndefinedReason.NoOverlap) : Figure.Of(weighted.LargestShare);
        Problem = problem;
        foreach (var isTreated in pair.IsTreated)
        {
            Comparison += isTreated ? 0 : 1;
        }
    }

    /// <summary>The group whose customers the weights make the others resemble.</summary>
    public StudyGroup Minuend { get; }

    /// <summary>The group that is weighted.</summary>
    public StudyGroup Subtrahend { get; }

    /// <summary>The groups as they are.</summary>
    public BalanceReport Before { get; }

    /// <summary>With the subtrahend's customers weighted; null where that cannot be done.</summary>
    public BalanceReport? After { get; }

    /// <summary>Where both groups have customers; null where a rule tells them apart.</summary>
    public OverlapReport? Overlap { get; }

    /// <summary>Customers of the subtrahend that are compared.</summary>
    public int Comparison { get; }

    /// <summary>To how many unweighted ones they amount.</summary>
    public Figure EffectiveComparison { get; }

    /// <summary>The largest share that one customer has of his group's weight.</summary>
    public Figure LargestShare { get; }

    /// <summary>Why nothing could be weighted, in words; empty where it was.</summary>
    public string Problem { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() =>
        $"{Minuend} and {Subtrahend}: largest standardized difference {Before.Largest} before, {(After is { } after ? after.Largest.ToString() : Problem)} after weighting";
}
