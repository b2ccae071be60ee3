namespace CustomerValue.Numerics;

/// <summary>Where a generalized linear fit stands: scaled coefficients and the objective's value, gradient and information there.</summary>
internal sealed class NewtonState
{
    private readonly RowBlocks blocks;
    private readonly DesignLayout layout;
    private readonly LinearScaling scaling;
    private readonly GeneralizedLinearOptions options;
    private readonly CancellationToken cancellation;
    private readonly double[] penalties;
    private readonly LinearWorkspace[] workspaces;
    private LinearWorkspace current;
    private LinearWorkspace spare;
    private double[] coefficients;

    public NewtonState(RowBlocks blocks, DesignLayout layout, LinearScaling scaling, GeneralizedLinearOptions options, CancellationToken cancellation)
    {
        this.blocks = blocks;
        this.layout = layout;
        this.scaling = scaling;
        this.options = options;
        this.cancellation = cancellation;
        penalties = options.Ridge > 0 ? scaling.Penalties(options.Ridge, options.StandardizePenalty) : new double[layout.PaddedCount];
        coefficients = new double[layout.PaddedCount];
        current = new LinearWorkspace(layout, scaling, options.Family);
        spare = new LinearWorkspace(layout, scaling, options.Family);
        var slots = options.Threads == 1 ? 1 : Math.Max(1, Math.Min(blocks.BlockCount, options.Threads * 2));
        workspaces = new LinearWorkspace[slots];
        for (var s = 0; s < slots; s++)
        {
            workspaces[s] = new LinearWorkspace(layout, scaling, options.Family);
        }
    }

    /// <summary>Largest absolute component of the gradient of the mean penalized log-likelihood, scaled columns.</summary>
    public double GradientNorm
    {
        get
        {
            var norm = 0.0;
            foreach (var g in MeanGradient())
            {
                norm = Math.Max(norm, Math.Abs(g));
            }

            return norm;
        }
    }

    /// <summary>Evaluates at the start: all 0 but the intercept, which matches the outcomes' mean where there are no offsets.</summary>
    public void Start()
    {
        var mean = scaling.OutcomeMean;
        if (layout.Intercept && !scaling.HasOffsets)
        {
            coefficients[0] = options.Family switch
            {
                LinearFamily.Gaussian => mean,
                LinearFamily.Logit when mean > 0 && mean < 1 => Elementary.Log(mean) - Elementary.Log1p(-mean),
                LinearFamily.ComplementaryLogLog when mean > 0 && mean < 1 => Elementary.Log(-Elementary.Log1p(-mean)),
                _ => 0,
            };
        }

        Evaluate(coefficients, current, expected: false);
    }

    /// <summary>Cholesky factor of the penalized mean information, compact; null when a parameter is aliased.</summary>
    public Cholesky? Factor(double relativePivot, out int aliased)
    {
        var matrix = Information(current);
        var factor = Cholesky.Factor(matrix, layout.ParameterCount, relativePivot);
        aliased = factor is null ? FirstDependent(matrix, layout.ParameterCount, relativePivot) : -1;
        return factor;
    }

    /// <summary>The Newton step, padded, and its largest component relative to the coefficients.</summary>
    public double[] Step(Cholesky factor, out double size)
    {
        var gradient = MeanGradient();
        var compact = new double[layout.ParameterCount];
        for (var p = 0; p < compact.Length; p++)
        {
            compact[p] = gradient[layout.Padded(p)];
        }

        factor.Solve(compact);
        var step = new double[layout.PaddedCount];
        size = 0;
        for (var p = 0; p < compact.Length; p++)
        {
            var at = layout.Padded(p);
            step[at] = compact[p];
            size = Math.Max(size, Math.Abs(compact[p]) / (1 + Math.Abs(coefficients[at])));
        }

        return step;
    }

    /// <summary>Moves along the step, halving it until the objective does not fall; false when it always does.</summary>
    public bool Move(double[] step)
    {
        var before = Objective(coefficients, current);
        var slack = 1e-13 * (1 + Math.Abs(before));
        var trial = new double[coefficients.Length];
        for (var halving = 0; halving < 30; halving++)
        {
            var scale = 1.0 / (1L << halving);
            for (var i = 0; i < trial.Length; i++)
            {
                trial[i] = coefficients[i] + scale * step[i];
            }

            Evaluate(trial, spare, expected: false);
            if (Objective(trial, spare) >= before - slack)
            {
                coefficients = trial;
                (current, spare) = (spare, current);
                return true;
            }
        }

        return false;
    }

    public GeneralizedLinearResult Result(StopReason stop, int iterations, int aliased, SeparationFinding? separation)
    {
        var usable = aliased < 0;
        var gaussian = options.Family == LinearFamily.Gaussian;
        var unscaled = Array.Empty<double>();
        if (usable && separation is null)
        {
            // Off the canonical link standard errors take the expected information, as the references do.
            if (options.Family == LinearFamily.ComplementaryLogLog)
            {
                Evaluate(coefficients, current, expected: true);
            }

            var factor = Cholesky.Factor(Information(current), layout.ParameterCount, 1e-16);
            if (factor is not null)
            {
                unscaled = factor.Inverse().Select(v => v / scaling.Observations).ToArray();
                scaling.UnscaleCovariance(unscaled);
            }
        }

        var n = scaling.Observations;
        var logLikelihood = current.LogLikelihood;
        var squares = -2 * logLikelihood;
        return new GeneralizedLinearResult
        {
            Layout = layout,
            Options = options,
            Stop = stop,
            Iterations = iterations,
            LogLikelihood = gaussian ? -0.5 * n * (1 + Elementary.Log(2 * Math.PI) + Elementary.Log(squares / n)) : logLikelihood,
            Deviance = gaussian ? squares : Math.Max(0, 2 * (scaling.SaturatedBinomial - logLikelihood)),
            GradientNorm = usable ? GradientNorm : double.NaN,
            Observations = n,
            OutcomeMean = scaling.OutcomeMean,
            Coefficients = scaling.Unscale(coefficients),
            Unscaled = unscaled,
            Dispersion = gaussian ? squares / (n - layout.ParameterCount) : 1,
            Aliased = aliased,
            Separation = separation,
        };
    }

    /// <summary>The first parameter that is a combination of earlier ones.</summary>
    public static int FirstDependent(double[] matrix, int n, double relativePivot)
    {
        for (var size = 1; size <= n; size++)
        {
            var leading = new double[size * size];
            for (var i = 0; i < size; i++)
            {
                Array.Copy(matrix, i * n, leading, i * size, size);
            }

            if (Cholesky.Factor(leading, size, relativePivot) is null)
            {
                return size - 1;
            }
        }

        return n - 1;
    }

    private double[] MeanGradient()
    {
        var gradient = new double[coefficients.Length];
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = current.Gradient[i] / scaling.Observations - penalties[i] * coefficients[i];
        }

        return gradient;
    }

    private double Objective(double[] at, LinearWorkspace sums)
    {
        var penalty = 0.0;
        for (var i = 0; i < at.Length; i++)
        {
            penalty += penalties[i] * at[i] * at[i];
        }

        return sums.LogLikelihood / scaling.Observations - 0.5 * penalty;
    }

    private double[] Information(LinearWorkspace sums)
    {
        var compact = LinearMatrices.Compact(sums.Hessian, layout);
        var n = layout.ParameterCount;
        for (var i = 0; i < compact.Length; i++)
        {
            compact[i] /= scaling.Observations;
        }

        for (var p = 0; p < n; p++)
        {
            compact[p * n + p] += penalties[layout.Padded(p)];
        }

        return compact;
    }

    private void Evaluate(double[] at, LinearWorkspace total, bool expected)
    {
        total.Clear();
        for (var first = 0; first < blocks.BlockCount; first += workspaces.Length)
        {
            var count = Math.Min(workspaces.Length, blocks.BlockCount - first);
            if (count == 1)
            {
                One(0);
            }
            else
            {
                Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, One);
            }

            for (var s = 0; s < count; s++)
            {
                total.Add(workspaces[s]);
            }

            void One(int slot)
            {
                workspaces[slot].Clear();
                workspaces[slot].AddBlock(blocks[first + slot], at, expected);
            }
        }
    }
}
