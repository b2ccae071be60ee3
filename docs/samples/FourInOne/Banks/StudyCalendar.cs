using CustomerValue;

namespace FourInOne.Banks;

/// <summary>The three days of the loop: where the period before began, the day on which everything is known, the day on which it is judged.</summary>
internal sealed record StudyCalendar(Day Before, Day AsOf, Day After)
{
    private const double DaysPerYear = 365.2425;

    /// <summary>Years from <see cref="AsOf"/> to <see cref="After"/>.</summary>
    public double OutcomeYears => After.DaysSince(AsOf) / DaysPerYear;
}
