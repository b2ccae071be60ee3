namespace CustomerValue.Reporting;

/// <summary>The words of charts and reports: English, or a translation of the English phrases.</summary>
/// <remarks>
/// The English phrase is the key, with {0}, {1}, … where figures and names go; a phrase without translation stays English.
/// <see cref="Chart.Phrases"/> lists the phrases a chart uses. Immutable and thread-safe.
/// </remarks>
public sealed class Wording
{
    private readonly Dictionary<string, string> translations;

    private Wording(Dictionary<string, string> translations) => this.translations = translations;

    /// <summary>English.</summary>
    public static Wording English { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>A translation.</summary>
    /// <param name="translations">From English phrase to phrase; each with the same placeholders as the English one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="translations"/> or a phrase is null.</exception>
    /// <exception cref="ArgumentException">A translation drops or adds a placeholder.</exception>
    public static Wording From(IReadOnlyDictionary<string, string> translations)
    {
        var copy = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Guard.NotNull(translations))
        {
            var text = PlainText.Clean(pair.Value, nameof(translations));
            for (var i = 0; i < 10; i++)
            {
                var slot = "{" + Guard.Text(i) + "}";
                if (pair.Key.Contains(slot) != text.Contains(slot))
                {
                    throw new ArgumentException($"The translation of \"{pair.Key}\" and the phrase differ in {slot}.", nameof(translations));
                }
            }

            copy[pair.Key] = text;
        }

        return new Wording(copy);
    }

    internal string Of(string phrase) => translations.TryGetValue(phrase, out var text) ? text : phrase;
}
