using CustomerValue.Numerics;

namespace CustomerValue.Information;

/// <summary>The fitted constants of one number: encoded = (shape(value) − center) ÷ scale.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class NumberEncoding
{
    /// <summary>Constants, as a fit or a model file has them.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="shape">How the number is bent first.</param>
    /// <param name="fill">What stands in for a missing value, before bending and scaling; null leaves it missing.</param>
    /// <param name="center">Subtracted, finite; 0 for none.</param>
    /// <param name="scale">Divided by, finite and &gt; 0; 1 for none.</param>
    /// <exception cref="ArgumentException">The name is empty or a constant breaks its rule.</exception>
    public NumberEncoding(string name, NumberShape shape, double? fill, double center, double scale)
    {
        Name = FeatureColumn.Number(name).Name;
        Shape = shape is NumberShape.AsIs or NumberShape.SignedLog ? shape : throw Guard.OutOfRange(nameof(shape), (int)shape, "must be a defined shape");
        Fill = fill is { } value ? Guard.Finite(value, nameof(fill)) : null;
        Center = Guard.Finite(center);
        Scale = Guard.Positive(scale);
        Stand = Fill is { } stand ? Encode(stand) : double.NaN;
        if (double.IsInfinity(Stand))
        {
            throw new ArgumentException($"The stand-in {Guard.Text(Fill ?? 0)} of '{name}' leaves the range of a double when it is scaled.", nameof(fill));
        }
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>How the number is bent first.</summary>
    public NumberShape Shape { get; }

    /// <summary>What stands in for a missing value, before bending and scaling; null leaves it missing.</summary>
    public double? Fill { get; }

    /// <summary>Subtracted from the bent value.</summary>
    public double Center { get; }

    /// <summary>The centered value is divided by it.</summary>
    public double Scale { get; }

    /// <summary>The encoded stand-in of a missing value, NaN for none.</summary>
    internal double Stand { get; }

    internal static double Bend(NumberShape shape, double value) => shape == NumberShape.AsIs
        ? value
        : Math.CopySign(Elementary.Log1p(Math.Abs(value)), value);

    internal double Encode(double value) => (Bend(Shape, value) - Center) / Scale;
}
