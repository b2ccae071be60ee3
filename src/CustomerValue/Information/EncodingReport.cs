namespace CustomerValue.Information;

/// <summary>What an encoder had to stand in for: missing numbers, missing categories, unseen levels.</summary>
/// <remarks><c>default</c> is nothing encoded.</remarks>
public readonly struct EncodingReport : IEquatable<EncodingReport>
{
    internal EncodingReport(long rows, long missingNumbers, long missingCategories, long unseenLevels)
    {
        Rows = rows;
        MissingNumbers = missingNumbers;
        MissingCategories = missingCategories;
        UnseenLevels = unseenLevels;
    }

    /// <summary>Customers encoded.</summary>
    public long Rows { get; }

    /// <summary>Numbers that were missing, whether filled or left missing.</summary>
    public long MissingNumbers { get; }

    /// <summary>Categories that were missing.</summary>
    public long MissingCategories { get; }

    /// <summary>Categories whose level the fit did not see and that became <see cref="CategoryEncoding.OtherLevel"/>.</summary>
    public long UnseenLevels { get; }

    /// <summary>Both together.</summary>
    public static EncodingReport operator +(EncodingReport left, EncodingReport right) => new(
        left.Rows + right.Rows,
        left.MissingNumbers + right.MissingNumbers,
        left.MissingCategories + right.MissingCategories,
        left.UnseenLevels + right.UnseenLevels);

    /// <summary>Both together.</summary>
    /// <param name="other">The other report.</param>
    public EncodingReport Add(EncodingReport other) => this + other;

    /// <inheritdoc/>
    public bool Equals(EncodingReport other) =>
        Rows == other.Rows && MissingNumbers == other.MissingNumbers && MissingCategories == other.MissingCategories && UnseenLevels == other.UnseenLevels;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EncodingReport other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, MissingNumbers, MissingCategories, UnseenLevels);

    /// <summary>True when all counts are equal.</summary>
    public static bool operator ==(EncodingReport left, EncodingReport right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(EncodingReport left, EncodingReport right) => !left.Equals(right);
}
