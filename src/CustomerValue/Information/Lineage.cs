namespace CustomerValue.Information;

/// <summary>Where a snapshot comes from: days, calendar, currency, sources and digests; for an auditor to read and for a model to name.</summary>
/// <remarks>
/// The digest covers what the snapshot shows and how it was cut, and nothing else: rows after the as-of day, rows not yet known, the order of rows,
/// culture and library version do not move it; a changed, added or erased visible row does. Immutable and thread-safe.
/// </remarks>
public sealed class Lineage
{
    private readonly LineageSource[] sources;

    internal Lineage(LineageSource[] sources, string digest)
    {
        this.sources = sources;
        Digest = digest;
    }

    /// <summary>The day at whose end the snapshot holds.</summary>
    public Day AsOf { get; internal init; }

    /// <summary>The day at whose end it was known.</summary>
    public Day KnownAt { get; internal init; }

    /// <summary>Name of the bank's calendar, by which moments became days.</summary>
    public string Calendar { get; internal init; } = string.Empty;

    /// <summary>The currency of all amounts; empty for the bank's only one.</summary>
    public string Currency { get; internal init; } = string.Empty;

    /// <summary>Where exchange rates came from; empty where none were needed.</summary>
    public string RateSource { get; internal init; } = string.Empty;

    /// <summary>Who a customer is.</summary>
    public CustomerLevel Level { get; internal init; }

    /// <summary>Version of the caller's definitions.</summary>
    public string DefinitionVersion { get; internal init; } = string.Empty;

    /// <summary>Version of this library.</summary>
    public string LibraryVersion { get; internal init; } = string.Empty;

    /// <summary>Who is in, and who was left out.</summary>
    public EligiblePopulation Population { get; internal init; } = new(new KeyIndex([]));

    /// <summary>The sources, in a fixed order.</summary>
    public IReadOnlyList<LineageSource> Sources => sources;

    /// <summary>SHA-256 of the whole snapshot, 64 hexadecimal digits.</summary>
    public string Digest { get; }

    /// <summary>False when a table without days and known-at took part.</summary>
    public bool IsPointInTime => Array.TrueForAll(sources, source => source.IsPointInTime);

    /// <summary>A source by its name, or null.</summary>
    /// <param name="name">Such as <c>transactions</c>, or a static table's name.</param>
    public LineageSource? Find(string name) => Array.Find(sources, source => string.Equals(source.Name, name, StringComparison.Ordinal));

    /// <summary>Several lines for an auditor.</summary>
    public override string ToString() => string.Join(
        "\n",
        new[]
        {
            $"Snapshot as of {AsOf}, known at {KnownAt}{(IsPointInTime ? string.Empty : ", NOT POINT-IN-TIME")}",
            $"calendar {Calendar}, currency {(Currency.Length == 0 ? "the bank's only one" : Currency)}, rates {(RateSource.Length == 0 ? "none" : RateSource)}",
            $"definitions {DefinitionVersion}, CustomerValue {LibraryVersion}",
            $"population: {Guard.Text(Population.Count)} customers by {Level}; left out: {Guard.Text(Population.CustomersClosedBefore)} customers closed before, "
                + $"{Guard.Text(Population.AccountsOpenedAfter)} accounts opened after, {Guard.Text(Population.AccountsWithoutCustomer)} accounts of nobody, {Guard.Text(Population.AccountsNotListed)} not listed",
        }.Concat(sources.Select(source => source.ToString())).Concat([$"sha-256 {Digest}"]));
}
