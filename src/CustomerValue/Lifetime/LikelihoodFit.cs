using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Maximizes a mean log-likelihood in log-parameters from several starts and reports what was proven.</summary>
internal static class LikelihoodFit
{
    public static Optimum Best(
        SmoothObjective objective,
        IReadOnlyList<double[]> starts,
        int maxIterations,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        Optimum? best = null;
        for (var i = 0; i < starts.Count; i++)
        {
            progress?.Report(new FitProgress("starts", i, starts.Count));
            var found = Optimizer.Minimize(objective, starts[i], maxIterations, progress, cancellation);
            best = best is null || IsBetter(found, best) ? found : best;
        }

        progress?.Report(new FitProgress("starts", starts.Count, starts.Count));
        return best!;
    }

    /// <summary>Row-major covariance of the natural parameters e^θ; null where the optimum is none.</summary>
    public static double[]? Covariance(Optimum optimum, double[] natural, double observations)
    {
        var n = natural.Length;
        var factor = optimum.Stop == StopReason.Converged ? Cholesky.Factor(optimum.Hessian, n) : null;
        if (factor is null)
        {
            return null;
        }

        var covariance = factor.Inverse();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                covariance[i * n + j] *= natural[i] * natural[j] / observations;
            }
        }

        return covariance;
    }

    public static double[]? Errors(double[]? covariance)
    {
        if (covariance is null)
        {
            return null;
        }

        var n = (int)Math.Round(Math.Sqrt(covariance.Length));
        var errors = new double[n];
        for (var i = 0; i < n; i++)
        {
            errors[i] = Math.Sqrt(covariance[i * n + i]);
        }

        return errors;
    }

    /// <summary>Refuses what is not symmetric with a positive diagonal; copies what is; null when empty.</summary>
    public static double[]? CheckedCovariance(ReadOnlySpan<double> covariance, int n, string name)
    {
        if (covariance.Length == 0)
        {
            return null;
        }

        Guard.SameLength(covariance.Length, n * n, name);
        Guard.AllFinite(covariance, name);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var scale = Math.Sqrt(Math.Abs(covariance[i * n + i] * covariance[j * n + j]));
                if (!(covariance[i * n + i] > 0) || Math.Abs(covariance[i * n + j] - covariance[j * n + i]) > 1e-9 * scale)
                {
                    throw new ArgumentException($"{name} must be symmetric with a positive diagonal.", name);
                }
            }
        }

        return covariance.ToArray();
    }

    public static void ThrowIfUnproven(FitReport report, NonConvergence nonConvergence)
    {
        if (report.Converged || nonConvergence == NonConvergence.ReturnBest)
        {
            return;
        }

        throw new ConvergenceException(report, report.Stop == StopReason.Boundary
            ? "The likelihood has no interior maximum: a parameter runs to 0 or to infinity while the fit stays as good. Use more history, a simpler model or a Penalty; NonConvergence.ReturnBest gives the parameters where it stopped, without standard errors."
            : "Raise MaxIterations, check the unit of the columns, or set NonConvergence.ReturnBest to see the best parameters found.");
    }

    private static bool IsBetter(Optimum found, Optimum best)
    {
        var margin = 1e-10 * (1 + Math.Abs(best.Value));
        if (found.Stop == StopReason.Converged && best.Stop != StopReason.Converged)
        {
            return found.Value < best.Value + margin || double.IsNaN(best.Value);
        }

        return found.Value < best.Value - margin || (double.IsNaN(best.Value) && !double.IsNaN(found.Value));
    }
}
