using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <content>Profile intervals.</content>
public sealed partial class BgBbModel
{
    /// <summary>The values of one parameter that the likelihood, maximized over the others, does not reject: valid also where the likelihood is lopsided.</summary>
    /// <param name="histogram">The customers that the model was fitted to, in its unit.</param>
    /// <param name="parameter">A name from <see cref="FitReport.ParameterNames"/>.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is 0 or infinite where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are none of them, their unit is another, or there is no such parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        PurchaseHistogram histogram, string parameter, double level = 0.95, CancellationToken cancellation = default)
    {
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return PurchaseFit.Profile(new BgBbLikelihood(table, 0), [Alpha, Beta, Gamma, Delta], [0, 0, 0, 0], Names(), parameter, table, level, cancellation);
    }

    /// <summary>The values of a figure that the likelihood does not reject: its least and greatest among the parameters within the drop that the level allows.</summary>
    /// <param name="histogram">The customers that the model was fitted to, in its unit.</param>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.ExpectedPurchases(history, 5)</c>.</param>
    /// <param name="scale">The scale on which limits are sought: it changes the work, not the interval.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is at the end of the scale where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are none of them, their unit is another, the model is not their maximum, or the figure has no such scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        PurchaseHistogram histogram, Func<BgBbModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95, CancellationToken cancellation = default)
    {
        Guard.NotNull(figure);
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return PurchaseFit.Profile(new BgBbLikelihood(table, 0), [Alpha, Beta, Gamma, Delta], [0, 0, 0, 0], p => figure(new BgBbModel(p[0], p[1], p[2], p[3], Unit, Report, null)), scale, table, level, cancellation);
    }
}
