namespace CustomerValue.Numerics;

/// <summary>What a multinomial fit found: one set of coefficients per class against class 0.</summary>
internal sealed class MultinomialResult
{
    public StopReason Stop { get; init; }

    public int Iterations { get; init; }

    public double LogLikelihood { get; init; }

    public double GradientNorm { get; init; }

    public double Observations { get; init; }

    /// <summary>Class after class from 1, each in the layout's order.</summary>
    public double[] Coefficients { get; init; } = [];

    /// <summary>Inverse (penalized) information in the order of <see cref="Coefficients"/>; empty when there is none.</summary>
    public double[] Covariance { get; init; } = [];

    /// <summary>Index of the first aliased parameter of the layout, or −1.</summary>
    public int Aliased { get; init; } = -1;
}

/// <summary>Baseline-category logits: ln(p_c/p_0) linear for each class c, by Newton steps with step halving.</summary>
/// <remarks>
/// Outcomes are class numbers 0…K−1. The log-likelihood is concave. Under separation the steps do not shrink, and the fit says
/// that it is not stationary. Memory: ((K − 1)·parameters)².
/// </remarks>
internal sealed class MultinomialFit
{
    private readonly RowBlocks blocks;
    private readonly DesignLayout layout;
    private readonly LinearScaling scaling;
    private readonly LinearWorkspace workspace;
    private readonly double[] penalties;
    private readonly int classes;
    private readonly int size;
    private readonly double[] gradient;
    private readonly double[] information;
    private readonly double[] probabilities;

    private MultinomialFit(RowBlocks blocks, DesignLayout layout, int classes, GeneralizedLinearOptions options)
    {
        this.blocks = blocks;
        this.layout = layout;
        this.classes = classes;
        scaling = LinearScaling.Measure(blocks, layout, LinearFamily.Gaussian);
        workspace = new LinearWorkspace(layout, scaling, LinearFamily.Logit);
        penalties = options.Ridge > 0 ? scaling.Penalties(options.Ridge, options.StandardizePenalty) : new double[layout.PaddedCount];
        size = (classes - 1) * layout.ParameterCount;
        gradient = new double[size];
        information = new double[size * size];
        probabilities = new double[classes * LinearWorkspace.TileRows];
    }

    public static MultinomialResult Fit(RowBlocks blocks, DesignLayout layout, int classes, GeneralizedLinearOptions options, CancellationToken cancellation = default)
    {
        var fit = new MultinomialFit(blocks, layout, classes, options);
        return fit.scaling.Constant >= 0 && options.Ridge == 0
            ? new MultinomialResult { Stop = StopReason.NotStationary, Aliased = fit.scaling.Constant, GradientNorm = double.NaN }
            : fit.Run(options, cancellation);
    }

    private MultinomialResult Run(GeneralizedLinearOptions options, CancellationToken cancellation)
    {
        var coefficients = new double[(classes - 1) * layout.PaddedCount];
        var objective = Evaluate(coefficients, out var logLikelihood);
        var previous = double.PositiveInfinity;
        for (var iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var factor = Cholesky.Factor(information, size, iteration == 1 && options.Ridge == 0 ? 1e-12 : 1e-15);
            if (factor is null)
            {
                return Result(StopReason.NotStationary, iteration, coefficients, logLikelihood, null, iteration == 1 ? FirstDependent() : -1);
            }

            var step = (double[])gradient.Clone();
            factor.Solve(step);
            var norm = gradient.Max(Math.Abs);
            var length = step.Max(Math.Abs);
            if (norm <= options.GradientTolerance && (length <= 1e-10 || (length <= 1e-4 && length >= 0.5 * previous)))
            {
                return Result(StopReason.Converged, iteration, coefficients, logLikelihood, factor, -1);
            }

            if (iteration >= options.MaximumIterations)
            {
                return Result(StopReason.IterationLimit, iteration, coefficients, logLikelihood, null, -1);
            }

            var moved = false;
            for (var halving = 0; halving < 30 && !moved; halving++)
            {
                var trial = (double[])coefficients.Clone();
                for (var c = 0; c < classes - 1; c++)
                {
                    for (var p = 0; p < layout.ParameterCount; p++)
                    {
                        trial[c * layout.PaddedCount + layout.Padded(p)] += step[c * layout.ParameterCount + p] / (1L << halving);
                    }
                }

                var value = Evaluate(trial, out var likelihood);
                if (value >= objective - 1e-13 * (1 + Math.Abs(objective)))
                {
                    (coefficients, objective, logLikelihood, moved) = (trial, value, likelihood, true);
                }
            }

            if (!moved)
            {
                Evaluate(coefficients, out logLikelihood);
                return Result(norm <= options.GradientTolerance ? StopReason.Converged : StopReason.NotStationary, iteration, coefficients, logLikelihood, null, -1);
            }

            previous = length;
        }
    }

    /// <summary>The mean penalized log-likelihood; leaves mean gradient and information behind.</summary>
    private double Evaluate(double[] coefficients, out double logLikelihood)
    {
        var padded = layout.PaddedCount;
        var others = classes - 1;
        var gradients = new double[others * padded];
        var curvatures = new double[others * others][];
        for (var a = 0; a < others; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                curvatures[a * others + b] = new double[padded * padded];
            }
        }

        var d = new double[LinearWorkspace.TileRows];
        logLikelihood = 0;
        for (var block = 0; block < blocks.BlockCount; block++)
        {
            var rows = blocks[block];
            for (var start = 0; start < rows.RowCount; start += LinearWorkspace.TileRows)
            {
                var count = Math.Min(LinearWorkspace.TileRows, rows.RowCount - start);
                workspace.Pack(rows, start, count);
                logLikelihood += Probabilities(rows, start, count, coefficients);
                for (var a = 0; a < others; a++)
                {
                    for (var i = 0; i < count; i++)
                    {
                        d[i] = rows.WeightAt(start + i) * ((rows.Outcomes[start + i] == a + 1 ? 1 : 0) - P(a + 1, i));
                    }

                    workspace.AddScores(d, count, gradients.AsSpan(a * padded, padded));
                    for (var b = 0; b <= a; b++)
                    {
                        for (var i = 0; i < count; i++)
                        {
                            d[i] = rows.WeightAt(start + i) * P(a + 1, i) * ((a == b ? 1 : 0) - P(b + 1, i));
                        }

                        workspace.AddCurvature(d, count, curvatures[a * others + b]);
                    }
                }
            }
        }

        return Assemble(coefficients, gradients, curvatures) + logLikelihood / scaling.Observations;

        double P(int c, int i) => probabilities[c * LinearWorkspace.TileRows + i];
    }

    /// <summary>Class probabilities of a packed tile; returns Σ w ln p of the observed classes.</summary>
    private double Probabilities(RowBlock rows, int start, int count, double[] coefficients)
    {
        const int Tile = LinearWorkspace.TileRows;
        for (var c = 1; c < classes; c++)
        {
            workspace.Multiply(count, coefficients.AsSpan((c - 1) * layout.PaddedCount, layout.PaddedCount), probabilities.AsSpan(c * Tile, Tile));
        }

        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            probabilities[i] = 0;
            var largest = 0.0;
            for (var c = 1; c < classes; c++)
            {
                largest = Math.Max(largest, probabilities[c * Tile + i]);
            }

            var observed = probabilities[(int)rows.Outcomes[start + i] * Tile + i];
            var total = 0.0;
            for (var c = 0; c < classes; c++)
            {
                var e = Elementary.Exp(probabilities[c * Tile + i] - largest);
                probabilities[c * Tile + i] = e;
                total += e;
            }

            for (var c = 0; c < classes; c++)
            {
                probabilities[c * Tile + i] /= total;
            }

            sum += rows.WeightAt(start + i) * (observed - largest - Elementary.Log(total));
        }

        return sum;
    }

    /// <summary>Fills the compact gradient and information; returns −½ λ Σ γ².</summary>
    private double Assemble(double[] coefficients, double[] gradients, double[][] curvatures)
    {
        var n = layout.ParameterCount;
        var others = classes - 1;
        var penalty = 0.0;
        for (var a = 0; a < others; a++)
        {
            for (var p = 0; p < n; p++)
            {
                var at = layout.Padded(p);
                var gamma = coefficients[a * layout.PaddedCount + at];
                gradient[a * n + p] = gradients[a * layout.PaddedCount + at] / scaling.Observations - penalties[at] * gamma;
                penalty -= 0.5 * penalties[at] * gamma * gamma;
            }

            for (var b = 0; b <= a; b++)
            {
                var compact = LinearMatrices.Compact(curvatures[a * others + b], layout);
                for (var p = 0; p < n; p++)
                {
                    for (var q = 0; q < n; q++)
                    {
                        var value = compact[p * n + q] / scaling.Observations + (a == b && p == q ? penalties[layout.Padded(p)] : 0);
                        information[(a * n + p) * size + b * n + q] = value;
                        information[(b * n + q) * size + a * n + p] = value;
                    }
                }
            }
        }

        return penalty;
    }

    private int FirstDependent()
    {
        var n = layout.ParameterCount;
        for (var count = 1; count <= n; count++)
        {
            var leading = new double[count * count];
            for (var i = 0; i < count; i++)
            {
                Array.Copy(information, i * size, leading, i * count, count);
            }

            if (Cholesky.Factor(leading, count, 1e-12) is null)
            {
                return count - 1;
            }
        }

        return n - 1;
    }

    private MultinomialResult Result(StopReason stop, int iterations, double[] coefficients, double logLikelihood, Cholesky? factor, int aliased)
    {
        var n = layout.ParameterCount;
        var unscaled = new double[size];
        for (var c = 0; c < classes - 1; c++)
        {
            scaling.Unscale(coefficients.AsSpan(c * layout.PaddedCount, layout.PaddedCount)).CopyTo(unscaled, c * n);
        }

        var covariance = Array.Empty<double>();
        if (factor is not null)
        {
            covariance = factor.Inverse().Select(v => v / scaling.Observations).ToArray();
            var part = new double[n * n];
            for (var a = 0; a < classes - 1; a++)
            {
                for (var b = 0; b < classes - 1; b++)
                {
                    for (var p = 0; p < n; p++)
                    {
                        Array.Copy(covariance, (a * n + p) * size + b * n, part, p * n, n);
                    }

                    scaling.UnscaleCovariance(part);
                    for (var p = 0; p < n; p++)
                    {
                        Array.Copy(part, p * n, covariance, (a * n + p) * size + b * n, n);
                    }
                }
            }
        }

        return new MultinomialResult
        {
            Stop = stop,
            Iterations = iterations,
            LogLikelihood = logLikelihood,
            GradientNorm = gradient.Max(Math.Abs),
            Observations = scaling.Observations,
            Coefficients = unscaled,
            Covariance = covariance,
            Aliased = aliased,
        };
    }
}
