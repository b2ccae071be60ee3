namespace CustomerValue.Information;

/// <summary>How a <see cref="FeatureEncoder"/> treats missing numbers, scales and rare or unseen levels.</summary>
public sealed record EncoderOptions
{
    private readonly string[] signedLog = [];

    /// <summary>Numbers and missing values as they are, unseen levels refused.</summary>
    public static EncoderOptions Default { get; } = new();

    /// <summary>What stands in for a missing number.</summary>
    public Imputation Imputation { get; init; }

    /// <summary>The stand-in of <see cref="Imputation.Constant"/>, before scaling.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite.</exception>
    public double FillConstant
    {
        get;
        init => field = Guard.Finite(value, nameof(FillConstant));
    }

    /// <summary>How numbers are scaled.</summary>
    public Scaling Scaling { get; init; }

    /// <summary>Names of numbers that become sign(x) · ln(1 + |x|) before they are scaled, such as amounts of money; empty for none.</summary>
    public IReadOnlyList<string> SignedLog
    {
        get => signedLog;
        init => signedLog = Guard.NotNull(value, nameof(SignedLog)).ToArray();
    }

    /// <summary>A level seen fewer times than this becomes <see cref="CategoryEncoding.OtherLevel"/>; 0 or 1 keeps all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int RareBelow
    {
        get;
        init => field = Guard.AtLeast(value, 0, nameof(RareBelow));
    }

    /// <summary>What happens to a level that the fit did not see.</summary>
    public UnseenCategory Unseen { get; init; }

    /// <summary>True when a missing category is a level of its own, <see cref="CategoryEncoding.MissingLevel"/>, instead of NaN.</summary>
    public bool MissingIsLevel { get; init; }

    /// <inheritdoc/>
    public bool Equals(EncoderOptions? other) =>
        other is not null && Imputation == other.Imputation && FillConstant.Equals(other.FillConstant) && Scaling == other.Scaling
        && RareBelow == other.RareBelow && Unseen == other.Unseen && MissingIsLevel == other.MissingIsLevel
        && signedLog.SequenceEqual(other.signedLog, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Imputation, FillConstant, Scaling, RareBelow, Unseen, MissingIsLevel, signedLog.Length);
}
