using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Fits of several models to the same customers, compared by information criteria.</summary>
/// <remarks>Log-likelihoods compare only between fits to the same data in the same unit, without penalty; for CNBD-k only with its gaps.</remarks>
public sealed class ModelComparison
{
    private readonly ModelRank[] ranks;

    private ModelComparison(ModelRank[] ranks) => this.ranks = ranks;

    /// <summary>The models, the smallest AIC first.</summary>
    public IReadOnlyList<ModelRank> ByAic => ranks;

    /// <summary>Compares fits.</summary>
    /// <param name="reports">Reports of fits by maximum likelihood to the same customers, at least one.</param>
    /// <exception cref="ArgumentException">There is no report, one is of no fit, or numbers of customers differ.</exception>
    public static ModelComparison Of(params FitReport[] reports)
    {
        if (Guard.NotNull(reports).Length == 0)
        {
            throw new ArgumentException("There is nothing to compare.", nameof(reports));
        }

        foreach (var report in reports)
        {
            if (!Guard.NotNull(report, nameof(reports)).Aic.IsDefined || report.Observations != reports[0].Observations)
            {
                throw new ArgumentException($"{report.Model} was not fitted by likelihood to the same number of customers as the first.", nameof(reports));
            }
        }

        var least = reports.Min(r => r.Aic.Value);
        var total = reports.Sum(r => Elementary.Exp(-0.5 * (r.Aic.Value - least)));
        return new ModelComparison(reports
            .Select(r => new ModelRank(
                r.Model,
                r.Objective,
                r.ParameterNames.Count,
                r.Aic.Value,
                -2 * r.Objective + r.ParameterNames.Count * Elementary.Log(r.Observations),
                Elementary.Exp(-0.5 * (r.Aic.Value - least)) / total))
            .OrderBy(r => r.Aic)
            .ToArray());
    }

    /// <summary>One line per model.</summary>
    public override string ToString() => string.Join("\n", ranks.Select(r => r.ToString()));
}
