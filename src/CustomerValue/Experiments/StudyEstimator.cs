namespace CustomerValue.Experiments;

/// <summary>How a study compares two of its groups.</summary>
public enum StudyEstimator
{
    /// <summary>The groups as they are, at the end: an effect only where lots were drawn.</summary>
    Naive = 0,

    /// <summary>How much more the one changed than the other: an effect if both would have changed alike.</summary>
    DifferenceInDifferences,

    /// <summary>Least squares on what was known before (Lin 2013): for groups that lots decided.</summary>
    Adjusted,

    /// <summary>Comparison customers weighted to resemble the others in what was known before.</summary>
    Weighted,

    /// <summary>Weights and outcome models together: right when either is.</summary>
    DoublyRobust,
}
