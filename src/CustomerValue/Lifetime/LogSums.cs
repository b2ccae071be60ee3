using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>For distinct x, ascending: Σ ln(c+i), Σ 1/(c+i) and Σ 1/(c+i)² over i &lt; x, running from one x to the next.</summary>
internal sealed class LogSums(int size)
{
    /// <summary>Gaps up to this are added term by term; longer ones by gamma functions.</summary>
    private const int LongestRun = 64;

    public double[] Value { get; } = new double[size];

    public double[] First { get; } = new double[size];

    public double[] Second { get; } = new double[size];

    /// <summary>ln Γ(c+x)/Γ(c) and its derivatives in c.</summary>
    public void Fill(int[] repeats, double c)
    {
        var sum = 0.0;
        var at = 0;
        for (var k = 0; k < repeats.Length; k++)
        {
            if (repeats[k] - at > LongestRun)
            {
                sum += SpecialFunctions.LogGammaRatio(c + at, repeats[k] - at);
                at = repeats[k];
            }

            for (; at < repeats[k]; at++)
            {
                sum += Elementary.Log(c + at);
            }

            Value[k] = sum;
        }

        FillSlopes(repeats, c);
    }

    /// <summary>ln B(a,c+x)/B(a,c) = −Σ ln(1 + a/(c+i)), the value only.</summary>
    public void FillRatio(int[] repeats, double c, double a)
    {
        var sum = 0.0;
        var at = 0;
        for (var k = 0; k < repeats.Length; k++)
        {
            if (repeats[k] - at > LongestRun)
            {
                sum -= SpecialFunctions.LogGammaRatio(c + repeats[k], a) - SpecialFunctions.LogGammaRatio(c + at, a);
                at = repeats[k];
            }

            for (; at < repeats[k]; at++)
            {
                sum -= Elementary.Log1p(a / (c + at));
            }

            Value[k] = sum;
        }
    }

    /// <summary>The first and second derivative sums only.</summary>
    public void FillSlopes(int[] repeats, double c)
    {
        double first = 0, second = 0;
        var at = 0;
        for (var k = 0; k < repeats.Length; k++)
        {
            if (repeats[k] - at > LongestRun)
            {
                first += SpecialFunctions.Digamma(c + repeats[k]) - SpecialFunctions.Digamma(c + at);
                second += SpecialFunctions.Trigamma(c + at) - SpecialFunctions.Trigamma(c + repeats[k]);
                at = repeats[k];
            }

            for (; at < repeats[k]; at++)
            {
                var inverse = 1 / (c + at);
                first += inverse;
                second += inverse * inverse;
            }

            First[k] = first;
            Second[k] = second;
        }
    }
}
