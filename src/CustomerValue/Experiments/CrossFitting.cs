using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Doubly robust comparisons whose models never saw the customers they predict: the caller may bring any learner.</summary>
/// <remarks>
/// Folds hold whole clusters and are the same for the same seed. Errors are those of the influence function. With flexible learners this is double machine learning;
/// with few customers the estimate depends a little on the seed. Source: Chernozhukov et al. (2018), Econometrics Journal 21.
/// </remarks>
public static class CrossFitting
{
    /// <summary>Compares with this library's own logit and regressions, fitted outside each fold.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="seed">Chooses the folds.</param>
    /// <param name="options">Estimand, folds, outcome model, level; null for the defaults.</param>
    /// <param name="cancellation">Stops between fits.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, there are fewer customers (or clusters) than folds, or a fold leaves a group empty.</exception>
    /// <exception cref="ConvergenceException">The covariates separate the groups outside a fold (the message names them), or a fit did not converge.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static DoublyRobustComparison Fit(TrialColumns columns, ulong seed, DoublyRobustOptions? options = null, CancellationToken cancellation = default)
    {
        options = Checked(columns, options);
        if (IsOneSided(columns))
        {
            return DoublyRobustComparison.OfEmptyArm(columns, Name(options), options);
        }

        var n = columns.Outcomes.Length;
        var frame = PropensityFit.FrameOf(columns, options.Collinear);
        var folds = CrossFolds.Of(columns.Clusters, columns.Outcomes.Length, options.Folds, seed, "cross-fit folds");
        var (logOdds, predictions) = (new double[n], new[] { new double[n], new double[n] });
        var treated = new double[n];
        for (var row = 0; row < n; row++)
        {
            treated[row] = columns.IsTreated[row] ? 1 : 0;
        }

        for (var fold = 0; fold < options.Folds; fold++)
        {
            var weights = new[] { Outside(columns, folds, fold, false), Outside(columns, folds, fold, true) };
            var all = weights[0].Zip(weights[1], (a, b) => a + b).ToArray();
            var propensity = OutcomeFit.Of(frame, treated, all, OutcomeModel.Logit, "treatment", cancellation);
            var models = new[] { Model(columns, frame, weights[0], options, 0, cancellation), Model(columns, frame, weights[1], options, 1, cancellation) };
            for (var row = 0; row < n; row++)
            {
                if (folds[row] == fold)
                {
                    logOdds[row] = propensity.Linear(row);
                    predictions[0][row] = models[0]?.Predict(row) ?? 0;
                    predictions[1][row] = models[1]?.Predict(row) ?? 0;
                }
            }
        }

        return Compare(columns, logOdds, predictions, frame.Dropped, "the cross-fitted logit of treatment or the outcome models are right", options);
    }

    /// <summary>Compares with the caller's own learners, called once a fold (for outcomes once a group and fold), in order.</summary>
    /// <param name="columns">One row a customer; covariates are read for the balance only.</param>
    /// <param name="propensity">Learns who was treated.</param>
    /// <param name="outcome">Learns the outcome of the group whose rows it is given.</param>
    /// <param name="seed">Chooses the folds.</param>
    /// <param name="options">Estimand, folds, level; null for the defaults.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value or prediction is out of its range, there are fewer customers (or clusters) than folds, or a fold leaves a group empty.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static DoublyRobustComparison Fit(
        TrialColumns columns, NuisancePredictor propensity, NuisancePredictor outcome, ulong seed, DoublyRobustOptions? options = null, CancellationToken cancellation = default)
    {
        options = Checked(columns, options);
        Guard.NotNull(propensity);
        Guard.NotNull(outcome);
        if (IsOneSided(columns))
        {
            return DoublyRobustComparison.OfEmptyArm(columns, Name(options), options);
        }

        var n = columns.Outcomes.Length;
        var folds = CrossFolds.Of(columns.Clusters, columns.Outcomes.Length, options.Folds, seed, "cross-fit folds");
        var (logOdds, predictions) = (new double[n], new[] { new double[n], new double[n] });
        for (var fold = 0; fold < options.Folds; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (test, train) = (new List<int>(), new[] { new List<int>(), new List<int>() });
            for (var row = 0; row < n; row++)
            {
                (folds[row] == fold ? test : train[columns.IsTreated[row] ? 1 : 0]).Add(row);
            }

            RefuseEmpty(train[0].Count, train[1].Count, fold);
            var all = train[0].Concat(train[1]).OrderBy(row => row).ToArray();
            var scores = Ask(propensity, all, test, nameof(propensity));
            for (var i = 0; i < scores.Length; i++)
            {
                if (!(scores[i] > 0 && scores[i] < 1))
                {
                    throw Guard.BrokenRow(nameof(propensity), test[i], "0 < propensity < 1", $"propensity {Guard.Text(scores[i])}");
                }

                logOdds[test[i]] = Elementary.Log(scores[i]) - Elementary.Log1p(-scores[i]);
            }

            for (var arm = 0; arm < 2; arm++)
            {
                if (IsNeeded(options, arm))
                {
                    var own = Ask(outcome, [.. train[arm]], test, nameof(outcome));
                    for (var i = 0; i < own.Length; i++)
                    {
                        predictions[arm][test[i]] = own[i];
                    }
                }
            }
        }

        return Compare(columns, logOdds, predictions, [], "the given models of treatment and outcome come near enough to the truth together", options);
    }

    private static DoublyRobustOptions Checked(in TrialColumns columns, DoublyRobustOptions? options)
    {
        options = DoublyRobust.Checked(columns, options);
        return options.Error == NuisanceError.Influence ? options : throw new ArgumentException("Stacked errors are not defined for cross-fitted models; use those of the influence function.", nameof(options));
    }

    private static bool IsNeeded(DoublyRobustOptions options, int arm) => options.Estimand == Estimand.All || (options.Estimand == Estimand.Treated) == (arm == 0);

    private static bool IsOneSided(in TrialColumns columns)
    {
        var (treated, controls) = ConfoundedSample.ArmCounts(columns);
        return treated == 0 || controls == 0;
    }

    private static string Name(DoublyRobustOptions options) => $"{DoublyRobust.Name(options)}, cross-fitted in {Guard.Text(options.Folds)} folds";

    private static double[] Outside(in TrialColumns columns, int[] folds, int fold, bool isTreated)
    {
        var weights = DoublyRobust.ArmWeights(columns, isTreated);
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] = folds[row] == fold ? 0 : weights[row];
        }

        RefuseEmpty(isTreated ? 1 : weights.Sum(), isTreated ? weights.Sum() : 1, fold);
        return weights;
    }

    private static void RefuseEmpty(double controls, double treated, int fold)
    {
        if (controls == 0 || treated == 0)
        {
            throw new ArgumentException($"Without fold {Guard.Text(fold)} there are no {(controls == 0 ? "controls" : "treated customers")} to learn from: use fewer folds.", nameof(fold));
        }
    }

    private static OutcomeFit? Model(in TrialColumns columns, CovariateFrame frame, double[] weights, DoublyRobustOptions options, int arm, CancellationToken cancellation) =>
        IsNeeded(options, arm) ? OutcomeFit.Of(frame, columns.Outcomes, weights, options.Outcome, arm == 1 ? "treated" : "controls", cancellation) : null;

    private static double[] Ask(NuisancePredictor predictor, int[] train, List<int> test, string name)
    {
        var predictions = new double[test.Count];
        predictor(train, test.ToArray(), predictions);
        for (var i = 0; i < predictions.Length; i++)
        {
            if (!double.IsFinite(predictions[i]))
            {
                throw Guard.BrokenRow(name, test[i], "a prediction is finite", $"prediction {Guard.Text(predictions[i])}");
            }
        }

        return predictions;
    }

    private static DoublyRobustComparison Compare(in TrialColumns columns, double[] logOdds, double[][] predictions, string[] dropped, string models, DoublyRobustOptions options)
    {
        var scores = new double[logOdds.Length];
        Elementary.Logistic(logOdds, scores);
        var score = new PropensityScore(logOdds, scores, new FitReport("cross-fitted propensity", StopReason.NotFitted, 0, 0, 0, logOdds.Length), dropped);
        var sums = AugmentedSums.Of(columns, score, predictions[1], predictions[0], options);
        return DoublyRobustComparison.Of(columns, sums, score, dropped, Name(options), models, options);
    }
}
