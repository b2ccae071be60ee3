using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>Horizons by the calendar: from an as-of day to another day, in a model's own unit of time.</summary>
/// <remarks>A month is as long as it is; an as-of day counts as its end, as in histories.</remarks>
public static class CalendarHorizon
{
    /// <summary>The time from the end of one day to the end of another.</summary>
    /// <param name="asOf">The day to whose end the histories run.</param>
    /// <param name="until">The last day of the forecast, not before the as-of day.</param>
    /// <param name="unit">The unit of time of the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The last day lies before the as-of day.</exception>
    public static double Until(Day asOf, Day until, TimeUnit unit)
    {
        var days = until.DaysSince(asOf);
        return days >= 0 ? days / unit.Days : throw Guard.OutOfRange(nameof(until), days, "must not lie before the as-of day");
    }

    /// <summary>The time of so many calendar months after a day.</summary>
    /// <param name="asOf">The day to whose end the histories run.</param>
    /// <param name="months">Calendar months, ≥ 0; 12 is to the same day next year.</param>
    /// <param name="unit">The unit of time of the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the end lies beyond the last day there is.</exception>
    public static double Months(Day asOf, int months, TimeUnit unit) => Until(asOf, asOf.AddMonths(Guard.AtLeast(months, 0)), unit);
}
