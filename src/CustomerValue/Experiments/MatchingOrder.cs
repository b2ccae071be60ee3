namespace CustomerValue.Experiments;

/// <summary>Who chooses a partner first, where partners are used up.</summary>
public enum MatchingOrder
{
    /// <summary>By descending score: those hardest to match first, for effects on the treated; equal scores in the order of rows.</summary>
    LargestFirst = 0,

    /// <summary>By ascending score; equal scores in the order of rows.</summary>
    SmallestFirst,

    /// <summary>In the order of rows.</summary>
    AsGiven,

    /// <summary>Shuffled by the seed.</summary>
    Random,
}
