using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The shifted beta-geometric model of contracts: each has its own probability not to be renewed, the same at every renewal date.</summary>
/// <remarks>
/// <para>
/// The probability θ varies between contracts as Beta(γ, δ). Retention rises over time although no single contract's does: those likely to end
/// have ended. S(t) = B(γ, δ+t)/B(γ, δ).
/// </para>
/// <para>
/// Sources: P. S. Fader, B. G. S. Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1); (2010),
/// Customer-base valuation in a contractual setting, Marketing Science 29(1).
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed class ShiftedBetaGeometricModel
{
    private const string Name = "sBG";
    private readonly double[] covariance;
    private readonly ContractFormulas formulas;

    private ShiftedBetaGeometricModel(double gamma, double delta, FitReport report, double[]? covariance)
    {
        Gamma = gamma;
        Delta = delta;
        Report = report;
        this.covariance = covariance ?? [];
        formulas = new ContractFormulas(gamma, delta, 1);
    }

    /// <summary>γ: first shape of the probability not to renew; γ/(γ+δ) is its mean in a new cohort.</summary>
    public double Gamma { get; }

    /// <summary>δ: second shape of the probability not to renew.</summary>
    public double Delta { get; }

    /// <summary>What the fit did and how certain the parameters are.</summary>
    public FitReport Report { get; }

    /// <summary>Covariance of (γ, δ), row-major 2 × 2; empty when it does not exist (boundary) or was not given.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>Fits by maximum likelihood to contracts one by one.</summary>
    /// <param name="histories">The contracts, at least one.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no contracts.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ShiftedBetaGeometricModel Fit(
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
    public static ShiftedBetaGeometricModel Fit(
        ContractSummary summary,
        LifetimeFitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var (p, report, matrix) = ContractFit.Run(Name, Names(), summary, null, options ?? LifetimeFitOptions.Default, progress, cancellation);
        return new ShiftedBetaGeometricModel(p[0], p[1], report, matrix);
    }

    /// <summary>The model with given parameters.</summary>
    /// <param name="gamma">γ, finite and &gt; 0.</param>
    /// <param name="delta">δ, finite and &gt; 0.</param>
    /// <param name="covariance">Covariance of the parameters in this order, row-major 2 × 2, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    /// <exception cref="ArgumentException">The covariance is neither empty nor a covariance.</exception>
    public static ShiftedBetaGeometricModel FromParameters(double gamma, double delta, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(gamma);
        Guard.Positive(delta);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 2, nameof(covariance));
        var report = new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, Names(), [gamma, delta], LikelihoodFit.Errors(matrix));
        return new ShiftedBetaGeometricModel(gamma, delta, report, matrix);
    }

    /// <summary>The log-likelihood of counted contracts.</summary>
    /// <param name="summary">The contracts.</param>
    public double LogLikelihood(ContractSummary summary)
    {
        Guard.NotNull(summary);
        var sum = 0.0;
        for (var t = 1; t <= summary.LongestTenure; t++)
        {
            sum += summary.EndedAt(t) > 0 ? summary.EndedAt(t) * formulas.LogLikelihood(t, ended: true) : 0;
            sum += summary.OngoingAt(t) > 0 ? summary.OngoingAt(t) * formulas.LogLikelihood(t, ended: false) : 0;
        }

        return sum;
    }

    /// <summary>The probability that a new contract is renewed at least so many times.</summary>
    /// <param name="renewals">Renewals, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public double Survival(int renewals) => Elementary.Exp(formulas.LogSurvival(Guard.AtLeast(renewals, 0)));

    /// <summary>The probability that a new contract ends at this renewal date.</summary>
    /// <param name="renewal">The renewal, 1 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The renewal is less than 1.</exception>
    public double ProbabilityOfEnding(int renewal) => formulas.Ending(Guard.AtLeast(renewal, 1));

    /// <summary>The share of the contracts still running that is renewed at this renewal date.</summary>
    /// <param name="renewal">The renewal, 1 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The renewal is less than 1.</exception>
    public double Retention(int renewal) => Elementary.Exp(formulas.LogRetention(Guard.AtLeast(renewal, 1)));

    /// <summary>The share of a cohort that is still running after 0, 1, 2, … renewals.</summary>
    /// <param name="destination">Receives the curve, beginning with 1.</param>
    public void SurvivalCurve(Span<double> destination)
    {
        for (var t = 0; t < destination.Length; t++)
        {
            destination[t] = Survival(t);
        }
    }

    /// <summary>The retention at renewal 1, 2, 3, …: it rises as those likely to leave have left.</summary>
    /// <param name="destination">Receives the curve.</param>
    public void RetentionCurve(Span<double> destination)
    {
        for (var t = 0; t < destination.Length; t++)
        {
            destination[t] = Retention(t + 1);
        }
    }

    /// <summary>The expected further renewals of one contract, within a number of periods.</summary>
    /// <param name="renewals">How often it was renewed so far, ≥ 0; it is running.</param>
    /// <param name="periods">Periods ahead, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public double ExpectedRenewals(int renewals, int periods)
    {
        var start = formulas.LogSurvival(Guard.AtLeast(renewals, 0));
        var sum = 0.0;
        for (var t = 1; t <= Guard.AtLeast(periods, 0); t++)
        {
            sum += Elementary.Exp(formulas.LogSurvival(renewals + t) - start);
        }

        return sum;
    }

    /// <summary>The discounted expected lifetime (DEL) of a new contract in periods, for ever: the first payment now and undiscounted, then one at each renewal.</summary>
    /// <param name="periodRate">Effective rate of discount per contract period, finite and &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite and positive.</exception>
    public double DiscountedLifetime(double periodRate) => formulas.Discounted(0, 0, Guard.Positive(periodRate));

    /// <summary>
    /// The discounted expected residual lifetime (DERL) just before a renewal date, in periods, for ever: the payment of that renewal, if it comes,
    /// is not discounted.
    /// </summary>
    /// <param name="renewal">The renewal that comes next, 1 for the first; the contract was renewed at all those before.</param>
    /// <param name="periodRate">Effective rate of discount per contract period, finite and &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The renewal is less than 1, or the rate not finite and positive.</exception>
    public double DiscountedResidualLifetime(int renewal, double periodRate) =>
        formulas.Discounted(Guard.AtLeast(renewal, 1), renewal - 1, Guard.Positive(periodRate));

    /// <summary>A figure of the model with its standard error and interval by the delta method.</summary>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.Survival(12)</c>.</param>
    /// <param name="scale">The scale on which the interval is symmetric.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <returns>The figure; without error and interval where the model has no <see cref="Covariance"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ModelEstimate Estimate(Func<ShiftedBetaGeometricModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new ShiftedBetaGeometricModel(p[0], p[1], Report, null)), [Gamma, Delta], covariance, scale, level);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: γ {Guard.Text(Gamma)}, δ {Guard.Text(Delta)}; {Report.Stop}";

    private static string[] Names() => ["gamma", "delta"];
}
