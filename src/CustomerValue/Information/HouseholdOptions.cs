namespace CustomerValue.Information;

/// <summary>How households are made from dispositions.</summary>
public sealed record HouseholdOptions
{
    /// <summary>The defaults: at most 12 clients a household, lenient, 100 rows reported.</summary>
    public static HouseholdOptions Default { get; } = new();

    /// <summary>
    /// Clients a household may have, ≥ 1. A larger component (the signatory of a company, a guardian) is split: first by leaving disponents out of
    /// the links, and where that is not enough into single clients. Every split is listed in <see cref="Households.OversizedComponents"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int LargestHousehold
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(LargestHousehold));
    }
    = 12;

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
}
