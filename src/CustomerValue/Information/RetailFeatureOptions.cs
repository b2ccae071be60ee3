namespace CustomerValue.Information;

/// <summary>Windows and rules of the usual features of retail banking.</summary>
public sealed record RetailFeatureOptions
{
    /// <summary>The defaults: windows of 30, 90 and 365 days, seasons of three months, regular after three months in a row.</summary>
    public static RetailFeatureOptions Default { get; } = new();

    /// <summary>Lengths of the windows in days, ascending, each ≥ 1; one column of each windowed feature for every length.</summary>
    /// <exception cref="ArgumentException">There is none, or they are not ascending from 1 on.</exception>
    public IReadOnlyList<int> WindowDays
    {
        get;
        init => field = Ascending(value);
    }
    = [30, 90, 365];

    /// <summary>Months of a season, 1 to 12: the last ones are compared with the same ones a year before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 1 and 12.</exception>
    public int SeasonMonths
    {
        get;
        init => field = Guard.Between(value, 1, 12, nameof(SeasonMonths));
    }
    = 3;

    /// <summary>Months in a row, ≥ 2, in which a credit must come to count as regular.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int RegularMonths
    {
        get;
        init => field = Guard.Between(value, 2, 60, nameof(RegularMonths));
    }
    = 3;

    /// <summary>Days, 0 to 14, that a regular credit may be early or late against the same day of the month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 14.</exception>
    public int RegularDayTolerance
    {
        get;
        init => field = Guard.Between(value, 0, 14, nameof(RegularDayTolerance));
    }
    = 4;

    /// <summary>Share of the latest amount, 0 to 1, that earlier ones may differ from it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double RegularAmountTolerance
    {
        get;
        init => field = Guard.Unit(value, nameof(RegularAmountTolerance));
    }
    = 0.25;

    /// <summary>Days since the first opening or row, ≥ 1, during which a customer is new.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int NewDays
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(NewDays));
    }
    = 90;

    /// <summary>Equal when all windows and rules are.</summary>
    /// <param name="other">The other options.</param>
    public bool Equals(RetailFeatureOptions? other) =>
        other is not null && WindowDays.SequenceEqual(other.WindowDays) && SeasonMonths == other.SeasonMonths && RegularMonths == other.RegularMonths
        && RegularDayTolerance == other.RegularDayTolerance && RegularAmountTolerance.Equals(other.RegularAmountTolerance)
        && NewDays == other.NewDays;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(WindowDays.Count, SeasonMonths, RegularMonths, RegularDayTolerance, NewDays);

    private static int[] Ascending(IReadOnlyList<int> days)
    {
        var copy = Guard.NotNull(days, nameof(WindowDays)).ToArray();
        for (var i = 0; i < Math.Max(1, copy.Length); i++)
        {
            if (copy.Length == 0 || copy[i] < 1 || (i > 0 && copy[i] <= copy[i - 1]))
            {
                throw new ArgumentException($"{nameof(WindowDays)} must be ascending lengths from 1 day on, at least one; they are {string.Join(", ", copy.Select(d => Guard.Text(d)))}.", nameof(days));
            }
        }

        return copy;
    }
}
