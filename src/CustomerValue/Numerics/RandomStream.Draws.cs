namespace CustomerValue.Numerics;

// Draws by published methods, from this stream and Elementary alone: the same bits everywhere. Frozen by tests.
internal sealed partial class RandomStream
{
    private double spareNormal = double.NaN;

    /// <summary>Normal with mean 0 and variance 1: Marsaglia's polar method (Marsaglia and Bray 1964); the second of a pair waits for the next call.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(spareNormal))
        {
            var spare = spareNormal;
            spareNormal = double.NaN;
            return spare;
        }

        double u, v, s;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            s = u * u + v * v;
        }
        while (s >= 1 || s == 0);

        var scale = Math.Sqrt(-2 * Elementary.Log(s) / s);
        spareNormal = v * scale;
        return u * scale;
    }

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Elementary.Log(NextOpen());

    /// <summary>Gamma with scale 1 (Marsaglia and Tsang 2000; below shape 1 boosted by U^(1/shape), and 0 where that underflows).</summary>
    /// <param name="shape">Shape &gt; 0; also the mean.</param>
    public double NextGamma(double shape)
    {
        Guard.Positive(shape);
        return shape >= 1 ? GammaFromOne(shape) : GammaFromOne(shape + 1) * Elementary.Exp(Elementary.Log(NextOpen()) / shape);
    }

    /// <summary>Beta as a ratio of gammas, in logarithms where a shape is below 1.</summary>
    /// <param name="a">First shape &gt; 0.</param>
    /// <param name="b">Second shape &gt; 0; the mean is a / (a + b).</param>
    public double NextBeta(double a, double b)
    {
        Guard.Positive(a);
        Guard.Positive(b);
        if (a >= 1 && b >= 1)
        {
            var x = GammaFromOne(a);
            return x / (x + GammaFromOne(b));
        }

        var difference = LogGammaDraw(a) - LogGammaDraw(b);

        // Both logarithms −∞: shapes so small that the draw is 0 or 1.
        return double.IsNaN(difference) ? (NextDouble() * (a + b) < a ? 1 : 0) : Elementary.Logistic(difference);
    }

    /// <summary>Poisson: inversion below mean 10, else transformed rejection with squeeze (PTRS, Hörmann 1993).</summary>
    /// <param name="mean">Mean, 0 ≤ mean ≤ 10¹⁵.</param>
    public long NextPoisson(double mean)
    {
        if (!(mean >= 0 && mean <= 1e15))
        {
            throw Guard.OutOfRange(nameof(mean), mean, "must be ≥ 0 and ≤ 1E+15");
        }

        return mean < 10 ? PoissonByInversion(mean) : PoissonByRejection(mean);
    }

    /// <summary>Binomial: inversion below np = 10, else transformed rejection with squeeze (BTRS, Hörmann 1993).</summary>
    /// <param name="n">Trials, 0 ≤ n ≤ 10¹⁵.</param>
    /// <param name="p">Probability of success, 0 ≤ p ≤ 1.</param>
    public long NextBinomial(long n, double p)
    {
        Guard.Unit(p);
        if (n is < 0 or > 1_000_000_000_000_000)
        {
            throw Guard.OutOfRange(nameof(n), n, "must be ≥ 0 and ≤ 1E+15");
        }

        if (p > 0.5)
        {
            return n - NextBinomial(n, 1 - p);
        }

        return n * p < 10 ? BinomialByInversion(n, p) : BinomialByRejection(n, p);
    }

    private double GammaFromOne(double shape)
    {
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var v = 1 + c * x;
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            var u = NextOpen();
            var x2 = x * x;
            if (u < 1 - 0.0331 * (x2 * x2) || Elementary.Log(u) < 0.5 * x2 + d * (1 - v + Elementary.Log(v)))
            {
                return d * v;
            }
        }
    }

    private double LogGammaDraw(double shape) => shape >= 1
        ? Elementary.Log(GammaFromOne(shape))
        : Elementary.Log(GammaFromOne(shape + 1)) + Elementary.Log(NextOpen()) / shape;

    private long PoissonByInversion(double mean)
    {
        // Beyond 150 the probabilities are below 1e-100: only rounding of the sum leads there, so draw anew.
        const int Last = 150;
        var first = Elementary.Exp(-mean);
        while (true)
        {
            var u = NextDouble();
            var probability = first;
            for (var k = 0; k <= Last; k++)
            {
                if (u < probability)
                {
                    return k;
                }

                u -= probability;
                probability *= mean / (k + 1);
            }
        }
    }

    private long PoissonByRejection(double mean)
    {
        var root = Math.Sqrt(mean);
        var b = 0.931 + 2.53 * root;
        var a = -0.059 + 0.02483 * b;
        var inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        var squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            var u = NextDouble() - 0.5;
            var v = NextOpen();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
            {
                return (long)k;
            }

            // Far out k may be beyond what a long holds (us = 0 gives −∞); its probability is then 0 in any case.
            if (!(k >= 0 && k < 9e18) || (us < 0.013 && v > us))
            {
                continue;
            }

            if (Elementary.Log(v * inverseAlpha / (a / (us * us) + b)) <= LogPoisson(k, mean))
            {
                return (long)k;
            }
        }
    }

    private long BinomialByInversion(long n, double p)
    {
        if (p == 0)
        {
            return 0;
        }

        const int Last = 150;
        var odds = p / (1 - p);
        var first = Elementary.Exp(n * Elementary.Log1p(-p));
        while (true)
        {
            var u = NextDouble();
            var probability = first;
            for (var k = 0; k <= Math.Min(n, Last); k++)
            {
                if (u < probability)
                {
                    return k;
                }

                u -= probability;
                probability *= odds * ((double)(n - k) / (k + 1));
            }
        }
    }

    private long BinomialByRejection(long n, double p)
    {
        var root = Math.Sqrt(n * p * (1 - p));
        var b = 1.15 + 2.53 * root;
        var a = -0.0873 + 0.0248 * b + 0.01 * p;
        var center = n * p + 0.5;
        var squeeze = 0.92 - 4.2 / b;
        var alpha = (2.83 + 5.1 / b) * root;
        var atMode = LogBinomial(Math.Floor((n + 1) * p), n, p);
        while (true)
        {
            var u = NextDouble() - 0.5;
            var v = NextOpen();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + center);
            if (us >= 0.07 && v <= squeeze)
            {
                return (long)k;
            }

            if (!(k >= 0 && k <= n))
            {
                continue;
            }

            if (Elementary.Log(v * alpha / (a / (us * us) + b)) <= LogBinomial(k, n, p) - atMode)
            {
                return (long)k;
            }
        }
    }

    // Loader's saddle-point forms (2000): no cancellation however large the mean.
    private static double LogPoisson(double k, double mean) =>
        k == 0 ? -mean : -StirlingError(k) - Deviance(k, mean) - 0.5 * Elementary.Log(2 * Math.PI * k);

    private static double LogBinomial(double k, double n, double p)
    {
        if (k == 0)
        {
            return n * Elementary.Log1p(-p);
        }

        if (k == n)
        {
            return n * Elementary.Log(p);
        }

        return StirlingError(n) - StirlingError(k) - StirlingError(n - k) - Deviance(k, n * p) - Deviance(n - k, n * (1 - p))
            - 0.5 * Elementary.Log(2 * Math.PI * k * ((n - k) / n));
    }

    /// <summary>k ln(k / mean) + mean − k.</summary>
    private static double Deviance(double k, double mean)
    {
        if (Math.Abs(k - mean) >= 0.1 * (k + mean))
        {
            return k * Elementary.Log(k / mean) + mean - k;
        }

        var v = (k - mean) / (k + mean);
        var sum = (k - mean) * v;
        var term = 2 * k * v;
        v *= v;
        for (var j = 3; ; j += 2)
        {
            term *= v;
            var next = sum + term / j;
            if (next == sum)
            {
                return sum;
            }

            sum = next;
        }
    }

    /// <summary>ln n! − (n + ½) ln n + n − ½ ln 2π for whole n ≥ 1.</summary>
    private static double StirlingError(double n)
    {
        if (n < 10)
        {
            return (int)n switch
            {
                1 => 0.08106146679532726,
                2 => 0.0413406959554093,
                3 => 0.02767792568499834,
                4 => 0.020790672103765093,
                5 => 0.016644691189821193,
                6 => 0.013876128823070748,
                7 => 0.01189670994589177,
                8 => 0.010411265261972096,
                _ => 0.009255462182712733,
            };
        }

        var square = n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n;
    }
}
