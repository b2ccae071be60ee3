namespace CustomerValue.Information;

/// <summary>How transactions and balances are read.</summary>
public sealed record LoadOptions
{
    /// <summary>The defaults: lenient, 100 rejected rows listed, by value day, one currency whatever it is.</summary>
    public static LoadOptions Default { get; } = new();

    /// <summary>Whether a bad row is reported or thrown.</summary>
    public Strictness Strictness { get; init; }

    /// <summary>Rejected rows that are listed one by one, ≥ 0; totals are exact beyond it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int ReportedRows
    {
        get;
        init => field = Guard.AtLeast(value, 0, nameof(ReportedRows));
    }
    = 100;

    /// <summary>Which day decides about before and after.</summary>
    public DateBasis DateBasis { get; init; }

    /// <summary>The last day for which every row is there, as the bank's load says; a later as-of day or outcome is refused. Null when nobody says.</summary>
    public Day? CompleteThrough { get; init; }

    /// <summary>
    /// ISO 4217 code of the currency to take; rows in others are rejected and counted. Null takes the one currency that all rows share, and a second
    /// one is an error: money of two currencies is never added.
    /// </summary>
    public string? Currency { get; init; }
}
