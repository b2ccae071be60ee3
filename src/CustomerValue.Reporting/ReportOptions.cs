namespace CustomerValue.Reporting;

/// <summary>How a report is written.</summary>
public sealed record ReportOptions
{
    /// <summary>English, adaptive colors, at most 1 MB.</summary>
    public static ReportOptions Default { get; } = new();

    /// <summary>Numbers, words, colors and the minimum cell of every chart in the report; width and title of charts are the report's.</summary>
    public ChartOptions Charts { get; init => field = Guard.NotNull(value, nameof(Charts)); } = ChartOptions.Default;

    /// <summary>Small line above the title, such as <c>Branch 0417 · 12 months to 30 September 2026</c>; may be empty.</summary>
    public string Eyebrow { get; init => field = PlainText.Clean(value, nameof(Eyebrow)); } = string.Empty;

    /// <summary>A title in place of the computed one; marked as the author's in the file. Null for the computed one.</summary>
    public string? Title { get; init => field = value is null ? null : PlainText.Clean(value, nameof(Title)); }

    /// <summary>Language of the words, as an HTML language tag.</summary>
    public string Language { get; init => field = IsTag(value) ? value : throw new ArgumentException("Language must be a language tag such as en or de-AT.", nameof(Language)); } = "en";

    /// <summary>Largest document that is written, in bytes; at least 10 000.</summary>
    public int MaxBytes { get; init => field = Guard.AtLeast(value, 10_000, nameof(MaxBytes)); } = 1_000_000;

    private static bool IsTag(string value) =>
        Guard.NotNull(value, nameof(Language)).Length is >= 2 and <= 20 && value.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-');
}
