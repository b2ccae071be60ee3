using System.Globalization;

namespace CustomerValue;

/// <summary>A calendar day in the bank's own calendar: no time of day, no time zone.</summary>
/// <remarks>
/// The number of days since 1 January of the year 1 (proleptic Gregorian), as <c>DateOnly.DayNumber</c> on modern .NET.
/// "As of" a day means the end of that day. <c>default</c> is 0001-01-01.
/// </remarks>
public readonly partial struct Day : IEquatable<Day>, IComparable<Day>
{
    private const int MaxNumber = 3_652_058;

    private readonly int number;

    private Day(int number) => this.number = number;

    /// <summary>The day with the given calendar date.</summary>
    /// <param name="year">Year, 1 to 9999.</param>
    /// <param name="month">Month, 1 to 12.</param>
    /// <param name="day">Day of the month, 1 to the length of the month.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such day exists.</exception>
    public Day(int year, int month, int day)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            throw new ArgumentOutOfRangeException(
                nameof(day),
                string.Format(CultureInfo.InvariantCulture, "There is no day {0}-{1}-{2}; expected year 1–9999, month 1–12 and a day of that month.", year, month, day));
        }

        number = (int)(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified).Ticks / TimeSpan.TicksPerDay);
    }

    /// <summary>The first day that can be expressed, 0001-01-01.</summary>
    public static Day MinValue => default;

    /// <summary>The last day that can be expressed, 9999-12-31.</summary>
    public static Day MaxValue => new(MaxNumber);

    /// <summary>Days since 0001-01-01.</summary>
    public int Number => number;

    /// <summary>Year, 1 to 9999.</summary>
    public int Year => Date.Year;

    /// <summary>Month, 1 to 12.</summary>
    public int Month => Date.Month;

    /// <summary>Day of the month, 1 to 31.</summary>
    public int DayOfMonth => Date.Day;

    /// <summary>Day of the week.</summary>
    public DayOfWeek DayOfWeek => Date.DayOfWeek;

    /// <summary>The last day of this day's month.</summary>
    public Day EndOfMonth => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    private DateTime Date => new(number * TimeSpan.TicksPerDay, DateTimeKind.Unspecified);

    /// <summary>The day with the given number of days since 0001-01-01.</summary>
    /// <param name="number">Days, 0 to 3 652 058.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public static Day FromNumber(int number) => new(Guard.Between(number, 0, MaxNumber));

    /// <summary>The calendar date of a date and time that already is in the bank's own zone.</summary>
    /// <param name="dateTime">A date; its time of day and kind are ignored.</param>
    public static Day FromDateTime(DateTime dateTime) => new((int)(dateTime.Ticks / TimeSpan.TicksPerDay));

    /// <summary>Reads <c>yyyy-MM-dd</c>, in every culture.</summary>
    /// <param name="text">Ten characters such as <c>1994-02-28</c>.</param>
    /// <exception cref="FormatException">The text is no such day.</exception>
    public static Day Parse(string text) =>
        TryParse(Guard.NotNull(text), out var day)
            ? day
            : throw new FormatException($"'{text}' is no day; expected yyyy-MM-dd.");

    /// <summary>Reads <c>yyyy-MM-dd</c>, in every culture; false when the text is no such day.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="day">The day read, or <c>default</c>.</param>
    public static bool TryParse(string? text, out Day day)
    {
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            day = FromDateTime(date);
            return true;
        }

        day = default;
        return false;
    }

    /// <summary>This day as a date at midnight of unspecified kind.</summary>
    public DateTime ToDateTime() => Date;

    /// <summary>The day so many days later, or earlier when negative.</summary>
    /// <param name="days">Days to add.</param>
    /// <exception cref="ArgumentOutOfRangeException">The result is before year 1 or after year 9999.</exception>
    public Day AddDays(int days)
    {
        var result = (long)number + days;
        return result is >= 0 and <= MaxNumber
            ? new Day((int)result)
            : throw Guard.OutOfRange(nameof(days), days, "leaves the calendar of years 1–9999");
    }

    /// <summary>The same day of a later month, clamped to the end of shorter months: 31 January plus one month is 28 or 29 February.</summary>
    /// <param name="months">Months to add; negative for earlier.</param>
    /// <exception cref="ArgumentOutOfRangeException">The result is before year 1 or after year 9999.</exception>
    public Day AddMonths(int months)
    {
        var index = (long)Year * 12 + Month - 1 + months;
        var year = index >= 0 ? index / 12 : 0;
        if (year is < 1 or > 9999)
        {
            throw Guard.OutOfRange(nameof(months), months, "leaves the calendar of years 1–9999");
        }

        var month = (int)(index % 12) + 1;
        return new Day((int)year, month, Math.Min(DayOfMonth, DateTime.DaysInMonth((int)year, month)));
    }

    /// <summary>Days from <paramref name="earlier"/> to this day; negative when that day is the later one.</summary>
    /// <param name="earlier">The other day.</param>
    public int DaysSince(Day earlier) => number - earlier.number;

    /// <inheritdoc/>
    public int CompareTo(Day other) => number.CompareTo(other.number);

    /// <inheritdoc/>
    public bool Equals(Day other) => number == other.number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Day other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => number;

    /// <summary>The day as <c>yyyy-MM-dd</c>.</summary>
    public override string ToString() => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>True when both are the same day.</summary>
    public static bool operator ==(Day left, Day right) => left.number == right.number;

    /// <summary>True when they are different days.</summary>
    public static bool operator !=(Day left, Day right) => left.number != right.number;

    /// <summary>True when the left day is before the right one.</summary>
    public static bool operator <(Day left, Day right) => left.number < right.number;

    /// <summary>True when the left day is after the right one.</summary>
    public static bool operator >(Day left, Day right) => left.number > right.number;

    /// <summary>True when the left day is the right one or before it.</summary>
    public static bool operator <=(Day left, Day right) => left.number <= right.number;

    /// <summary>True when the left day is the right one or after it.</summary>
    public static bool operator >=(Day left, Day right) => left.number >= right.number;
}
