namespace CustomerValue.Information;

/// <summary>A day on which no booked balance of an account follows from the day before.</summary>
public sealed class BalanceGap
{
    internal BalanceGap(RecordKey account, Day day, decimal expected, decimal booked)
    {
        Account = account;
        Day = day;
        Expected = expected;
        Booked = booked;
    }

    /// <summary>The account.</summary>
    public RecordKey Account { get; }

    /// <summary>The day.</summary>
    public Day Day { get; }

    /// <summary>The previous close plus the day's net flow.</summary>
    public decimal Expected { get; }

    /// <summary>The booked balance closest to it, which was taken as the close.</summary>
    public decimal Booked { get; }

    /// <summary>Booked minus expected.</summary>
    public decimal Gap => Booked - Expected;
}
