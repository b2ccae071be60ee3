using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The BG/BB model: at every opportunity (a year, a campaign, a statement) a customer buys or not, until some opportunity from which on the customer is gone.</summary>
/// <remarks>
/// <para>
/// A customer who is alive buys at an opportunity with probability p, and is gone before the next one with probability θ; p varies between customers
/// as Beta(α, β), θ as Beta(γ, δ), independently. Histories count in opportunities: repeats x is the number at which the customer bought,
/// recency the number of the last of them (0 without), age how many there were; x ≤ recency ≤ age, all whole.
/// </para>
/// <para>
/// Source: P. S. Fader, B. G. S. Hardie, J. Shang (2010), Customer-base analysis in a discrete-time noncontractual setting, Marketing Science 29(6).
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed partial class BgBbModel : IPurchaseModel
{
    private const string Name = "BG/BB";
    private const int MostOpportunities = 1_000_000;
    private readonly double[] covariance;
    private readonly BgBbFormulas formulas;

    private BgBbModel(double alpha, double beta, double gamma, double delta, TimeUnit unit, FitReport report, double[]? covariance)
    {
        Alpha = alpha;
        Beta = beta;
        Gamma = gamma;
        Delta = delta;
        Unit = unit;
        Report = report;
        this.covariance = covariance ?? [];
        formulas = new BgBbFormulas(alpha, beta, gamma, delta);
    }

    /// <summary>α: first shape of the probability to buy; α/(α+β) is its mean.</summary>
    public double Alpha { get; }

    /// <summary>β: second shape of the probability to buy.</summary>
    public double Beta { get; }

    /// <summary>γ: first shape of the probability to leave before an opportunity; γ/(γ+δ) is its mean.</summary>
    public double Gamma { get; }

    /// <summary>δ: second shape of the probability to leave.</summary>
    public double Delta { get; }

    /// <summary>The time from one opportunity to the next: the unit of histories to be scored and of horizons.</summary>
    public TimeUnit Unit { get; }

    /// <summary>What the fit did and how certain the parameters are.</summary>
    public FitReport Report { get; }

    /// <summary>Covariance of (α, β, γ, δ), row-major 4 × 4; empty when it does not exist (boundary) or was not given.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="histories">The customers, at least one, in opportunities.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers, or a row is not in whole opportunities; the message names it.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BgBbModel Fit(
        PurchaseHistories histories,
        LifetimeFitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        CheckRows(Guard.NotNull(histories).Repeats, histories.Recency, histories.Age, nameof(histories));
        return Fit(PurchaseHistogram.FromHistories(histories), options, progress, cancellation);
    }

    /// <summary>Fits by maximum likelihood to counts of equal histories, as a GROUP BY gives them.</summary>
    /// <param name="histogram">The customers, at least one, in opportunities.</param>
    /// <param name="options">Settings; <see cref="LifetimeFitOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers, or a pattern is not in whole opportunities; the message names it.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BgBbModel Fit(
        PurchaseHistogram histogram,
        LifetimeFitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        CheckRows(Guard.NotNull(histogram).Repeats, histogram.Recency, histogram.Age, nameof(histogram));
        double[][] starts = [[0.2, -0.3, -0.4, 1], [-0.7, 0.3, -1, 1.5], [1.5, 1.5, 0.5, 2.5]];
        return Fit(PurchaseFit.Table(histogram), starts, histogram.Unit, options ?? LifetimeFitOptions.Default, progress, cancellation);
    }

    /// <summary>The model with given parameters.</summary>
    /// <param name="alpha">α, finite and &gt; 0.</param>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <param name="gamma">γ, finite and &gt; 0.</param>
    /// <param name="delta">δ, finite and &gt; 0.</param>
    /// <param name="unit">The time from one opportunity to the next.</param>
    /// <param name="covariance">Covariance of the parameters in this order, row-major 4 × 4, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    /// <exception cref="ArgumentException">The covariance is neither empty nor a covariance.</exception>
    public static BgBbModel FromParameters(double alpha, double beta, double gamma, double delta, TimeUnit unit, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(alpha);
        Guard.Positive(beta);
        Guard.Positive(gamma);
        Guard.Positive(delta);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 4, nameof(covariance));
        var report = new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, Names(), [alpha, beta, gamma, delta], LikelihoodFit.Errors(matrix));
        return new BgBbModel(alpha, beta, gamma, delta, unit, report, matrix);
    }

    /// <summary>The log-likelihood of one customer.</summary>
    /// <param name="history">The customer, in opportunities.</param>
    /// <exception cref="ArgumentException">The history is not in whole opportunities.</exception>
    public double LogLikelihood(PurchaseHistory history)
    {
        Check(history);
        return formulas.LogLikelihood(history.Repeats, (int)history.Recency, (int)history.Age);
    }

    /// <summary>The probability that one customer was still alive at the last opportunity.</summary>
    /// <param name="history">The customer, in opportunities.</param>
    /// <exception cref="ArgumentException">The history is not in whole opportunities.</exception>
    public double ProbabilityAlive(PurchaseHistory history) => ProbabilityAlive(history, 0);

    /// <summary>The probability that one customer is alive at a later opportunity.</summary>
    /// <param name="history">The customer, in opportunities.</param>
    /// <param name="later">Opportunities after the last one seen, ≥ 0; 1 is the next.</param>
    /// <exception cref="ArgumentException">The history is not in whole opportunities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public double ProbabilityAlive(PurchaseHistory history, int later)
    {
        Check(history);
        return formulas.Alive(history.Repeats, (int)history.Recency, (int)history.Age, Guard.AtLeast(later, 0));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit or not in whole opportunities, or the destination is too short.</exception>
    public void ProbabilityAlive(PurchaseHistories histories, Span<double> destination)
    {
        CheckAll(histories, destination);
        for (var row = 0; row < histories.Count; row++)
        {
            destination[row] = Alive(histories[row]);
        }
    }

    /// <summary>The expected number of purchases of one customer at the next opportunities; of a new customer with the default history.</summary>
    /// <param name="history">The customer, in opportunities.</param>
    /// <param name="horizon">Number of opportunities, whole, 0 to 1,000,000.</param>
    /// <exception cref="ArgumentException">The history is not in whole opportunities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative, not whole, or too long.</exception>
    public double ExpectedPurchases(PurchaseHistory history, double horizon)
    {
        Check(history);
        return Alive(history) * formulas.ExpectedAlive(history.Repeats, (int)history.Age, Opportunities(horizon));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit or not in whole opportunities, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative, not whole, or too long.</exception>
    public void ExpectedPurchases(PurchaseHistories histories, double horizon, Span<double> destination)
    {
        CheckAll(histories, destination);
        var opportunities = Opportunities(horizon);
        for (var row = 0; row < histories.Count; row++)
        {
            var history = histories[row];
            destination[row] = Alive(history) * formulas.ExpectedAlive(history.Repeats, (int)history.Age, opportunities);
        }
    }

    /// <summary>The probability that one customer makes exactly this many purchases at the next opportunities; of a new customer with the default history.</summary>
    /// <param name="history">The customer, in opportunities.</param>
    /// <param name="count">Number of purchases, ≥ 0.</param>
    /// <param name="horizon">Number of opportunities, whole, 0 to 1,000,000.</param>
    /// <exception cref="ArgumentException">The history is not in whole opportunities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the horizon negative, not whole, or too long.</exception>
    public double ProbabilityOfPurchases(PurchaseHistory history, int count, double horizon)
    {
        Check(history);
        var alive = Alive(history);
        var probability = formulas.Count(history.Repeats, (int)history.Age, Opportunities(horizon), Guard.AtLeast(count, 0));
        return alive * probability + (count == 0 ? 1 - alive : 0);
    }

    /// <summary>The expected purchases of one customer at all opportunities to come, the first of them discounted by one period.</summary>
    /// <param name="history">The customer, in opportunities.</param>
    /// <param name="periodRate">Effective rate per opportunity, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">The history is not in whole opportunities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite and positive.</exception>
    public double DiscountedPurchases(PurchaseHistory history, double periodRate)
    {
        Check(history);
        return Alive(history) * formulas.DiscountedAlive(history.Repeats, (int)history.Age, Guard.Positive(periodRate));
    }

    /// <summary>The expected purchases of one customer at the next opportunities, discounted.</summary>
    /// <param name="history">The customer, in opportunities.</param>
    /// <param name="horizon">Number of opportunities, whole, 0 to 1,000,000.</param>
    /// <param name="discounting">Rate and convention; when continuous, each purchase is discounted from its opportunity.</param>
    /// <exception cref="ArgumentException">The history is not in whole opportunities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative, not whole, or too long.</exception>
    public double DiscountedPurchases(PurchaseHistory history, double horizon, Discounting discounting)
    {
        Check(history);
        Guard.NotNull(discounting).CheckHorizon(horizon);
        return Discounted(history, Opportunities(horizon), discounting);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit or not in whole opportunities, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative, not whole, or too long.</exception>
    public void DiscountedPurchases(PurchaseHistories histories, double horizon, Discounting discounting, Span<double> destination)
    {
        CheckAll(histories, destination);
        Guard.NotNull(discounting).CheckHorizon(horizon);
        var opportunities = Opportunities(horizon);
        for (var row = 0; row < histories.Count; row++)
        {
            destination[row] = Discounted(histories[row], opportunities, discounting);
        }
    }

    /// <summary>A figure of the model with its standard error and interval by the delta method.</summary>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.ExpectedPurchases(history, 5)</c>, or a total over customers.</param>
    /// <param name="scale">The scale on which the interval is symmetric.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <returns>The figure; without error and interval where the model has no <see cref="Covariance"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ModelEstimate Estimate(Func<BgBbModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(
            p => figure(new BgBbModel(p[0], p[1], p[2], p[3], Unit, Report, null)), [Alpha, Beta, Gamma, Delta], covariance, scale, level);
    }

    /// <summary>Draws the histories of new customers from the model.</summary>
    /// <param name="opportunities">Per customer, the number of opportunities seen, ≥ 0.</param>
    /// <param name="seed">The same seed gives the same customers.</param>
    /// <exception cref="ArgumentException">A number is negative; the message names the row.</exception>
    public PurchaseHistories Simulate(ReadOnlySpan<int> opportunities, ulong seed)
    {
        var (repeats, recency, age) = (new int[opportunities.Length], new double[opportunities.Length], new double[opportunities.Length]);
        for (var row = 0; row < opportunities.Length; row++)
        {
            age[row] = opportunities[row] >= 0
                ? opportunities[row]
                : throw Guard.BrokenRow(nameof(opportunities), row, "0 ≤ opportunities", Guard.Text(opportunities[row]));
            var random = RandomStream.Open(seed, "lifetime customer", row);
            double buys = random.NextBeta(Alpha, Beta), leaves = random.NextBeta(Gamma, Delta);
            for (var i = 1; i <= opportunities[row] && random.NextDouble() >= leaves; i++)
            {
                if (random.NextDouble() < buys)
                {
                    repeats[row]++;
                    recency[row] = i;
                }
            }
        }

        return PurchaseHistories.Own(repeats, recency, age, null, Unit);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"{Name}: α {Guard.Text(Alpha)}, β {Guard.Text(Beta)}, γ {Guard.Text(Gamma)}, δ {Guard.Text(Delta)}; an opportunity every {Unit}; {Report.Stop}";

    /// <summary>The fit from given starts, in logarithms of the parameters.</summary>
    internal static BgBbModel Fit(
        PatternTable table,
        IReadOnlyList<double[]> starts,
        TimeUnit unit,
        LifetimeFitOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var fit = PurchaseFit.Run(
            Name, Names(), [0, 0, 0, 0], table, t => new BgBbLikelihood(t, options.Penalty), starts, 0, options, progress, cancellation);
        var p = fit.Estimates;
        return new BgBbModel(p[0], p[1], p[2], p[3], unit, fit.Report, fit.Covariance);
    }

    private static string[] Names() => ["alpha", "beta", "gamma", "delta"];

    private static int Opportunities(double horizon) => horizon >= 0 && horizon <= MostOpportunities && horizon == Math.Floor(horizon)
        ? (int)horizon
        : throw Guard.OutOfRange(nameof(horizon), horizon, $"must be a whole number of opportunities between 0 and {Guard.Text(MostOpportunities)}");

    private static bool IsWhole(int repeats, double recency, double age) =>
        recency == Math.Floor(recency) && age == Math.Floor(age) && repeats <= recency && age <= MostOpportunities && (repeats > 0 || recency == 0);

    private static void Check(PurchaseHistory history)
    {
        if (!IsWhole(history.Repeats, history.Recency, history.Age))
        {
            throw new ArgumentException($"The history breaks repeats ≤ recency ≤ age in whole opportunities: {history}.", nameof(history));
        }
    }

    private static void CheckRows(ReadOnlySpan<int> repeats, ReadOnlySpan<double> recency, ReadOnlySpan<double> age, string name)
    {
        for (var row = 0; row < repeats.Length; row++)
        {
            if (!IsWhole(repeats[row], recency[row], age[row]))
            {
                throw Guard.BrokenRow(
                    name, row, "repeats ≤ recency ≤ age in whole opportunities", $"repeats {Guard.Text(repeats[row])}, recency {Guard.Text(recency[row])}, age {Guard.Text(age[row])}");
            }
        }
    }

    private void CheckAll(PurchaseHistories histories, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        CheckRows(histories.Repeats, histories.Recency, histories.Age, nameof(histories));
    }

    private double Alive(PurchaseHistory history) => formulas.Alive(history.Repeats, (int)history.Recency, (int)history.Age, 0);

    private double Discounted(PurchaseHistory history, int opportunities, Discounting discounting) =>
        Alive(history) * formulas.DiscountedAlive(history.Repeats, (int)history.Age, opportunities, new DiscountTerms(discounting, Unit));
}
