using System.Globalization;

namespace CustomerValue.Information;

/// <summary>Turns moments into the bank's calendar days: the caller says how far the bank's clocks were from UTC at each moment.</summary>
/// <remarks>
/// The library never looks a zone up, since the same name may mean other rules on another machine. From a zone the application holds:
/// <c>new BankCalendar("Prague", moment => zone.GetUtcOffset(moment))</c>. Immutable; as thread-safe as the function given.
/// </remarks>
public sealed class BankCalendar
{
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(14);
    private readonly Func<DateTimeOffset, TimeSpan> offsetAt;

    /// <summary>A calendar.</summary>
    /// <param name="name">What to call it in messages and lineage, such as <c>Prague</c>; not looked up anywhere.</param>
    /// <param name="offsetAt">The bank's offset from UTC at a moment, within ±14 hours; daylight saving included.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public BankCalendar(string name, Func<DateTimeOffset, TimeSpan> offsetAt)
    {
        Name = string.IsNullOrWhiteSpace(Guard.NotNull(name)) ? throw new ArgumentException("A calendar needs a name for its lineage.", nameof(name)) : name;
        this.offsetAt = Guard.NotNull(offsetAt);
    }

    /// <summary>A calendar whose days are those of UTC.</summary>
    public static BankCalendar Utc { get; } = new("UTC", _ => TimeSpan.Zero);

    /// <summary>What it is called in messages and lineage.</summary>
    public string Name { get; }

    /// <summary>The bank's calendar day at a moment.</summary>
    /// <param name="moment">A moment; its own offset only says which moment it is.</param>
    /// <exception cref="InvalidOperationException">The calendar's function gave an offset beyond ±14 hours.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The day would leave the years 1 to 9999.</exception>
    public Day DayOf(DateTimeOffset moment)
    {
        var offset = offsetAt(moment);
        if (offset.Duration() > Farthest)
        {
            throw new InvalidOperationException($"Calendar {Name} gives the offset {offset.ToString("c", CultureInfo.InvariantCulture)} from UTC; expected within 14 hours.");
        }

        var ticks = moment.UtcTicks + offset.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? Day.FromNumber((int)(ticks / TimeSpan.TicksPerDay))
            : throw new ArgumentOutOfRangeException(nameof(moment), "The moment's day leaves the years 1 to 9999.");
    }

    /// <summary>The bank's calendar day at a moment in UTC.</summary>
    /// <param name="moment">A moment whose kind is <see cref="DateTimeKind.Utc"/>.</param>
    /// <exception cref="ArgumentException">The kind is not UTC: unspecified says no moment, and local depends on the machine.</exception>
    /// <exception cref="InvalidOperationException">The calendar's function gave an offset beyond ±14 hours.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The day would leave the years 1 to 9999.</exception>
    public Day DayOf(DateTime moment) => moment.Kind == DateTimeKind.Utc
        ? DayOf(new DateTimeOffset(moment))
        : throw new ArgumentException($"A moment of kind {moment.Kind} does not say when it was; give UTC or a DateTimeOffset.", nameof(moment));

    /// <summary>The calendar's name.</summary>
    public override string ToString() => Name;
}
