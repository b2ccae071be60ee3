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
public sealed class GGomNbdModel : IPurchaseModel
{
    private const string Name = "GGom/NBD";
    private readonly double[] covariance;
    private readonly GGomNbdFormulas formulas;

    private GGomNbdModel(double r, double alpha, double b, double s, double beta, TimeUnit unit, FitReport report, double[]? covariance)
    {
        R = r;
        Alpha = alpha;
        B = b;
        S = s;
        Beta = beta;
        Unit = unit;
        Report = report;
        this.covariance = covariance ?? [];
        formulas = new GGomNbdFormulas(r, alpha, b, s, beta);
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

    /// <summary>The unit of time of the parameters, of histories to be scored, and of horizons.</summary>
    public TimeUnit Unit { get; }

    /// <summary>What the fit did and how certain the parameters are.</summary>
    public FitReport Report { get; }

    /// <summary>Covariance of (r, α, b, s, β), row-major 5 × 5; empty when it does not exist (boundary) or was not given.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

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
    public double LogLikelihood(PurchaseHistory history) => formulas.LogLikelihood(history.Repeats, history.Recency, history.Age);

    /// <summary>The total log-likelihood of customers.</summary>
    /// <param name="histories">The customers.</param>
    /// <exception cref="ArgumentException">The histories are in another unit.</exception>
    public double LogLikelihood(PurchaseHistories histories)
    {
        PurchaseScoring.Check(Unit, histories);
        return PurchaseScoring.LogLikelihood(formulas, histories);
    }

    /// <summary>The probability that one customer is still alive where observation ends.</summary>
    /// <param name="history">The customer.</param>
    public double ProbabilityAlive(PurchaseHistory history) => PurchaseScoring.Alive(formulas, history);

    /// <summary>The probability that one customer is still alive some time after observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="later">Time after the end of observation, in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public double ProbabilityAlive(PurchaseHistory history, double later) => PurchaseScoring.AliveLater(formulas, history, Guard.NonNegative(later));

    /// <summary>The logarithm of <see cref="ProbabilityAlive(PurchaseHistory)"/>, also where that is too small for a double.</summary>
    /// <param name="history">The customer.</param>
    public double LogProbabilityAlive(PurchaseHistory history) => PurchaseScoring.LogAlive(formulas, history);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    public void ProbabilityAlive(PurchaseHistories histories, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        PurchaseScoring.Alive(formulas, histories, destination);
    }

    /// <summary>The expected purchases of a new customer within a time after the first purchase, that one not counted.</summary>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public double ExpectedPurchases(double horizon) => ExpectedPurchases(default, horizon);

    /// <summary>The expected purchases of one customer within the horizon that begins where observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public double ExpectedPurchases(PurchaseHistory history, double horizon) => PurchaseScoring.Expected(formulas, history, Guard.NonNegative(horizon));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public void ExpectedPurchases(PurchaseHistories histories, double horizon, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        PurchaseScoring.Expected(formulas, histories, Guard.NonNegative(horizon), destination);
    }

    /// <summary>The probability that a new customer makes exactly this many repeat purchases.</summary>
    /// <param name="count">Number of purchases, ≥ 0.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the horizon negative or not finite.</exception>
    public double ProbabilityOfPurchases(int count, double horizon) => ProbabilityOfPurchases(default, count, horizon);

    /// <summary>The probability that one customer makes exactly this many purchases within the horizon that begins where observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="count">Number of purchases, ≥ 0.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the horizon negative or not finite.</exception>
    public double ProbabilityOfPurchases(PurchaseHistory history, int count, double horizon)
    {
        Guard.AtLeast(count, 0);
        return PurchaseScoring.Count(formulas, history, Guard.NonNegative(horizon), count);
    }

    /// <summary>The expected purchases of one customer over an unlimited future, each discounted continuously from its moment.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="rate">Continuous rate per unit of time, finite and &gt; 0; <see cref="Discounting.RatePer"/> gives it for an annual rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite and positive.</exception>
    public double DiscountedPurchases(PurchaseHistory history, double rate) => PurchaseScoring.Discounted(formulas, history, Guard.Positive(rate));

    /// <summary>The expected purchases of each customer over an unlimited future, each discounted continuously from its moment.</summary>
    /// <param name="histories">The customers.</param>
    /// <param name="rate">Continuous rate per unit of time, finite and &gt; 0.</param>
    /// <param name="destination">Receives one discounted expectation per customer, in row order; at least as long as the histories.</param>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite and positive.</exception>
    public void DiscountedPurchases(PurchaseHistories histories, double rate, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        PurchaseScoring.Discounted(formulas, histories, Guard.Positive(rate), destination);
    }

    /// <summary>The expected purchases of one customer within the horizon that begins where observation ends, discounted.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <param name="discounting">Rate and convention.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative, not finite, or longer than 100,000 periods.</exception>
    public double DiscountedPurchases(PurchaseHistory history, double horizon, Discounting discounting)
    {
        Guard.NotNull(discounting).CheckHorizon(horizon);
        return PurchaseScoring.Discounted(formulas, history, horizon, new DiscountTerms(discounting, Unit));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public void DiscountedPurchases(PurchaseHistories histories, double horizon, Discounting discounting, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        Guard.NotNull(discounting).CheckHorizon(horizon);
        PurchaseScoring.Discounted(formulas, histories, horizon, new DiscountTerms(discounting, Unit), destination);
    }

    /// <summary>The time within which one customer has bought again with this probability; undefined, because infinite, where that never comes.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="probability">A probability, &gt; 0 and &lt; 1; 0.5 gives the median.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public Figure TimeOfNextPurchase(PurchaseHistory history, double probability) =>
        CustomerOutlook.Time(PurchaseScoring.NextPurchase(formulas, history, Guard.OpenUnit(probability)));

    /// <summary>How long a customer must be silent after the last purchase until the probability to be alive falls to a level; undefined where it never does.</summary>
    /// <param name="repeats">Repeat purchases so far, ≥ 0.</param>
    /// <param name="recency">Time from the first to the last of them, in units of time, finite and ≥ 0; 0 without repeats.</param>
    /// <param name="level">The probability alive at which a customer counts as inactive, &gt; 0 and &lt; 1.</param>
    /// <exception cref="ArgumentException">A recency without repeats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public Figure InactivityThreshold(int repeats, double recency, double level)
    {
        CustomerOutlook.Check(repeats, recency);
        return CustomerOutlook.Time(PurchaseScoring.Hiatus(formulas, repeats, recency, Guard.OpenUnit(level)));
    }

    /// <summary>A figure of the model with its standard error and interval by the delta method.</summary>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.ExpectedPurchases(history, 52)</c>, or a total over customers.</param>
    /// <param name="scale">The scale on which the interval is symmetric.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <returns>The figure; without error and interval where the model has no <see cref="Covariance"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ModelEstimate Estimate(Func<GGomNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new GGomNbdModel(p, Unit, Report, null)), [R, Alpha, B, S, Beta], covariance, scale, level);
    }

    /// <summary>Draws the histories of new customers from the model.</summary>
    /// <param name="ages">Per customer, the time from the first purchase to the end of observation, in units of time, finite and ≥ 0.</param>
    /// <param name="seed">The same seed gives the same customers.</param>
    /// <exception cref="ArgumentException">An age is negative or not finite; the message names the row.</exception>
    public PurchaseHistories Simulate(ReadOnlySpan<double> ages, ulong seed) => PurchaseSimulation.Run(formulas, ages, seed, Unit);

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

    private static double[][] Starts(PatternTable table) => GGomFit.Starts(table);

    private static string[] Names() => ["r", "alpha", "b", "s", "beta"];
}
