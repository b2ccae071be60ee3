namespace CustomerValue.Information;

/// <summary>How a <see cref="FeatureEncoder"/> treats one category; what is left null is taken from <see cref="EncoderOptions"/>.</summary>
public sealed record CategoryOptions
{
    private readonly string[]? missingCodes;

    /// <summary>A level seen fewer times than this becomes <see cref="CategoryEncoding.OtherLevel"/>; 0 or 1 keeps all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int? RareBelow
    {
        get;
        init => field = value is { } count ? Guard.AtLeast(count, 0, nameof(RareBelow)) : null;
    }

    /// <summary>What happens to a level that the fit did not see.</summary>
    public UnseenCategory? Unseen { get; init; }

    /// <summary>True when missing is a level of its own.</summary>
    public bool? MissingIsLevel { get; init; }

    /// <summary>Texts that say "unknown", such as <c>?</c> or <c>n/a</c>, compared character by character; empty for none. Blank always says so.</summary>
    public IReadOnlyList<string>? MissingCodes
    {
        get => missingCodes;
        init => missingCodes = value?.ToArray();
    }

    /// <inheritdoc/>
    public bool Equals(CategoryOptions? other) =>
        other is not null && RareBelow == other.RareBelow && Unseen == other.Unseen && MissingIsLevel == other.MissingIsLevel
        && (missingCodes is null ? other.missingCodes is null : other.missingCodes is not null && missingCodes.SequenceEqual(other.missingCodes, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RareBelow, Unseen, MissingIsLevel, missingCodes?.Length);
}
