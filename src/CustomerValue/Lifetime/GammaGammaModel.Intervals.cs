using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <content>How certain the figures are.</content>
public sealed partial class GammaGammaModel
{
    /// <summary>A figure of the model with its standard error and interval by the delta method.</summary>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.PopulationMean.Value</c>, or a total over customers.</param>
    /// <param name="scale">The scale on which the interval is symmetric.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <returns>The figure; without error and interval where the model has no <see cref="Covariance"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ModelEstimate Estimate(Func<GammaGammaModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new GammaGammaModel(p[0], p[1], p[2], Report, null)), [P, Q, Gamma], covariance, scale, level);
    }

    /// <summary>The values of a figure that the likelihood does not reject: its least and greatest among the parameters within the drop that the level allows.</summary>
    /// <param name="histories">The customers that the model was fitted to.</param>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.PopulationMean.Value</c>.</param>
    /// <param name="scale">The scale on which limits are sought: it changes the work, not the interval.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is at the end of the scale where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are none of them, the model is not their maximum, or the figure has no such scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        PurchaseHistories histories, Func<GammaGammaModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95, CancellationToken cancellation = default)
    {
        Guard.NotNull(figure);
        CheckForFit(Guard.NotNull(histories));
        var likelihood = new GammaGammaLikelihood(histories, 0);
        return PurchaseFit.Profile(
            likelihood,
            [Elementary.Log(P), Elementary.Log(Q), Elementary.Log(Gamma / likelihood.Scale)],
            p => figure(new GammaGammaModel(Elementary.Exp(p[0]), Elementary.Exp(p[1]), Elementary.Exp(p[2]) * likelihood.Scale, Report, null)),
            scale,
            likelihood.Customers,
            level,
            cancellation);
    }
}
