using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>
/// Minus the mean log-likelihood of the Pareto/NBD model in the logarithms of (r, α, s, B), or of the Gamma-Gompertz/NBD model in those of
/// (r, α, s, B, b), with exact gradient and Hessian.
/// </summary>
/// <remarks>
/// With H(y) = B + (e^(by) − 1)/b, which is B + y at b = 0, the log-likelihood of one customer is
/// ln Γ(r+x)/Γ(r) − x ln(α+T) − r ln(1+T/α) − s ln(H(T)/B) + ln(1 + eʷ),
/// eʷ = s ∫ ((α+T)/(α+y))^(r+x) (H(T)/H(y))^s e^(by)/H(y) dy over tₓ…T. Derivatives of w are means and covariances under the integrand.
/// Gompertz' β is b B: the model with b = 0 is Pareto/NBD with β = B.
/// </remarks>
internal sealed class LeavingLikelihood(PatternTable table, double penalty, bool ages, int threads = 1) : SmoothObjective
{
    private const int Features = 5;
    private readonly LogSums sums = new(table.RepeatValues.Length);

    public override int Size => ages ? 5 : 4;

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        var bound = ages ? 30 : 60;
        foreach (var theta in point)
        {
            if (!(Math.Abs(theta) < bound))
            {
                return double.NaN;
            }
        }

        double r = Elementary.Exp(point[0]), alpha = Elementary.Exp(point[1]), s = Elementary.Exp(point[2]), start = Elementary.Exp(point[3]);
        var b = ages ? Elementary.Exp(point[4]) : 0;
        if (b > 300)
        {
            return double.NaN;
        }

        sums.Fill(table.RepeatValues, r);
        var value = PatternBlocks.Sum(
            threads, table.Counts.Length, (from, to, slope, bend) => Sum(from, to, r, alpha, s, start, b, slope, bend), gradient, hessian);
        return Penalty.Finish(point, penalty, -1 / table.Customers, value, gradient, hessian);
    }

    private double Sum(int from, int to, double r, double alpha, double s, double start, double b, double[] gradient, double[] hessian)
    {
        var needsHessian = hessian.Length != 0;
        Span<double> first = stackalloc double[Features];
        Span<double> second = stackalloc double[Features * Features];
        var integral = new LeavingMoments(stackalloc double[LeavingMoments.Capacity]);
        var value = 0.0;
        for (var i = from; i < to; i++)
        {
            first.Clear();
            second.Clear();
            var x = table.Repeats[i];
            double t = table.Age(i), tx = table.Recency(i);
            var log = Stays(sums, table.RepeatIndex[i], x, r, alpha, t, first, second);
            log += Endures(s, start, b, t, first, second);
            var count = table.Counts[i];
            Add(count, first, second, gradient, hessian);
            if (t > tx)
            {
                var w = integral.Fill(x, r, alpha, s, start, b, tx, t, first, second, needsHessian);
                var dead = Elementary.Logistic(w);
                log += Elementary.Softplus(w);
                Add(count * dead, first, second, gradient, hessian);
                AddSquare(count * dead * Elementary.Logistic(-w), first, hessian);
            }

            value += count * log;
        }

        return value;
    }

    /// <summary>ln Γ(r+x)/Γ(r) − x ln(α+T) − r ln(1+T/α).</summary>
    private static double Stays(LogSums sums, int index, int x, double r, double alpha, double t, Span<double> first, Span<double> second)
    {
        var log = Elementary.Log1p(t / alpha);
        double v = t / (alpha + t), u = alpha / (alpha + t);
        first[0] = r * (sums.First[index] - log);
        first[1] = r * v - x * u;
        second[0] = first[0] - r * r * sums.Second[index];
        second[1] = r * v;
        second[Features + 1] = -(r + x) * u * v;
        return sums.Value[index] - r * log - x * (Elementary.Log(alpha) + log);
    }

    /// <summary>−s ln(H(T)/B).</summary>
    private static double Endures(double s, double start, double b, double t, Span<double> first, Span<double> second)
    {
        var grown = new Growth(b, t);
        var h = start + grown.Value;
        var log = Elementary.Log1p(grown.Value / start);
        double share = start / h, aging = grown.First / h;
        first[2] = -s * log;
        first[3] = s * (grown.Value / h);
        first[4] = -s * aging;
        second[2 * Features + 2] = first[2];
        second[2 * Features + 3] = first[3];
        second[2 * Features + 4] = first[4];
        second[3 * Features + 3] = -s * share * (grown.Value / h);
        second[3 * Features + 4] = s * share * aging;
        second[4 * Features + 4] = -s * (grown.Second / h - aging * aging);
        return -s * log;
    }

    /// <summary>Only the upper triangle of the pattern's Hessian is filled.</summary>
    private void Add(double weight, ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> gradient, Span<double> hessian)
    {
        var n = Size;
        for (var i = 0; i < n; i++)
        {
            gradient[i] += weight * first[i];
            for (var j = i; j < n && hessian.Length != 0; j++)
            {
                hessian[i * n + j] += weight * second[i * Features + j];
            }
        }
    }

    private void AddSquare(double weight, ReadOnlySpan<double> first, Span<double> hessian)
    {
        var n = Size;
        for (var i = 0; i < n && hessian.Length != 0; i++)
        {
            for (var j = i; j < n; j++)
            {
                hessian[i * n + j] += weight * first[i] * first[j];
            }
        }
    }
}
