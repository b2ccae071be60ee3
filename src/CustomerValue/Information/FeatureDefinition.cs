namespace CustomerValue.Information;

/// <summary>What a feature is: its name, unit, window and version, in words, and the rule that computes it.</summary>
/// <remarks>The version is raised whenever the rule changes; together the versions make that of the catalog. Immutable; as thread-safe as its rule.</remarks>
public sealed class FeatureDefinition
{
    /// <summary>A feature.</summary>
    /// <param name="name">The column's name; the usual names end with the window, such as <c>frequency_90d</c>.</param>
    /// <param name="unit">Such as <c>currency</c>, <c>days</c>, <c>count</c>, <c>share</c> or <c>flag</c>.</param>
    /// <param name="window">The days it looks at, (as-of − window, as-of].</param>
    /// <param name="version">Version of the rule, ≥ 1.</param>
    /// <param name="description">What it says of a customer, in one sentence.</param>
    /// <param name="missing">When it is missing (NaN) and what that means; empty when it never is.</param>
    /// <param name="rule">Computes it; it sees its window and nothing else, and must be the same for the same customer.</param>
    /// <exception cref="ArgumentException">Name or unit is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than 1.</exception>
    public FeatureDefinition(string name, string unit, CalendarSpan window, int version, string description, string missing, FeatureRule rule)
    {
        Name = string.IsNullOrWhiteSpace(Guard.NotNull(name)) ? throw new ArgumentException("A feature needs a name.", nameof(name)) : name;
        Unit = string.IsNullOrWhiteSpace(Guard.NotNull(unit)) ? throw new ArgumentException($"Feature '{name}' needs a unit.", nameof(unit)) : unit;
        Window = window;
        Version = Guard.AtLeast(version, 1);
        Description = Guard.NotNull(description);
        Missing = Guard.NotNull(missing);
        Rule = Guard.NotNull(rule);
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The unit of its values.</summary>
    public string Unit { get; }

    /// <summary>The days it looks at.</summary>
    public CalendarSpan Window { get; }

    /// <summary>Version of the rule.</summary>
    public int Version { get; }

    /// <summary>What it says of a customer.</summary>
    public string Description { get; }

    /// <summary>When it is missing and what that means; empty when it never is.</summary>
    public string Missing { get; }

    internal FeatureRule Rule { get; }

    /// <summary>Which records it rests on; a user's rule may look at all of them.</summary>
    internal FeatureRecords RestsOn { get; init; } = FeatureRecords.All;

    /// <summary>Which movements it rests on, where it rests on movements; null for all of the window.</summary>
    internal Func<Movement, bool>? Counts { get; init; }

    /// <summary>The definition in one line: name, unit, window, version.</summary>
    public override string ToString() => $"{Name} [{Unit}; {Window}; v{Guard.Text(Version)}]";
}
