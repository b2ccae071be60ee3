using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <content>Questions beyond the three scores, answered as by every model of repeat purchases.</content>
public sealed partial class BgNbdModel
{
    /// <summary>The probability that one customer is still alive some time after observation ends.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="later">Time after the end of observation, in units of time, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or not finite.</exception>
    public double ProbabilityAlive(PurchaseHistory history, double later) => PurchaseScoring.AliveLater(formulas, history, Guard.NonNegative(later));

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
    public ModelEstimate Estimate(Func<BgNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new BgNbdModel(p[0], p[1], p[2], p[3], Unit, Report, null)), [R, Alpha, A, B], covariance, scale, level);
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
        return PurchaseFit.Profile(new CnbdLikelihood(table, 1, false, 0), [R, Alpha, A, B], [0, 1, 0, 0], Names(), parameter, table, level, cancellation);
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
        PurchaseHistogram histogram, Func<BgNbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95, CancellationToken cancellation = default)
    {
        Guard.NotNull(figure);
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return PurchaseFit.Profile(new CnbdLikelihood(table, 1, false, 0), [R, Alpha, A, B], [0, 1, 0, 0], p => figure(new BgNbdModel(p[0], p[1], p[2], p[3], Unit, Report, null)), scale, table, level, cancellation);
    }

    /// <summary>Draws the histories of new customers from the model.</summary>
    /// <param name="ages">Per customer, the time from the first purchase to the end of observation, in units of time, finite and ≥ 0.</param>
    /// <param name="seed">The same seed gives the same customers.</param>
    /// <exception cref="ArgumentException">An age is negative or not finite; the message names the row.</exception>
    public PurchaseHistories Simulate(ReadOnlySpan<double> ages, ulong seed) => PurchaseSimulation.Run(formulas, ages, seed, Unit);
}
