namespace CustomerValue.Experiments;

/// <summary>The three-group study: what a campaign showed, what it did not, and what each figure rests on.</summary>
/// <remarks>
/// The table of the groups; beside their naive differences the estimates that allow for how they were picked (difference in differences, weighting, doubly robust), in
/// assets, enhancement rate and promotion; balance and overlap before and after weighting; how the groups moved before the campaign; how strong something left out
/// would have to be; and what the campaign returned on its cost. Adjusted estimates are about the customers of the minuend. Errors are clustered by household. Where
/// lots were drawn their sizes are checked first, by household, and a mismatch withholds every difference. Naive differences and changes of a measure hold jointly
/// over the three pairs by max-|t|; weighted, doubly robust and regression estimates, made pair by pair, by Bonferroni. Nothing is adjusted across measures. Memory:
/// about 2.5 kB a customer at its peak with six covariates. Immutable and thread-safe. Sources: those of <see cref="DifferenceInDifferences"/>, <see cref="DoublyRobustDifference"/>,
/// <see cref="InverseProbabilityWeighting"/>, <see cref="DoublyRobust"/>, <see cref="PreTrendSensitivity"/> and <see cref="EValue"/>.
/// </remarks>
public sealed class ThreeGroupStudy
{
    private readonly StudyEstimate[] estimates;
    private readonly StudyBalance[] balance;
    private readonly StudyPreTrend[] preTrends;
    private readonly StudySensitivity[] sensitivity;
    private readonly StudyPath[] paths;
    private readonly StudyReturn[] returns;

    private ThreeGroupStudy(StudyPanel panel, StudyOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        Options = options;
        Branches = panel.BranchCount;
        (EarlierPeriods, Covariates) = (panel.EarlierPeriods, panel.CovariateNames);
        Table = StudyTable.Of(panel, options);
        SampleRatio = StudyLots.Check(panel, options);
        IsWithheld = SampleRatio?.IsMismatch(options.SampleRatioThreshold) ?? false;
        (estimates, balance, preTrends, sensitivity, returns) = ([], [], [], [], []);
        var work = new StudyEstimates(panel, options, Table, cancellation);
        paths = work.Paths();
        if (!IsWithheld)
        {
            var done = 0;
            var total = work.Steps + 3;
            void Step() => progress?.Report(new FitProgress("study", ++done, total));
            work.Run(Step, cancellation);
            estimates = [.. work.All];
            balance = [.. Present(work.Pairs.Select(work.Adjustment.Balance))];
            Step();
            preTrends = [.. StudyTrends.Of(panel, options, work.Pairs, work.HasLogs, cancellation)];
            Step();
            sensitivity = [.. Present(estimates.Select(work.Sensitivity))];
            returns = [.. StudyLots.Returns(panel, options, estimates)];
            DunnettOfAssets = work.Dunnett(row => panel.After[row]);
            DunnettOfChanges = work.Dunnett(row => panel.After[row] - panel.Before[row]);
            DunnettOfPromotion = work.Dunnett(row => panel.IsPromoted(row) ? 1 : 0);
            Step();
        }

        Verdict = new StudyVerdict(this);
    }

    /// <summary>The conventions used.</summary>
    public StudyOptions Options { get; }

    /// <summary>The groups' own figures and their naive differences. Where <see cref="IsWithheld"/>, do not show the differences.</summary>
    public StudyTable Table { get; }

    /// <summary>The check of the lots' sizes; null where nobody drew lots.</summary>
    public SampleRatioCheck? SampleRatio { get; }

    /// <summary>True where the lots' sizes contradict the plan: something is broken, and no difference is shown.</summary>
    public bool IsWithheld { get; }

    /// <summary>Branches; 0 when unknown.</summary>
    public int Branches { get; }

    /// <summary>Moments before the campaign besides the base.</summary>
    public int EarlierPeriods { get; }

    /// <summary>Names of what the groups were adjusted for; empty without any.</summary>
    public IReadOnlyList<string> Covariates { get; }

    /// <summary>Measure by measure, estimator by estimator, the three pairs of groups; empty where <see cref="IsWithheld"/>.</summary>
    public IReadOnlyList<StudyEstimate> Estimates => estimates;

    /// <summary>Balance and overlap of the pairs; empty without covariates.</summary>
    public IReadOnlyList<StudyBalance> Balance => balance;

    /// <summary>How the pairs moved before the campaign, in assets and in their logarithm.</summary>
    public IReadOnlyList<StudyPreTrend> PreTrends => preTrends;

    /// <summary>E-values of the doubly robust estimates of pairs that were chosen.</summary>
    public IReadOnlyList<StudySensitivity> Sensitivity => sensitivity;

    /// <summary>Average assets of each group at every moment, in the order of <see cref="StudyGroup"/>.</summary>
    public IReadOnlyList<StudyPath> Paths => paths;

    /// <summary>Return on the campaign's cost, one for each estimate of the marketing group's assets; empty without a margin or a cost.</summary>
    public IReadOnlyList<StudyReturn> Returns => returns;

    /// <summary>Dunnett's classical test of assets at the end, marketing and recommended against non-recommended: one variance for all, customers independent. Null where <see cref="IsWithheld"/>.</summary>
    public ManyToOneTest? DunnettOfAssets { get; }

    /// <summary>Dunnett's classical test of the change of assets.</summary>
    public ManyToOneTest? DunnettOfChanges { get; }

    /// <summary>Dunnett's classical test of promotion (0 or 1).</summary>
    public ManyToOneTest? DunnettOfPromotion { get; }

    /// <summary>The study in sentences: design, unit, numbers, conventions, findings with their assumptions, and cautions.</summary>
    public StudyVerdict Verdict { get; }

    /// <summary>Runs the study.</summary>
    /// <param name="panel">Customers in their groups, with what is known of them.</param>
    /// <param name="options">Design and conventions; the defaults when null.</param>
    /// <param name="progress">Told after every measure.</param>
    /// <param name="cancellation">Stops between fits.</param>
    /// <exception cref="ArgumentNullException"><paramref name="panel"/> is null.</exception>
    /// <exception cref="ArgumentException">Lots were drawn, and the planned shares of the groups that took part sum to 0.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static ThreeGroupStudy Analyze(StudyPanel panel, StudyOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        new(Guard.NotNull(panel), options ?? StudyOptions.Default, progress, cancellation);

    /// <summary>One estimate.</summary>
    /// <param name="measure">What is compared.</param>
    /// <param name="minuend">The group from which is subtracted: marketing before recommended before non-recommended.</param>
    /// <param name="subtrahend">The group that is subtracted.</param>
    /// <param name="estimator">How.</param>
    /// <exception cref="ArgumentException">The study has no such estimate; see <see cref="Estimates"/>.</exception>
    public StudyEstimate Estimate(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend, StudyEstimator estimator) =>
        Find(measure, minuend, subtrahend, estimator)
        ?? throw new ArgumentException($"The study has no estimate {estimator} of {measure}, {minuend} − {subtrahend}{(IsWithheld ? ": all are withheld" : "; see Estimates")}.", nameof(measure));

    /// <summary>The estimate to quote: where lots were drawn the adjusted or the naive one, else the doubly robust one, or without it that of changes; null where none may be.</summary>
    /// <param name="measure">What is compared.</param>
    /// <param name="minuend">The group from which is subtracted.</param>
    /// <param name="subtrahend">The group that is subtracted.</param>
    public StudyEstimate? Preferred(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend)
    {
        StudyEstimator[] order = Options.IsDrawn(minuend, subtrahend)
            ? [StudyEstimator.Adjusted, StudyEstimator.Naive]
            : [StudyEstimator.DoublyRobust, StudyEstimator.DifferenceInDifferences];
        foreach (var estimator in order)
        {
            if (Find(measure, minuend, subtrahend, estimator) is { } found && found.Comparison.StandardError.IsDefined)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The whole study as text for a reader at a branch, in invariant format.</summary>
    public override string ToString() => ThreeGroupStudyText.Of(this);

    private static IEnumerable<T> Present<T>(IEnumerable<T?> items)
        where T : class
    {
        foreach (var item in items)
        {
            if (item is not null)
            {
                yield return item;
            }
        }
    }

    private StudyEstimate? Find(StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend, StudyEstimator estimator) =>
        Array.Find(estimates, e => e.Measure == measure && e.Minuend == minuend && e.Subtrahend == subtrahend && e.Estimator == estimator);
}
