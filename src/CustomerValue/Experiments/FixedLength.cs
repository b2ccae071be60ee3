using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>The shortest fixed-length interval about a linear extrapolation whose slope may bend by M a period.</summary>
/// <remarks>
/// For each price of bias the weights minimize variance + price × Σ |bends| by soft-thresholded coordinate descent (convex); half the length is convex
/// along that frontier, so that golden sections find its least. Any weights would be valid: they do not depend on the estimates.
/// </remarks>
internal sealed class FixedLength
{
    private const double Golden = 0.6180339887498949;
    private const int Sweeps = 20_000;

    private readonly PreTrendPath path;
    private readonly double curvature, level;
    private readonly int size;
    private readonly double[] quadratic, linear;

    public FixedLength(PreTrendPath path, double curvature, double level)
    {
        this.path = path;
        this.curvature = curvature;
        this.level = level;
        size = path.Slopes - 1;
        quadratic = new double[size * size];
        linear = new double[size];
        Bends = new double[size];
        HalfLength = Half(Bends);
        if (size > 0)
        {
            Measure();
            Search();
        }
    }

    public double[] Bends { get; private set; }

    public double HalfLength { get; private set; }

    private void Measure()
    {
        var origin = path.Extrapolate(new double[size]);
        var directions = new double[size][];
        for (var i = 0; i < size; i++)
        {
            var unit = new double[size];
            unit[i] = 1;
            directions[i] = path.Extrapolate(unit);
            for (var t = 0; t < origin.Length; t++)
            {
                directions[i][t] -= origin[t];
            }
        }

        for (var i = 0; i < size; i++)
        {
            linear[i] = path.Covariance(directions[i], origin);
            for (var j = 0; j < size; j++)
            {
                quadratic[i * size + j] = path.Covariance(directions[i], directions[j]);
            }
        }
    }

    /// <summary>Prices from 0 to the one at which no bend is worth it.</summary>
    private void Search()
    {
        var highest = 0.0;
        foreach (var slope in linear)
        {
            highest = Math.Max(highest, Math.Abs(slope));
        }

        Try(0, highest);
        if (curvature == 0)
        {
            return;
        }

        double a = 0, b = 1, x = 1 - Golden, y = Golden;
        double fx = Try(x, highest), fy = Try(y, highest);
        while (b - a > 1e-7)
        {
            if (fx <= fy)
            {
                (b, y, fy) = (y, x, fx);
                x = b - Golden * (b - a);
                fx = Try(x, highest);
            }
            else
            {
                (a, x, fx) = (x, y, fy);
                y = a + Golden * (b - a);
                fy = Try(y, highest);
            }
        }
    }

    private double Try(double share, double highest)
    {
        var bends = Best(share * share * highest);
        var half = Half(bends);
        if (half < HalfLength)
        {
            (Bends, HalfLength) = (bends, half);
        }

        return half;
    }

    /// <summary>Least ½ uᵀQu + qᵀu + price Σ |u|.</summary>
    private double[] Best(double price)
    {
        var u = (double[])Bends.Clone();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            double moved = 0, largest = 0;
            for (var i = 0; i < size; i++)
            {
                var own = quadratic[i * size + i];
                if (!(own > 0))
                {
                    u[i] = 0;
                    continue;
                }

                var pull = -linear[i];
                for (var j = 0; j < size; j++)
                {
                    pull -= j == i ? 0 : quadratic[i * size + j] * u[j];
                }

                var next = pull > price ? (pull - price) / own : pull < -price ? (pull + price) / own : 0;
                moved = Math.Max(moved, Math.Abs(next - u[i]));
                largest = Math.Max(largest, Math.Abs(next));
                u[i] = next;
            }

            if (moved <= 1e-13 * largest)
            {
                break;
            }
        }

        return u;
    }

    private double Half(double[] bends)
    {
        var error = path.Error(path.Extrapolate(bends));
        var bias = path.BendWeight;
        foreach (var bend in bends)
        {
            bias += Math.Abs(bend);
        }

        bias *= curvature;
        return error > 0 ? error * FoldedQuantile(bias / error) : bias;
    }

    /// <summary>c with P(|N(t, 1)| ≤ c) = level.</summary>
    private double FoldedQuantile(double t)
    {
        double low = t, high = t + 1 + NormalDistribution.UpperQuantile((1 - level) / 2);
        for (var i = 0; i < 100 && high - low > 1e-14 * high; i++)
        {
            var c = 0.5 * (low + high);
            if (NormalDistribution.Survival(c - t) + NormalDistribution.Survival(c + t) > 1 - level)
            {
                low = c;
            }
            else
            {
                high = c;
            }
        }

        return 0.5 * (low + high);
    }
}
