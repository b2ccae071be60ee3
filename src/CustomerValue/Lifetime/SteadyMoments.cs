using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>What <see cref="LeavingMoments"/> sums where the readiness to leave does not grow (Pareto/NBD): four features, one short rule per panel.</summary>
internal readonly ref struct SteadyMoments(Span<double> memory)
{
    private const int Columns = 5;
    private readonly Span<double> memory = memory;

    /// <summary>
    /// Adds, under (1 + u/a)^−g (1 + u/h)^−c du with u = (eᵛ − 1)/κ, the features ln(1 + u/a), α/(a+u), ln(1 + u/h), B/(h+u) less their
    /// values at u = 0, their products, and the bends u (1−u) of the second and fourth; returns the mass.
    /// </summary>
    public double Panel(
        double g, double c, double a, double h, double scale, double alpha, double start, double from, double to, Span<double> mean, Span<double> cross, Span<double> bend)
    {
        var count = ShortRules.Count(to - from);
        var points = memory.Slice(0, count);
        var weights = memory.Slice(ShortRules.Most, count);
        var growA = memory.Slice(2 * ShortRules.Most, count);
        var growH = memory.Slice(3 * ShortRules.Most, count);
        var logA = memory.Slice(4 * ShortRules.Most, count);
        var logH = memory.Slice(5 * ShortRules.Most, count);
        ShortRules.Fill(count, from, to, points, weights);
        Elementary.Exp(points, growA);
        double byA = 1 / (scale * a), byH = 1 / (scale * h);
        for (var i = 0; i < growA.Length; i++)
        {
            var grown = growA[i] - 1;
            growA[i] = 1 + grown * byA;
            growH[i] = 1 + grown * byH;
        }

        Elementary.Log(growA, logA);
        Elementary.Log(growH, logH);
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = points[i] - g * logA[i] - c * logH[i];
        }

        Elementary.Exp(points, points);
        double total = 0, m0 = 0, m1 = 0, m2 = 0, m3 = 0, c00 = 0, c01 = 0, c02 = 0, c03 = 0, c11 = 0, c12 = 0, c13 = 0, c22 = 0, c23 = 0, c33 = 0, b1 = 0, b3 = 0;
        double firstU = alpha / a, firstShare = start / h;
        for (var i = 0; i < points.Length; i++)
        {
            var mass = weights[i] * points[i];
            double u = firstU / growA[i], share = firstShare / growH[i];
            double f0 = logA[i], f1 = u - firstU, f2 = logH[i], f3 = share - firstShare;
            double p0 = mass * f0, p1 = mass * f1, p2 = mass * f2, p3 = mass * f3;
            total += mass;
            m0 += p0;
            m1 += p1;
            m2 += p2;
            m3 += p3;
            c00 += p0 * f0;
            c01 += p0 * f1;
            c02 += p0 * f2;
            c03 += p0 * f3;
            c11 += p1 * f1;
            c12 += p1 * f2;
            c13 += p1 * f3;
            c22 += p2 * f2;
            c23 += p2 * f3;
            c33 += p3 * f3;
            b1 += mass * u * (1 - u);
            b3 += mass * share * (1 - share);
        }

        mean[0] += m0;
        mean[1] += m1;
        mean[2] += m2;
        mean[3] += m3;
        cross[0] += c00;
        cross[1] += c01;
        cross[2] += c02;
        cross[3] += c03;
        cross[Columns + 1] += c11;
        cross[Columns + 2] += c12;
        cross[Columns + 3] += c13;
        cross[2 * Columns + 2] += c22;
        cross[2 * Columns + 3] += c23;
        cross[3 * Columns + 3] += c33;
        bend[1] += b1;
        bend[3] += b3;
        return total;
    }
}
