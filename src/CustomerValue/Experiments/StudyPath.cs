namespace CustomerValue.Experiments;

/// <summary>Average assets of a group's customers at every moment of the panel.</summary>
/// <remarks>Over the customers that are compared. Immutable and thread-safe.</remarks>
public sealed class StudyPath
{
    private readonly ClusteredEstimate[] means;

    internal StudyPath(StudyGroup group, int earlier, ClusteredEstimate[] means)
    {
        Group = group;
        EarlierPeriods = earlier;
        this.means = means;
    }

    /// <summary>The group.</summary>
    public StudyGroup Group { get; }

    /// <summary>Moments before the base: the base is the entry at this index, the end the last one.</summary>
    public int EarlierPeriods { get; }

    /// <summary>Mean, household-clustered error and interval at each moment, oldest first.</summary>
    public IReadOnlyList<ClusteredEstimate> Means => means;

    /// <summary>The means, in invariant text.</summary>
    public override string ToString() => $"{Group}: {string.Join(", ", means.Select(m => m.Value.ToString()))}";
}
