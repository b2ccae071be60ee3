namespace CustomerValue.Reporting;

/// <summary>One cell of a chart's table: its text, and the unrounded number where it is one.</summary>
/// <remarks><c>default</c> is an empty text without a number.</remarks>
public readonly struct ChartCell : IEquatable<ChartCell>
{
    private readonly string? text;

    internal ChartCell(string text, double? value = null)
    {
        this.text = text;
        Value = value is { } number && double.IsFinite(number) ? number : null;
    }

    /// <summary>The text as shown.</summary>
    public string Text => text ?? string.Empty;

    /// <summary>The number behind the text; null for a word, a hidden or an unbounded figure.</summary>
    public double? Value { get; }

    /// <inheritdoc/>
    public bool Equals(ChartCell other) => string.Equals(Text, other.Text, StringComparison.Ordinal) && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChartCell other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Value);

    /// <summary>The text as shown.</summary>
    public override string ToString() => Text;

    /// <summary>True when text and number are equal.</summary>
    public static bool operator ==(ChartCell left, ChartCell right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(ChartCell left, ChartCell right) => !left.Equals(right);
}
