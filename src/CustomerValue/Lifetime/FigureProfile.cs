using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Profile intervals of figures: the least and the greatest value of a figure among the parameters that the likelihood does not reject.</summary>
/// <remarks>
/// That is the profile interval of the figure taken as a parameter. A spring that pulls the figure to a place, stiff against the curvature of the
/// likelihood, comes to rest where the likelihood is greatest for the figure reached, also where the profile bends the other way; the
/// place is moved until the edge of what is not rejected is met.
/// </remarks>
internal static class FigureProfile
{
    private const double GradientTolerance = 1e-7;

    /// <summary>The spring against the curvature of the profile at its maximum.</summary>
    private const double Stiffness = 30;

    /// <summary>Limits of the figure, infinite where the likelihood never falls far enough.</summary>
    /// <param name="objective">Minus the mean log-likelihood in log-parameters.</param>
    /// <param name="optimum">Its minimum.</param>
    /// <param name="figure">The figure, on the scale of the interval, of log-parameters.</param>
    /// <param name="observations">Number of customers.</param>
    /// <param name="level">Coverage.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    public static (double Lower, double Upper) Interval(
        SmoothObjective objective, double[] optimum, Func<double[], double> figure, double observations, double level, CancellationToken cancellation)
    {
        var n = objective.Size;
        var gradient = new double[n];
        var hessian = new double[n * n];
        var least = objective.Evaluate(optimum, gradient, hessian);
        var factor = Cholesky.Factor(hessian, n);
        if (factor is null || !(gradient.Max(g => Math.Abs(g)) < 1e-5))
        {
            throw new ArgumentException("The model is no proven maximum for these customers: fit it to them, without a penalty.", nameof(optimum));
        }

        var pull = new Pull(objective, figure, figure(optimum));
        var slope = new double[n];
        pull.Slope(optimum, slope);
        var inverse = factor.Inverse();
        var spread = 0.0;
        for (var i = 0; i < n * n; i++)
        {
            spread += slope[i / n] * inverse[i] * slope[i % n];
        }

        var allowed = 0.5 * ChiSquaredDistribution.Quantile(level, 1) / observations;
        if (!(spread > 0))
        {
            return (figure(optimum), figure(optimum));
        }

        var reach = (1 + 1 / Stiffness) * Math.Sqrt(2 * allowed * spread);
        pull.Spring = Stiffness / spread;
        return (Limit(pull, optimum, least, allowed, -reach, cancellation), Limit(pull, optimum, least, allowed, reach, cancellation));
    }

    private static double Limit(Pull pull, double[] optimum, double least, double allowed, double first, CancellationToken cancellation)
    {
        // √(fall) grows nearly in proportion to the pull.
        var edge = Math.Sqrt(allowed);
        double low = 0, high = first, lowRoot = 0, highRoot = 0;
        double[] inside = optimum, outside = optimum;
        for (var k = 0; ; k++)
        {
            var found = pull.Solve(high, inside, cancellation);
            if (found is null)
            {
                // Further out than the figure can be held: nearer steps, then none.
                high = 0.5 * (low + high);
                if (k == 60 || Math.Abs(high - low) < 1e-6 * Math.Abs(high))
                {
                    return first < 0 ? double.NegativeInfinity : double.PositiveInfinity;
                }

                continue;
            }

            highRoot = Math.Sqrt(Math.Max(0, pull.Fall(found) - least));
            if (highRoot >= edge)
            {
                outside = found;
                break;
            }

            (low, lowRoot, inside) = (high, highRoot, found);
            high *= 1.5;
            if (k >= 60)
            {
                return first < 0 ? double.NegativeInfinity : double.PositiveInfinity;
            }
        }

        for (var k = 0; k < 100 && highRoot - lowRoot > 1e-10 * edge; k++)
        {
            // Every third step halves, so that neither end stays.
            var share = k % 3 == 2 ? 0.5 : Math.Min(0.99, Math.Max(0.01, (edge - lowRoot) / (highRoot - lowRoot)));
            var middle = low + share * (high - low);
            if (pull.Solve(middle, inside, cancellation) is not { } found)
            {
                break;
            }

            var root = Math.Sqrt(Math.Max(0, pull.Fall(found) - least));
            if (Math.Abs(root - edge) < 1e-10 * edge)
            {
                return pull.Figure(found);
            }

            if (root >= edge)
            {
                (high, highRoot, outside) = (middle, root, found);
            }
            else
            {
                (low, lowRoot, inside) = (middle, root, found);
            }
        }

        return 0.5 * (pull.Figure(inside) + pull.Figure(outside));
    }

    /// <summary>Minus the mean log-likelihood, plus the spring; the figure's derivatives by differences.</summary>
    private sealed class Pull(SmoothObjective inner, Func<double[], double> figure, double origin) : SmoothObjective
    {
        private const double Width = 1e-3;
        private readonly double[] moved = new double[inner.Size];
        private readonly double[] slope = new double[inner.Size];
        private double place;

        public double Spring { get; set; }

        public override int Size => inner.Size;

        public double[]? Solve(double at, double[] start, CancellationToken cancellation)
        {
            place = origin + at;
            var found = Optimizer.Minimize(this, start, 100, null, cancellation);
            return double.IsFinite(found.Value) && found.GradientNorm < GradientTolerance && found.Stop != StopReason.Boundary ? found.Point : null;
        }

        public double Fall(double[] point) => inner.Evaluate(point, slope, default);

        public double Figure(double[] point) => figure(point);

        public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
        {
            var value = inner.Evaluate(point, gradient, hessian);
            if (!double.IsFinite(value))
            {
                return value;
            }

            point.CopyTo(moved);
            var center = figure(moved);
            Slope(moved, slope);
            var stretch = center - place;
            for (var i = 0; i < Size; i++)
            {
                gradient[i] += Spring * stretch * slope[i];
                for (var j = i; j < Size && hessian.Length != 0; j++)
                {
                    var bend = Spring * (slope[i] * slope[j] + stretch * Bend(i, j, center));
                    hessian[i * Size + j] += bend;
                    if (i != j)
                    {
                        hessian[j * Size + i] += bend;
                    }
                }
            }

            return value + 0.5 * Spring * stretch * stretch;
        }

        /// <summary>By differences of the fourth order.</summary>
        public void Slope(double[] point, Span<double> destination)
        {
            if (!ReferenceEquals(point, moved))
            {
                point.CopyTo(moved, 0);
            }

            for (var i = 0; i < Size; i++)
            {
                destination[i] = (8 * (At(i, 1, 0, 0) - At(i, -1, 0, 0)) - (At(i, 2, 0, 0) - At(i, -2, 0, 0))) / (12 * Width);
            }
        }

        private double Bend(int i, int j, double center) => i == j
            ? (At(i, 1, 0, 0) - 2 * center + At(i, -1, 0, 0)) / (Width * Width)
            : (At(i, 1, j, 1) - At(i, 1, j, -1) - At(i, -1, j, 1) + At(i, -1, j, -1)) / (4 * Width * Width);

        private double At(int i, int stepsI, int j, int stepsJ)
        {
            var (first, second) = (moved[i], moved[j]);
            moved[i] += stepsI * Width;
            moved[j] += stepsJ * Width;
            var value = figure(moved);
            (moved[j], moved[i]) = (second, first);
            if (i == j)
            {
                moved[i] = first;
            }

            return value;
        }
    }
}
