namespace CustomerValue.Experiments;

/// <summary>Averages of group-time effects with their errors: weights are estimates too.</summary>
internal sealed class StaggeredScores
{
    private readonly Dictionary<int, double> sizes;
    private readonly StaggeredUnits units;
    private readonly StaggeredOptions options;
    private readonly RobustError error;
    private readonly double degrees, factor;
    private readonly List<StaggeredCell> cells = [];
    private readonly Dictionary<int, double[]> shares = [];

    public StaggeredScores(Dictionary<int, double> sizes, StaggeredUnits units, RobustError error, StaggeredOptions options)
    {
        this.sizes = sizes;
        this.units = units;
        this.options = options;
        this.error = error;
        degrees = options.UsesNormalCurve || !(units.Independent > 1) ? double.PositiveInfinity : units.Independent - 1;
        factor = error is RobustError.HC1 or RobustError.CR1 && units.Independent > 1 ? units.Independent / (units.Independent - 1) : 1;
        foreach (var pair in sizes)
        {
            shares.Add(pair.Key, units.ShareScores(pair.Key, pair.Value / units.Total));
        }
    }

    public double SizeOf(int cohort) => sizes[cohort];

    public void Add(StaggeredCell cell) => cells.Add(cell);

    public StaggeredTable Table(int[] periods, TwoWayEstimate twoWay, int always, int clusters, string[] dropped, string assumption)
    {
        var effects = cells.ConvertAll(c => new GroupTimeEffect(periods[c.Cohort], periods[c.Period], c.Period - c.Cohort, Compare(Alone(c), "group-time effect", c), c.TreatmentCount, c.ControlCount));
        var later = cells.FindAll(c => c.Period >= c.Cohort && c.Estimate.IsDefined);
        var steps = Grouped(cells.FindAll(c => c.Estimate.IsDefined), c => c.Period - c.Cohort, isWeighted: true);
        var cohorts = Grouped(later, c => c.Cohort, isWeighted: false);
        var times = Grouped(later, c => c.Period, isWeighted: true);
        var earlier = cells.FindAll(c => c.Period < c.Cohort && c.Estimate.IsDefined && !c.IsReference);
        return new StaggeredTable(
            [.. effects],
            Compare(Weighted(later), "overall effect, by cohort size"),
            List(steps, "effect by step", k => k),
            List(cohorts, "effect by cohort", k => periods[k]),
            List(times, "effect by period", k => periods[k]),
            Compare(Mean([.. steps.Where(s => s.Key >= 0).Select(s => s.Value)]), "mean over steps"),
            Compare(OverCohorts(cohorts), "mean over treated customers"),
            Compare(Mean([.. times.Values]), "mean over periods"),
            Test(earlier),
            twoWay,
            always,
            clusters,
            dropped,
            assumption);
    }

    private static Average Alone(StaggeredCell cell) => new(cell.Estimate, cell.Scores, cell.IsTooFew);

    private SortedDictionary<int, Average> Grouped(List<StaggeredCell> from, Func<StaggeredCell, int> key, bool isWeighted)
    {
        var groups = new SortedDictionary<int, Average>();
        foreach (var group in from.GroupBy(key))
        {
            List<StaggeredCell> members = [.. group];
            groups.Add(group.Key, isWeighted ? Weighted(members) : Mean(members.ConvertAll(Alone)));
        }

        return groups;
    }

    /// <summary>Σ pₖ θₖ / Σ pₖ, following θ and p.</summary>
    private Average Weighted(List<StaggeredCell> members) => Weighted(members.ConvertAll(c => (c.Cohort, Alone(c))));

    private Average OverCohorts(SortedDictionary<int, Average> cohorts) => Weighted([.. cohorts.Select(c => (c.Key, c.Value))]);

    private Average Weighted(List<(int Cohort, Average Part)> members)
    {
        if (members.Count == 0)
        {
            return new Average(Figure.Undefined(UndefinedReason.EmptyArm), [], true);
        }

        var total = 0.0;
        foreach (var (cohort, _) in members)
        {
            total += sizes[cohort] / units.Total;
        }

        var estimate = 0.0;
        foreach (var (cohort, part) in members)
        {
            estimate += sizes[cohort] / units.Total / total * part.Estimate.Value;
        }

        var scores = new double[units.Count];
        var isTooFew = false;
        foreach (var (cohort, part) in members)
        {
            isTooFew |= part.IsTooFew;
            AddTo(scores, part.Scores, sizes[cohort] / units.Total / total);

            // ∂/∂pₖ of the average is (θₖ − θ) / Σ p.
            AddTo(scores, shares[cohort], (part.Estimate.Value - estimate) / total);
        }

        return new Average(Figure.Of(estimate), scores, isTooFew);
    }

    private Average Mean(List<Average> members)
    {
        if (members.Count == 0)
        {
            return new Average(Figure.Undefined(UndefinedReason.EmptyArm), [], true);
        }

        var estimate = 0.0;
        var scores = new double[units.Count];
        var isTooFew = false;
        foreach (var member in members)
        {
            isTooFew |= member.IsTooFew;
            estimate += member.Estimate.Value / members.Count;
            AddTo(scores, member.Scores, 1.0 / members.Count);
        }

        return new Average(Figure.Of(estimate), scores, isTooFew);
    }

    private static void AddTo(double[] sum, double[] scores, double by)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            sum[i] += by * scores[i];
        }
    }

    private double Covariance(double[] a, double[] b) => a.Length == 0 || b.Length == 0 ? 0 : factor * ClusterSums.Product(a, b);

    private ArmComparison Compare(Average average, string method, StaggeredCell? cell = null)
    {
        var why = average.Estimate;
        var unknown = Figure.Undefined(UndefinedReason.NoObservations);
        var standard = !why.IsDefined ? why
            : average.IsTooFew ? Figure.Undefined(UndefinedReason.TooFewObservations)
            : Figure.Of(Math.Sqrt(Covariance(average.Scores, average.Scores)));
        var warnings = new List<ComparisonWarning>();
        if (cell is { IsFew: true } || (cell is null && cells.Exists(c => c.IsFew)))
        {
            warnings.Add(ComparisonWarning.FewClusters);
        }

        if (cell is null && cells.Exists(c => !c.Estimate.IsDefined))
        {
            warnings.Add(ComparisonWarning.EmptyStratum);
        }

        var isShown = cell is not null && why.IsDefined && !cell.IsReference;
        return new ArmComparison(
            $"{method}, {error}" + (units.IsClustered ? ", clustered" : string.Empty),
            isShown ? Figure.Of(cell!.Treated) : unknown,
            isShown ? Figure.Of(cell!.Treated - why.Value) : unknown,
            why,
            standard,
            degrees,
            options.Level,
            null,
            warnings);
    }

    private AdoptionEffect[] List(SortedDictionary<int, Average> averages, string method, Func<int, int> key)
    {
        var entries = averages.ToList();
        var comparisons = entries.ConvertAll(e => Compare(e.Value, method));
        var varying = new List<int>();
        for (var i = 0; i < entries.Count; i++)
        {
            if (comparisons[i].StandardError is { IsDefined: true, Value: > 0 })
            {
                varying.Add(i);
            }
        }

        var name = "max-|t|";
        var critical = varying.Count == 0 ? 0 : SimultaneousBand.Critical(Correlation(varying.ConvertAll(i => entries[i].Value)), varying.Count, options.Level, degrees, out name);
        var list = new AdoptionEffect[entries.Count];
        for (var i = 0; i < list.Length; i++)
        {
            var c = comparisons[i];
            var band = varying.Contains(i)
                ? new ConfidenceInterval(c.Estimate.Value - critical * c.StandardError.Value, c.Estimate.Value + critical * c.StandardError.Value, options.Level, name)
                : c.Interval;
            list[i] = new AdoptionEffect(key(entries[i].Key), c, band);
        }

        return list;
    }

    private double[] Correlation(List<Average> averages)
    {
        var m = averages.Count;
        var matrix = new double[m * m];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
            {
                matrix[i * m + j] = i == j ? 1 : Covariance(averages[i].Scores, averages[j].Scores)
                    / Math.Sqrt(Covariance(averages[i].Scores, averages[i].Scores)) / Math.Sqrt(Covariance(averages[j].Scores, averages[j].Scores));
            }
        }

        return matrix;
    }

    private PreTrendTest Test(List<StaggeredCell> earlier)
    {
        if (earlier.Exists(c => c.IsTooFew))
        {
            return PreTrendTest.Of([.. earlier.ConvertAll(c => c.Estimate.Value)], new double[earlier.Count * earlier.Count], degrees);
        }

        var m = earlier.Count;
        var covariance = new double[m * m];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
            {
                covariance[i * m + j] = Covariance(earlier[i].Scores, earlier[j].Scores);
            }
        }

        return PreTrendTest.Of([.. earlier.ConvertAll(c => c.Estimate.Value)], covariance, degrees);
    }

    private sealed record Average(Figure Estimate, double[] Scores, bool IsTooFew);
}
