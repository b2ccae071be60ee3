using CustomerValue.Segmentation;

namespace FourInOne.Steps;

/// <summary>What step 2 hands on: scores, segments and moves, row by row of the picture's features.</summary>
internal sealed record CustomerSegments
{
    public required RfmScore[] Scores { get; init; }

    public required RfmSegments Activity { get; init; }

    /// <summary>Segment of activity of each household, an index of <see cref="Activity"/>.</summary>
    public required int[] ActivityOf { get; init; }

    public required KMeansModel Likeness { get; init; }

    /// <summary>Segment of likeness of each household, richest first.</summary>
    public required int[] LikenessOf { get; init; }

    /// <summary>Moves between tiers from the day before to the as-of day.</summary>
    public required TransitionCounts MovesBefore { get; init; }

    /// <summary>Moves between tiers from the as-of day to the last day.</summary>
    public required TransitionCounts MovesAfter { get; init; }
}
