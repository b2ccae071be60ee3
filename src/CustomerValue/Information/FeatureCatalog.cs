using System.Text;

namespace CustomerValue.Information;

/// <summary>The features that are computed of a customer, in order: the columns of the table to come, each with its definition.</summary>
/// <remarks>
/// <see cref="RetailBanking"/> is the usual set; add, replace or drop features and a new catalog comes back. <see cref="Version"/> changes with every name, unit, window or
/// version of a definition, and stands in the lineage of what is extracted. Immutable, and thread-safe if the rules are.
/// </remarks>
public sealed class FeatureCatalog
{
    private readonly FeatureDefinition[] features;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    private FeatureCatalog(FeatureDefinition[] features)
    {
        this.features = features;
        var text = new StringBuilder();
        for (var i = 0; i < features.Length; i++)
        {
            if (places.ContainsKey(features[i].Name))
            {
                throw new ArgumentException($"Feature '{features[i].Name}' is in the catalog twice; Replace it, or give it a name of its own.", nameof(features));
            }

            places.Add(features[i].Name, i);
            text.Append(features[i].Name).Append('\t').Append(features[i].Unit).Append('\t').Append(features[i].Window.Suffix).Append('\t').Append(Guard.Text(features[i].Version)).Append('\n');
        }

        Version = $"{Guard.Text(features.Length)} features {Fingerprint(text.ToString())}";
    }

    /// <summary>A catalog of no features, to begin one's own.</summary>
    public static FeatureCatalog Empty { get; } = new([]);

    /// <summary>The usual features of retail banking over 30, 90 and 365 days.</summary>
    public static FeatureCatalog RetailBanking { get; } = ForRetailBanking(RetailFeatureOptions.Default);

    /// <summary>The definitions, in column order.</summary>
    public IReadOnlyList<FeatureDefinition> Features => features;

    /// <summary>Number of features and the first 16 hexadecimal digits of the SHA-256 of their names, units, windows and versions.</summary>
    public string Version { get; }

    /// <summary>A definition by its name, or null.</summary>
    /// <param name="name">The feature's name.</param>
    public FeatureDefinition? Find(string name) => places.TryGetValue(Guard.NotNull(name), out var place) ? features[place] : null;

    /// <summary>The usual features of retail banking.</summary>
    /// <param name="options">Windows, and the rules of salaries and new customers.</param>
    public static FeatureCatalog ForRetailBanking(RetailFeatureOptions options) => new(RetailFeatures.All(Guard.NotNull(options)).ToArray());

    /// <summary>This catalog with one more feature at its end.</summary>
    /// <param name="feature">The feature; its name must be new.</param>
    /// <exception cref="ArgumentException">There is a feature of that name.</exception>
    public FeatureCatalog With(FeatureDefinition feature) => new([.. features, Guard.NotNull(feature)]);

    /// <summary>This catalog with a feature of one's own at its end.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="unit">Such as <c>currency</c>, <c>days</c>, <c>count</c>, <c>share</c> or <c>flag</c>.</param>
    /// <param name="window">The days it looks at; the rule sees nothing else.</param>
    /// <param name="version">Version of the rule, ≥ 1: raise it whenever the rule changes.</param>
    /// <param name="rule">Computes it: a finite number, or NaN where it is missing.</param>
    /// <param name="description">What it says of a customer; optional, but whoever reads it in a year will miss it.</param>
    /// <param name="missing">When it is missing and what that means.</param>
    /// <exception cref="ArgumentException">Name or unit is blank, or there is a feature of that name.</exception>
    public FeatureCatalog With(string name, string unit, CalendarSpan window, int version, FeatureRule rule, string description = "", string missing = "") =>
        With(new FeatureDefinition(name, unit, window, version, description, missing, rule));

    /// <summary>This catalog with another definition in the place of the one of the same name.</summary>
    /// <param name="feature">The feature.</param>
    /// <exception cref="ArgumentException">There is no feature of that name.</exception>
    public FeatureCatalog Replace(FeatureDefinition feature)
    {
        var changed = (FeatureDefinition[])features.Clone();
        changed[Place(Guard.NotNull(feature).Name)] = feature;
        return new FeatureCatalog(changed);
    }

    /// <summary>A catalog of some of the features, in the given order.</summary>
    /// <param name="names">Names of features, none twice.</param>
    /// <exception cref="ArgumentException">There is no such feature, or one is named twice.</exception>
    public FeatureCatalog Only(params string[] names) => new(Guard.NotNull(names).Select(name => features[Place(name)]).ToArray());

    /// <summary>A catalog without some of the features.</summary>
    /// <param name="names">Names of features.</param>
    /// <exception cref="ArgumentException">There is no such feature.</exception>
    public FeatureCatalog Without(params string[] names)
    {
        var dropped = new HashSet<int>(Guard.NotNull(names).Select(Place));
        return new FeatureCatalog(features.Where((_, place) => !dropped.Contains(place)).ToArray());
    }

    /// <summary>The features of every customer of a snapshot's population.</summary>
    /// <param name="snapshot">All sources as of a day.</param>
    /// <exception cref="ArgumentException">A rule gave an infinite number; the message names feature and customer.</exception>
    /// <exception cref="OverflowException">A sum leaves the range of decimal.</exception>
    public CustomerFeatures Extract(Snapshot snapshot) => Extract(snapshot, ExtractionOptions.Default);

    /// <summary>The features of every customer of a snapshot's population, customer after customer.</summary>
    /// <param name="snapshot">All sources as of a day.</param>
    /// <param name="options">Threads.</param>
    /// <param name="progress">Told of customers done.</param>
    /// <param name="cancellation">Stops between blocks of customers.</param>
    /// <exception cref="ArgumentException">A rule gave an infinite number; the message names feature and customer.</exception>
    /// <exception cref="OverflowException">A sum leaves the range of decimal.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CustomerFeatures Extract(Snapshot snapshot, ExtractionOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        var inputs = FeatureInputs.Of(Guard.NotNull(snapshot));
        var table = new FeatureExtraction(inputs, features).Run(Guard.NotNull(options).Threads, progress, cancellation);
        return new CustomerFeatures(this, table, snapshot.Lineage, inputs);
    }

    internal int Place(string name) => places.TryGetValue(Guard.NotNull(name), out var place)
        ? place
        : throw new ArgumentException($"There is no feature '{name}' in the catalog; there are: {string.Join(", ", features.Select(f => f.Name))}.", nameof(name));

    private static string Fingerprint(string text)
    {
        var digest = new byte[Sha256.Size];
        Sha256.Hash(Encoding.UTF8.GetBytes(text), digest);
        return DigestWriter.Text(digest.AsSpan(0, 8));
    }
}
