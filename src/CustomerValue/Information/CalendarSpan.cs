using System.Globalization;

namespace CustomerValue.Information;

/// <summary>A length of time on the calendar: days, or months by the named month rule, or all of history.</summary>
/// <remarks>
/// The month rule: the same day of the month, clamped to the month's end (31 May minus three months is 28 or 29 February). A window of a span is
/// half-open, (as-of − span, as-of]. <c>default</c> is <see cref="AllTime"/>.
/// </remarks>
public readonly struct CalendarSpan : IEquatable<CalendarSpan>
{
    private readonly int months;

    private CalendarSpan(int days, int months)
    {
        Days = days;
        this.months = months;
    }

    /// <summary>Everything up to the as-of day.</summary>
    public static CalendarSpan AllTime => default;

    /// <summary>Length in days; 0 where it is counted in months or is all of time.</summary>
    public int Days { get; }

    /// <summary>Length in calendar months; 0 where it is counted in days or is all of time.</summary>
    public int Months => months;

    /// <summary>True for all of time.</summary>
    public bool IsAllTime => Days == 0 && months == 0;

    /// <summary>A span of days.</summary>
    /// <param name="days">Days, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public static CalendarSpan OfDays(int days) => new(Guard.AtLeast(days, 1), 0);

    /// <summary>A span of calendar months.</summary>
    /// <param name="months">Months, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public static CalendarSpan OfMonths(int months) => new(0, Guard.AtLeast(months, 1));

    /// <summary>The day before the window that ends with a day; never before the first day there is.</summary>
    /// <param name="day">The last day of the window.</param>
    public Day Before(Day day)
    {
        if (IsAllTime || Days > day.Number)
        {
            return Day.MinValue;
        }

        // More months than there are years before the day lead to the first day, too.
        return Days > 0 ? day.AddDays(-Days) : (long)day.Year * 12 + day.Month - 13 < months ? Day.MinValue : day.AddMonths(-months);
    }

    /// <summary>The end of a column's name that has this window: <c>90d</c>, <c>3m</c>; empty for all of time.</summary>
    public string Suffix => Days > 0 ? Days.ToString(CultureInfo.InvariantCulture) + "d" : months > 0 ? months.ToString(CultureInfo.InvariantCulture) + "m" : string.Empty;

    /// <inheritdoc/>
    public bool Equals(CalendarSpan other) => Days == other.Days && months == other.months;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CalendarSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Days, months);

    /// <summary>The span in words, such as <c>90 days</c>.</summary>
    public override string ToString() => IsAllTime ? "all time" : Days > 0 ? Guard.Text(Days) + " days" : Guard.Text(months) + " months";

    /// <summary>True when both are equally long by the same rule.</summary>
    public static bool operator ==(CalendarSpan left, CalendarSpan right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(CalendarSpan left, CalendarSpan right) => !left.Equals(right);
}
