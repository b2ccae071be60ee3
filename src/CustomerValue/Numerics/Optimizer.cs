namespace CustomerValue.Numerics;

/// <summary>Minimizes a smooth function of few parameters by a trust region on the Hessian, then proves what it found.</summary>
/// <remarks>
/// Moré and Sorensen's step from the eigenvalues of the Hessian: it leaves saddles, never steps further than the region, and
/// becomes Newton's step near the optimum. Points with values that are not finite, or better than the model could believe, are
/// refused. Parameters are taken to be unconstrained (logarithms of positive ones), so that an optimum at the boundary shows
/// as a direction that runs away while the function stays flat. The function should be a mean, so that tolerances mean the
/// same for ten customers and ten million.
/// </remarks>
internal static class Optimizer
{
    /// <summary>Largest |gradient| at which the first-order condition counts as met.</summary>
    public const double GradientTolerance = 1e-8;

    private const double PolishTolerance = 1e-13;
    private const double LongestStep = 2;

    /// <summary>Beyond e^±40 a parameter is at its boundary.</summary>
    private const double Limit = 40;

    // From e^±17 on, the rounding of a gradient in such a parameter, some e^θ · 2⁻⁵³, exceeds the tolerance: no first-order condition can be
    // met there any more, and a search that ends there has run after a boundary.
    private const double FarOut = 17;

    public static Optimum Minimize(
        SmoothObjective objective,
        ReadOnlySpan<double> start,
        int maxIterations = 200,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var n = objective.Size;
        var current = new State(n);
        var trial = new State(n);
        start.CopyTo(current.Point);
        var eigen = new SymmetricEigen(n);
        var step = new double[n];
        if (!Evaluate(objective, current))
        {
            return Result(current, 0, StopReason.NotStationary);
        }

        eigen.Decompose(current.Hessian);
        var radius = 1.0;
        var iteration = 0;
        var stop = StopReason.IterationLimit;
        while (iteration < maxIterations)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new FitProgress("iterations", iteration, maxIterations));
            iteration++;
            var norm = Largest(current.Gradient);
            if (norm <= PolishTolerance && eigen.Least >= 0)
            {
                stop = StopReason.Converged;
                break;
            }

            var predicted = TrustRegionStep(eigen, current.Gradient, radius, step);
            var length = Norm(step);
            for (var i = 0; i < n; i++)
            {
                trial.Point[i] = current.Point[i] + step[i];
            }

            // Below the rounding of the value only the gradient can tell better from worse.
            var blind = predicted <= 1e-13 * (1 + Math.Abs(current.Value));
            var finite = Evaluate(objective, trial);
            var gain = current.Value - trial.Value;
            var better = finite && (blind
                ? gain >= -1e-12 * (1 + Math.Abs(current.Value)) && Largest(trial.Gradient) < norm
                : gain > 1e-4 * predicted && gain < 1e3 * (predicted + 1 + Math.Abs(current.Value)));
            if (better)
            {
                (current, trial) = (trial, current);
                eigen.Decompose(current.Hessian);
                if (gain > 0.75 * predicted && length > 0.9 * radius)
                {
                    radius = Math.Min(2 * radius, LongestStep);
                }
                else if (!blind && gain < 0.25 * predicted)
                {
                    radius = Math.Max(0.25 * length, 1e-12);
                }

                if (OutOfBounds(current.Point))
                {
                    stop = StopReason.Boundary;
                    break;
                }

                continue;
            }

            radius = 0.25 * Math.Min(length, radius);
            if ((blind && finite) || radius < 1e-12)
            {
                stop = StopReason.NotStationary;
                break;
            }
        }

        return Result(current, iteration, Judge(objective, current, eigen, trial, stop));
    }

    /// <summary>Says what the end is, from the gradient, the curvature and a look along the flattest direction.</summary>
    private static StopReason Judge(SmoothObjective objective, State end, SymmetricEigen eigen, State trial, StopReason stop)
    {
        if (stop == StopReason.Boundary)
        {
            return stop;
        }

        if (!(Largest(end.Gradient) <= GradientTolerance))
        {
            return stop == StopReason.IterationLimit ? stop : IsFarOut(end.Point) ? StopReason.Boundary : StopReason.NotStationary;
        }

        // A maximum with standard errors bends upward; a boundary goes on, flat, for ever.
        if (eigen.Least < 1e-4 && (Flat(objective, end, eigen, trial, 3) || Flat(objective, end, eigen, trial, -3)))
        {
            return StopReason.Boundary;
        }

        return eigen.Least > 1e-12 * Math.Max(1, eigen.Greatest) ? StopReason.Converged : StopReason.NotStationary;
    }

    private static bool IsFarOut(double[] point) => Array.Exists(point, theta => Math.Abs(theta) > FarOut);

    private static bool Flat(SmoothObjective objective, State end, SymmetricEigen eigen, State trial, double distance)
    {
        for (var i = 0; i < end.Point.Length; i++)
        {
            trial.Point[i] = end.Point[i] + distance * eigen.Vector(0, i);
        }

        var value = objective.Evaluate(trial.Point, trial.Gradient, default);
        return value - end.Value <= 1e-9 * (1 + Math.Abs(end.Value));
    }

    /// <summary>Fills the step and returns the decrease that the quadratic model promises.</summary>
    private static double TrustRegionStep(SymmetricEigen eigen, double[] gradient, double radius, double[] step)
    {
        var n = gradient.Length;
        Span<double> along = stackalloc double[n];
        for (var k = 0; k < n; k++)
        {
            var sum = 0.0;
            for (var i = 0; i < n; i++)
            {
                sum += eigen.Vector(k, i) * gradient[i];
            }

            along[k] = sum;
        }

        var floor = 1e-12 * Math.Max(1e-8, Math.Max(Math.Abs(eigen.Greatest), Math.Abs(eigen.Least)));
        var shift = eigen.Least > floor ? 0 : floor - eigen.Least;
        if (LengthAt(eigen, along, shift) > radius)
        {
            shift = Shift(eigen, along, shift, radius);
        }

        Array.Clear(step, 0, n);
        var predicted = 0.0;
        var left = radius * radius;
        for (var k = n - 1; k >= 0; k--)
        {
            var move = -along[k] / (eigen.Value(k) + shift);
            if (k == 0 && eigen.Least < -floor && left > 1e-12 * radius * radius)
            {
                // The hard case: no slope along a direction that bends down; go to the edge of the region.
                move = along[0] > 0 ? -Math.Sqrt(left) : Math.Sqrt(left);
            }

            left -= move * move;
            predicted -= move * (along[k] + 0.5 * eigen.Value(k) * move);
            for (var i = 0; i < n; i++)
            {
                step[i] += move * eigen.Vector(k, i);
            }
        }

        return predicted;
    }

    /// <summary>The shift at which the step is as long as the radius: bisection on a decreasing function.</summary>
    private static double Shift(SymmetricEigen eigen, ReadOnlySpan<double> along, double low, double radius)
    {
        var high = low + Norm(along) / radius;
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (low + high);
            if (LengthAt(eigen, along, middle) > radius)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    private static double LengthAt(SymmetricEigen eigen, ReadOnlySpan<double> along, double shift)
    {
        var sum = 0.0;
        for (var k = 0; k < along.Length; k++)
        {
            var move = along[k] / (eigen.Value(k) + shift);
            sum += move * move;
        }

        return Math.Sqrt(sum);
    }

    private static bool Evaluate(SmoothObjective objective, State state)
    {
        state.Value = objective.Evaluate(state.Point, state.Gradient, objective.HasHessian ? state.Hessian : default);
        if (!double.IsFinite(state.Value) || !AllFinite(state.Gradient))
        {
            return false;
        }

        if (!objective.HasHessian)
        {
            DifferenceHessian(objective, state);
        }

        return AllFinite(state.Hessian);
    }

    /// <summary>Central differences of the exact gradient.</summary>
    private static void DifferenceHessian(SmoothObjective objective, State state)
    {
        var n = state.Point.Length;
        var point = (double[])state.Point.Clone();
        var up = new double[n];
        var down = new double[n];
        for (var j = 0; j < n; j++)
        {
            var width = 1e-5 * Math.Max(1, Math.Abs(state.Point[j]));
            point[j] = state.Point[j] + width;
            objective.Evaluate(point, up, default);
            point[j] = state.Point[j] - width;
            objective.Evaluate(point, down, default);
            point[j] = state.Point[j];
            for (var i = 0; i < n; i++)
            {
                state.Hessian[i * n + j] = (up[i] - down[i]) / (2 * width);
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var mean = 0.5 * (state.Hessian[i * n + j] + state.Hessian[j * n + i]);
                state.Hessian[i * n + j] = mean;
                state.Hessian[j * n + i] = mean;
            }
        }
    }

    private static Optimum Result(State state, int iterations, StopReason stop) =>
        new(state.Point, state.Value, Largest(state.Gradient), state.Hessian, iterations, stop);

    private static bool OutOfBounds(double[] point)
    {
        foreach (var value in point)
        {
            if (Math.Abs(value) > Limit)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AllFinite(double[] values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static double Largest(double[] values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            if (!(Math.Abs(value) <= largest))
            {
                largest = Math.Abs(value);
            }
        }

        return largest;
    }

    private static double Norm(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    private sealed class State(int n)
    {
        public double[] Point { get; } = new double[n];

        public double[] Gradient { get; } = new double[n];

        public double[] Hessian { get; } = new double[n * n];

        public double Value { get; set; } = double.NaN;
    }
}
