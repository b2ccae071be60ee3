namespace CustomerValue.Numerics;

/// <summary>min ‖Σ wⱼ aⱼ − b‖² + ρ ‖w‖² over w ≥ 0, Σ w = 1, exactly: Wolfe's (1976) finite search for the point of least norm in a hull.</summary>
/// <remarks>Works on differences of points, so that a level shared by all costs no digits. Optimal when no point lies nearer along the residual: the gap is reported.</remarks>
internal sealed class SimplexLeastSquares
{
    private const double Relative = 1e-12;

    private readonly double[] points, target, weights, residual, center;
    private readonly int count, size;
    private readonly double ridge;
    private readonly List<int> active = [];

    private SimplexLeastSquares(double[] points, int size, double[] target, double ridge)
    {
        this.points = points;
        this.size = size;
        this.target = target;
        this.ridge = ridge;
        count = points.Length / size;
        weights = new double[count];
        residual = new double[size];
        center = new double[size];
    }

    /// <summary>How far the objective can at most be above its minimum, by its dual; ≤ 0 up to rounding at the solution.</summary>
    public double Gap { get; private set; }

    public double[] Weights => weights;

    /// <param name="points">Count × size, row-major; at least one.</param>
    /// <param name="size">Coordinates of a point; ≥ 1.</param>
    /// <param name="target">Of size coordinates.</param>
    /// <param name="ridge">ρ ≥ 0.</param>
    public static SimplexLeastSquares Solve(double[] points, int size, double[] target, double ridge)
    {
        var program = new SimplexLeastSquares(points, size, target, ridge);
        program.Start();
        for (var round = 0; round < 100 + 50 * program.count; round++)
        {
            var next = program.Entering();
            if (next < 0)
            {
                return program;
            }

            program.active.Add(next);
            if (!program.Settle() || !program.active.Contains(next))
            {
                // Nothing but rounding is left to gain.
                return program;
            }
        }

        throw new ConvergenceException("The weights of the donors did not settle: donors are nearly combinations of each other. Take fewer, or a penalty.");
    }

    private void Start()
    {
        var best = double.PositiveInfinity;
        var first = 0;
        for (var j = 0; j < count; j++)
        {
            var distance = 0.0;
            for (var t = 0; t < size; t++)
            {
                var d = points[j * size + t] - target[t];
                distance += d * d;
            }

            if (distance < best)
            {
                (best, first) = (distance, j);
            }
        }

        active.Add(first);
        weights[first] = 1;
        Place();
    }

    /// <summary>Σ w a and Σ w a − b.</summary>
    private void Place()
    {
        Array.Clear(center, 0, size);
        foreach (var j in active)
        {
            for (var t = 0; t < size; t++)
            {
                center[t] += weights[j] * points[j * size + t];
            }
        }

        Array.Clear(residual, 0, size);
        for (var t = 0; t < size; t++)
        {
            foreach (var j in active)
            {
                residual[t] += weights[j] * (points[j * size + t] - target[t]);
            }
        }
    }

    /// <summary>The point that lies nearest along the residual, or −1 at the optimum.</summary>
    private int Entering()
    {
        var own = 0.0;
        var norm = 0.0;
        var level = 0.0;
        foreach (var j in active)
        {
            own += weights[j] * weights[j];
        }

        for (var t = 0; t < size; t++)
        {
            norm += residual[t] * residual[t];
            level = Math.Max(level, Math.Abs(center[t]));
        }

        norm = Math.Sqrt(norm);
        Gap = 0;
        var best = 0.0;
        var next = -1;
        for (var j = 0; j < count; j++)
        {
            double slack = ridge * (weights[j] - own), reach = 0;
            for (var t = 0; t < size; t++)
            {
                var d = points[j * size + t] - center[t];
                slack += residual[t] * d;
                reach += d * d;
            }

            Gap = Math.Max(Gap, -slack);
            var tolerance = Relative * (norm * Math.Sqrt(reach) + ridge) + 4e-16 * size * level * Math.Sqrt(reach);
            if (slack < -tolerance && slack < best && !active.Contains(j))
            {
                (best, next) = (slack, j);
            }
        }

        Gap *= 2;
        return next;
    }

    /// <summary>Moves to the best weights of the active points, dropping those that would fall below zero; false where the newest adds nothing.</summary>
    private bool Settle()
    {
        while (true)
        {
            if (Affine() is not { } best)
            {
                weights[active[active.Count - 1]] = 0;
                active.RemoveAt(active.Count - 1);
                Place();
                return false;
            }

            var share = 1.0;
            var leaving = -1;
            for (var i = 0; i < active.Count; i++)
            {
                if (best[i] <= 0)
                {
                    var own = weights[active[i]];
                    var step = own > 0 ? own / (own - best[i]) : 0;
                    if (step < share || leaving < 0)
                    {
                        (share, leaving) = (step, i);
                    }
                }
            }

            for (var i = 0; i < active.Count; i++)
            {
                weights[active[i]] = leaving < 0 ? best[i] : Math.Max(0, weights[active[i]] + share * (best[i] - weights[active[i]]));
            }

            if (leaving < 0)
            {
                Place();
                return true;
            }

            weights[active[leaving]] = 0;
            active.RemoveAt(leaving);
        }
    }

    /// <summary>The best weights of the active points that sum to 1, of any sign; null when the points are dependent.</summary>
    private double[]? Affine()
    {
        var k = active.Count - 1;
        var first = active[0];
        var gram = new double[k * k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = ridge * (i == j ? 2 : 1);
                for (var t = 0; t < size; t++)
                {
                    var origin = points[first * size + t];
                    sum += (points[active[i + 1] * size + t] - origin) * (points[active[j + 1] * size + t] - origin);
                }

                gram[i * k + j] = gram[j * k + i] = sum;
            }
        }

        if (Cholesky.Factor(gram, k, 1e-13) is not { } factor)
        {
            return null;
        }

        var best = new double[k + 1];
        best[0] = 1;
        var at = new double[size];
        for (var pass = 0; pass < 3; pass++)
        {
            // Each pass takes up what rounding left of the one before.
            for (var t = 0; t < size; t++)
            {
                at[t] = points[first * size + t] - target[t];
                for (var i = 0; i < k; i++)
                {
                    at[t] += best[i + 1] * (points[active[i + 1] * size + t] - points[first * size + t]);
                }
            }

            var step = new double[k];
            for (var i = 0; i < k; i++)
            {
                step[i] = -ridge * (best[i + 1] - best[0]);
                for (var t = 0; t < size; t++)
                {
                    step[i] -= at[t] * (points[active[i + 1] * size + t] - points[first * size + t]);
                }
            }

            factor.Solve(step);
            for (var i = 0; i < k; i++)
            {
                best[i + 1] += step[i];
                best[0] -= step[i];
            }
        }

        return best;
    }
}
