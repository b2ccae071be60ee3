namespace CustomerValue.Reporting;

/// <summary>How a chart is shown; what it shows comes from the result.</summary>
public sealed record ChartOptions
{
    /// <summary>720 pixels wide, adaptive colors, English, groups below ten customers hidden.</summary>
    public static ChartOptions Default { get; } = new();

    /// <summary>Width shown in pixels, 240 to 2400; the drawing is scaled, not laid out anew.</summary>
    public double Width { get; init => field = value is >= 240 and <= 2400 ? value : throw Guard.OutOfRange(nameof(Width), value, "must be between 240 and 2400"); } = 720;

    /// <summary>How numbers are written.</summary>
    public NumberStyle Numbers { get; init => field = Guard.NotNull(value, nameof(Numbers)); } = NumberStyle.Default;

    /// <summary>The words.</summary>
    public Wording Wording { get; init => field = Guard.NotNull(value, nameof(Wording)); } = Wording.English;

    /// <summary>The paper.</summary>
    public ColorScheme Scheme { get; init => field = (ColorScheme)Guard.Between((int)value, 0, 2, nameof(Scheme)); }

    /// <summary>A title in place of the computed finding; marked "title by author" in the drawing. Null for the computed one.</summary>
    public string? Finding { get; init => field = value is null ? null : PlainText.Clean(value, nameof(Finding)); }

    /// <summary>Groups of fewer customers are shown as "&lt;10", without figures: small cells identify people. At least 1.</summary>
    public int MinimumCell { get; init => field = Guard.AtLeast(value, 1, nameof(MinimumCell)); } = 10;
}
