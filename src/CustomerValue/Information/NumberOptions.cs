namespace CustomerValue.Information;

/// <summary>How a <see cref="FeatureEncoder"/> treats one number; what is left null is taken from <see cref="EncoderOptions"/>.</summary>
public sealed record NumberOptions
{
    private readonly double[]? missingCodes;

    /// <summary>How it is bent; <see cref="NumberShape.Bins"/> cannot be fitted, see <see cref="FeatureEncoder.Replace(NumberEncoding)"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Bins, or no shape.</exception>
    public NumberShape? Shape
    {
        get;
        init => field = EncoderOptions.Fittable(value);
    }

    /// <summary>How it is scaled after bending.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>What stands in for it where it is missing.</summary>
    public Imputation? Imputation { get; init; }

    /// <summary>The stand-in of <see cref="Imputation.Constant"/>, before bending and scaling.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite.</exception>
    public double? FillConstant
    {
        get;
        init => field = value is { } constant ? Guard.Finite(constant, nameof(FillConstant)) : null;
    }

    /// <summary>How its tails are pulled in, before everything else is learned; tails of 0 leave them alone.</summary>
    public Winsorizing? Winsorizing { get; init; }

    /// <summary>Numbers that say "unknown", such as 0, −999 or NaN; empty for none.</summary>
    public IReadOnlyList<double>? MissingCodes
    {
        get => missingCodes;
        init => missingCodes = value?.ToArray();
    }

    /// <summary>True for a flag column in any case, false for none.</summary>
    public bool? MissingFlag { get; init; }

    /// <inheritdoc/>
    public bool Equals(NumberOptions? other) =>
        other is not null && Shape == other.Shape && Scaling == other.Scaling && Imputation == other.Imputation && Nullable.Equals(FillConstant, other.FillConstant)
        && Winsorizing == other.Winsorizing && MissingFlag == other.MissingFlag
        && (missingCodes is null ? other.missingCodes is null : other.missingCodes is not null && missingCodes.SequenceEqual(other.missingCodes));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shape, Scaling, Imputation, FillConstant, Winsorizing, MissingFlag, missingCodes?.Length);
}
