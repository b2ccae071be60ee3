namespace CustomerValue.Experiments;

/// <summary>CUPAC: any model's cross-fitted prediction of the outcome as the covariate.</summary>
/// <remarks>
/// Each customer is predicted by a model that saw neither him nor anyone of his cluster, so that no outcome explains itself. The same seed gives the same
/// folds. Features must be known before treatment, and treatment must not be one of them. Source: Tang et al. (2020), DoorDash; cross-fitting as in
/// Wager et al. (2016), PNAS 113.
/// </remarks>
public static class Cupac
{
    /// <summary>Compares the arms with the prediction as covariate, beside those that <paramref name="columns"/> has.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="predictor">Called once per fold, in order.</param>
    /// <param name="seed">Chooses the folds.</param>
    /// <param name="options">Folds and adjustment; null for the defaults.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <exception cref="ArgumentException">Columns are out of their range, a prediction is not finite, or there are fewer customers (or clusters) than folds.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static AdjustedComparison Compare(TrialColumns columns, CupacPredictor predictor, ulong seed, CupacOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= CupacOptions.Default;
        var n = columns.Outcomes.Length;
        var predictions = new double[n];
        Predict(columns, predictor, seed, predictions, options, cancellation);
        var p = columns.CovariateCount;
        var covariates = new double[n * (p + 1)];
        var names = new string[p + 1];
        for (var row = 0; row < n; row++)
        {
            covariates[row * (p + 1)] = predictions[row];
            columns.Covariates.Slice(row * p, p).CopyTo(covariates.AsSpan(row * (p + 1) + 1));
        }

        names[0] = "prediction";
        for (var j = 0; j < p; j++)
        {
            names[j + 1] = columns.NameOf(j);
        }

        var with = new TrialColumns
        {
            Outcomes = columns.Outcomes,
            IsTreated = columns.IsTreated,
            Covariates = covariates,
            CovariateNames = names,
            Clusters = columns.Clusters,
            SecondClusters = columns.SecondClusters,
            Weights = columns.Weights,
        };
        return RegressionAdjustment.Fit(with, options.Adjustment);
    }

    /// <summary>The cross-fitted predictions alone.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="predictor">Called once per fold, in order.</param>
    /// <param name="seed">Chooses the folds.</param>
    /// <param name="destination">Receives one prediction a customer; at least as long.</param>
    /// <param name="options">Folds; null for the defaults.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <exception cref="ArgumentException">Columns are out of their range, the destination is too short, a prediction is not finite, or there are fewer customers (or clusters) than folds.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static void Predict(TrialColumns columns, CupacPredictor predictor, ulong seed, Span<double> destination, CupacOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= CupacOptions.Default;
        columns.Check();
        Guard.NotNull(predictor);
        var n = columns.Outcomes.Length;
        Guard.LongEnough(destination.Length, n, nameof(destination));
        var foldOf = CrossFolds.Of(columns.Clusters, n, options.Folds, seed, "cupac folds");
        for (var fold = 0; fold < options.Folds; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            var train = new List<int>();
            var test = new List<int>();
            for (var row = 0; row < n; row++)
            {
                if (foldOf[row] == fold)
                {
                    test.Add(row);
                }
                else if (!options.TrainOnControlOnly || !columns.IsTreated[row])
                {
                    train.Add(row);
                }
            }

            var predictions = new double[test.Count];
            predictor(train.ToArray(), test.ToArray(), predictions);
            for (var i = 0; i < predictions.Length; i++)
            {
                destination[test[i]] = double.IsFinite(predictions[i])
                    ? predictions[i]
                    : throw Guard.BrokenRow(nameof(predictor), test[i], "a prediction is finite", $"prediction {Guard.Text(predictions[i])}");
            }
        }
    }
}
