using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>One difference in differences given covariates, from checked columns to the estimate.</summary>
internal sealed class DifferenceWork
{
    private readonly double[] changes, weights, covariates;
    private readonly bool[] treated;
    private readonly string[] names;
    private readonly long[] clusters;
    private readonly DoublyRobustDifferenceOptions options;
    private readonly CancellationToken cancellation;
    private readonly InfluenceErrors errors;
    private readonly RobustError error;
    private readonly List<int> dropped = [];

    public DifferenceWork(in DifferenceColumns columns, DoublyRobustDifferenceOptions options, CancellationToken cancellation)
    {
        this.options = options;
        this.cancellation = cancellation;
        changes = columns.Changes();
        var trial = columns.Of(changes);
        weights = columns.Weights.ToArray();
        treated = columns.IsTreated.ToArray();
        clusters = columns.Clusters.ToArray();
        covariates = Centers.Standardize(columns.Covariates, trial.CovariateCount, weights);
        names = new string[trial.CovariateCount];
        for (var j = 0; j < names.Length; j++)
        {
            names[j] = trial.NameOf(j);
        }

        errors = new InfluenceErrors(clusters, treated, weights);
        error = errors.Resolve(options.Error);
    }

    public bool IsEmpty => !(errors.TreatmentCount > 0) || !(errors.Rows - errors.TreatmentCount > 0);

    public DifferenceNuisances Fit()
    {
        var fit = new DifferenceNuisanceFit(changes, treated, covariates, names, options.Threads, cancellation);
        var nuisances = fit.Fit(weights, options.Estimator, dropped);
        if (dropped.Count > 0 && options.Collinear == CollinearRule.Refuse)
        {
            throw new ArgumentException($"Covariates {string.Join(", ", DroppedNames())} are constant or combinations of earlier ones.", nameof(DifferenceColumns.Covariates));
        }

        return nuisances;
    }

    public DifferenceNuisances CrossFit(ulong seed, DifferenceNuisancePredictor? predictor)
    {
        var foldOf = CrossFolds.Of(clusters, changes.Length, options.Folds, seed, "difference folds");
        var hasOdds = options.Estimator != DifferenceEstimator.OutcomeRegression;
        var hasLine = options.Estimator is DifferenceEstimator.DoublyRobust or DifferenceEstimator.OutcomeRegression;
        var odds = new double[hasOdds ? changes.Length : 0];
        var expected = new double[hasLine ? changes.Length : 0];
        var fit = predictor is null ? new DifferenceNuisanceFit(changes, treated, covariates, names, options.Threads, cancellation) : null;
        for (var fold = 0; fold < options.Folds; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (fit is null)
            {
                Predict(predictor!, foldOf, fold, odds, expected);
                continue;
            }

            var training = new double[changes.Length];
            for (var row = 0; row < training.Length; row++)
            {
                training[row] = foldOf[row] == fold ? 0 : weights.Length > 0 ? weights[row] : 1;
            }

            CheckArms(training, fold, nameof(DifferenceColumns.IsTreated));
            var nuisances = fit.Fit(training, options.Estimator, [.. dropped]);
            for (var row = 0; row < training.Length; row++)
            {
                if (foldOf[row] == fold)
                {
                    if (hasOdds)
                    {
                        odds[row] = nuisances.Odds[row];
                    }

                    if (hasLine)
                    {
                        expected[row] = nuisances.Expected[row];
                    }
                }
            }
        }

        return new DifferenceNuisances { Odds = odds, Expected = expected };
    }

    public DoublyRobustDifferenceEstimate Finish(DifferenceNuisances nuisances, string suffix)
    {
        var found = ConditionalDifference.Of(
            changes, treated, weights, nuisances, options.Estimator != DifferenceEstimator.Weighting, options.LargestPropensity, options.Threads, cancellation);
        var controls = errors.Rows - errors.TreatmentCount;
        var warnings = new List<ComparisonWarning>();
        if (dropped.Count > 0)
        {
            warnings.Add(ComparisonWarning.CovariatesDropped);
        }

        if (nuisances.HasOdds && found.EffectiveControls < 0.1 * controls)
        {
            warnings.Add(ComparisonWarning.WeakOverlap);
        }

        var isSaturated = nuisances.OutcomeInverse.Length > 0 && controls <= nuisances.K;
        var plain = ConditionalDifference.Of(changes, treated, weights, Unconditional(), true, 1, options.Threads, cancellation);
        return new DoublyRobustDifferenceEstimate(
            options.Estimator, Compare(found, Name() + suffix, warnings, isSaturated), Compare(plain, "difference in differences", [], false), Assumption(names.Length), DroppedNames())
        {
            TreatmentCount = errors.TreatmentCount,
            ControlCount = controls,
            Clusters = errors.Clusters,
            TreatmentClusters = errors.TreatmentClusters,
            ControlClusters = errors.ControlClusters,
            LargestControlPropensity = Only(nuisances, found.LargestControlPropensity),
            LargestTreatmentPropensity = Only(nuisances, found.LargestTreatmentPropensity),
            EffectiveControls = Only(nuisances, found.EffectiveControls),
            LargestWeightShare = Only(nuisances, found.LargestWeightShare),
            TrimmedControls = found.TrimmedControls,
            PropensityReport = nuisances.PropensityReport,
            OutcomeReport = nuisances.OutcomeReport,
        };
    }

    public DoublyRobustDifferenceEstimate Empty()
    {
        var why = Figure.Undefined(UndefinedReason.EmptyArm);
        var comparison = new ArmComparison(Name(), why, why, why, why, double.PositiveInfinity, options.Level);
        return new DoublyRobustDifferenceEstimate(options.Estimator, comparison, comparison, Assumption(names.Length), [])
        {
            TreatmentCount = errors.TreatmentCount,
            ControlCount = errors.Rows - errors.TreatmentCount,
            Clusters = errors.Clusters,
            TreatmentClusters = errors.TreatmentClusters,
            ControlClusters = errors.ControlClusters,
            LargestControlPropensity = why,
            LargestTreatmentPropensity = why,
            EffectiveControls = why,
            LargestWeightShare = why,
        };
    }

    internal static string NameOf(DifferenceEstimator estimator) => estimator switch
    {
        DifferenceEstimator.DoublyRobust => "doubly robust difference in differences",
        DifferenceEstimator.ImprovedDoublyRobust => "improved doubly robust difference in differences",
        DifferenceEstimator.OutcomeRegression => "outcome-regression difference in differences",
        DifferenceEstimator.NormalizedWeighting => "weighted difference in differences (Hájek)",
        _ => "weighted difference in differences (Horvitz–Thompson)",
    };

    private static Figure Only(DifferenceNuisances nuisances, double value) => nuisances.HasOdds ? Figure.Of(value) : Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>Every control weighs the same.</summary>
    private DifferenceNuisances Unconditional()
    {
        var odds = new double[changes.Length];
        odds.AsSpan().Fill(1);
        return new DifferenceNuisances { Odds = odds };
    }

    private string Name() => NameOf(options.Estimator) + $", {error}" + (errors.IsClustered ? ", clustered" : string.Empty);

    private string Assumption(int covariates) => covariates == 0
        ? DifferenceInDifferences.Assumption(0)
        : "Conditional parallel trends: without treatment the treated would on average have changed as controls with the same covariates did; for every treated customer there are such controls; "
            + (options.Estimator switch
            {
                DifferenceEstimator.DoublyRobust or DifferenceEstimator.ImprovedDoublyRobust => "the logit of treatment or the line of the controls' changes is right",
                DifferenceEstimator.OutcomeRegression => "the line of the controls' changes is right",
                _ => "the logit of treatment is right",
            })
            + "; nobody reacted before treatment, and no treated customer changed a control.";

    private ArmComparison Compare(ConditionalDifference found, string method, List<ComparisonWarning> warnings, bool isSaturated)
    {
        var standard = errors.IsTooFew || isSaturated
            ? Figure.Undefined(UndefinedReason.TooFewObservations)
            : Figure.Of(Math.Sqrt(errors.Variance(found.Influence) * errors.Factor(error)));
        if (errors.IsClustered && Math.Min(errors.TreatmentClusters, errors.ControlClusters) < ClusterSums.Few)
        {
            warnings.Add(ComparisonWarning.FewClusters);
        }

        var degrees = options.DegreesOfFreedom == DegreesOfFreedomRule.Normal || !(errors.Units > 1) ? double.PositiveInfinity : errors.Units - 1;
        return new ArmComparison(
            method, Figure.Of(found.Treated), Figure.Of(found.Treated - found.Estimate), Figure.Of(found.Estimate), standard, degrees, options.Level, null, warnings);
    }

    private string[] DroppedNames() => [.. dropped.ConvertAll(j => names[j])];

    private void CheckArms(double[] training, int fold, string name)
    {
        double own = 0, other = 0;
        for (var row = 0; row < training.Length; row++)
        {
            own += treated[row] ? training[row] : 0;
            other += treated[row] ? 0 : training[row];
        }

        if (!(own > 0) || !(other > 0))
        {
            throw new ArgumentException($"Outside of fold {Guard.Text(fold)} there are no {(own > 0 ? "controls" : "treated customers")} to learn from: take fewer folds.", name);
        }
    }

    private static void Predict(DifferenceNuisancePredictor predictor, int[] foldOf, int fold, double[] odds, double[] expected)
    {
        var train = new List<int>();
        var test = new List<int>();
        for (var row = 0; row < foldOf.Length; row++)
        {
            (foldOf[row] == fold ? test : train).Add(row);
        }

        var shares = new double[test.Count];
        var lines = new double[test.Count];
        predictor(train.ToArray(), test.ToArray(), shares, lines);
        for (var i = 0; i < shares.Length; i++)
        {
            if (odds.Length > 0)
            {
                odds[test[i]] = shares[i] > 0 && shares[i] < 1
                    ? shares[i] / (1 - shares[i])
                    : throw Guard.BrokenRow(nameof(predictor), test[i], "0 < propensity < 1", $"propensity {Guard.Text(shares[i])}");
            }

            if (expected.Length > 0)
            {
                expected[test[i]] = double.IsFinite(lines[i])
                    ? lines[i]
                    : throw Guard.BrokenRow(nameof(predictor), test[i], "a prediction is finite", $"untreated change {Guard.Text(lines[i])}");
            }
        }
    }
}
