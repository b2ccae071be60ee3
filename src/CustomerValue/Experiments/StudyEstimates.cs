using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Every estimate of a study, measure by measure and estimator by estimator.</summary>
internal sealed class StudyEstimates
{
    private const double MostSpreads = 700;

    private readonly StudyPanel panel;
    private readonly StudyOptions options;
    private readonly StudyTable table;
    private readonly StudyAdjustment adjustment;
    private readonly int[][] rows = new int[3][];
    private readonly StudyPair[] pairs = new StudyPair[3];
    private readonly StudyPair[] ablePairs = new StudyPair[3];
    private readonly List<StudyEstimate> estimates = [];

    public StudyEstimates(StudyPanel panel, StudyOptions options, StudyTable table, CancellationToken cancellation)
    {
        this.panel = panel;
        this.options = options;
        this.table = table;
        adjustment = new StudyAdjustment(panel, options, cancellation);
        for (var group = 0; group < 3; group++)
        {
            var own = new List<int>();
            for (var row = 0; row < panel.Count; row++)
            {
                if ((int)panel.Groups[row] == group && options.IsCompared(panel, row))
                {
                    own.Add(row);
                }
            }

            rows[group] = [.. own];
        }

        for (var i = 0; i < 3; i++)
        {
            var (minuend, subtrahend) = StudyContrasts.Pairs[i];
            pairs[i] = new StudyPair(panel, minuend, subtrahend, row => options.IsCompared(panel, row));
            ablePairs[i] = new StudyPair(panel, minuend, subtrahend, row => options.IsCompared(panel, row) && panel.CanRise(row));
        }

        HasLogs = true;
        for (var row = 0; row < panel.Count; row++)
        {
            for (var moment = 0; moment < Moments && HasLogs; moment++)
            {
                HasLogs = panel.AssetsAt(row, moment) > -1;
            }
        }
    }

    /// <summary>True when nobody owes so much that 1 + assets has no logarithm.</summary>
    public bool HasLogs { get; }

    public IReadOnlyList<StudyPair> Pairs => pairs;

    public StudyAdjustment Adjustment => adjustment;

    public IReadOnlyList<StudyEstimate> All => estimates;

    /// <summary>Steps that <see cref="Run"/> reports.</summary>
    public int Steps => HasLogs ? 5 : 4;

    private int Moments => panel.EarlierPeriods + panel.InterimPeriods + 2;

    public void Run(Action step, CancellationToken cancellation)
    {
        StudyMeasure[] measures = [StudyMeasure.Assets, StudyMeasure.AssetEnhancement, StudyMeasure.LogAssets, StudyMeasure.Promotion, StudyMeasure.PromotionOfEligible];
        foreach (var measure in measures)
        {
            if (measure == StudyMeasure.LogAssets && !HasLogs)
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            Add(StudyEstimator.Naive, Naive(measure), pair => IsDrawn(pair) ? StudyWords.ByLot : measure == StudyMeasure.AssetEnhancement ? StudyWords.OneRate : StudyWords.Chosen);
            if (Changes(measure) is { } changes)
            {
                Add(StudyEstimator.DifferenceInDifferences, changes, _ => DifferenceInDifferences.Assumption(0));
            }

            if (options.Design != StudyDesign.Chosen && measure != StudyMeasure.AssetEnhancement)
            {
                AddEach(StudyEstimator.Adjusted, measure, IsDrawn, pair => adjustment.Adjusted(PairFor(measure, pair), measure));
            }

            foreach (var isDoublyRobust in new[] { false, true })
            {
                AddEach(
                    isDoublyRobust ? StudyEstimator.DoublyRobust : StudyEstimator.Weighted,
                    measure,
                    static _ => true,
                    pair => IsPromotion(measure) ? adjustment.Promotions(PairFor(measure, pair), isDoublyRobust) : adjustment.Amounts(pairs[pair], measure, isDoublyRobust));
                cancellation.ThrowIfCancellationRequested();
            }

            step();
        }
    }

    /// <summary>Mean assets of each group at every moment.</summary>
    public StudyPath[] Paths()
    {
        var paths = new StudyPath[3];
        for (var group = 0; group < 3; group++)
        {
            var means = new ClusteredEstimate[Moments];
            for (var moment = 0; moment < means.Length; moment++)
            {
                var at = moment;
                var mean = StudyFigures.MeanOf(panel, rows[group], row => panel.AssetsAt(row, at));
                means[moment] = ClusteredEstimate.OfMean(mean.Value, mean.Influences, options.Level, options.Reference);
            }

            paths[group] = new StudyPath((StudyGroup)group, panel.EarlierPeriods, means);
        }

        return paths;
    }

    /// <summary>Dunnett's classical test of both recommended groups against the non-recommended.</summary>
    public ManyToOneTest Dunnett(Func<int, double> value)
    {
        SampleMoments Of(StudyGroup group) => SampleMoments.FromSample(Array.ConvertAll(rows[(int)group], row => value(row)));
        return ManyToOneTest.Dunnett([Of(StudyGroup.Marketing), Of(StudyGroup.Recommended)], Of(StudyGroup.NonRecommended), options.Level);
    }

    /// <summary>The E-value of a doubly robust estimate of chosen groups; null where there is none.</summary>
    public StudySensitivity? Sensitivity(StudyEstimate estimate)
    {
        var c = estimate.Comparison;
        if (estimate.Estimator != StudyEstimator.DoublyRobust || estimate.IsByLot || c.StandardError is not { IsDefined: true, Value: > 0 })
        {
            return null;
        }

        EValue? value = null;
        if (IsPromotion(estimate.Measure))
        {
            // Predictions of a rate may leave (0, 1): then there is no ratio.
            double own = c.Treatment.Value, other = c.Control.Value;
            double lower = other + c.Interval.Lower, upper = other + c.Interval.Upper;
            if (own > 0 && other > 0 && lower > 0)
            {
                // An error in the last digits must not leave the ratio outside of its limits.
                var ratio = own / other;
                value = EValue.OfRiskRatio(ratio, new ConfidenceInterval(Math.Min(ratio, lower / other), Math.Max(ratio, upper / other), c.Level, c.Method));
            }
        }
        else if (estimate.Measure is StudyMeasure.Assets or StudyMeasure.LogAssets)
        {
            var spread = Spread(estimate);

            // Hundreds of standard deviations apart: no risk ratio says as much.
            value = Math.Abs(c.Estimate.Value) + 2 * c.StandardError.Value < MostSpreads * spread ? EValue.OfStandardizedDifference(c.Estimate.Value / spread, c.StandardError.Value / spread) : null;
        }

        if (value is null)
        {
            return null;
        }

        var at = Array.FindIndex(StudyContrasts.Pairs, p => p.Minuend == estimate.Minuend && p.Subtrahend == estimate.Subtrahend);
        var robustness = adjustment.Robustness(
            PairFor(estimate.Measure, at), row => IsPromotion(estimate.Measure) ? panel.IsPromoted(row) ? 1 : 0 : Change(estimate.Measure == StudyMeasure.LogAssets, row));
        return new StudySensitivity(estimate.Measure, estimate.Minuend, estimate.Subtrahend, value, robustness);
    }

    private static bool IsPromotion(StudyMeasure measure) => measure is StudyMeasure.Promotion or StudyMeasure.PromotionOfEligible;

    private bool IsDrawn(int pair) => options.IsDrawn(StudyContrasts.Pairs[pair].Minuend, StudyContrasts.Pairs[pair].Subtrahend);

    private StudyPair PairFor(StudyMeasure measure, int pair) => measure == StudyMeasure.PromotionOfEligible ? ablePairs[pair] : pairs[pair];

    private double Spread(StudyEstimate estimate)
    {
        double squares = 0, degrees = 0;
        foreach (var group in new[] { estimate.Minuend, estimate.Subtrahend })
        {
            var moments = SampleMoments.FromSample(Array.ConvertAll(rows[(int)group], row => Change(estimate.Measure == StudyMeasure.LogAssets, row)));
            squares += moments.SumOfSquares;
            degrees += moments.Count - 1;
        }

        return degrees > 0 ? Math.Sqrt(squares / degrees) : 0;
    }

    private double Change(bool isLog, int row) => isLog
        ? ClusterSums.Residual(StudyAdjustment.Log(panel.After[row]), StudyAdjustment.Log(panel.Before[row]))
        : panel.After[row] - panel.Before[row];

    private StudyContrast[] Naive(StudyMeasure measure)
    {
        if (measure is not (StudyMeasure.Assets or StudyMeasure.LogAssets))
        {
            return Array.ConvertAll(StudyContrasts.Pairs, pair => table.Contrast(measure, pair.Minuend, pair.Subtrahend));
        }

        var isLog = measure == StudyMeasure.LogAssets;
        return StudyContrasts.Of(measure, Means(row => isLog ? StudyAdjustment.Log(panel.After[row]) : panel.After[row]), options);
    }

    private StudyContrast[]? Changes(StudyMeasure measure)
    {
        if (measure == StudyMeasure.Promotion && panel.HasPeriodBefore)
        {
            var changes = Means(row => (panel.IsPromoted(row) ? 1 : 0) - (panel.WasPromotedBefore(row) ? 1 : 0));
            return Joint(measure, changes, null);
        }

        return measure switch
        {
            StudyMeasure.Assets or StudyMeasure.LogAssets => Joint(measure, Means(row => Change(measure == StudyMeasure.LogAssets, row)), null),
            StudyMeasure.AssetEnhancement => Joint(measure, Means(row => Change(false, row)), Means(row => panel.Before[row])),
            _ => null,
        };
    }

    /// <summary>Differences of changes, or of changes over the minuend's base.</summary>
    private StudyContrast[] Joint(StudyMeasure measure, StudyFigure[] changes, StudyFigure[]? bases)
    {
        var differences = Array.ConvertAll(
            StudyContrasts.Pairs, pair => new StudyDifference(changes[(int)pair.Minuend], changes[(int)pair.Subtrahend], false, bases?[(int)pair.Minuend]));
        var method = bases is null ? "difference in differences, household-clustered" : "difference in differences over the base, household-clustered";
        return StudyContrasts.Joint(measure, differences, method, StudyContrasts.Degrees(changes, options), options);
    }

    private StudyFigure[] Means(Func<int, double> value) => Array.ConvertAll(rows, own => StudyFigures.MeanOf(panel, own, value));

    private void Add(StudyEstimator estimator, StudyContrast[] contrasts, Func<int, string> assumption)
    {
        for (var i = 0; i < contrasts.Length; i++)
        {
            estimates.Add(new StudyEstimate(estimator, contrasts[i], IsDrawn(i), assumption(i), string.Empty));
        }
    }

    private void AddEach(StudyEstimator estimator, StudyMeasure measure, Func<int, bool> applies, Func<int, StudyAdjustment.Result> estimate)
    {
        var found = new List<StudyAdjustment.Result>();
        var which = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            if (applies(i))
            {
                which.Add(i);
                found.Add(estimate(i));
            }
        }

        var contrasts = StudyContrasts.Separate(measure, [.. which], [.. found.ConvertAll(f => f.Comparison)], options);
        for (var i = 0; i < contrasts.Length; i++)
        {
            estimates.Add(new StudyEstimate(estimator, contrasts[i], IsDrawn(which[i]), found[i].Assumption, found[i].Problem));
        }
    }
}
