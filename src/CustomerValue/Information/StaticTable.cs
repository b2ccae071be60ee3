namespace CustomerValue.Information;

/// <summary>A table of facts that carry no days of their own, such as districts or customers' survey answers.</summary>
/// <remarks>
/// Such a table says what somebody knew when it was made, and nothing about the days before. With the day it was made
/// (<see cref="KnownSince"/>) a snapshot of an earlier day refuses it; without one (<see cref="Undated"/>) it is let in, and the snapshot's lineage is marked
/// as not point-in-time. Immutable and thread-safe.
/// </remarks>
public sealed class StaticTable
{
    private StaticTable(string name, CustomerTable content, Day? knownAt)
    {
        Name = string.IsNullOrWhiteSpace(Guard.NotNull(name)) ? throw new ArgumentException("A static table needs a name for its lineage.", nameof(name)) : name;
        Content = Guard.NotNull(content);
        KnownAt = knownAt;
    }

    /// <summary>What it is called in lineage and messages.</summary>
    public string Name { get; }

    /// <summary>Its columns, by key.</summary>
    public CustomerTable Content { get; }

    /// <summary>The day from whose end it was known; null when nobody can say.</summary>
    public Day? KnownAt { get; }

    /// <summary>True when it has a known-at day.</summary>
    public bool IsDated => KnownAt is not null;

    /// <summary>A table that was known from the end of a day on.</summary>
    /// <param name="name">What to call it in lineage and messages.</param>
    /// <param name="content">Its columns, by key.</param>
    /// <param name="knownAt">The day.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static StaticTable KnownSince(string name, CustomerTable content, Day knownAt) => new(name, content, knownAt);

    /// <summary>A table of which nobody can say since when it was known: no snapshot with it is point-in-time.</summary>
    /// <param name="name">What to call it in lineage and messages.</param>
    /// <param name="content">Its columns, by key.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static StaticTable Undated(string name, CustomerTable content) => new(name, content, null);
}
