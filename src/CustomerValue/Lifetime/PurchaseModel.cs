using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>A fitted model of repeat purchases in continuous time: what all of them can say of a customer, whatever they believe of buying and leaving.</summary>
/// <remarks>Not to be derived from outside the library. Immutable and thread-safe; scoring allocates nothing.</remarks>
public abstract class PurchaseModel : IPurchaseModel, IScoresRows
{
    private readonly double[] covariance;
    private readonly PurchaseEngine engine;

    private protected PurchaseModel(PurchaseEngine engine, TimeUnit unit, FitReport report, double[]? covariance)
    {
        this.engine = engine;
        Unit = unit;
        Report = report;
        this.covariance = covariance ?? [];
    }

    /// <summary>The unit of time of the parameters, of histories to be scored, and of horizons.</summary>
    public TimeUnit Unit { get; }

    /// <summary>What the fit did and how certain the parameters are.</summary>
    public FitReport Report { get; }

    /// <summary>Covariance of the parameters in the order of <see cref="FitReport.ParameterNames"/>, row-major; empty when it does not exist (boundary) or was not given.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>The probability that one customer is still alive where observation ends.</summary>
    /// <param name="history">The customer.</param>
    public double ProbabilityAlive(PurchaseHistory history) => engine.Alive(history);

    /// <summary>The probability that one customer is still alive some time after observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="later">Time after the end of observation, in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public double ProbabilityAlive(PurchaseHistory history, double later) => engine.AliveLater(history, Guard.NonNegative(later));

    /// <summary>The logarithm of <see cref="ProbabilityAlive(PurchaseHistory)"/>, also where that is too small for a double.</summary>
    /// <param name="history">The customer.</param>
    public double LogProbabilityAlive(PurchaseHistory history) => engine.LogAlive(history);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    public void ProbabilityAlive(PurchaseHistories histories, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        engine.Alive(histories, destination);
    }

    /// <summary>The expected purchases of a new customer within a time after the first purchase, that one not counted.</summary>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public double ExpectedPurchases(double horizon) => ExpectedPurchases(default, horizon);

    /// <summary>The expected purchases of one customer within the horizon that begins where observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative or not finite.</exception>
    public double ExpectedPurchases(PurchaseHistory history, double horizon) => engine.Expected(history, Guard.NonNegative(horizon));

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
    public double ProbabilityOfPurchases(int count, double horizon) => ProbabilityOfPurchases(default, count, horizon);

    /// <summary>The probability that one customer makes exactly this many purchases within the horizon that begins where observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="count">Number of purchases, ≥ 0.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the horizon negative or not finite.</exception>
    public double ProbabilityOfPurchases(PurchaseHistory history, int count, double horizon)
    {
        Guard.AtLeast(count, 0);
        return engine.Count(history, Guard.NonNegative(horizon), count);
    }

    /// <summary>The expected purchases of one customer over an unlimited future, each discounted continuously from its moment.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="rate">Continuous rate per unit of time, finite and &gt; 0; <see cref="Discounting.RatePer"/> gives it for an annual rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite and positive.</exception>
    public double DiscountedPurchases(PurchaseHistory history, double rate) => engine.Discounted(history, Guard.Positive(rate));

    /// <summary>The expected purchases of each customer over an unlimited future, each discounted continuously from its moment.</summary>
    /// <param name="histories">The customers.</param>
    /// <param name="rate">Continuous rate per unit of time, finite and &gt; 0.</param>
    /// <param name="destination">Receives one discounted expectation per customer, in row order; at least as long as the histories.</param>
    /// <exception cref="ArgumentException">The histories are in another unit, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite and positive.</exception>
    public void DiscountedPurchases(PurchaseHistories histories, double rate, Span<double> destination)
    {
        PurchaseScoring.Check(Unit, histories, destination);
        engine.Score(histories, 0, histories.Count, new ScoreRequest(0, null, Guard.Positive(rate)), default, default, destination);
    }

    /// <summary>The expected purchases of one customer within the horizon that begins where observation ends, discounted.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="horizon">Length in units of time, finite and ≥ 0.</param>
    /// <param name="discounting">Rate and convention.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative, not finite, or longer than 100,000 periods.</exception>
    public double DiscountedPurchases(PurchaseHistory history, double horizon, Discounting discounting)
    {
        Guard.NotNull(discounting).CheckHorizon(horizon);
        return engine.Discounted(history, horizon, new DiscountTerms(discounting, Unit));
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

    /// <summary>The time within which one customer has bought again with this probability; undefined, because infinite, where that never comes.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="probability">A probability, &gt; 0 and &lt; 1; 0.5 gives the median.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public Figure TimeOfNextPurchase(PurchaseHistory history, double probability) =>
        CustomerOutlook.Time(engine.NextPurchase(history, Guard.OpenUnit(probability)));

    /// <summary>How long a customer must be silent after the last purchase until the probability to be alive falls to a level; undefined where it never does.</summary>
    /// <param name="repeats">Repeat purchases so far, ≥ 0.</param>
    /// <param name="recency">Time from the first to the last of them, in units of time, finite and ≥ 0; 0 without repeats.</param>
    /// <param name="level">The probability alive at which a customer counts as inactive, &gt; 0 and &lt; 1.</param>
    /// <exception cref="ArgumentException">A recency without repeats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public Figure InactivityThreshold(int repeats, double recency, double level)
    {
        CustomerOutlook.Check(repeats, recency);
        return CustomerOutlook.Time(engine.Hiatus(repeats, recency, Guard.OpenUnit(level)));
    }

    /// <summary>Draws the histories of new customers from the model.</summary>
    /// <param name="ages">Per customer, the time from the first purchase to the end of observation, in units of time, finite and ≥ 0.</param>
    /// <param name="seed">The same seed gives the same customers.</param>
    /// <exception cref="ArgumentException">An age is negative or not finite; the message names the row.</exception>
    public PurchaseHistories Simulate(ReadOnlySpan<double> ages, ulong seed) => engine.Simulate(ages, seed, Unit);

    PurchaseEngine IScoresRows.Engine => engine;

    private protected double LogLikelihoodOf(PurchaseHistory history) => engine.LogLikelihood(history);

    private protected double LogLikelihoodOf(PurchaseHistories histories)
    {
        PurchaseScoring.Check(Unit, histories);
        return engine.LogLikelihood(histories);
    }
}
