using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The beta-discrete-Weibull model of contracts: as the shifted beta-geometric, and a contract's own readiness to end changes with its age.</summary>
/// <remarks>
/// <para>
/// A contract survives t renewals with probability (1−θ)^(tᶜ), and θ varies between contracts as Beta(γ, δ): S(t) = B(γ, δ+tᶜ)/B(γ, δ).
/// </para>
/// <para>
/// Source: P. S. Fader, B. G. S. Hardie, Y. Liu, J. Davin, T. Steenburgh (2018), "How to project customer retention" revisited: the role of
/// duration dependence, Journal of Interactive Marketing 43.
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed class BetaDiscreteWeibullModel : ContractModel
{
    private const string Name = "BdW";

    private BetaDiscreteWeibullModel(double gamma, double delta, double c, FitReport report, double[]? covariance)
        : base(gamma, delta, c, report, covariance)
    {
        C = c;
    }

    /// <summary>c: above 1, a contract's own probability not to be renewed rises with its age; below 1 it falls; 1 is the shifted beta-geometric.</summary>
    public double C { get; }

    /// <summary>Fits by maximum likelihood to contracts one by one.</summary>
    /// <param name="histories">The contracts, at least one.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no contracts.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BetaDiscreteWeibullModel Fit(
        ContractHistories histories,
        LifetimeFitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Fit(Guard.NotNull(histories).Summarize(), options, progress, cancellation);

    /// <summary>Fits by maximum likelihood to counts of contracts, or to a cohort that began together (<see cref="ContractSummary.FromCohort"/>).</summary>
    /// <param name="summary">The contracts, at least one.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no contracts.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BetaDiscreteWeibullModel Fit(
        ContractSummary summary,
        LifetimeFitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var (p, report, matrix) = ContractFit.Run(Name, Names(), summary, null, options ?? LifetimeFitOptions.Default, progress, cancellation);
        return new BetaDiscreteWeibullModel(p[0], p[1], p[2], report, matrix);
    }

    /// <summary>The model with given parameters.</summary>
    /// <param name="gamma">γ, finite and &gt; 0.</param>
    /// <param name="delta">δ, finite and &gt; 0.</param>
    /// <param name="c">c, finite and &gt; 0.</param>
    /// <param name="covariance">Covariance of the parameters in this order, row-major 3 × 3, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    /// <exception cref="ArgumentException">The covariance is neither empty nor a covariance.</exception>
    public static BetaDiscreteWeibullModel FromParameters(double gamma, double delta, double c, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(gamma);
        Guard.Positive(delta);
        Guard.Positive(c);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 3, nameof(covariance));
        var report = new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, Names(), [gamma, delta, c], LikelihoodFit.Errors(matrix));
        return new BetaDiscreteWeibullModel(gamma, delta, c, report, matrix);
    }

    /// <summary>A figure of the model with its standard error and interval by the delta method.</summary>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.Survival(12)</c>.</param>
    /// <param name="scale">The scale on which the interval is symmetric.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <returns>The figure; without error and interval where the model has no <see cref="ContractModel.Covariance"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ModelEstimate Estimate(Func<BetaDiscreteWeibullModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new BetaDiscreteWeibullModel(p[0], p[1], p[2], Report, null)), [Gamma, Delta, C], Covariance.ToArray(), scale, level);
    }

    /// <summary>The values of one parameter that the likelihood, maximized over the others, does not reject: valid also where the likelihood is lopsided.</summary>
    /// <param name="summary">The contracts that the model was fitted to.</param>
    /// <param name="parameter">A name from <see cref="FitReport.ParameterNames"/>.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is 0 or infinite where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are none of them, or there is no such parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        ContractSummary summary, string parameter, double level = 0.95, CancellationToken cancellation = default)
    {
        return ContractFit.Profile(summary, [Gamma, Delta, C], Names(), parameter, level, cancellation);
    }

    /// <summary>The values of a figure that the likelihood does not reject: its least and greatest among the parameters within the drop that the level allows.</summary>
    /// <param name="summary">The contracts that the model was fitted to.</param>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.Survival(12)</c>.</param>
    /// <param name="scale">The scale on which limits are sought: it changes the work, not the interval.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is at the end of the scale where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are none of them, the model is not their maximum, or the figure has no such scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        ContractSummary summary, Func<BetaDiscreteWeibullModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95, CancellationToken cancellation = default)
    {
        Guard.NotNull(figure);
        return ContractFit.Profile(summary, [Gamma, Delta, C], p => figure(new BetaDiscreteWeibullModel(p[0], p[1], p[2], Report, null)), scale, level, cancellation);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: γ {Guard.Text(Gamma)}, δ {Guard.Text(Delta)}, c {Guard.Text(C)}; {Report.Stop}";

    private static string[] Names() => ["gamma", "delta", "c"];
}
