using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Logit of treatment and least squares of the controls' changes on standardized covariates.</summary>
internal sealed class DifferenceNuisanceFit
{
    private const double Tolerance = 1e-10;

    private readonly double[] changes, outcomes, covariates;
    private readonly bool[] treated;
    private readonly int width, threads;
    private readonly string[] names;
    private readonly CancellationToken cancellation;

    public DifferenceNuisanceFit(double[] changes, bool[] treated, double[] covariates, string[] names, int threads, CancellationToken cancellation)
    {
        this.changes = changes;
        this.treated = treated;
        this.covariates = covariates;
        this.names = names;
        this.threads = threads;
        this.cancellation = cancellation;
        width = names.Length;
        outcomes = new double[treated.Length];
        for (var row = 0; row < treated.Length; row++)
        {
            outcomes[row] = treated[row] ? 1 : 0;
        }
    }

    /// <param name="weights">One weight a row to learn from; empty for 1. Predictions are for all rows.</param>
    /// <param name="estimator">Which nuisances are wanted.</param>
    /// <param name="dropped">Columns left out; grows.</param>
    public DifferenceNuisances Fit(double[] weights, DifferenceEstimator estimator, List<int> dropped)
    {
        while (true)
        {
            var columns = new List<int>();
            for (var j = 0; j < width; j++)
            {
                if (!dropped.Contains(j))
                {
                    columns.Add(j);
                }
            }

            var aliased = -1;
            if (Try(weights, estimator, [.. columns], ref aliased) is { } nuisances)
            {
                return nuisances;
            }

            dropped.Add(columns[aliased - 1]);
        }
    }

    /// <summary>Null when a column says nothing new: its place among the parameters goes to <paramref name="aliased"/>.</summary>
    private DifferenceNuisances? Try(double[] weights, DifferenceEstimator estimator, int[] columns, ref int aliased)
    {
        var packed = Pack(columns);
        var layout = new DesignLayout(true, columns.Length);
        GeneralizedLinearResult? logit = null;
        double[] odds = [], fitted = [], oddsInverse = [], inverse = [], expected = [];
        var isImproved = estimator == DifferenceEstimator.ImprovedDoublyRobust;
        if (estimator != DifferenceEstimator.OutcomeRegression)
        {
            logit = GeneralizedLinearFit.Fit(
                new ArrayRowBlocks(packed, columns.Length, outcomes, weights), layout, new GeneralizedLinearOptions { Family = LinearFamily.Logit, Threads = threads, GradientTolerance = 1e-12 }, null, cancellation);
            if (logit.Aliased > 0)
            {
                aliased = logit.Aliased;
                return null;
            }

            CheckOverlap(logit, columns);
            var coefficients = isImproved ? Calibrated(packed, columns.Length, weights, logit.Coefficients) : logit.Coefficients;
            odds = new double[changes.Length];
            fitted = isImproved ? [] : new double[changes.Length];
            Predict(packed, columns.Length, coefficients, (row, eta) =>
            {
                odds[row] = Elementary.Exp(eta);
                if (fitted.Length > 0)
                {
                    fitted[row] = Elementary.Logistic(eta);
                }
            });
            oddsInverse = isImproved ? [] : logit.Unscaled;
        }

        FitReport? outcomeReport = null;
        if (estimator is DifferenceEstimator.DoublyRobust or DifferenceEstimator.ImprovedDoublyRobust or DifferenceEstimator.OutcomeRegression)
        {
            var line = Line(packed, columns.Length, layout, weights, isImproved ? odds : [], out var center, out var scale);
            if (line.Aliased > 0)
            {
                aliased = line.Aliased;
                return null;
            }

            outcomeReport = Report("change without treatment", line, columns);
            inverse = isImproved ? [] : line.Unscaled;
            expected = new double[changes.Length];
            Predict(packed, columns.Length, line.Coefficients, (row, eta) => expected[row] = center + scale * eta);
        }

        return new DifferenceNuisances
        {
            Covariates = packed,
            Width = columns.Length,
            Columns = Identity(columns.Length),
            Odds = odds,
            Fitted = fitted,
            Expected = expected,
            OddsInverse = oddsInverse,
            OutcomeInverse = inverse,
            PropensityReport = logit is null ? null : Report("probability of treatment", logit, columns),
            OutcomeReport = outcomeReport,
        };
    }

    private void CheckOverlap(GeneralizedLinearResult logit, int[] columns)
    {
        if (logit.Separation is { } separation)
        {
            var guilty = new List<string>();
            for (var j = 0; j < columns.Length; j++)
            {
                if (separation.Direction[j + 1] != 0)
                {
                    guilty.Add(names[columns[j]]);
                }
            }

            throw new ConvergenceException(
                Report("probability of treatment", logit, columns),
                $"A linear rule of {string.Join(", ", guilty)} tells treated from controls {(separation.IsComplete ? "without exception" : "for some customers with certainty")}: no controls can stand in for them. Leave those covariates out, or those customers.");
        }

        if (logit.Stop != StopReason.Converged)
        {
            throw new ConvergenceException(Report("probability of treatment", logit, columns), "The probability of treatment could not be fitted.");
        }
    }

    private GeneralizedLinearResult Line(double[] packed, int k, DesignLayout layout, double[] weights, double[] odds, out double center, out double scale)
    {
        var own = new double[changes.Length];
        double total = 0, mean = 0, squares = 0;
        for (var row = 0; row < own.Length; row++)
        {
            own[row] = treated[row] ? 0 : (weights.Length > 0 ? weights[row] : 1) * (odds.Length > 0 ? odds[row] : 1);
            if (own[row] > 0)
            {
                total += own[row];
                var d = changes[row] - mean;
                mean += own[row] / total * d;
                squares += own[row] * d * (changes[row] - mean);
            }
        }

        // Standard units: tolerances of the fit do not depend on the currency.
        var spread = Math.Sqrt(squares / total);
        center = mean;
        scale = spread > 0 ? spread : 1;
        var standard = new double[changes.Length];
        for (var row = 0; row < standard.Length; row++)
        {
            standard[row] = own[row] > 0 ? (changes[row] - center) / scale : 0;
        }

        return GeneralizedLinearFit.Fit(
            new ArrayRowBlocks(packed, k, standard, own), layout, new GeneralizedLinearOptions { Family = LinearFamily.Gaussian, Threads = threads, GradientTolerance = 1e-12 }, null, cancellation);
    }

    /// <summary>Newton steps to Σ w (D − (1 − D) e^{xγ}) x = 0: the weighted controls' averages are those of the treated.</summary>
    private double[] Calibrated(double[] packed, int k, double[] weights, double[] start)
    {
        var size = k + 1;
        var gamma = (double[])start.Clone();
        var x = new double[size];
        x[0] = 1;
        for (var iteration = 0; iteration < 100; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var gradient = new double[size];
            var hessian = new double[size * size];
            var n = 0.0;
            for (var row = 0; row < changes.Length; row++)
            {
                var w = weights.Length > 0 ? weights[row] : 1;
                packed.AsSpan(row * k, k).CopyTo(x.AsSpan(1));
                var eta = 0.0;
                for (var j = 0; j < size && !treated[row]; j++)
                {
                    eta += gamma[j] * x[j];
                }

                var odds = treated[row] ? 0 : w * Elementary.Exp(eta);
                n += treated[row] ? w : 0;
                for (var i = 0; i < size; i++)
                {
                    gradient[i] += (treated[row] ? w : -odds) * x[i];
                    for (var j = 0; j <= i && odds > 0; j++)
                    {
                        hessian[i * size + j] += odds * x[i] * x[j];
                    }
                }
            }

            var worst = 0.0;
            foreach (var g in gradient)
            {
                worst = Math.Max(worst, Math.Abs(g) / n);
            }

            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    hessian[j * size + i] = hessian[i * size + j];
                }
            }

            var factor = double.IsFinite(worst) ? Cholesky.Factor(hessian, size) : null;
            if (factor is null)
            {
                break;
            }

            factor.Solve(gradient);
            var largest = 0.0;
            foreach (var g in gradient)
            {
                largest = Math.Max(largest, Math.Abs(g));
            }

            // A step of more than 1 in any standardized covariate is shortened: the exponential outruns its tangent.
            var share = largest > 1 ? 1 / largest : 1;
            for (var j = 0; j < size; j++)
            {
                gamma[j] += share * gradient[j];
            }

            if (worst <= Tolerance && largest <= 1e-9)
            {
                return gamma;
            }
        }

        throw new ConvergenceException("No weights of the controls give the treated customers' averages of the covariates: the groups are too far apart. Take fewer covariates, or DifferenceEstimator.DoublyRobust.");
    }

    private void Predict(double[] packed, int k, double[] coefficients, Action<int, double> take)
    {
        var blocks = (changes.Length + RowBlocks.BlockRows - 1) / RowBlocks.BlockRows;
        NumberedWork.Run(threads, blocks, block =>
        {
            var end = Math.Min(changes.Length, (block + 1) * RowBlocks.BlockRows);
            for (var row = block * RowBlocks.BlockRows; row < end; row++)
            {
                var eta = coefficients[0];
                for (var j = 0; j < k; j++)
                {
                    eta += coefficients[j + 1] * packed[row * k + j];
                }

                take(row, eta);
            }
        }, cancellation);
    }

    private double[] Pack(int[] columns)
    {
        if (columns.Length == width)
        {
            return covariates;
        }

        var packed = new double[changes.Length * columns.Length];
        for (var row = 0; row < changes.Length; row++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                packed[row * columns.Length + j] = covariates[row * width + columns[j]];
            }
        }

        return packed;
    }

    private FitReport Report(string model, GeneralizedLinearResult fit, int[] columns)
    {
        var parameters = new string[columns.Length + 1];
        parameters[0] = "(Intercept)";
        for (var j = 0; j < columns.Length; j++)
        {
            parameters[j + 1] = names[columns[j]];
        }

        double[] errors = [];
        if (fit.Unscaled.Length > 0 && fit.Observations > parameters.Length)
        {
            errors = new double[parameters.Length];
            for (var j = 0; j < errors.Length; j++)
            {
                errors[j] = Math.Sqrt(Math.Max(0, fit.Unscaled[j * errors.Length + j] * fit.Dispersion));
            }
        }

        return new FitReport(model, fit.Stop, fit.Iterations, double.IsFinite(fit.LogLikelihood) ? fit.LogLikelihood : 0, fit.GradientNorm, fit.Observations, parameters, fit.Coefficients, errors);
    }

    private static int[] Identity(int length)
    {
        var identity = new int[length];
        for (var i = 0; i < length; i++)
        {
            identity[i] = i;
        }

        return identity;
    }
}
