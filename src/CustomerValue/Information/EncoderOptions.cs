namespace CustomerValue.Information;

/// <summary>How a <see cref="FeatureEncoder"/> treats missing numbers, scales and rare or unseen levels.</summary>
public sealed record EncoderOptions
{
    private readonly string[] signedLog = [];
    private readonly double[] missingNumbers = [];
    private readonly string[] missingTexts = [];
    private readonly Dictionary<string, NumberOptions> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CategoryOptions> categories = new(StringComparer.Ordinal);

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

    /// <summary>How numbers are bent that neither <see cref="SignedLog"/> nor <see cref="Numbers"/> names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Bins, which cannot be fitted, or no shape.</exception>
    public NumberShape Shape
    {
        get;
        init => field = Fittable(value)!.Value;
    }

    /// <summary>How the tails of numbers are pulled in; null for not at all.</summary>
    public Winsorizing? Winsorizing { get; init; }

    /// <summary>Points kept of a quantile transform, ≥ 2; a column with fewer distinct values keeps each of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 2.</exception>
    public int QuantilePoints
    {
        get;
        init => field = Guard.AtLeast(value, 2, nameof(QuantilePoints));
    }
    = 1000;

    /// <summary>True for a flag column for every number that was missing in at least one fitted row.</summary>
    public bool MissingFlags { get; init; }

    /// <summary>Numbers that say "unknown" in every numeric column, such as −999 or NaN; empty for none.</summary>
    public IReadOnlyList<double> MissingNumbers
    {
        get => missingNumbers;
        init => missingNumbers = Guard.NotNull(value, nameof(MissingNumbers)).ToArray();
    }

    /// <summary>Texts that say "unknown" in every category, such as <c>?</c>; blank always says so.</summary>
    public IReadOnlyList<string> MissingTexts
    {
        get => missingTexts;
        init => missingTexts = Guard.NotNull(value, nameof(MissingTexts)).ToArray();
    }

    /// <summary>Choices for single numbers by name; what they leave null is taken from here.</summary>
    public IReadOnlyDictionary<string, NumberOptions> Numbers
    {
        get => numbers;
        init => numbers = Guard.NotNull(value, nameof(Numbers)).ToDictionary(p => p.Key, p => Guard.NotNull(p.Value, nameof(Numbers)), StringComparer.Ordinal);
    }

    /// <summary>Choices for single categories by name; what they leave null is taken from here.</summary>
    public IReadOnlyDictionary<string, CategoryOptions> Categories
    {
        get => categories;
        init => categories = Guard.NotNull(value, nameof(Categories)).ToDictionary(p => p.Key, p => Guard.NotNull(p.Value, nameof(Categories)), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public bool Equals(EncoderOptions? other) =>
        other is not null && Imputation == other.Imputation && FillConstant.Equals(other.FillConstant) && Scaling == other.Scaling
        && RareBelow == other.RareBelow && Unseen == other.Unseen && MissingIsLevel == other.MissingIsLevel
        && Shape == other.Shape && Winsorizing == other.Winsorizing && QuantilePoints == other.QuantilePoints && MissingFlags == other.MissingFlags
        && signedLog.SequenceEqual(other.signedLog, StringComparer.Ordinal)
        && missingNumbers.SequenceEqual(other.missingNumbers) && missingTexts.SequenceEqual(other.missingTexts, StringComparer.Ordinal)
        && Same(numbers, other.numbers) && Same(categories, other.categories);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        HashCode.Combine(Imputation, FillConstant, Scaling, RareBelow, Unseen, MissingIsLevel, signedLog.Length),
        HashCode.Combine(Shape, Winsorizing, QuantilePoints, MissingFlags, missingNumbers.Length, missingTexts.Length, numbers.Count, categories.Count));

    internal static NumberShape? Fittable(NumberShape? shape) => shape is null or (>= NumberShape.AsIs and < NumberShape.Bins)
        ? shape
        : throw Guard.OutOfRange(nameof(Shape), (int)shape.Value, "must be a shape that a fit can learn");

    /// <summary>True when NaN is a missing code of the number.</summary>
    internal bool SaysNaNIsMissing(string name) => Array.Exists(CodesOf(name), double.IsNaN);

    internal double[] CodesOf(string name) =>
        numbers.TryGetValue(name, out var own) && own.MissingCodes is { } codes ? codes.ToArray() : missingNumbers;

    private static bool Same<T>(Dictionary<string, T> one, Dictionary<string, T> other)
        where T : class =>
        one.Count == other.Count && one.All(p => other.TryGetValue(p.Key, out var value) && p.Value.Equals(value));
}
