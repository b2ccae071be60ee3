namespace CustomerValue.Tests.Numerics;

/// <summary>
/// Tests of fit at a false-alarm rate of 1e-6 each: of a hundred such tests of a right generator, one in ten thousand new seeds would fail.
/// The seeds are written down, so a pass stays a pass.
/// </summary>
internal static class Goodness
{
    private const double OneSided = 4.753424; // qnorm(1 - 1e-6)
    private const double TwoSided = 4.891638; // qnorm(1 - 5e-7)

    /// <summary>χ² of counts against expected counts; cells expecting fewer than 10 are joined to the next (the last to the one before).</summary>
    public static void ChiSquared(IReadOnlyList<double> observed, IReadOnlyList<double> expected)
    {
        var cells = new List<(double Observed, double Expected)>();
        double o = 0, e = 0;
        for (var i = 0; i < observed.Count; i++)
        {
            o += observed[i];
            e += expected[i];
            if (e >= 10)
            {
                cells.Add((o, e));
                (o, e) = (0, 0);
            }
        }

        cells[cells.Count - 1] = (cells[cells.Count - 1].Observed + o, cells[cells.Count - 1].Expected + e);
        cells.Count.Should().BeGreaterThan(1, "one cell tests nothing");
        var statistic = cells.Sum(cell => (cell.Observed - cell.Expected) * (cell.Observed - cell.Expected) / cell.Expected);
        var df = cells.Count - 1.0;

        // Wilson and Hilferty's approximation of the upper quantile.
        var limit = df * Math.Pow(1 - 2 / (9 * df) + OneSided * Math.Sqrt(2 / (9 * df)), 3);
        statistic.Should().BeLessThan(limit, "χ² with {0} degrees of freedom", df);
    }

    /// <summary>Kolmogorov's distance of draws from a distribution function; √n · D stays below √(−½ ln(α/2)).</summary>
    public static void Kolmogorov(double[] draws, Func<double, double> cdf)
    {
        Array.Sort(draws);
        var distance = 0.0;
        for (var i = 0; i < draws.Length; i++)
        {
            var p = cdf(draws[i]);
            distance = Math.Max(distance, Math.Max(p - i / (double)draws.Length, (i + 1.0) / draws.Length - p));
        }

        (distance * Math.Sqrt(draws.Length)).Should().BeLessThan(2.694);
    }

    /// <summary>Mean and variance of draws within z of theory; <paramref name="fourth"/> is the fourth central moment.</summary>
    public static void Moments(double[] draws, double mean, double variance, double fourth)
    {
        var n = (double)draws.Length;
        var average = draws.Average();
        ((average - mean) / Math.Sqrt(variance / n)).Should().BeInRange(-TwoSided, TwoSided, "mean {0}, theory {1}", average, mean);
        var spread = draws.Sum(x => (x - mean) * (x - mean)) / n;
        ((spread - variance) / Math.Sqrt((fourth - variance * variance) / n)).Should().BeInRange(-TwoSided, TwoSided, "variance {0}, theory {1}", spread, variance);
    }
}
