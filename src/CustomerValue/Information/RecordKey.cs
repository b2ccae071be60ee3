using System.Globalization;

namespace CustomerValue.Information;

/// <summary>The key of a client, account, transaction or customer: a whole number or a text, as the bank has it.</summary>
/// <remarks>
/// Two keys are equal when their invariant texts are: <c>42</c> equals <c>"42"</c>, and differs from <c>"042"</c> and <c>"42 "</c>.
/// Numbers come before texts, in numeric order; texts are ordered ordinally. Sixteen bytes; a text that is a canonical whole number keeps no
/// string alive. <c>default</c>, a null and a blank text are no key at all (<see cref="IsMissing"/>).
/// </remarks>
public readonly struct RecordKey : IEquatable<RecordKey>, IComparable<RecordKey>
{
    private static readonly string NumberMark = new('#', 1);

    private readonly string? text;
    private readonly long number;

    /// <summary>A numeric key.</summary>
    /// <param name="number">Any whole number.</param>
    public RecordKey(long number)
    {
        this.number = number;
        text = NumberMark;
    }

    /// <summary>A text key; missing when null or blank.</summary>
    /// <param name="text">Any text; compared ordinally, never trimmed.</param>
    public RecordKey(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        if (IsCanonicalNumber(text!) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            number = value;
            this.text = NumberMark;
        }
        else
        {
            this.text = text;
        }
    }

    /// <summary>True when there is no key: <c>default</c>, null or blank.</summary>
    public bool IsMissing => text is null;

    /// <summary>True when the key is a whole number.</summary>
    public bool IsNumber => ReferenceEquals(text, NumberMark);

    /// <summary>A numeric key.</summary>
    /// <param name="number">Any whole number.</param>
    public static RecordKey FromInt64(long number) => new(number);

    /// <summary>A text key; missing when null or blank.</summary>
    /// <param name="text">Any text.</param>
    public static RecordKey FromString(string? text) => new(text);

    /// <summary>The number of a numeric key.</summary>
    /// <param name="number">The number, or 0.</param>
    public bool TryGetNumber(out long number)
    {
        number = this.number;
        return IsNumber;
    }

    /// <inheritdoc/>
    public bool Equals(RecordKey other) =>
        number == other.number && (ReferenceEquals(text, other.text) || (!IsNumber && !other.IsNumber && string.Equals(text, other.text, StringComparison.Ordinal)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RecordKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        IsNumber ? number.GetHashCode() : text is null ? 0 : StringComparer.Ordinal.GetHashCode(text);

    /// <summary>Missing before numbers, numbers before texts; numeric and ordinal order within.</summary>
    /// <param name="other">The other key.</param>
    public int CompareTo(RecordKey other)
    {
        var rank = Rank - other.Rank;
        return rank != 0 ? rank : IsNumber ? number.CompareTo(other.number) : string.CompareOrdinal(text, other.text);
    }

    /// <summary>The key as invariant text, the form that is hashed; empty when missing.</summary>
    public override string ToString() => IsNumber ? Guard.Text(number) : text ?? string.Empty;

    /// <summary>A numeric key.</summary>
    public static implicit operator RecordKey(long number) => new(number);

    /// <summary>A text key; missing when null or blank.</summary>
    public static implicit operator RecordKey(string? text) => new(text);

    /// <summary>True when the invariant texts are equal.</summary>
    public static bool operator ==(RecordKey left, RecordKey right) => left.Equals(right);

    /// <summary>True when the invariant texts differ.</summary>
    public static bool operator !=(RecordKey left, RecordKey right) => !left.Equals(right);

    /// <summary>True when the left key comes before the right one.</summary>
    public static bool operator <(RecordKey left, RecordKey right) => left.CompareTo(right) < 0;

    /// <summary>True when the left key comes after the right one.</summary>
    public static bool operator >(RecordKey left, RecordKey right) => left.CompareTo(right) > 0;

    /// <summary>True when the left key does not come after the right one.</summary>
    public static bool operator <=(RecordKey left, RecordKey right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left key does not come before the right one.</summary>
    public static bool operator >=(RecordKey left, RecordKey right) => left.CompareTo(right) >= 0;

    /// <summary>A number equal keys share: the key itself or a hash of its text; the same on every machine.</summary>
    internal long SortCode()
    {
        if (IsNumber || text is null)
        {
            return number;
        }

        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var letter in text)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }

            return (long)hash;
        }
    }

    private int Rank => text is null ? 0 : IsNumber ? 1 : 2;

    // "-0", "+5", "007" and " 7" are texts: their invariant text is not that of the number.
    private static bool IsCanonicalNumber(string text)
    {
        var start = text[0] == '-' ? 1 : 0;
        var digits = text.Length - start;
        if (digits is < 1 or > 19 || (text[start] == '0' && text.Length > 1))
        {
            return false;
        }

        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }
}
