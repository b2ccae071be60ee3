namespace CustomerValue.Information;

/// <summary>The fitted constants of one number: encoded = (bend(clip(value)) − center) ÷ scale.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class NumberEncoding
{
    /// <summary>What follows a number's name in the name of its missing flag.</summary>
    public const string FlagSuffix = " missing";

    private readonly double[] missingCodes;
    private readonly double lowest = double.NegativeInfinity;
    private readonly double highest = double.PositiveInfinity;

    /// <summary>Constants of a number that is only bent and scaled.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="shape">How the number is bent first: as is, or signed log; other shapes have constants, for which there is another constructor.</param>
    /// <param name="fill">What stands in for a missing value, before bending and scaling; null leaves it missing.</param>
    /// <param name="center">Subtracted, finite; 0 for none.</param>
    /// <param name="scale">Divided by, finite and &gt; 0; 1 for none.</param>
    /// <exception cref="ArgumentException">The name is empty or a constant breaks its rule.</exception>
    public NumberEncoding(string name, NumberShape shape, double? fill, double center, double scale)
        : this(name, NumberTransform.Simple(shape), fill, center, scale, null, null, [], false, null)
    {
    }

    /// <summary>Constants, as a fit or a model file has them.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="transform">How the number is bent, after clipping.</param>
    /// <param name="fill">What stands in for a missing value, before clipping, bending and scaling; null leaves it missing.</param>
    /// <param name="center">Subtracted, finite; 0 for none.</param>
    /// <param name="scale">Divided by, finite and &gt; 0; 1 for none.</param>
    /// <param name="lowest">What is below becomes this; null for no limit.</param>
    /// <param name="highest">What is above becomes this; null for no limit.</param>
    /// <param name="missingCodes">Numbers that say "unknown", such as 0 or −999; NaN may be one. Compared before anything else.</param>
    /// <param name="missingFlag">True when a second column says 1 where the number was missing and 0 elsewhere.</param>
    /// <param name="missingValue">The encoded value of a missing number, such as its weight of evidence; used instead of <paramref name="fill"/>.</param>
    /// <exception cref="ArgumentException">The name is empty or a constant breaks its rule.</exception>
    public NumberEncoding(
        string name,
        NumberTransform transform,
        double? fill,
        double center,
        double scale,
        double? lowest,
        double? highest,
        IEnumerable<double> missingCodes,
        bool missingFlag,
        double? missingValue)
    {
        Name = FeatureColumn.Number(name).Name;
        Transform = Guard.NotNull(transform);
        Fill = fill is { } value ? Guard.Finite(value, nameof(fill)) : null;
        Center = Guard.Finite(center);
        Scale = Guard.Positive(scale);
        this.lowest = lowest is { } low ? Guard.Finite(low, nameof(lowest)) : double.NegativeInfinity;
        this.highest = highest is { } high ? Guard.AtLeast(high, this.lowest, nameof(highest)) : double.PositiveInfinity;
        this.missingCodes = Guard.NotNull(missingCodes).ToArray();
        MissingFlag = missingFlag;
        MissingValue = missingValue is { } stand ? Guard.Finite(stand, nameof(missingValue)) : null;
        if (Array.Exists(this.missingCodes, double.IsInfinity))
        {
            throw new ArgumentException($"A missing code of '{name}' is infinite; it must be finite or NaN.", nameof(missingCodes));
        }

        Stand = MissingValue ?? (Fill is { } filled ? Encode(filled) : double.NaN);
        if (Fill is not null && !double.IsFinite(Stand))
        {
            throw new ArgumentException($"The stand-in {Guard.Text(Fill ?? 0)} of '{name}' leaves the range of a double when it is scaled.", nameof(fill));
        }
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>How the number is bent first.</summary>
    public NumberShape Shape => Transform.Shape;

    /// <summary>The bend with its constants.</summary>
    public NumberTransform Transform { get; }

    /// <summary>What stands in for a missing value, before bending and scaling; null leaves it missing.</summary>
    public double? Fill { get; }

    /// <summary>Subtracted from the bent value.</summary>
    public double Center { get; }

    /// <summary>The centered value is divided by it.</summary>
    public double Scale { get; }

    /// <summary>What is below becomes this, before bending; null for no limit.</summary>
    public double? Lowest => double.IsInfinity(lowest) ? null : lowest;

    /// <summary>What is above becomes this, before bending; null for no limit.</summary>
    public double? Highest => double.IsInfinity(highest) ? null : highest;

    /// <summary>Numbers that say "unknown".</summary>
    public IReadOnlyList<double> MissingCodes => missingCodes;

    /// <summary>True when a column named like this one with <see cref="FlagSuffix"/> says 1 where the number was missing.</summary>
    public bool MissingFlag { get; }

    /// <summary>The encoded value of a missing number, instead of <see cref="Fill"/>; null for none.</summary>
    public double? MissingValue { get; }

    /// <summary>The encoded stand-in of a missing value, NaN for none.</summary>
    internal double Stand { get; }

    /// <summary>A number replaced by a value per bin: the way in for weights of evidence that were fitted elsewhere.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="cuts">Cuts between bins, strictly ascending; a number equal to a cut belongs to the bin below it.</param>
    /// <param name="values">One value per bin, lowest first: one more than cuts.</param>
    /// <param name="missingValue">The value of a missing number; null leaves it missing.</param>
    /// <exception cref="ArgumentException">The name is empty, or cuts and values break their rule.</exception>
    public static NumberEncoding FromBins(string name, IEnumerable<double> cuts, IEnumerable<double> values, double? missingValue) =>
        new(name, NumberTransform.Bins(cuts, values), null, 0, 1, null, null, [], false, missingValue);

    /// <summary>True for NaN and for a declared code where those say missing.</summary>
    internal bool IsMissing(double value)
    {
        foreach (var code in missingCodes)
        {
            if (code.Equals(value))
            {
                return true;
            }
        }

        return false;
    }

    internal double Encode(double value) =>
        (Transform.Bend(value < lowest ? lowest : value > highest ? highest : value) - Center) / Scale;
}
