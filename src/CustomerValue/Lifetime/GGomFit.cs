using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Fits GGom/NBD as Pareto/NBD with one parameter more, so that a collapse to that model can be told from an optimum.</summary>
internal sealed class GGomFit(double[] estimates, FitReport report, double[]? covariance, bool collapsed)
{
    /// <summary>A gain in total log-likelihood below this says nothing for a readiness that grows.</summary>
    private const double LeastGain = 1e-4;

    /// <summary>Starts are told apart on about so many patterns.</summary>
    private const int SampleSize = 400;

    public double[] Estimates => estimates;

    public FitReport Report => report;

    public double[]? Covariance => covariance;

    public bool Collapsed => collapsed;

    public static GGomFit Run(
        string name,
        string[] names,
        PatternTable table,
        IReadOnlyList<double[]> starts,
        LifetimeFitOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        // The limit b = 0, with a little growth, is a place to begin.
        var sample = table.Sample(SampleSize);
        var near = LikelihoodFit.Best(
            new LeavingLikelihood(sample, options.Penalty, ages: false, options.Threads), ParetoNbdModel.Starts(table), Math.Min(50, options.MaxIterations), progress, cancellation);
        var far = Math.Max(0, near.Point[2] - 1.5);
        List<double[]> all = [[near.Point[0], near.Point[1], near.Point[2] - far, near.Point[3] - far, 0], .. starts];
        var rough = LikelihoodFit.Best(new LeavingLikelihood(sample, options.Penalty, ages: true, options.Threads), all, options.MaxIterations, progress, cancellation);
        var likelihood = new LeavingLikelihood(table, options.Penalty, ages: true, options.Threads);
        var best = LikelihoodFit.Best(likelihood, [rough.Stop == StopReason.Converged ? rough.Point : all[0]], options.MaxIterations, progress, cancellation);
        var collapsed = best.Stop != StopReason.Converged && options.Penalty == 0 && IsLimit(table, near.Point, best, options, progress, cancellation);
        if (best.Stop != StopReason.Converged && !collapsed)
        {
            best = LikelihoodFit.Best(likelihood, all, options.MaxIterations, progress, cancellation);
            collapsed = best.Stop != StopReason.Converged && options.Penalty == 0 && IsLimit(table, near.Point, best, options, progress, cancellation);
        }

        var stop = collapsed ? StopReason.Boundary : best.Stop;
        var natural = Natural(best.Point, table.Scale);
        var matrix = best.Stop == StopReason.Converged ? Matrix(best, natural, table.Customers) : null;
        var total = -table.Customers * (best.Value - Penalty.Of(best.Point, options.Penalty)) + PurchaseFit.ScaleTerm(table);
        var report = new FitReport(
            name, stop, best.Iterations, total, best.GradientNorm, table.Customers, names, natural, LikelihoodFit.Errors(matrix));
        if (collapsed && options.NonConvergence == NonConvergence.Throw)
        {
            throw new ConvergenceException(report,
                "The readiness to leave does not grow with age: b runs to 0 and GGom/NBD collapses to Pareto/NBD, whose likelihood it cannot beat. Use ParetoNbdModel; NonConvergence.ReturnBest gives the parameters where it stopped, without standard errors.");
        }

        LikelihoodFit.ThrowIfUnproven(report, options.NonConvergence);
        return new GGomFit(natural, report, matrix, collapsed);
    }

    /// <summary>True when Pareto/NBD has a maximum that is as good.</summary>
    private static bool IsLimit(
        PatternTable table, double[] near, Optimum best, LifetimeFitOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var limit = LikelihoodFit.Best(new LeavingLikelihood(table, 0, ages: false, options.Threads), [near], options.MaxIterations, progress, cancellation);
        return limit.Stop == StopReason.Converged && !(table.Customers * (limit.Value - best.Value) > LeastGain);
    }

    /// <summary>Starts in the logarithms of (r, α, s, B, b).</summary>
    public static double[][] Starts(PatternTable table)
    {
        var rate = table.Rate;
        return [Start(0.6, 0.4 / rate, 1, 1, 2), Start(1, 0.8 / rate, 2, 4, 5), Start(0.5, 0.3 / rate, 3, 0.8, 0.5)];
    }

    private static double[] Start(double r, double alpha, double s, double limit, double b) =>
        [Elementary.Log(r), Elementary.Log(alpha), Elementary.Log(s), Elementary.Log(limit), Elementary.Log(b)];

    /// <summary>(r, α, b, s, β) in the caller's unit, from logarithms of (r, α, s, β/b, b) in scaled time.</summary>
    private static double[] Natural(double[] p, double scale) =>
        [Elementary.Exp(p[0]), Elementary.Exp(p[1]) * scale, Elementary.Exp(p[4]) / scale, Elementary.Exp(p[2]), Elementary.Exp(p[3] + p[4])];

    /// <summary>The profile interval of a figure of (r, α, b, s, β).</summary>
    public static ConfidenceInterval Profile(
        PatternTable table, double[] natural, Func<double[], double> figure, EstimateScale scale, double level, CancellationToken cancellation)
    {
        double[] point =
        [
            Elementary.Log(natural[0]),
            Elementary.Log(natural[1] / table.Scale),
            Elementary.Log(natural[3]),
            Elementary.Log(natural[4] / (natural[2] * table.Scale)),
            Elementary.Log(natural[2] * table.Scale),
        ];
        return PurchaseFit.Profile(
            new LeavingLikelihood(table, 0, ages: true), point, logs => figure(Natural(logs, table.Scale)), scale, table.Customers, level, cancellation);
    }

    private static double[]? Matrix(Optimum best, double[] natural, double customers)
    {
        double[] ones = [1, 1, 1, 1, 1];
        var logs = LikelihoodFit.Covariance(best, ones, customers);
        if (logs is null)
        {
            return null;
        }

        // ln of r, α, b, s, β as sums of the fitted logarithms.
        int[][] parts = [[0], [1], [4], [2], [3, 4]];
        var matrix = new double[25];
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                var sum = 0.0;
                foreach (var k in parts[i])
                {
                    foreach (var l in parts[j])
                    {
                        sum += logs[5 * k + l];
                    }
                }

                matrix[5 * i + j] = sum * natural[i] * natural[j];
            }
        }

        return matrix;
    }
}
