using System.Data;
using System.Globalization;

namespace CustomerValue.Information;

/// <summary>The current row of an open reader, read column by column into a record; what cannot be read rejects the row, by column and value.</summary>
/// <remarks>
/// Valid only inside the mapping function it is given to. Text is read invariantly: a decimal comma is unreadable, never a factor of a hundred. A
/// name that the source lacks is an <see cref="ArgumentException"/> at once, since then every row would be wrong.
/// </remarks>
public sealed class SourceRow
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
    private static readonly object Unreadable = new();
    private static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];


    // .NET Framework and .NET read two-digit years with other pivots; here all read 1950 to 2049.
    private static readonly CultureInfo Dates = MakeDates();

    private readonly IDataReader reader;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    internal SourceRow(IDataReader reader)
    {
        this.reader = reader;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            places[reader.GetName(i)] = i;
        }
    }

    internal RejectionReason Reason { get; private set; }

    internal string? Rule { get; private set; }

    internal string Found { get; private set; } = string.Empty;

    /// <summary>A key: a whole number or a text; missing when the column is null or blank.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public RecordKey Key(string column) => Value(column) switch
    {
        null => default,
        string text => text,
        Guid guid => guid.ToString("D", CultureInfo.InvariantCulture),
        long or int or short or byte or uint or ushort or sbyte => Convert.ToInt64(reader.GetValue(places[column]), CultureInfo.InvariantCulture),
        decimal number when number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue => (long)number,
        var other => Fault<RecordKey>(column, "a whole number or a text", other),
    };

    /// <summary>A text; empty when the column is null.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public string Text(string column) => Value(column) is { } value ? AsText(value) : string.Empty;

    /// <summary>A calendar day: a date without time, or a text <c>yyyy-MM-dd</c>. A time of day is refused, since a day needs the bank's zone.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public Day Day(string column) => Day(column, "yyyy-MM-dd");

    /// <summary>A calendar day: a date without time, or a text in the given form.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="format">
    /// Form of a text, such as <c>yyyyMMdd</c>, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes it. Two-digit years (<c>yyMMdd</c>) are read
    /// as 1950 to 2049 on every runtime: wrong for days of birth before 1950.
    /// </param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public Day Day(string column, string format) => OptionalDay(column, format) ?? (Rule is null ? Fault<Day>(column, "a day", "none") : default);

    /// <summary>A calendar day as <see cref="Day(string)"/> reads it; null when the column is null or blank.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public Day? OptionalDay(string column) => OptionalDay(column, "yyyy-MM-dd");

    /// <summary>A calendar day as <see cref="Day(string, string)"/> reads it; null when the column is null or blank.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="format">Form of a text, such as <c>yyMMdd</c>.</param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public Day? OptionalDay(string column, string format)
    {
        var value = Value(column);
        if (value is null or "" || (value is string blank && string.IsNullOrWhiteSpace(blank)))
        {
            return null;
        }

        // DateOnly is not of this target everywhere; its text is.
        var text = value is IFormattable day && string.Equals(value.GetType().FullName, "System.DateOnly", StringComparison.Ordinal)
            ? day.ToString(format, CultureInfo.InvariantCulture)
            : value as string;
        if (value is DateTime date && date.TimeOfDay == TimeSpan.Zero && date.Kind != DateTimeKind.Utc)
        {
            return CustomerValue.Day.FromDateTime(date);
        }

        return DateTime.TryParseExact(text, format, Dates, DateTimeStyles.None, out var parsed)
            ? CustomerValue.Day.FromDateTime(parsed)
            : Fault<Day?>(column, $"a calendar day ({format}), without time of day", value);
    }

    /// <summary>The bank's calendar day of a moment: a date and time in UTC, or with its offset, or a text such as <c>2024-03-31T23:30:00-05:00</c>.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="calendar">The bank's calendar. A moment of unspecified or local kind, or a text without offset, is refused.</param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public Day Day(string column, BankCalendar calendar)
    {
        Guard.NotNull(calendar);
        return Value(column) switch
        {
            null => Fault<Day>(column, "a moment", "none"),
            DateTimeOffset moment => calendar.DayOf(moment),
            DateTime { Kind: DateTimeKind.Utc } moment => calendar.DayOf(moment),
            string text when DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => calendar.DayOf(moment),
            var other => Fault<Day>(column, "a moment with its offset from UTC", other),
        };
    }

    /// <summary>An exact amount of money.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public decimal Money(string column) => OptionalMoney(column) ?? (Rule is null ? Fault<decimal>(column, "an amount", "none") : 0);

    /// <summary>An exact amount of money; null when the column is null or blank.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">The source has no such column.</exception>
    public decimal? OptionalMoney(string column) => Value(column) switch
    {
        null => null,
        decimal amount => amount,
        long or int or short or byte or uint or ushort or sbyte or ulong => Convert.ToDecimal(reader.GetValue(places[column]), CultureInfo.InvariantCulture),
        double value => FromDouble(column, value, value.ToString("R", CultureInfo.InvariantCulture)),
        float value => FromDouble(column, value, value.ToString("R", CultureInfo.InvariantCulture)),
        string text when string.IsNullOrWhiteSpace(text) => null,
        string text when decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var amount) => amount,
        var other => Fault<decimal?>(column, "an amount with a decimal point", other),
    };

    /// <summary>Forgets what was wrong with the row before.</summary>
    internal void Reset() => Rule = null;

    // By its shortest text: a cast would keep 15 digits of a double, and more than the 7 that a float has.
    private decimal? FromDouble(string column, double value, string text)
    {
        if (!double.IsFinite(value))
        {
            return Fault<decimal?>(column, "a finite amount", value, RejectionReason.NotFinite);
        }

        return Math.Abs(value) < 7.9e28 ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : Fault<decimal?>(column, "an amount below 7.9e28", value);
    }

    private object? Value(string column)
    {
        if (!places.TryGetValue(Guard.NotNull(column), out var place))
        {
            throw new ArgumentException($"The source has no column '{column}'; it has: {string.Join(", ", places.Keys)}.", nameof(column));
        }

        try
        {
            return reader.IsDBNull(place) ? null : reader.GetValue(place);
        }
        catch (Exception fault) when (fault is InvalidCastException or OverflowException or FormatException)
        {
            // The source holds what no .NET value can be, such as a numeric of 40 digits: the row's fault, not the connection's.
            return Fault<object>(column, "a value that .NET can hold", fault.Message) ?? Unreadable;
        }
    }

    // The first fault of a row is the one that is told.
    private T? Fault<T>(string column, string rule, object found, RejectionReason reason = RejectionReason.Unreadable)
    {
        if (Rule is null)
        {
            Reason = reason;
            Rule = $"{column} {rule}";
            Found = AsText(found);
        }

        return default;
    }

    private static CultureInfo MakeDates()
    {
        var dates = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        dates.DateTimeFormat.Calendar = new GregorianCalendar(GregorianCalendarTypes.Localized) { TwoDigitYearMax = 2049 };
        return CultureInfo.ReadOnly(dates);
    }

    private static string AsText(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
