using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The Pareto/NBD model: customers buy at their own steady rate until, at some unseen moment, they leave for good.</summary>
/// <remarks>
/// <para>
/// Purchase rates λ vary between customers as Gamma(r, α), rates of leaving μ as Gamma(s, β), independently of each other. A customer may
/// leave at any moment, also before the first repeat purchase.
/// </para>
/// <para>
/// Source: D. C. Schmittlein, D. G. Morrison, R. Colombo (1987), Counting your customers: who are they and what will they do next?,
/// Management Science 33(1); discounting after P. S. Fader, B. G. S. Hardie, K. L. Lee (2005), RFM and CLV, Journal of Marketing Research 42(4).
/// In their letters x is the number of repeat purchases, tₓ the recency, T the age.
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed class ParetoNbdModel : PurchaseModel
{
    private const string Name = "Pareto/NBD";

    private ParetoNbdModel(double r, double alpha, double s, double beta, TimeUnit unit, FitReport report, double[]? covariance)
        : base(PurchaseEngine.Of(new ParetoNbdFormulas(r, alpha, s, beta)), unit, report, covariance)
    {
        R = r;
        Alpha = alpha;
        S = s;
        Beta = beta;
    }

    private ParetoNbdModel(double[] p, TimeUnit unit, FitReport report, double[]? covariance)
        : this(p[0], p[1], p[2], p[3], unit, report, covariance)
    {
    }

    /// <summary>r: shape of the purchase rate; small means that customers differ much.</summary>
    public double R { get; }

    /// <summary>α: inverse scale of the purchase rate, in units of time; r/α is the mean rate.</summary>
    public double Alpha { get; }

    /// <summary>s: shape of the rate of leaving.</summary>
    public double S { get; }

    /// <summary>β: inverse scale of the rate of leaving, in units of time; s/β is the mean rate.</summary>
    public double Beta { get; }

    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="histories">The customers, at least one.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ParetoNbdModel Fit(
        PurchaseHistories histories,
        LifetimeFitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Fit(PurchaseHistogram.FromHistories(Guard.NotNull(histories)), options, progress, cancellation);

    /// <summary>Fits by maximum likelihood to counts of equal histories, as a GROUP BY gives them.</summary>
    /// <param name="histogram">The customers, at least one.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ParetoNbdModel Fit(
        PurchaseHistogram histogram,
        LifetimeFitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var table = PurchaseFit.Table(histogram);
        return Fit(table, Starts(table), histogram.Unit, options ?? LifetimeFitOptions.Default, progress, cancellation);
    }

    /// <summary>The model with given parameters.</summary>
    /// <param name="r">r, finite and &gt; 0.</param>
    /// <param name="alpha">α in the unit of time, finite and &gt; 0.</param>
    /// <param name="s">s, finite and &gt; 0.</param>
    /// <param name="beta">β in the unit of time, finite and &gt; 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <param name="covariance">Covariance of the parameters in this order, row-major 4 × 4, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    /// <exception cref="ArgumentException">The covariance is neither empty nor a covariance.</exception>
    public static ParetoNbdModel FromParameters(double r, double alpha, double s, double beta, TimeUnit unit, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(r);
        Guard.Positive(alpha);
        Guard.Positive(s);
        Guard.Positive(beta);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 4, nameof(covariance));
        var report = new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, Names(), [r, alpha, s, beta], LikelihoodFit.Errors(matrix));
        return new ParetoNbdModel(r, alpha, s, beta, unit, report, matrix);
    }

    /// <summary>The log-likelihood of one customer.</summary>
    /// <param name="history">The customer.</param>
    public double LogLikelihood(PurchaseHistory history) => LogLikelihoodOf(history);

    /// <summary>The total log-likelihood of customers.</summary>
    /// <param name="histories">The customers.</param>
    /// <exception cref="ArgumentException">The histories are in another unit.</exception>
    public double LogLikelihood(PurchaseHistories histories) => LogLikelihoodOf(histories);

    /// <summary>A figure of the model with its standard error and interval by the delta method.</summary>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.ExpectedPurchases(history, 52)</c>, or a total over customers.</param>
    /// <param name="scale">The scale on which the interval is symmetric.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <returns>The figure; without error and interval where the model has no <see cref="PurchaseModel.Covariance"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ModelEstimate Estimate(Func<ParetoNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new ParetoNbdModel(p, Unit, Report, null)), [R, Alpha, S, Beta], Covariance.ToArray(), scale, level);
    }

    /// <summary>The values of one parameter that the likelihood, maximized over the others, does not reject: valid also where the likelihood is lopsided.</summary>
    /// <param name="histogram">The customers that the model was fitted to, in its unit.</param>
    /// <param name="parameter">A name from <see cref="FitReport.ParameterNames"/>.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is 0 or infinite where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are no customers, their unit is another, or there is no such parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        PurchaseHistogram histogram, string parameter, double level = 0.95, CancellationToken cancellation = default)
    {
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return PurchaseFit.Profile(new LeavingLikelihood(table, 0, ages: false), [R, Alpha, S, Beta], [0, 1, 0, 1], Names(), parameter, table, level, cancellation);
    }

    /// <summary>The values of a figure that the likelihood does not reject: its least and greatest among the parameters within the drop that the level allows.</summary>
    /// <param name="histogram">The customers that the model was fitted to, in its unit.</param>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.ExpectedPurchases(history, 52)</c>.</param>
    /// <param name="scale">The scale on which limits are sought: it changes the work, not the interval.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is at the end of the scale where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are none of them, their unit is another, the model is not their maximum, or the figure has no such scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        PurchaseHistogram histogram, Func<ParetoNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95, CancellationToken cancellation = default)
    {
        Guard.NotNull(figure);
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return PurchaseFit.Profile(new LeavingLikelihood(table, 0, ages: false), [R, Alpha, S, Beta], [0, 1, 0, 1], p => figure(new ParetoNbdModel(p, Unit, Report, null)), scale, table, level, cancellation);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: r {Guard.Text(R)}, α {Guard.Text(Alpha)}, s {Guard.Text(S)}, β {Guard.Text(Beta)}; time in units of {Unit}; {Report.Stop}";

    /// <summary>The fit from given starts, in logarithms of the parameters in scaled time.</summary>
    internal static ParetoNbdModel Fit(
        PatternTable table,
        IReadOnlyList<double[]> starts,
        TimeUnit unit,
        LifetimeFitOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var fit = PurchaseFit.Run(
            Name, Names(), [0, 1, 0, 1], table, t => new LeavingLikelihood(t, options.Penalty, ages: false, options.Threads), starts, PurchaseFit.ScaleTerm(table), options, progress, cancellation);
        return new ParetoNbdModel(fit.Estimates, unit, fit.Report, fit.Covariance);
    }

    /// <summary>Three starts around the mean purchase rate: heavy, middling and light differences between customers.</summary>
    internal static double[][] Starts(PatternTable table) =>
    [
        Start(0.5, 0.25 / table.Rate, 0.5, 0.4), Start(1.2, 0.8 / table.Rate, 0.8, 2), Start(5, 4 / table.Rate, 3, 4),
    ];

    private static double[] Start(double r, double alpha, double s, double beta) =>
        [Elementary.Log(r), Elementary.Log(alpha), Elementary.Log(s), Elementary.Log(beta)];

    private static string[] Names() => ["r", "alpha", "s", "beta"];
}
