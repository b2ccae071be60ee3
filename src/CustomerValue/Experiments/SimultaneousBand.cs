using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The critical |t| that makes many intervals hold together, for any correlation.</summary>
internal static class SimultaneousBand
{
    private const int Draws = 100_000;

    /// <param name="correlation">m × m.</param>
    /// <param name="m">Estimates.</param>
    /// <param name="level">Joint coverage.</param>
    /// <param name="degreesOfFreedom">Shared by all; may be +∞.</param>
    /// <param name="method">How it was found.</param>
    public static double Critical(double[] correlation, int m, double level, double degreesOfFreedom, out string method)
    {
        method = "max-|t|";
        if (m == 1)
        {
            return new ReferenceCurve(degreesOfFreedom).Critical(level);
        }

        if (ContrastPlane.Of(correlation, m) is { } plane)
        {
            return plane.CriticalValue(level, degreesOfFreedom);
        }

        if (SharedFactor.Of(correlation, m) is { } shared)
        {
            return shared.CriticalValue(level, degreesOfFreedom, isOneSided: false);
        }

        method = "max-|t|, simulated";
        return Simulated(correlation, m, level, degreesOfFreedom);
    }

    /// <summary>The quantile of frozen draws of the largest |t|.</summary>
    private static double Simulated(double[] correlation, int m, double level, double degreesOfFreedom)
    {
        var eigen = new SymmetricEigen(m);
        eigen.Decompose(correlation);
        var root = new double[m * m];
        for (var v = 0; v < m; v++)
        {
            var scale = Math.Sqrt(Math.Max(0, eigen.Value(v)));
            for (var i = 0; i < m; i++)
            {
                root[i * m + v] = scale * eigen.Vector(v, i);
            }
        }

        var random = RandomStream.Open(0, "simultaneous band");
        var largest = new double[Draws];
        var z = new double[m];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var v = 0; v < m; v++)
            {
                z[v] = random.NextNormal();
            }

            var most = 0.0;
            for (var i = 0; i < m; i++)
            {
                var sum = 0.0;
                for (var v = 0; v < m; v++)
                {
                    sum += root[i * m + v] * z[v];
                }

                most = Math.Max(most, Math.Abs(sum));
            }

            largest[draw] = double.IsPositiveInfinity(degreesOfFreedom) ? most : most / Math.Sqrt(2 * random.NextGamma(degreesOfFreedom / 2) / degreesOfFreedom);
        }

        Array.Sort(largest);
        return largest[Math.Min(Draws - 1, (int)(level * Draws))];
    }
}
