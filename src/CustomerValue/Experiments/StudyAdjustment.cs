using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The adjusted comparisons of one pair of groups, with the reason where there is none.</summary>
internal sealed class StudyAdjustment(StudyPanel panel, StudyOptions options, CancellationToken cancellation)
{
    private const string NoCovariates = "No covariates were given: there is nothing to weight or adjust by.";

    public readonly struct Result(ArmComparison comparison, string assumption, string problem)
    {
        public ArmComparison Comparison { get; } = comparison;

        public string Assumption { get; } = assumption;

        public string Problem { get; } = problem;
    }

    public static double Log(double assets) => Numerics.Elementary.Log1p(assets);

    /// <summary>Difference in differences of amounts, given the covariates.</summary>
    public Result Amounts(StudyPair pair, StudyMeasure measure, bool isDoublyRobust)
    {
        var isLog = measure == StudyMeasure.LogAssets;
        var (before, after) = (pair.Column(row => isLog ? Log(panel.Before[row]) : panel.Before[row]), pair.Column(row => isLog ? Log(panel.After[row]) : panel.After[row]));
        return Attempt(() =>
        {
            var estimate = Difference(pair, before, after, isDoublyRobust);
            return measure != StudyMeasure.AssetEnhancement ? (estimate.Comparison, estimate.Assumption) : (OverBase(pair, before, after, estimate.Comparison, isDoublyRobust), estimate.Assumption);
        });
    }

    /// <summary>Promotion: weighted, or weighted and predicted.</summary>
    public Result Promotions(StudyPair pair, bool isDoublyRobust)
    {
        var outcomes = pair.Column(row => panel.IsPromoted(row) ? 1 : 0);
        return Attempt(() =>
        {
            if (!isDoublyRobust)
            {
                var weighted = Weigh(pair, outcomes);
                return (weighted.Comparison, Sentence(weighted.Assumption));
            }

            var settings = new DoublyRobustOptions { Level = options.Level, Reference = options.Reference };
            var both = options.Folds == 0
                ? DoublyRobust.Fit(pair.Trial(outcomes), settings, cancellation)
                : CrossFitting.Fit(pair.Trial(outcomes), options.Seed, settings with { Folds = options.Folds }, cancellation);
            return (both.Comparison, Sentence(both.Assumption));
        });
    }

    /// <summary>Lin's regression, for groups that lots decided.</summary>
    public Result Adjusted(StudyPair pair, StudyMeasure measure)
    {
        var isLog = measure == StudyMeasure.LogAssets;
        var adjustment = new AdjustmentOptions
        {
            Level = options.Level,
            DegreesOfFreedom = options.Reference == ReferenceDistribution.Normal ? DegreesOfFreedomRule.Normal : DegreesOfFreedomRule.Automatic,
        };
        TrialColumns trial;
        if (measure is StudyMeasure.Assets or StudyMeasure.LogAssets)
        {
            trial = pair.Trial(
                pair.Column(row => isLog ? Log(panel.After[row]) : panel.After[row]), pair.Column(row => isLog ? Log(panel.Before[row]) : panel.Before[row]), isLog ? "log assets before" : "assets before");
        }
        else if (panel.CovariateNames.Count > 0)
        {
            trial = pair.Trial(pair.Column(row => panel.IsPromoted(row) ? 1 : 0));
        }
        else
        {
            return None(UndefinedReason.NoObservations, NoCovariates);
        }

        return new Result(RegressionAdjustment.Fit(trial, adjustment).Comparison, StudyWords.ByLot, string.Empty);
    }

    /// <summary>Balance and overlap of a pair; null without covariates or without one of the groups.</summary>
    public StudyBalance? Balance(StudyPair pair)
    {
        if (panel.CovariateNames.Count == 0 || pair.IsOneSided)
        {
            return null;
        }

        var outcomes = new double[pair.Count];
        var before = BalanceReport.Of(pair.Trial(outcomes));
        try
        {
            return new StudyBalance(pair, Weigh(pair, outcomes), before, string.Empty);
        }
        catch (ConvergenceException reason)
        {
            return new StudyBalance(pair, null, before, reason.Message);
        }
    }

    /// <summary>The robustness value of least squares with shared slopes; null without an error.</summary>
    public RobustnessValue? Robustness(StudyPair pair, Func<int, double> outcome)
    {
        var trial = pair.Trial(pair.Column(outcome));
        var plain = new TrialColumns { Outcomes = trial.Outcomes, IsTreated = trial.IsTreated, Covariates = trial.Covariates, CovariateNames = trial.CovariateNames };
        var c = RegressionAdjustment.Fit(plain, new AdjustmentOptions { Interacted = false, Error = RobustError.Classical }).Comparison;
        return c.Statistic.IsDefined && c.DegreesOfFreedom is { IsDefined: true, Value: > 1 } degrees ? RobustnessValue.Of(c.Statistic.Value, degrees.Value, 1, 1 - options.Level) : null;
    }

    private Result None(UndefinedReason reason, string problem)
    {
        var why = Figure.Undefined(reason);
        return new Result(new ArmComparison("none", why, why, why, why, double.PositiveInfinity, options.Level), string.Empty, problem);
    }

    private static string Sentence(string assumption) => char.ToUpperInvariant(assumption[0]) + assumption.Substring(1) + ".";

    private Result Attempt(Func<(ArmComparison Comparison, string Assumption)> estimate)
    {
        if (panel.CovariateNames.Count == 0)
        {
            return None(UndefinedReason.NoObservations, NoCovariates);
        }

        try
        {
            var (comparison, assumption) = estimate();
            return new Result(comparison, assumption, string.Empty);
        }
        catch (ConvergenceException reason)
        {
            // Separated groups are an answer about the panel, and part of the report.
            return None(UndefinedReason.NoOverlap, reason.Message);
        }
        catch (ArgumentException) when (options.Folds > 0)
        {
            // The panel was checked: only the folds ask for more than a pair has.
            return None(
                UndefinedReason.TooFewObservations,
                $"A pair of groups has too few households for {Guard.Text(options.Folds)} folds: outside of some fold nobody of a group is left to learn from. Take fewer folds, or none.");
        }
    }

    private WeightedComparison Weigh(StudyPair pair, double[] outcomes) =>
        InverseProbabilityWeighting.Fit(pair.Trial(outcomes), new WeightingOptions { Level = options.Level, Reference = options.Reference }, cancellation);

    private DoublyRobustDifferenceEstimate Difference(StudyPair pair, double[] before, double[] after, bool isDoublyRobust)
    {
        var settings = new DoublyRobustDifferenceOptions
        {
            Estimator = isDoublyRobust ? DifferenceEstimator.DoublyRobust : DifferenceEstimator.NormalizedWeighting,
            Level = options.Level,
            DegreesOfFreedom = options.Reference == ReferenceDistribution.Normal ? DegreesOfFreedomRule.Normal : DegreesOfFreedomRule.Clusters,
            Threads = options.Threads,
        };
        return options.Folds == 0 || !isDoublyRobust || pair.IsOneSided
            ? DoublyRobustDifference.Estimate(pair.Change(before, after), settings, cancellation)
            : DoublyRobustDifference.CrossFit(pair.Change(before, after), options.Seed, settings with { Folds = options.Folds }, null, cancellation);
    }

    /// <summary>θ over the treated's mean base b. Its influence (ψ − (θ/b) ψ_b)/b is that of θ after (θ/b)(base − b) is taken from the treated's ends.</summary>
    private ArmComparison OverBase(StudyPair pair, double[] before, double[] after, ArmComparison c, bool isDoublyRobust)
    {
        if (!c.Estimate.IsDefined)
        {
            return c;
        }

        double mean = 0, n = 0;
        for (var i = 0; i < before.Length; i++)
        {
            if (pair.IsTreated[i])
            {
                n++;
                mean += (before[i] - mean) / n;
            }
        }

        if (!(mean > 0))
        {
            var why = Figure.Undefined(mean == 0 ? UndefinedReason.ZeroBase : UndefinedReason.NegativeBase);
            return new ArmComparison(c.Method, why, why, why, why, double.PositiveInfinity, options.Level);
        }

        var shifted = (double[])after.Clone();
        var growth = c.Estimate.Value / mean;
        for (var i = 0; i < shifted.Length; i++)
        {
            shifted[i] -= pair.IsTreated[i] ? growth * (before[i] - mean) : 0;
        }

        var error = Difference(pair, before, shifted, isDoublyRobust).Comparison.StandardError;
        return new ArmComparison(
            c.Method + ", over the base",
            Figure.Of(c.Treatment.Value / mean),
            Figure.Of(c.Control.Value / mean),
            Figure.Of(growth),
            error.IsDefined ? Figure.Of(error.Value / mean) : error,
            c.Curve.DegreesOfFreedom,
            options.Level,
            null,
            c.Warnings);
    }
}
