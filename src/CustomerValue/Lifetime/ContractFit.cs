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
        Check(summary);
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

    /// <summary>The profile interval of one parameter.</summary>
    public static ConfidenceInterval Profile(
        ContractSummary summary, double[] estimates, string[] names, string parameter, double level, CancellationToken cancellation)
    {
        Check(summary);
        Guard.OpenUnit(level);
        var index = Array.IndexOf(names, Guard.NotNull(parameter));
        if (index < 0)
        {
            throw new ArgumentException($"There is no parameter {parameter}; there are {string.Join(", ", names)}.", nameof(parameter));
        }

        var likelihood = new ContractLikelihood(summary, names.Length == 3, 0);
        var (lower, upper) = ProfileLikelihood.Interval(
            likelihood, Array.ConvertAll(estimates, Elementary.Log), index, summary.ContractCount, level, cancellation);
        return new ConfidenceInterval(Elementary.Exp(lower), Elementary.Exp(upper), level, "profile likelihood");
    }

    /// <summary>The profile interval of a figure.</summary>
    public static ConfidenceInterval Profile(
        ContractSummary summary, double[] estimates, Func<double[], double> figure, EstimateScale scale, double level, CancellationToken cancellation)
    {
        Check(summary);
        return PurchaseFit.Profile(
            new ContractLikelihood(summary, estimates.Length == 3, 0),
            Array.ConvertAll(estimates, Elementary.Log),
            logs => figure(Array.ConvertAll(logs, Elementary.Exp)),
            scale,
            summary.ContractCount,
            level,
            cancellation);
    }

    private static void Check(ContractSummary summary)
    {
        if (Guard.NotNull(summary).ContractCount == 0)
        {
            throw new ArgumentException("There are no contracts to fit to.", nameof(summary));
        }
    }
}
