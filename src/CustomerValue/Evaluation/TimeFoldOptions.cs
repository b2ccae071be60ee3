namespace CustomerValue.Evaluation;

/// <summary>Which rows may train a fold by time.</summary>
public sealed record TimeFoldOptions
{
    /// <summary>All rows up to the cut, without a gap.</summary>
    public static TimeFoldOptions Default { get; } = new();

    /// <summary>Days of history that train, ending with the gap; 0 (the default) for all of it: an expanding window. A positive number rolls.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int WindowDays
    {
        get;
        init => field = Guard.AtLeast(value, 0, nameof(WindowDays));
    }

    /// <summary>Days before the cut whose rows do not train, because their outcomes are not known yet at the cut; 0 by default. Set it to the outcome's horizon.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int GapDays
    {
        get;
        init => field = Guard.AtLeast(value, 0, nameof(GapDays));
    }
}
