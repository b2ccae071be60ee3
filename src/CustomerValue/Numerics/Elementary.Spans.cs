namespace CustomerValue.Numerics;

internal static partial class Elementary
{
    /// <summary>eˣ of every element, the bits of the scalar function; may write onto <paramref name="x"/> itself.</summary>
    public static void Exp(ReadOnlySpan<double> x, Span<double> destination)
    {
        destination = destination.Slice(0, x.Length);
        for (var i = ElementaryKernel.Exp(x, destination); i < x.Length; i++)
        {
            destination[i] = Exp(x[i]);
        }
    }

    /// <summary>ln x of every element, the bits of the scalar function; may write onto <paramref name="x"/> itself.</summary>
    public static void Log(ReadOnlySpan<double> x, Span<double> destination)
    {
        destination = destination.Slice(0, x.Length);
        for (var i = ElementaryKernel.Log(x, destination); i < x.Length; i++)
        {
            destination[i] = Log(x[i]);
        }
    }

    /// <summary>1 / (1 + e⁻ˣ) of every element, the bits of the scalar function; may write onto <paramref name="x"/> itself.</summary>
    public static void Logistic(ReadOnlySpan<double> x, Span<double> destination)
    {
        destination = destination.Slice(0, x.Length);
        for (var i = ElementaryKernel.Logistic(x, destination); i < x.Length; i++)
        {
            destination[i] = Logistic(x[i]);
        }
    }
}
