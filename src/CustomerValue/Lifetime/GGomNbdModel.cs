using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The Gamma-Gompertz/NBD model: as Pareto/NBD, but the readiness to leave may grow with age and most may leave late.</summary>
/// <remarks>
/// <para>
/// Purchase rates λ vary between customers as Gamma(r, α); lifetimes are Gompertz with hazard η b e^(bt), and η varies as Gamma(s, β),
/// independently of λ. With b → 0 and β = b β′ it is Pareto/NBD with β′; where the data have no more to say than that, the fit says so.
/// </para>
/// <para>
/// Sources: A. C. Bemmaor, N. Glady (2012), Modeling purchasing behavior with sudden "death", Management Science 58(5); expectations as corrected by
/// J. Adler (2022), Management Science 69(3). x is the number of repeat purchases, tₓ the recency, T the age.
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed class GGomNbdModel : PurchaseModel
{
    private const string Name = "GGom/NBD";

    private GGomNbdModel(double r, double alpha, double b, double s, double beta, TimeUnit unit, FitReport report, double[]? covariance)
        : base(PurchaseEngine.Of(new GGomNbdFormulas(r, alpha, b, s, beta)), unit, report, covariance)
    {
        R = r;
        Alpha = alpha;
        B = b;
        S = s;
        Beta = beta;
    }

    private GGomNbdModel(double[] p, TimeUnit unit, FitReport report, double[]? covariance)
        : this(p[0], p[1], p[2], p[3], p[4], unit, report, covariance)
    {
    }

    /// <summary>r: shape of the purchase rate; small means that customers differ much.</summary>
    public double R { get; }

    /// <summary>α: inverse scale of the purchase rate, in units of time; r/α is the mean rate.</summary>
    public double Alpha { get; }

    /// <summary>b: how fast the readiness to leave grows with age, per unit of time; Pareto/NBD is the limit 0.</summary>
    public double B { get; }

    /// <summary>s: shape of the differences in readiness to leave.</summary>
    public double S { get; }

    /// <summary>β: inverse scale of the readiness to leave.</summary>
    public double Beta { get; }

    /// <summary>
    /// True when the fit found that the readiness to leave does not grow with age: the likelihood has no interior maximum, its supremum is that of
    /// <see cref="ParetoNbdModel"/>, and that is the model to use.
    /// </summary>
    public bool CollapsesToParetoNbd { get; private init; }

    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="histories">The customers, at least one.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static GGomNbdModel Fit(
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
    public static GGomNbdModel Fit(
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
    /// <param name="b">b per unit of time, finite and &gt; 0.</param>
    /// <param name="s">s, finite and &gt; 0.</param>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <param name="unit">The unit of time.</param>
    /// <param name="covariance">Covariance of the parameters in this order, row-major 5 × 5, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    /// <exception cref="ArgumentException">The covariance is neither empty nor a covariance.</exception>
    public static GGomNbdModel FromParameters(double r, double alpha, double b, double s, double beta, TimeUnit unit, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(r);
        Guard.Positive(alpha);
        Guard.Positive(b);
        Guard.Positive(s);
        Guard.Positive(beta);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 5, nameof(covariance));
        var report = new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, Names(), [r, alpha, b, s, beta], LikelihoodFit.Errors(matrix));
        return new GGomNbdModel(r, alpha, b, s, beta, unit, report, matrix);
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
    public ModelEstimate Estimate(Func<GGomNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new GGomNbdModel(p, Unit, Report, null)), [R, Alpha, B, S, Beta], Covariance.ToArray(), scale, level);
    }

    /// <summary>The values of one parameter that the likelihood, maximized over the others, does not reject: valid also where the likelihood is lopsided.</summary>
    /// <param name="histogram">The customers that the model was fitted to, in its unit.</param>
    /// <param name="parameter">A name from <see cref="FitReport.ParameterNames"/>.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is 0 or infinite where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are none of them, their unit is another, or there is no such parameter, or the model is not their maximum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        PurchaseHistogram histogram, string parameter, double level = 0.95, CancellationToken cancellation = default)
    {
        var index = Array.IndexOf(Names(), Guard.NotNull(parameter));
        return index >= 0
            ? ProfileInterval(histogram, m => m.Parameter(index), EstimateScale.Log, level, cancellation)
            : throw new ArgumentException($"There is no parameter {parameter}; there are {string.Join(", ", Names())}.", nameof(parameter));
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
        PurchaseHistogram histogram, Func<GGomNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95, CancellationToken cancellation = default)
    {
        Guard.NotNull(figure);
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return GGomFit.Profile(table, [R, Alpha, B, S, Beta], p => figure(new GGomNbdModel(p, Unit, Report, null)), scale, level, cancellation);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: r {Guard.Text(R)}, α {Guard.Text(Alpha)}, b {Guard.Text(B)}, s {Guard.Text(S)}, β {Guard.Text(Beta)}; time in units of {Unit}; {Report.Stop}";

    /// <summary>The fit from given starts, in logarithms of the parameters in scaled time.</summary>
    internal static GGomNbdModel Fit(
        PatternTable table,
        IReadOnlyList<double[]> starts,
        TimeUnit unit,
        LifetimeFitOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var fit = GGomFit.Run(Name, Names(), table, starts, options, progress, cancellation);
        return new GGomNbdModel(fit.Estimates, unit, fit.Report, fit.Covariance) { CollapsesToParetoNbd = fit.Collapsed };
    }

    private double Parameter(int index) => index switch { 0 => R, 1 => Alpha, 2 => B, 3 => S, _ => Beta };

    private static double[][] Starts(PatternTable table) => GGomFit.Starts(table);

    private static string[] Names() => ["r", "alpha", "b", "s", "beta"];
}
