using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>min over λ of ln Σ f exp(λᵀ(x − target)): where its gradient vanishes, the weights f exp(…) have the target as their mean.</summary>
internal sealed class EntropyDual
{
    private const int MaximumIterations = 200;

    private readonly CovariateFrame frame;
    private readonly double[] target, gradient, hessian;

    private EntropyDual(CovariateFrame frame, double[] target)
    {
        this.frame = frame;
        this.target = target;
        gradient = new double[frame.Columns];
        hessian = new double[frame.Columns * frame.Columns];
        Weights = new double[frame.Rows];
    }

    /// <summary>Without frequencies, of mean 1 over the arm; 0 elsewhere.</summary>
    public double[] Weights { get; private set; }

    /// <summary>Largest gap between a weighted mean and its target, in standard deviations.</summary>
    public double Gap { get; private set; }

    public int Iterations { get; private set; }

    private Cholesky? Factor { get; set; }

    public static EntropyDual Solve(CovariateFrame frame, double[] frequencies, double[] target, double tolerance, string group, CancellationToken cancellation)
    {
        var dual = new EntropyDual(frame, target);
        var p = frame.Columns;
        var lambda = new double[p];
        var value = dual.Evaluate(lambda, frequencies);
        for (var iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            dual.Iterations = iteration;
            dual.Gap = p == 0 ? 0 : dual.gradient.Max(Math.Abs);
            dual.Factor = p == 0 ? null : Cholesky.Factor(dual.hessian, p, 1e-13);
            var step = (double[])dual.gradient.Clone();
            dual.Factor?.Solve(step);
            var decrement = step.Zip(dual.gradient, (s, g) => s * g).Sum();

            // Beyond the reach of a group the multipliers run away at an even pace and the gap closes only in the limit.
            if (dual.Gap <= tolerance && (p == 0 || (dual.Factor is not null && decrement < 1e-12)))
            {
                return dual;
            }

            if (dual.Factor is null || iteration >= MaximumIterations || (iteration is 15 or 60 && dual.Unreachable(frequencies) is not null))
            {
                throw dual.Refusal(frequencies, group);
            }

            if (!dual.Move(ref lambda, step, frequencies, ref value, decrement))
            {
                throw dual.Refusal(frequencies, group);
            }
        }
    }

    /// <summary>H⁻¹ of the weighted covariance with the outcome.</summary>
    public double[] Regress(ReadOnlySpan<double> outcomes, double mean, double[] frequencies)
    {
        var sums = new double[frame.Columns];
        var total = 0.0;
        for (var row = 0; row < frame.Rows; row++)
        {
            total += frequencies[row] * Weights[row];
        }

        for (var row = 0; row < frame.Rows; row++)
        {
            if (frequencies[row] > 0)
            {
                var factor = frequencies[row] * Weights[row] / total * (outcomes[row] - mean);
                var x = frame[row];
                for (var j = 0; j < sums.Length; j++)
                {
                    sums[j] += factor * (x[j] - target[j + 1]);
                }
            }
        }

        Factor?.Solve(sums);
        return sums;
    }

    /// <summary>Backtracking: on rounding's own level the last step is always taken.</summary>
    private bool Move(ref double[] lambda, double[] step, double[] frequencies, ref double value, double decrement)
    {
        for (var halving = 0; halving < 40; halving++)
        {
            var trial = new double[lambda.Length];
            for (var j = 0; j < trial.Length; j++)
            {
                trial[j] = lambda[j] - step[j] / (1L << halving);
            }

            var next = Evaluate(trial, frequencies);
            if (next <= value - 1e-4 * decrement / (1L << halving) + 1e-14 * (1 + Math.Abs(value)))
            {
                (lambda, value) = (trial, next);
                return true;
            }
        }

        return false;
    }

    /// <summary>The dual's value; leaves gradient, Hessian and weights behind.</summary>
    private double Evaluate(double[] lambda, double[] frequencies)
    {
        var p = lambda.Length;
        var exponents = new double[frame.Rows];
        var largest = double.NegativeInfinity;
        for (var row = 0; row < exponents.Length; row++)
        {
            if (frequencies[row] > 0)
            {
                exponents[row] = Exponent(row, lambda);
                largest = Math.Max(largest, exponents[row]);
            }
        }

        double total = 0, count = 0;
        for (var row = 0; row < exponents.Length; row++)
        {
            exponents[row] = frequencies[row] > 0 ? Elementary.Exp(exponents[row] - largest) : 0;
            total += frequencies[row] * exponents[row];
            count += frequencies[row];
        }

        Array.Clear(gradient, 0, p);
        Array.Clear(hessian, 0, p * p);
        var d = new double[p];
        for (var row = 0; row < exponents.Length; row++)
        {
            if (exponents[row] == 0)
            {
                continue;
            }

            var share = frequencies[row] * exponents[row] / total;
            var x = frame[row];
            for (var j = 0; j < p; j++)
            {
                d[j] = x[j] - target[j + 1];
                gradient[j] += share * d[j];
                var scaled = share * d[j];
                for (var k = 0; k <= j; k++)
                {
                    hessian[j * p + k] += scaled * d[k];
                }
            }

            exponents[row] *= count / total;
        }

        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                hessian[j * p + k] -= gradient[j] * gradient[k];
                hessian[k * p + j] = hessian[j * p + k];
            }
        }

        Weights = exponents;
        return largest + Elementary.Log(total);
    }

    private double Exponent(int row, double[] lambda)
    {
        var sum = 0.0;
        var x = frame[row];
        for (var j = 0; j < lambda.Length; j++)
        {
            sum += lambda[j] * (x[j] - target[j + 1]);
        }

        return sum;
    }

    /// <summary>A direction in which the whole group lies on one side of the target; null where the target is within reach.</summary>
    private SeparationFinding? Unreachable(double[] frequencies)
    {
        var (n, p) = (frame.Rows, frame.Columns);
        var (centered, ones) = (new double[n * p], new double[n]);
        for (var row = 0; row < n; row++)
        {
            ones[row] = 1;
            for (var j = 0; j < p; j++)
            {
                centered[row * p + j] = frame[row][j] - target[j + 1];
            }
        }

        return SeparationProgram.Check(new ArrayRowBlocks(centered, p, ones, frequencies), new DesignLayout(false, p));
    }

    private ConvergenceException Refusal(double[] frequencies, string group)
    {
        var report = new FitReport("entropy balancing", StopReason.NotStationary, Iterations, 0, Gap, frequencies.Sum());
        var found = Unreachable(frequencies);
        return new ConvergenceException(report, found is null
            ? $"The {group} cannot be balanced to this precision: drop moments that hardly vary among them, or allow a larger tolerance."
            : $"No weights of the {group} reach the target of {string.Join(", ", frame.Names.Where((_, j) => found.Direction[j] != 0))}: "
                + "all of them lie on one side. Balance fewer moments, or leave out customers without counterpart.");
    }
}
