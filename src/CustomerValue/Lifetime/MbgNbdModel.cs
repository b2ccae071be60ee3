using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The modified BG/NBD model: customers buy at their own steady rate until, right after the first or any later purchase, they leave for good.</summary>
/// <remarks>
/// <para>
/// Purchase rates λ vary between customers as Gamma(r, α); after each purchase, the first one too, a customer leaves with probability p, which
/// varies as Beta(a, b), independently of λ. So a customer without a repeat purchase may be gone, which BG/NBD rules out.
/// </para>
/// <para>
/// Sources: E. P. Batislam, M. Denizel, A. Filiztekin (2007), Empirical validation and comparison of models for customer base analysis,
/// International Journal of Research in Marketing 24(3); D. Hoppe, U. Wagner (2007), Customer base analysis: the case for a central variant
/// of the Betageometric/NBD model, Marketing JRM 3(2). x is the number of repeat purchases, tₓ the recency, T the age.
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed class MbgNbdModel : PurchaseModel
{
    private const string Name = "MBG/NBD";

    private MbgNbdModel(double r, double alpha, double a, double b, TimeUnit unit, FitReport report, double[]? covariance)
        : base(PurchaseEngine.Of(new CnbdFormulas(r, alpha, a, b, 1, leavesAtOnce: true)), unit, report, covariance)
    {
        R = r;
        Alpha = alpha;
        A = a;
        B = b;
    }

    private MbgNbdModel(double[] p, TimeUnit unit, FitReport report, double[]? covariance)
        : this(p[0], p[1], p[2], p[3], unit, report, covariance)
    {
    }

    /// <summary>r: shape of the purchase rate; small means that customers differ much.</summary>
    public double R { get; }

    /// <summary>α: inverse scale of the purchase rate, in units of time; r/α is the mean rate.</summary>
    public double Alpha { get; }

    /// <summary>a: first shape of the dropout probability; a/(a+b) is its mean.</summary>
    public double A { get; }

    /// <summary>b: second shape of the dropout probability.</summary>
    public double B { get; }

    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="histories">The customers, at least one.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static MbgNbdModel Fit(
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
    public static MbgNbdModel Fit(
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
    /// <param name="a">a, finite and &gt; 0.</param>
    /// <param name="b">b, finite and &gt; 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <param name="covariance">Covariance of the parameters in this order, row-major 4 × 4, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    /// <exception cref="ArgumentException">The covariance is neither empty nor a covariance.</exception>
    public static MbgNbdModel FromParameters(double r, double alpha, double a, double b, TimeUnit unit, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(r);
        Guard.Positive(alpha);
        Guard.Positive(a);
        Guard.Positive(b);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 4, nameof(covariance));
        var report = new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, Names(), [r, alpha, a, b], LikelihoodFit.Errors(matrix));
        return new MbgNbdModel(r, alpha, a, b, unit, report, matrix);
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
    public ModelEstimate Estimate(Func<MbgNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new MbgNbdModel(p, Unit, Report, null)), [R, Alpha, A, B], Covariance.ToArray(), scale, level);
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
        return PurchaseFit.Profile(new CnbdLikelihood(table, 1, true, 0), [R, Alpha, A, B], [0, 1, 0, 0], Names(), parameter, table, level, cancellation);
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
        PurchaseHistogram histogram, Func<MbgNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95, CancellationToken cancellation = default)
    {
        Guard.NotNull(figure);
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return PurchaseFit.Profile(new CnbdLikelihood(table, 1, true, 0), [R, Alpha, A, B], [0, 1, 0, 0], p => figure(new MbgNbdModel(p, Unit, Report, null)), scale, table, level, cancellation);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: r {Guard.Text(R)}, α {Guard.Text(Alpha)}, a {Guard.Text(A)}, b {Guard.Text(B)}; time in units of {Unit}; {Report.Stop}";

    /// <summary>The fit from given starts, in logarithms of the parameters in scaled time.</summary>
    internal static MbgNbdModel Fit(
        PatternTable table,
        IReadOnlyList<double[]> starts,
        TimeUnit unit,
        LifetimeFitOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var fit = PurchaseFit.Run(
            Name, Names(), [0, 1, 0, 0], table, t => new CnbdLikelihood(t, 1, true, options.Penalty, options.Threads), starts, PurchaseFit.ScaleTerm(table), options, progress, cancellation);
        return new MbgNbdModel(fit.Estimates, unit, fit.Report, fit.Covariance);
    }

    private static double[][] Starts(PatternTable table) => CnbdLikelihood.Starts(table, 1);

    private static string[] Names() => ["r", "alpha", "a", "b"];
}
