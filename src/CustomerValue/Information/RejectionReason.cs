namespace CustomerValue.Information;

/// <summary>Why a row was left out.</summary>
public enum RejectionReason
{
    /// <summary>The row is null.</summary>
    NullRow = 0,

    /// <summary>A key that the row cannot do without is missing.</summary>
    MissingKey,

    /// <summary>A day that the row cannot do without was not set.</summary>
    MissingDay,

    /// <summary>A period ends before it begins.</summary>
    NegativeDuration,

    /// <summary>A number is NaN or infinite.</summary>
    NotFinite,

    /// <summary>A code or category is not among the known ones.</summary>
    UnknownCategory,

    /// <summary>Rows of one key, known the same day, contradict each other; none of them is taken.</summary>
    Contradiction,

    /// <summary>The row is in another currency than the one asked for.</summary>
    OtherCurrency,

    /// <summary>A column of the source cannot be read as what it should be.</summary>
    Unreadable,
}
