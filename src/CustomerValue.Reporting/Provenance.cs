namespace CustomerValue.Reporting;

/// <summary>Where the numbers of a chart come from; printed in its footer.</summary>
/// <remarks>No clock is read: the caller says the day. Immutable and thread-safe.</remarks>
public sealed record Provenance
{
    /// <summary>Provenance of numbers as of a day.</summary>
    /// <param name="asOf">The day whose end the numbers describe.</param>
    /// <param name="source">What they were made from, such as <c>hold-out of wave 3</c>; at most 400 characters.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="source"/> is too long.</exception>
    public Provenance(Day asOf, string source)
    {
        AsOf = asOf;
        Source = PlainText.Clean(source, nameof(source));
    }

    /// <summary>The day whose end the numbers describe.</summary>
    public Day AsOf { get; }

    /// <summary>What the numbers were made from.</summary>
    public string Source { get; }

    /// <summary>Customers behind the numbers, where the result does not say itself; null when unknown.</summary>
    public long? N { get; init => field = value is null ? null : Guard.AtLeast(value.Value, 0, nameof(N)); }

    /// <summary>Records rejected on the way; null when unknown.</summary>
    public long? Rejected { get; init => field = value is null ? null : Guard.AtLeast(value.Value, 0, nameof(Rejected)); }

    /// <summary>Name and version of the model; null when there is none.</summary>
    public string? Model { get; init => field = value is null ? null : PlainText.Clean(value, nameof(Model)); }

    /// <summary>Hash of the model file; its first twelve characters are printed. Null when there is none.</summary>
    public string? ModelHash { get; init => field = value is null ? null : PlainText.Clean(value, nameof(ModelHash)); }

    /// <summary>Seed of what was drawn; null when nothing was.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The library's name and version; this package's own unless set.</summary>
    public string Version { get; init => field = PlainText.Clean(value, nameof(Version)); } = "CustomerValue 0.1";

    internal IEnumerable<string> Notes(Words words)
    {
        if (N is { } n)
        {
            yield return words.Say("n = {0}", words.Count(n));
        }

        if (Rejected is { } rejected)
        {
            yield return rejected == 0 ? words.Say("no records rejected") : words.Say("{0} records rejected", words.Count(rejected));
        }

        if (Source.Length > 0)
        {
            yield return Source;
        }

        yield return words.Say("as of {0}", words.Date(AsOf));
        if (Seed is { } seed)
        {
            yield return words.Say("seed {0}", seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (Model is not null)
        {
            yield return Model;
        }

        if (ModelHash is { Length: > 0 })
        {
            yield return words.Say("model file {0}", ModelHash.Length > 12 ? ModelHash.Substring(0, 12) : ModelHash);
        }

        yield return Version;
    }
}
