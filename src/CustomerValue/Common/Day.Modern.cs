namespace CustomerValue;

public readonly partial struct Day
{
    /// <summary>The same calendar day.</summary>
    /// <param name="date">A date.</param>
    public static Day FromDateOnly(DateOnly date) => new(date.DayNumber);

    /// <summary>The same calendar day as a <see cref="DateOnly"/>.</summary>
    public DateOnly ToDateOnly() => DateOnly.FromDayNumber(number);

    /// <summary>The same calendar day.</summary>
    public static implicit operator Day(DateOnly date) => FromDateOnly(date);

    /// <summary>The same calendar day.</summary>
    public static implicit operator DateOnly(Day day) => day.ToDateOnly();
}
