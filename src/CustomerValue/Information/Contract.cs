namespace CustomerValue.Information;

/// <summary>A contract that a customer signs for a period and that is renewed, or not, at the end of each.</summary>
/// <remarks>The same <see cref="Id"/> again with a later known-at is a correction, such as a termination that came in.</remarks>
public sealed record Contract
{
    /// <summary>The contract's key.</summary>
    public RecordKey Id { get; init; }

    /// <summary>Whose it is: an account, client or household key; missing when it does not matter.</summary>
    public RecordKey Customer { get; init; }

    /// <summary>The first day in force.</summary>
    public Day StartedOn { get; init; }

    /// <summary>The last day in force, inclusive; null while it goes on. An end that lies ahead does not count yet.</summary>
    public Day? EndedOn { get; init; }

    /// <summary>Length of a period; renewal falls on the day after each. By months the clamped month rule holds, counted from the first day.</summary>
    public CalendarSpan Period { get; init; }

    /// <summary>The day from whose end the bank's records had the row; null when it is <see cref="StartedOn"/>, and an end was known when it came.</summary>
    public Day? KnownAt { get; init; }

    /// <summary>Periods begun by the end of a day, the first included: 1 until the first renewal.</summary>
    internal int PeriodsBegun(Day day)
    {
        if (day <= StartedOn)
        {
            return 1;
        }

        var begun = Period.Days > 0 ? day.DaysSince(StartedOn) / Period.Days + 1 : ((day.Year - StartedOn.Year) * 12 + day.Month - StartedOn.Month) / Period.Months + 1;

        // Within its month the day may still lie before the renewal.
        return Period.Months > 0 && begun > 1 && StartedOn.AddMonths((begun - 1) * Period.Months) > day ? begun - 1 : begun;
    }
}
