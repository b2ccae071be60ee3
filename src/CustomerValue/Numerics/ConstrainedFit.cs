namespace CustomerValue.Numerics;

/// <summary>Where a constrained fit ended.</summary>
internal sealed class ConstrainedPoint
{
    public StopReason Stop { get; init; }

    public int Iterations { get; init; }

    /// <summary>On the scale of the columns.</summary>
    public double[] Coefficients { get; init; } = [];

    /// <summary>Σ w ℓ, with Firth's penalty where there is one.</summary>
    public double LogLikelihood { get; init; }

    /// <summary>Σ w ℓ alone.</summary>
    public double PlainLogLikelihood { get; init; }

    /// <summary>Derivatives of <see cref="LogLikelihood"/> by all parameters, fixed ones included, on the scale of the columns.</summary>
    public double[] Gradient { get; init; } = [];

    /// <summary>Largest derivative of the mean by a free parameter, scaled columns.</summary>
    public double GradientNorm { get; init; }

    /// <summary>Inverse information of all parameters on the scale of the columns; empty where it is singular.</summary>
    public double[] Covariance { get; init; } = [];

    /// <summary>First parameter that is a combination of earlier ones, or −1.</summary>
    public int Aliased { get; init; } = -1;
}

/// <summary>Logistic likelihood, plain or with Firth's penalty ½ ln det information, maximized over some parameters while others are held.</summary>
/// <remarks>
/// The plain one ends when the gradient vanishes, also where that is at infinity: the value is then the supremum to rounding.
/// The penalty is always that of the full information, as profile intervals of Heinze and Schemper (2002) ask. Every step takes
/// the expected information and is halved until the objective does not fall.
/// </remarks>
internal sealed partial class ConstrainedFit
{
    private const double AliasTolerance = 1e-12;

    private readonly RowBlocks blocks;
    private readonly DesignLayout layout;
    private readonly LinearScaling scaling;
    private readonly bool firth;
    private readonly double tolerance;
    private readonly int limit;
    private readonly CancellationToken cancellation;
    private readonly LinearWorkspace workspace;
    private readonly LinearWorkspace total;

    /// <param name="blocks">The rows.</param>
    /// <param name="layout">The parameters, with an intercept.</param>
    /// <param name="firth">True for Firth's penalty.</param>
    /// <param name="center">False when the intercept will be held.</param>
    /// <param name="tolerance">Largest mean gradient.</param>
    /// <param name="limit">Steps before giving up.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public ConstrainedFit(RowBlocks blocks, DesignLayout layout, bool firth, bool center, double tolerance, int limit, CancellationToken cancellation)
    {
        this.blocks = blocks;
        this.layout = layout;
        this.firth = firth;
        this.tolerance = tolerance;
        this.limit = limit;
        this.cancellation = cancellation;
        scaling = LinearScaling.Measure(blocks, layout, LinearFamily.Logit, center);
        workspace = new LinearWorkspace(layout, scaling, LinearFamily.Logit);
        total = new LinearWorkspace(layout, scaling, LinearFamily.Logit);
    }

    public double Observations => scaling.Observations;

    /// <summary>Weighted mean of the outcomes.</summary>
    public double OutcomeMean => scaling.OutcomeMean;

    /// <summary>−2 Σ w ℓ of perfect probabilities, taken off −2 Σ w ℓ: the deviance.</summary>
    public double Deviance(double plainLogLikelihood) => Math.Max(0, 2 * (scaling.SaturatedBinomial - plainLogLikelihood));

    /// <summary>Leverages of all rows at coefficients: their share of the trace of the hat matrix, frequency weight included.</summary>
    public double[] Leverages(double[] coefficients)
    {
        var state = Evaluate(scaling.Scale(coefficients));
        var inverse = Cholesky.Factor(state.Information, layout.ParameterCount, 1e-16)!.Inverse();
        var leverages = new List<double>();
        ForEach(state.Padded, inverse, (_, leverage, _, _) => leverages.Add(leverage));
        return leverages.ToArray();
    }

    /// <summary>Inverse (penalized) information of the parameters that are not held, on the scale of the columns, 0 for those that are; empty where a free one is a combination of others.</summary>
    public double[] Covariance(double[] coefficients, bool[] held, double ridge, bool standardizePenalty, out int aliased)
    {
        var n = layout.ParameterCount;
        var state = Evaluate(scaling.Scale(coefficients));
        var penalties = scaling.Penalties(ridge, standardizePenalty);
        var free = Enumerable.Range(0, n).Where(p => !held[p]).ToArray();
        var matrix = new double[free.Length * free.Length];
        for (var r = 0; r < free.Length; r++)
        {
            for (var c = 0; c < free.Length; c++)
            {
                matrix[r * free.Length + c] = state.Information[free[r] * n + free[c]] + (r == c ? Observations * penalties[layout.Padded(free[r])] : 0);
            }
        }

        aliased = -1;
        if (Cholesky.Factor(matrix, free.Length, AliasTolerance) is not { } factor)
        {
            aliased = free[NewtonState.FirstDependent(matrix, free.Length, AliasTolerance)];
            return [];
        }

        var inverse = factor.Inverse();
        var covariance = new double[n * n];
        for (var r = 0; r < free.Length; r++)
        {
            for (var c = 0; c < free.Length; c++)
            {
                covariance[free[r] * n + free[c]] = inverse[r * free.Length + c];
            }
        }

        scaling.UnscaleCovariance(covariance);
        return covariance;
    }

    /// <summary>Maximizes over the parameters that are not held.</summary>
    /// <param name="start">Where to begin, on the scale of the columns; held parameters stay there.</param>
    /// <param name="held">One entry per parameter.</param>
    public ConstrainedPoint Maximize(double[] start, bool[] held)
    {
        var free = Enumerable.Range(0, held.Length).Where(p => !held[p]).ToArray();
        var current = Evaluate(scaling.Scale(start));
        if (scaling.Constant >= 0 || Cholesky.Factor(current.Information, held.Length, AliasTolerance) is null)
        {
            var aliased = scaling.Constant >= 0 ? scaling.Constant : NewtonState.FirstDependent(current.Information, held.Length, AliasTolerance);

            // Far out weights vanish, and with them the information; only near the start does that speak of the columns.
            if (scaling.Constant >= 0 || start.All(b => b == 0))
            {
                return Result(current, free, StopReason.NotStationary, 0, aliased);
            }
        }

        for (var iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var norm = Norm(current, free);
            if (free.Length == 0 || norm <= 1e-3 * tolerance)
            {
                return Result(current, free, StopReason.Converged, iteration, -1);
            }

            if (iteration >= limit)
            {
                return Result(current, free, norm <= tolerance ? StopReason.Converged : StopReason.IterationLimit, iteration, -1);
            }

            if (Move(current, Step(current, free)) is not { } next)
            {
                return Result(current, free, norm <= tolerance ? StopReason.Converged : StopReason.NotStationary, iteration, -1);
            }

            // Once the objective cannot tell points apart, a gradient that no longer falls has reached its rounding.
            if (norm <= tolerance && Norm(next, free) >= 0.5 * norm)
            {
                return Result(Norm(next, free) < norm ? next : current, free, StopReason.Converged, iteration, -1);
            }

            current = next;
        }
    }

    private double Norm(State state, int[] free)
    {
        var norm = 0.0;
        foreach (var p in free)
        {
            norm = Math.Max(norm, Math.Abs(state.Gradient[p]) / Observations);
        }

        return norm;
    }

    private double[] Step(State state, int[] free)
    {
        var size = free.Length;
        var n = layout.ParameterCount;
        var matrix = new double[size * size];
        var step = new double[size];
        var largest = 0.0;
        for (var r = 0; r < size; r++)
        {
            step[r] = state.Gradient[free[r]];
            for (var c = 0; c < size; c++)
            {
                matrix[r * size + c] = state.Information[free[r] * n + free[c]];
            }

            largest = Math.Max(largest, matrix[r * size + r]);
        }

        Cholesky? factor;
        for (var ridge = 1e-14 * largest; (factor = Cholesky.Factor(matrix, size, 1e-15)) is null; ridge *= 100)
        {
            for (var r = 0; r < size; r++)
            {
                matrix[r * size + r] += Math.Max(ridge, 1e-300);
            }
        }

        factor.Solve(step);
        var padded = new double[layout.PaddedCount];
        for (var r = 0; r < size; r++)
        {
            padded[layout.Padded(free[r])] = step[r];
        }

        return padded;
    }

    private State? Move(State state, double[] step)
    {
        var slack = 1e-13 * (1 + Math.Abs(state.Objective));

        // Firth's penalty is not in the information: long steps are cut, as logistf does.
        var longest = step.Max(Math.Abs);
        var first = firth && longest > 5 ? 5 / longest : 1;
        for (var scale = first; scale > 1e-10; scale /= 2)
        {
            var trial = new double[step.Length];
            for (var i = 0; i < trial.Length; i++)
            {
                trial[i] = state.Padded[i] + scale * step[i];
            }

            var next = Evaluate(trial);
            if (next.Objective >= state.Objective - slack)
            {
                return next;
            }
        }

        return null;
    }

    private State Evaluate(double[] padded)
    {
        total.Clear();
        for (var b = 0; b < blocks.BlockCount; b++)
        {
            workspace.Clear();
            workspace.AddBlock(blocks[b], padded, expected: true);
            total.Add(workspace);
        }

        var n = layout.ParameterCount;
        var state = new State
        {
            Padded = padded,
            Plain = total.LogLikelihood,
            Objective = total.LogLikelihood,
            Information = LinearMatrices.Compact(total.Hessian, layout),
        };
        for (var p = 0; p < n; p++)
        {
            state.Gradient.Add(total.Gradient[layout.Padded(p)]);
        }

        if (!firth)
        {
            return state;
        }

        if (Cholesky.Factor(state.Information, n, 1e-16) is not { } factor)
        {
            state.Objective = double.NegativeInfinity;
            return state;
        }

        // On the scale of the columns: I_β = Tᵀ I_γ T with det T = Π s.
        state.Objective += 0.5 * factor.LogDeterminant + scaling.Scales.Sum(s => Elementary.Log(s));
        var inverse = factor.Inverse();
        ForEach(padded, inverse, (x, leverage, mean, _) =>
        {
            var score = leverage * (0.5 - mean);
            for (var p = 0; p < n; p++)
            {
                state.Gradient[p] += score * x[p];
            }
        });
        return state;
    }

    /// <summary>Visits every row's expanded columns, leverage, probability and weight.</summary>
    private void ForEach(double[] padded, double[] inverse, Action<double[], double, double, double> visit)
    {
        var n = layout.ParameterCount;
        var x = new double[n];
        for (var b = 0; b < blocks.BlockCount; b++)
        {
            var block = blocks[b];
            for (var start = 0; start < block.RowCount; start += LinearWorkspace.TileRows)
            {
                var rows = Math.Min(LinearWorkspace.TileRows, block.RowCount - start);
                workspace.Predict(block, start, rows, padded);
                workspace.Evaluate(block, start, rows, expected: true);
                for (var i = 0; i < rows; i++)
                {
                    workspace.Expand(i, x);
                    var quadratic = 0.0;
                    for (var r = 0; r < n; r++)
                    {
                        if (x[r] != 0)
                        {
                            quadratic += x[r] * DotKernel.Dot(inverse.AsSpan(r * n, n), x);
                        }
                    }

                    var weight = block.WeightAt(start + i);
                    visit(x, weight * workspace.Curvatures[i] * quadratic, block.Outcomes[start + i] - workspace.Scores[i], weight);
                }
            }
        }
    }

    private ConstrainedPoint Result(State state, int[] free, StopReason stop, int iterations, int aliased)
    {
        var n = layout.ParameterCount;
        var covariance = Array.Empty<double>();
        if (Cholesky.Factor(state.Information, n, 1e-16) is { } factor)
        {
            covariance = factor.Inverse();
            scaling.UnscaleCovariance(covariance);
        }

        // γ₀ = β₀ + Σ βⱼ cⱼ and γⱼ = βⱼ sⱼ: the chain rule back to the scale of the columns.
        var unit = new double[n];
        var gradient = new double[n];
        var origin = scaling.Scale(unit);
        for (var p = 0; p < n; p++)
        {
            unit[p] = 1;
            var direction = scaling.Scale(unit);
            unit[p] = 0;
            for (var q = 0; q < n; q++)
            {
                gradient[p] += state.Gradient[q] * (direction[layout.Padded(q)] - origin[layout.Padded(q)]);
            }
        }

        return new ConstrainedPoint
        {
            Stop = stop,
            Iterations = iterations,
            Coefficients = scaling.Unscale(state.Padded),
            LogLikelihood = state.Objective,
            PlainLogLikelihood = state.Plain,
            Gradient = gradient,
            GradientNorm = Norm(state, free),
            Covariance = covariance,
            Aliased = aliased,
        };
    }

    private sealed class State
    {
        public double[] Padded { get; init; } = [];

        public double Plain { get; init; }

        public double Objective { get; set; }

        public double[] Information { get; init; } = [];

        /// <summary>Compact, scaled columns.</summary>
        public List<double> Gradient { get; } = [];
    }
}
