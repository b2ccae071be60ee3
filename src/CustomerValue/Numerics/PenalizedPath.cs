namespace CustomerValue.Numerics;

/// <summary>Elastic-net solutions along descending λ: Newton steps whose quadratic models are solved by coordinate descent.</summary>
/// <remarks>
/// Minimizes −mean log-likelihood + λ Σ fⱼ [(1 − α)/2 bⱼ² + α |bⱼ|] over standardized columns, as glmnet does (Friedman, Hastie and
/// Tibshirani 2010). Columns are screened by the sequential strong rule (Tibshirani et al. 2012, JRSS B 74, 245–266) and every
/// column's optimality condition is checked afterwards. An information matrix is kept as long as steps with it shrink the
/// violation fast enough; the gradient is always exact, so what is called converged is.
/// </remarks>
internal sealed partial class PenalizedPath
{
    // Up to so many columns a pass costs about the same for all as for some.
    private const int ScreenAbove = 96;

    private readonly PenalizedDesign design;
    private readonly PenalizedSettings settings;
    private readonly CancellationToken cancellation;
    private readonly double[] l1;
    private readonly double[] l2;
    private readonly double[] lower;
    private readonly double[] upper;
    private readonly double[] rescaled;
    private PenalizedPoint current;
    private PenalizedPoint spare;
    private double[]? information;
    private double[] reduced = [];
    private double[]? glance;
    private double[] tracked = [];
    private int age;
    private double[]? firstTarget;
    private double[]? miss;

    private PenalizedPath(RowBlocks blocks, DesignLayout layout, PenalizedSettings settings, CancellationToken cancellation)
    {
        this.settings = settings;
        this.cancellation = cancellation;
        design = new PenalizedDesign(blocks, layout, settings.Family, settings.Threads, cancellation);
        var p = design.ColumnCount;
        (l1, l2, lower, upper) = (new double[p], new double[p], new double[p], new double[p]);
        rescaled = settings.PenaltyFactors.Length > 0 ? settings.PenaltyFactors.Skip(1).ToArray() : Enumerable.Repeat(1.0, p).ToArray();
        Penalties();
        current = new PenalizedPoint(design.RowCount, design.PackedWidth);
        spare = new PenalizedPoint(design.RowCount, design.PackedWidth);
    }

    public static PenalizedResult Fit(
        RowBlocks blocks,
        DesignLayout layout,
        PenalizedSettings settings,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default) =>
        new PenalizedPath(blocks, layout, settings, cancellation).Run(progress);

    private PenalizedResult Run(IProgress<FitProgress>? progress)
    {
        // The intercept alone, then the columns that carry no penalty: where every path begins.
        Choose([]);
        Minimize(0, out _, out _);
        var nullLoss = current.Loss - design.SaturatedLoss;
        var gradient = design.FullGradient(current);
        var atNull = gradient;
        var free = Candidates().Where(j => l1[j] == 0 && l2[j] == 0).ToArray();
        if (free.Length > 0)
        {
            Choose(free);
            Minimize(0, out _, out _);
            gradient = design.FullGradient(current);
        }

        var automatic = settings.Lambdas.Length == 0;

        // Where glmnet's logistic ridge takes its first λ from; its other paths take it from where the columns without penalty are in.
        var lambdas = automatic ? Grid(settings.Alpha == 0 && settings.Family == LinearFamily.Logit ? atNull : gradient) : settings.Lambdas;
        var screened = design.ColumnCount > ScreenAbove && settings.Alpha > 0;
        if (!screened && design.Chosen.Length < Candidates().Length)
        {
            Choose(Candidates());
        }

        var solutions = new List<PenalizedSolution>();
        var previous = automatic ? lambdas[0] : Math.Max(lambdas[0], LambdaMaximum(gradient));
        for (var k = 0; k < lambdas.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new FitProgress("lambdas", k, lambdas.Length));
            var solution = At(lambdas[k], previous, screened, nullLoss, ref gradient);
            previous = lambdas[k];
            solutions.Add(solution);
            if (automatic && Saturated(solutions))
            {
                break;
            }
        }

        return new PenalizedResult
        {
            Solutions = solutions,
            NullDeviance = Deviance(nullLoss),
            Observations = design.Observations,
        };
    }

    private PenalizedSolution At(double lambda, double previous, bool screened, double nullLoss, ref double[] gradient)
    {
        if (screened)
        {
            Extend(Strong(lambda, previous, gradient));
        }

        int iterations = 0;
        double violation;
        StopReason stop;
        while (true)
        {
            iterations += Minimize(lambda, out violation, out stop);
            miss = firstTarget is null ? null : current.Coefficients.Zip(firstTarget, (found, target) => found - target).ToArray();
            firstTarget = null;
            gradient = design.FullGradient(current);
            if (!screened || !Extend(Violators(lambda, gradient)))
            {
                break;
            }
        }

        var loss = current.Loss - design.SaturatedLoss;
        var n = design.Observations;
        var gaussian = settings.Family == LinearFamily.Gaussian;
        var squares = design.Unit * design.Unit * 2 * current.Loss;
        return new PenalizedSolution
        {
            Lambda = lambda,
            Coefficients = Unscale(),
            DevianceRatio = nullLoss > 0 ? 1 - loss / nullLoss : 0,
            Deviance = Deviance(loss),
            LogLikelihood = !gaussian ? -n * current.Loss : squares > 0 ? -0.5 * n * (1 + Elementary.Log(2 * Math.PI) + Elementary.Log(squares)) : double.PositiveInfinity,
            Iterations = iterations,
            Violation = violation,
            Stop = stop,
        };
    }

    /// <summary>Newton steps for the chosen columns; returns how many.</summary>
    private int Minimize(double lambda, out double violation, out StopReason stop)
    {
        var (c1, c2, low, high) = ChosenPenalties(lambda);
        var before = double.PositiveInfinity;
        for (var iteration = 0; ; iteration++)
        {
            violation = Violation(c1, c2, low, high);
            if (violation <= settings.Tolerance)
            {
                stop = StopReason.Converged;
                return iteration;
            }

            if (iteration >= settings.MaximumIterations)
            {
                stop = StopReason.IterationLimit;
                return iteration;
            }

            cancellation.ThrowIfCancellationRequested();
            if (information is null || IsStale(iteration, violation, before))
            {
                Renew();
            }
            else if (iteration == 1 && age > 1 && glance is not null)
            {
                Drift();
            }

            before = violation;
            if (!Step(c1, c2, low, high, violation, isFirst: iteration == 0))
            {
                stop = violation <= 100 * settings.Tolerance ? StopReason.Converged : StopReason.NotStationary;
                return iteration;
            }
        }
    }

    private bool Step(double[] c1, double[] c2, double[] low, double[] high, double violation, bool isFirst)
    {
        var slack = 1e-14 * (1 + Math.Abs(current.Loss));
        var objective = current.Loss + Penalty(current.Coefficients, c1, c2);
        var target = Model(c1, c2, low, high, violation);
        if (isFirst)
        {
            firstTarget = target;
            if (miss is not null)
            {
                spare.Coefficients = Corrected(target, low, high);
                design.Evaluate(spare);
                if (spare.Loss + Penalty(spare.Coefficients, c1, c2) <= objective + slack)
                {
                    Accept(violation);
                    return true;
                }
            }
        }

        for (var scale = 1.0; scale > 1e-9;)
        {
            spare.Coefficients = new double[design.PackedWidth];
            for (var i = 0; i < target.Length; i++)
            {
                var step = scale * (target[i] - current.Coefficients[i]);
                spare.Coefficients[i] = scale == 1 ? target[i] : current.Coefficients[i] + step;
            }

            design.Evaluate(spare);
            if (spare.Loss + Penalty(spare.Coefficients, c1, c2) <= objective + slack)
            {
                Accept(violation);
                return true;
            }

            if (age > 0 && settings.Family != LinearFamily.Gaussian)
            {
                Renew();
                target = Model(c1, c2, low, high, violation);
            }
            else
            {
                scale /= 2;
            }
        }

        return false;
    }

    private void Accept(double violation)
    {
        (current, spare) = (spare, current);
        age++;
        Learn(violation);
    }

    /// <summary>The first target of a λ, moved by what the first target of the last λ missed: along a path, models err alike.</summary>
    private double[] Corrected(double[] target, double[] low, double[] high)
    {
        var moved = (double[])target.Clone();
        moved[0] += miss![0];
        for (var j = 0; j < low.Length; j++)
        {
            var next = target[1 + j] + miss[1 + j];
            if (next * target[1 + j] > 0 && next > low[j] && next < high[j])
            {
                moved[1 + j] = next;
            }
        }

        return moved;
    }

    /// <summary>The minimum of the quadratic model with penalties, the intercept eliminated.</summary>
    private double[] Model(double[] c1, double[] c2, double[] low, double[] high, double violation)
    {
        var (h, width, m) = (information!, design.PackedWidth, c1.Length);
        var b = new double[m];
        Array.Copy(current.Coefficients, 1, b, 0, m);
        var g = new double[m];
        for (var j = 0; j < m; j++)
        {
            g[j] = current.Gradient[1 + j] - h[1 + j] / h[0] * current.Gradient[0];
        }

        new CoordinateDescent(reduced, c1, c2, low, high).Solve(g, b, Math.Max(0.1 * settings.Tolerance, 1e-6 * violation));
        var target = new double[width];
        var intercept = current.Gradient[0];
        for (var j = 0; j < m; j++)
        {
            target[1 + j] = b[j];
            intercept -= h[1 + j] * (b[j] - current.Coefficients[1 + j]);
        }

        target[0] = current.Coefficients[0] + intercept / h[0];
        return target;
    }

    private double Violation(double[] c1, double[] c2, double[] low, double[] high)
    {
        var largest = Math.Abs(current.Gradient[0]);
        for (var j = 0; j < c1.Length; j++)
        {
            var b = current.Coefficients[1 + j];
            var g = current.Gradient[1 + j] - c2[j] * b;
            var excess = b > 0 ? g - c1[j] : b < 0 ? g + c1[j] : g > c1[j] ? g - c1[j] : g < -c1[j] ? g + c1[j] : 0;
            if ((excess > 0 && b >= high[j]) || (excess < 0 && b <= low[j]))
            {
                continue;
            }

            largest = Math.Max(largest, Math.Abs(excess));
        }

        return largest;
    }

    private static double Penalty(double[] coefficients, double[] c1, double[] c2)
    {
        var sum = 0.0;
        for (var j = 0; j < c1.Length; j++)
        {
            var b = coefficients[1 + j];
            sum += c1[j] * Math.Abs(b) + 0.5 * c2[j] * b * b;
        }

        return sum;
    }

    private (double[] L1, double[] L2, double[] Lower, double[] Upper) ChosenPenalties(double lambda)
    {
        double[] Pick(double[] source, double factor) => design.Chosen.Select(j => factor == 0 ? 0 : factor * source[j]).ToArray();
        return (Pick(l1, lambda), Pick(l2, lambda), Pick(lower, 1), Pick(upper, 1));
    }

    private int[] Candidates() => Enumerable.Range(0, design.ColumnCount).Where(j => design.Varies[j]).ToArray();

    private IEnumerable<int> Strong(double lambda, double previous, double[] gradient) =>
        Candidates().Where(j => Math.Abs(gradient[1 + j]) >= (2 * lambda - previous) * l1[j]);

    private IEnumerable<int> Violators(double lambda, double[] gradient)
    {
        var chosen = new HashSet<int>(design.Chosen);
        return Candidates().Where(j => !chosen.Contains(j) && Math.Abs(gradient[1 + j]) > lambda * l1[j] + settings.Tolerance);
    }

    /// <summary>Adds columns to the chosen ones; false when there were none to add.</summary>
    private bool Extend(IEnumerable<int> more)
    {
        var chosen = new SortedSet<int>(design.Chosen);
        var count = chosen.Count;
        chosen.UnionWith(more);
        if (chosen.Count == count)
        {
            return false;
        }

        Choose(chosen.ToArray());
        return true;
    }

    private void Choose(int[] columns)
    {
        var before = design.Chosen;
        var kept = (double[])current.Coefficients.Clone();
        design.Choose(columns);
        var all = new double[design.ColumnCount];
        for (var c = 0; c < before.Length; c++)
        {
            all[before[c]] = kept[1 + c];
        }

        current.Coefficients = new double[design.PackedWidth];
        current.Coefficients[0] = kept[0];
        for (var c = 0; c < columns.Length; c++)
        {
            current.Coefficients[1 + c] = all[columns[c]];
        }

        design.Evaluate(current);
        information = null;
        (firstTarget, miss) = (null, null);
    }
}
