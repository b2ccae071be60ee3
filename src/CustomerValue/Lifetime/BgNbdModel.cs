using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The BG/NBD model: customers buy at their own steady rate until, right after some purchase, they leave for good.</summary>
/// <remarks>
/// <para>
/// Purchase rates λ vary between customers as Gamma(r, α); after each purchase a customer leaves with probability p, which varies
/// as Beta(a, b), independently of λ. A customer without a repeat purchase is therefore alive by construction.
/// </para>
/// <para>
/// Source: P. S. Fader, B. G. S. Hardie, K. L. Lee (2005), "Counting your customers" the easy way: an alternative to the
/// Pareto/NBD model, Marketing Science 24(2). In its letters x is the number of repeat purchases, tₓ the recency, T the age.
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed partial class BgNbdModel : IPurchaseModel, IScoresRows
{
    private const string Name = "BG/NBD";
    private readonly double[] covariance;
    private readonly BgNbdPurchases formulas;
    private readonly PurchaseEngine engine;

    private BgNbdModel(double r, double alpha, double a, double b, TimeUnit unit, FitReport report, double[]? covariance)
    {
        R = r;
        Alpha = alpha;
        A = a;
        B = b;
        Unit = unit;
        Report = report;
        this.covariance = covariance ?? [];
        formulas = new BgNbdPurchases(r, alpha, a, b);
        engine = PurchaseEngine.Of(formulas);
    }

    /// <summary>r: shape of the purchase rate; small means that customers differ much.</summary>
    public double R { get; }

    /// <summary>α: inverse scale of the purchase rate, in units of time; r/α is the mean rate.</summary>
    public double Alpha { get; }

    /// <summary>a: first shape of the dropout probability; a/(a+b) is its mean.</summary>
    public double A { get; }

    /// <summary>b: second shape of the dropout probability.</summary>
    public double B { get; }

    /// <summary>The unit of time of α, of histories to be scored, and of horizons.</summary>
    public TimeUnit Unit { get; }

    /// <summary>What the fit did and how certain the parameters are.</summary>
    public FitReport Report { get; }

    /// <summary>Covariance of (r, α, a, b), row-major 4 × 4; empty when it does not exist (boundary) or was not given.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="histories">The customers, at least one.</param>
    /// <param name="options">Settings; <see cref="BgNbdOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BgNbdModel Fit(
        PurchaseHistories histories,
        BgNbdOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Fit(PurchaseHistogram.FromHistories(Guard.NotNull(histories)), options, progress, cancellation);

    /// <summary>Fits by maximum likelihood to counts of equal histories, as a GROUP BY gives them.</summary>
    /// <param name="histogram">The customers, at least one.</param>
    /// <param name="options">Settings; <see cref="BgNbdOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BgNbdModel Fit(
        PurchaseHistogram histogram,
        BgNbdOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (Guard.NotNull(histogram).CustomerCount == 0)
        {
            throw new ArgumentException("There are no customers to fit to.", nameof(histogram));
        }

        var tables = new LifetimeTables(histogram);
        return Fit(tables, Starts(tables), histogram.Unit, options ?? BgNbdOptions.Default, progress, cancellation);
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
    public static BgNbdModel FromParameters(double r, double alpha, double a, double b, TimeUnit unit, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(r);
        Guard.Positive(alpha);
        Guard.Positive(a);
        Guard.Positive(b);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 4, nameof(covariance));
        var report = new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, Names(), [r, alpha, a, b], LikelihoodFit.Errors(matrix));
        return new BgNbdModel(r, alpha, a, b, unit, report, matrix);
    }

    /// <summary>The log-likelihood of one customer.</summary>
    /// <param name="history">The customer.</param>
    public double LogLikelihood(PurchaseHistory history) =>
        BgNbdFormulas.LogLikelihood(R, Alpha, A, B, history.Repeats, history.Recency, history.Age);

    /// <summary>The total log-likelihood of customers.</summary>
    /// <param name="histories">The customers.</param>
    /// <exception cref="ArgumentException">The histories are in another unit.</exception>
    public double LogLikelihood(PurchaseHistories histories)
    {
        PurchaseScoring.Check(Unit, histories);
        var sum = 0.0;
        for (var row = 0; row < histories.Count; row++)
        {
            sum += LogLikelihood(histories[row]);
        }

        return sum;
    }

    /// <summary>The probability that one customer is still alive; 1 without a repeat purchase.</summary>
    /// <param name="history">The customer.</param>
    public double ProbabilityAlive(PurchaseHistory history) => history.Repeats == 0 ? 1 : Elementary.Logistic(-LogOddsDead(history));

    /// <summary>The logarithm of <see cref="ProbabilityAlive(PurchaseHistory)"/>, also where that is too small for a double.</summary>
    /// <param name="history">The customer.</param>
    public double LogProbabilityAlive(PurchaseHistory history) => history.Repeats == 0 ? 0 : -Elementary.Softplus(LogOddsDead(history));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    public void ProbabilityAlive(PurchaseHistories histories, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        for (var row = 0; row < histories.Count; row++)
        {
            destination[row] = ProbabilityAlive(histories[row]);
        }
    }

    /// <summary>The expected purchases of a new customer within a time after the first purchase, that one not counted.</summary>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public double ExpectedPurchases(double horizon) => BgNbdFormulas.ExpectedAlive(R, Alpha, A, B, Guard.NonNegative(horizon));

    /// <summary>The expected purchases of one customer within the horizon that begins where observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public double ExpectedPurchases(PurchaseHistory history, double horizon) =>
        ProbabilityAlive(history) * ExpectedIfAlive(history, Guard.NonNegative(horizon));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public void ExpectedPurchases(PurchaseHistories histories, double horizon, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        engine.Score(histories, 0, histories.Count, new ScoreRequest(Guard.NonNegative(horizon), null), default, destination, default);
    }

    /// <summary>The probability that a new customer makes exactly this many repeat purchases.</summary>
    /// <param name="count">Number of purchases, ≥ 0.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the horizon negative or not finite.</exception>
    public double ProbabilityOfPurchases(int count, double horizon) =>
        BgNbdFormulas.Probability(R, Alpha, A, B, Guard.NonNegative(horizon), Guard.AtLeast(count, 0));

    /// <summary>The probability that one customer makes exactly this many purchases within the horizon that begins where observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="count">Number of purchases, ≥ 0.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the horizon negative or not finite.</exception>
    public double ProbabilityOfPurchases(PurchaseHistory history, int count, double horizon)
    {
        Guard.AtLeast(count, 0);
        Guard.NonNegative(horizon);
        var alive = ProbabilityAlive(history);
        var probability = BgNbdFormulas.Probability(R + history.Repeats, Alpha + history.Age, A, B + history.Repeats, horizon, count);
        var dead = history.Repeats == 0 ? 0 : Elementary.Logistic(LogOddsDead(history));
        return alive * probability + (count == 0 ? dead : 0);
    }

    /// <summary>The expected purchases of one customer over an unlimited future, each discounted continuously from its moment.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="rate">Continuous rate per unit of time, finite and &gt; 0; <see cref="Discounting.RatePer"/> gives it for an annual rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite and positive.</exception>
    public double DiscountedPurchases(PurchaseHistory history, double rate) =>
        PurchaseScoring.Discounted(formulas, history, Guard.Positive(rate));

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
        engine.Score(histories, 0, histories.Count, new ScoreRequest(horizon, new DiscountTerms(discounting, Unit)), default, default, destination);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"{Name}: r {Guard.Text(R)}, α {Guard.Text(Alpha)}, a {Guard.Text(A)}, b {Guard.Text(B)}; time in units of {Unit}; {Report.Stop}";

    /// <summary>The fit from given starts, in logarithms of (r, α ÷ longest age, a, b).</summary>
    internal static BgNbdModel Fit(
        LifetimeTables tables,
        IReadOnlyList<double[]> starts,
        TimeUnit unit,
        BgNbdOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var likelihood = new BgNbdLikelihood(tables, options.Penalty);
        var best = LikelihoodFit.Best(likelihood, starts, options.MaxIterations, progress, cancellation);
        double[] natural =
        [
            Elementary.Exp(best.Point[0]),
            Elementary.Exp(best.Point[1]) * tables.Scale,
            Elementary.Exp(best.Point[2]),
            Elementary.Exp(best.Point[3]),
        ];
        var matrix = LikelihoodFit.Covariance(best, natural, tables.Customers);
        var report = new FitReport(
            Name,
            best.Stop,
            best.Iterations,
            likelihood.TotalLogLikelihood(best.Point),
            best.GradientNorm,
            tables.Customers,
            Names(),
            natural,
            LikelihoodFit.Errors(matrix));
        LikelihoodFit.ThrowIfUnproven(report, options.NonConvergence);
        return new BgNbdModel(natural[0], natural[1], natural[2], natural[3], unit, report, matrix);
    }

    /// <summary>Three starts around the mean purchase rate: heavy, middling and light differences between customers.</summary>
    private static double[][] Starts(LifetimeTables tables)
    {
        var purchases = 0.0;
        var time = 0.0;
        for (var i = 0; i < tables.Times.Length; i++)
        {
            purchases += tables.AgeRepeats[i];
            time += tables.AgeCounts[i] * tables.Times[i];
        }

        var rate = purchases > 0 && time > 0 ? Math.Min(1e6, Math.Max(1e-6, purchases / time)) : 1;
        return [Start(0.4, 0.3 / rate, 0.8, 2.5), Start(1, 0.6 / rate, 0.2, 2), Start(4, 3 / rate, 2, 12)];
    }

    private static double[] Start(double r, double alpha, double a, double b) =>
        [Elementary.Log(r), Elementary.Log(alpha), Elementary.Log(a), Elementary.Log(b)];

    private static string[] Names() => ["r", "alpha", "a", "b"];

    PurchaseEngine IScoresRows.Engine => engine;

    private double LogOddsDead(PurchaseHistory history) =>
        BgNbdFormulas.LogOddsDead(R, Alpha, A, B, history.Repeats, history.Recency, history.Age);

    private double ExpectedIfAlive(PurchaseHistory history, double horizon) =>
        BgNbdFormulas.ExpectedAlive(R + history.Repeats, Alpha + history.Age, A, B + history.Repeats, horizon);
}
