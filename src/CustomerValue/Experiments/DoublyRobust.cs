using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Augmented inverse probability weighting: compares chosen groups by predicting outcomes and weighting what the predictions miss. Right when either model is.</summary>
/// <remarks>
/// Rests on: no reason for being chosen that also moves the outcome is missing among the covariates; each customer might have been in either group; the logit of
/// treatment or the outcome models are right. It does not make a level of assets comparable that grew apart before: compare changes or
/// logarithms. Errors are sums of influences, by cluster where clusters are given, without small-sample factor. Nothing is clipped, and separated groups are refused.
/// Memory: 8 bytes a covariate and 100 bytes a customer. Sources: Robins, Rotnitzky and Zhao (1994), JASA 89; Lunceford and
/// Davidian (2004), Statistics in Medicine 23; Chernozhukov et al. (2018), Econometrics Journal 21 (cross-fitting).
/// </remarks>
public static class DoublyRobust
{
    /// <summary>Fits propensity and outcome models to the covariates and compares.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="options">Estimand, outcome model, errors, level; null for the defaults.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, or a logit outcome is not 0 or 1.</exception>
    /// <exception cref="ConvergenceException">The covariates separate the groups or a logit outcome (the message names them), or a fit did not converge.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static DoublyRobustComparison Fit(TrialColumns columns, DoublyRobustOptions? options = null, CancellationToken cancellation = default)
    {
        options = Checked(columns, options);
        var (treated, controls) = ConfoundedSample.ArmCounts(columns);
        if (treated == 0 || controls == 0)
        {
            return DoublyRobustComparison.OfEmptyArm(columns, Name(options), options);
        }

        var fit = PropensityFit.Of(columns, options.Collinear, cancellation);
        var models = new OutcomeFit?[2];
        for (var arm = 0; arm < 2; arm++)
        {
            // Effects on the treated need no prediction of the treatment, and the reverse.
            if (options.Estimand == Estimand.All || (options.Estimand == Estimand.Treated) == (arm == 0))
            {
                models[arm] = OutcomeFit.Of(fit.Frame, columns.Outcomes, ArmWeights(columns, arm == 1), options.Outcome, arm == 1 ? "treated" : "controls", cancellation);
            }
        }

        var n = columns.Outcomes.Length;
        var predictions = new[] { new double[n], new double[n] };
        for (var arm = 0; arm < 2; arm++)
        {
            for (var row = 0; row < n && models[arm] is not null; row++)
            {
                predictions[arm][row] = models[arm]!.Predict(row);
            }
        }

        var sums = AugmentedSums.Of(columns, fit.Score, predictions[1], predictions[0], options);
        if (options.Error == NuisanceError.Stacked)
        {
            sums.Stack(columns, fit, models[1], models[0], options);
        }

        var dropped = fit.Frame.Dropped.Concat(models.Where(m => m is not null).SelectMany(m => m!.Dropped)).Distinct(StringComparer.Ordinal).ToArray();
        return DoublyRobustComparison.Of(columns, sums, fit.Score, dropped, Name(options), "the logit of treatment or the outcome models are right", options);
    }

    internal static DoublyRobustOptions Checked(in TrialColumns columns, DoublyRobustOptions? options)
    {
        options ??= DoublyRobustOptions.Default;
        ConfoundedSample.Check(columns);
        for (var row = 0; row < columns.Outcomes.Length && options.Outcome == OutcomeModel.Logit; row++)
        {
            if (columns.Outcomes[row] is not (0 or 1))
            {
                throw Guard.BrokenRow(nameof(columns), row, "a logit's outcome is 0 or 1", $"outcome {Guard.Text(columns.Outcomes[row])}");
            }
        }

        return options;
    }

    internal static double[] ArmWeights(in TrialColumns columns, bool isTreated)
    {
        var weights = new double[columns.Outcomes.Length];
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] = columns.IsTreated[row] == isTreated ? columns.Weights.Length > 0 ? columns.Weights[row] : 1 : 0;
        }

        return weights;
    }

    internal static string Name(DoublyRobustOptions options) =>
        $"augmented inverse probability weighting, {ConfoundedSample.NameOf(options.Estimand)}, {(options.Outcome == OutcomeModel.Logit ? "logit" : "linear")} outcomes"
        + (options.Normalized ? ", normalized" : string.Empty) + (options.Error == NuisanceError.Stacked ? ", stacked errors" : string.Empty);
}
