using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Fits the models of contracts.</summary>
internal static class ContractFit
{
    public static (double[] Estimates, FitReport Report, double[]? Covariance) Run(
        string name,
        string[] names,
        ContractSummary summary,
        IReadOnlyList<double[]>? starts,
        LifetimeFitOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        if (Guard.NotNull(summary).ContractCount == 0)
        {
            throw new ArgumentException("There are no contracts to fit to.", nameof(summary));
        }

        var n = names.Length;
        double[][] logs = [[0, 1, 0], [-1, -1, 0.3], [1.5, 2.5, -0.3]];
        var likelihood = new ContractLikelihood(summary, n == 3, options.Penalty);
        var best = LikelihoodFit.Best(
            likelihood, starts ?? Array.ConvertAll(logs, start => start.AsSpan(0, n).ToArray()), options.MaxIterations, progress, cancellation);
        var natural = Array.ConvertAll(best.Point, Elementary.Exp);
        var matrix = LikelihoodFit.Covariance(best, natural, summary.ContractCount);
        var total = -summary.ContractCount * (best.Value - Penalty.Of(best.Point, options.Penalty));
        var report = new FitReport(
            name, best.Stop, best.Iterations, total, best.GradientNorm, summary.ContractCount, names, natural, LikelihoodFit.Errors(matrix));
        LikelihoodFit.ThrowIfUnproven(report, options.NonConvergence);
        return (natural, report, matrix);
    }
}
