using CustomerValue.Numerics;

namespace CustomerValue.Testing;

/// <summary>Draws of the synthetic bank. Kept here so that a bank of a seed never changes when the core's own draws do.</summary>
internal static class Draws
{
    /// <summary>Marsaglia's polar method; the second normal is thrown away so that no state hides between calls.</summary>
    public static double Normal(RandomStream stream)
    {
        while (true)
        {
            var u = 2 * stream.NextDouble() - 1;
            var v = 2 * stream.NextDouble() - 1;
            var s = u * u + v * v;
            if (s is < 1 and > 0)
            {
                return u * Math.Sqrt(-2 * Elementary.Log(s) / s);
            }
        }
    }

    public static double Exponential(RandomStream stream) => -Elementary.Log(stream.NextOpen());

    /// <summary>Gamma with rate 1: Marsaglia and Tsang (2000), with the boost for shapes below 1.</summary>
    public static double Gamma(RandomStream stream, double shape)
    {
        if (shape < 1)
        {
            return Gamma(stream, shape + 1) * Elementary.Exp(Elementary.Log(stream.NextOpen()) / shape);
        }

        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(stream);
            var v = 1 + c * x;
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Elementary.Log(stream.NextOpen()) < 0.5 * x * x + d - d * v + d * Elementary.Log(v))
            {
                return d * v;
            }
        }
    }

    public static double Beta(RandomStream stream, double a, double b)
    {
        var x = Gamma(stream, a);
        var y = Gamma(stream, b);
        return x + y > 0 ? x / (x + y) : stream.NextDouble() * (a + b) < a ? 1 : 0;
    }

    /// <summary>Poisson of a small mean, by counting exponentials.</summary>
    public static int Poisson(RandomStream stream, double mean)
    {
        var count = 0;
        for (var sum = Exponential(stream); sum < mean; sum += Exponential(stream))
        {
            count++;
        }

        return count;
    }

    public static bool Chance(RandomStream stream, double probability) => stream.NextDouble() < probability;
}
