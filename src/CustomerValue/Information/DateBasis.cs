namespace CustomerValue.Information;

/// <summary>Which of a transaction's days decides whether it lies before or after an as-of day.</summary>
public enum DateBasis
{
    /// <summary>The value day.</summary>
    ValueDay = 0,

    /// <summary>The booking day.</summary>
    BookedOn,
}
