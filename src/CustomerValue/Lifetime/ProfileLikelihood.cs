using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Profile intervals: the values of one parameter that the likelihood, maximized over the others, does not reject.</summary>
internal static class ProfileLikelihood
{
    /// <summary>Limits in the logarithm of the parameter; infinite where the likelihood never falls that far.</summary>
    public static (double Lower, double Upper) Interval(
        SmoothObjective objective, double[] optimum, int index, double observations, double level, CancellationToken cancellation)
    {
        var n = objective.Size;
        var gradient = new double[n];
        var hessian = new double[n * n];
        var least = objective.Evaluate(optimum, gradient, hessian);
        var allowed = 0.5 * ChiSquaredDistribution.Quantile(level, 1) / observations;
        var step = Cholesky.Factor(hessian, n) is { } factor ? Math.Sqrt(factor.Inverse()[index * n + index] / observations) : 0.5;
        return (Limit(objective, optimum, index, least + allowed, -step, cancellation), Limit(objective, optimum, index, least + allowed, step, cancellation));
    }

    private static double Limit(SmoothObjective objective, double[] optimum, int index, double target, double step, CancellationToken cancellation)
    {
        var fixedAt = new Fixed(objective, index);
        var rest = optimum.Where((_, i) => i != index).ToArray();
        double inside = optimum[index], outside = inside;
        for (var k = 0; ; k++)
        {
            outside += step;
            if (Math.Abs(outside) > 30 || k == 60)
            {
                return step < 0 ? double.NegativeInfinity : double.PositiveInfinity;
            }

            if (Value(fixedAt, outside, ref rest, cancellation) > target)
            {
                break;
            }

            inside = outside;
            step *= 1.5;
        }

        for (var k = 0; k < 60 && Math.Abs(outside - inside) > 1e-9 * (1 + Math.Abs(inside)); k++)
        {
            var middle = 0.5 * (inside + outside);
            (inside, outside) = Value(fixedAt, middle, ref rest, cancellation) > target ? (inside, middle) : (middle, outside);
        }

        return 0.5 * (inside + outside);
    }

    private static double Value(Fixed objective, double at, ref double[] rest, CancellationToken cancellation)
    {
        objective.At = at;
        var found = Optimizer.Minimize(objective, rest, 100, null, cancellation);
        if (double.IsFinite(found.Value))
        {
            rest = found.Point;
        }

        return found.Value;
    }

    /// <summary>The objective with one coordinate held.</summary>
    private sealed class Fixed(SmoothObjective inner, int index) : SmoothObjective
    {
        private readonly double[] point = new double[inner.Size];
        private readonly double[] innerGradient = new double[inner.Size];
        private readonly double[] innerHessian = new double[inner.Size * inner.Size];

        public double At { get; set; }

        public override int Size => inner.Size - 1;

        public override double Evaluate(ReadOnlySpan<double> rest, Span<double> gradient, Span<double> hessian)
        {
            for (int i = 0, k = 0; i < point.Length; i++)
            {
                point[i] = i == index ? At : rest[k++];
            }

            var value = inner.Evaluate(point, innerGradient, hessian.Length == 0 ? default : innerHessian);
            for (int i = 0, k = 0; i < point.Length; i++)
            {
                if (i == index)
                {
                    continue;
                }

                gradient[k] = innerGradient[i];
                for (int j = 0, l = 0; j < point.Length && hessian.Length != 0; j++)
                {
                    if (j != index)
                    {
                        hessian[k * Size + l++] = innerHessian[i * point.Length + j];
                    }
                }

                k++;
            }

            return value;
        }
    }
}
