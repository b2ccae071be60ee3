using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Group-time effects one by one, each with its scores: per cluster, or per customer times √weight, so that products sum to covariances.</summary>
internal sealed class StaggeredFit
{
    private readonly StaggeredOptions options;
    private readonly CancellationToken cancellation;
    private readonly double[] outcomes, covariates, weights;
    private readonly int[] periods, cohorts;
    private readonly string[] names;
    private readonly long[] clusters;
    private readonly int[] unitOf;
    private readonly int units;
    private readonly int always;
    private readonly SortedSet<int> dropped = [];
    private readonly RobustError error;

    public StaggeredFit(in StaggeredColumns columns, StaggeredOptions options, CancellationToken cancellation)
    {
        this.options = options;
        this.cancellation = cancellation;
        periods = columns.Periods.ToArray();
        int m = periods.Length, p = columns.Covariates.Length / columns.Rows;
        var all = columns.Cohorts();
        var kept = new List<int>();
        for (var row = 0; row < all.Length; row++)
        {
            if (columns.Weights.Length > 0 && columns.Weights[row] == 0)
            {
                continue;
            }

            if (all[row] > 0)
            {
                kept.Add(row);
            }
            else
            {
                always++;
            }
        }

        cohorts = new int[kept.Count];
        outcomes = new double[kept.Count * m];
        covariates = new double[kept.Count * p];
        weights = new double[columns.Weights.Length > 0 ? kept.Count : 0];
        clusters = new long[columns.Clusters.Length > 0 ? kept.Count : 0];
        for (var i = 0; i < kept.Count; i++)
        {
            var row = kept[i];
            cohorts[i] = all[row];
            columns.Outcomes.Slice(row * m, m).CopyTo(outcomes.AsSpan(i * m));
            columns.Covariates.Slice(row * p, p).CopyTo(covariates.AsSpan(i * p));
            if (weights.Length > 0)
            {
                weights[i] = columns.Weights[row];
            }

            if (clusters.Length > 0)
            {
                clusters[i] = columns.Clusters[row];
            }
        }

        names = new string[p];
        for (var j = 0; j < p; j++)
        {
            names[j] = columns.CovariateNames?[j] ?? "x" + Guard.Text(j + 1);
        }

        units = kept.Count;
        unitOf = clusters.Length > 0 ? KeyNumbers.Number(clusters, out units) : [];
        error = new InfluenceErrors(clusters, new bool[kept.Count], weights).Resolve(options.Error);
        CheckCohorts();
    }

    private bool IsClustered => unitOf.Length > 0;

    public StaggeredTable Run(IProgress<FitProgress>? progress)
    {
        var m = periods.Length;
        var begun = new SortedSet<int>(cohorts);
        begun.Remove(m);
        var scores = new StaggeredScores(Sizes(begun), Units(), error, options);
        var done = 0;
        foreach (var cohort in begun)
        {
            for (var t = options.Base == AdoptionBase.Universal ? 0 : 1; t < m; t++)
            {
                cancellation.ThrowIfCancellationRequested();
                scores.Add(Cell(cohort, t, scores));
            }

            progress?.Report(new FitProgress("cohorts", ++done, begun.Count));
        }

        return scores.Table(
            periods, TwoWayFit.Estimate(outcomes, cohorts, periods, weights, clusters, options.Level), always, IsClustered ? units : 0, [.. dropped.Select(j => names[j])], Assumption());
    }

    private double WeightAt(int row) => weights.Length > 0 ? weights[row] : 1;

    private void CheckCohorts()
    {
        bool isBegun = false, isEligible = false;
        var last = 0;
        for (var row = 0; row < cohorts.Length; row++)
        {
            if (WeightAt(row) > 0)
            {
                isBegun |= cohorts[row] < periods.Length;
                isEligible |= cohorts[row] == periods.Length;
                last = Math.Max(last, cohorts[row]);
            }
        }

        if (!isBegun)
        {
            throw new ArgumentException("Nobody begins treatment after the first period: there is nothing to estimate.", nameof(StaggeredColumns.FirstTreated));
        }

        if (!isEligible && (options.Controls == AdoptionControls.NeverTreated || Array.TrueForAll(cohorts, c => c == last)))
        {
            throw new ArgumentException(
                "Nobody stays untreated" + (options.Controls == AdoptionControls.NeverTreated ? ": take AdoptionControls.NotYetTreated." : ", and all begin at once: there are no controls."), nameof(StaggeredColumns.FirstTreated));
        }
    }

    private Dictionary<int, double> Sizes(SortedSet<int> begun)
    {
        var sizes = new Dictionary<int, double>();
        foreach (var cohort in begun)
        {
            var size = 0.0;
            for (var row = 0; row < cohorts.Length; row++)
            {
                size += cohorts[row] == cohort ? WeightAt(row) : 0;
            }

            sizes.Add(cohort, size);
        }

        return sizes;
    }

    /// <summary>How a customer's influence enters the scores.</summary>
    private StaggeredUnits Units() => new(cohorts, weights, unitOf, units);

    private StaggeredCell Cell(int cohort, int t, StaggeredScores scores)
    {
        var from = t >= cohort || options.Base == AdoptionBase.Universal ? cohort - 1 : t - 1;
        if (t == from)
        {
            return StaggeredCell.Reference(cohort, t, scores.SizeOf(cohort));
        }

        var rows = new List<int>();
        double own = 0, other = 0;
        for (var row = 0; row < cohorts.Length; row++)
        {
            var isOwn = cohorts[row] == cohort && WeightAt(row) > 0;
            if (isOwn || (IsControl(row, cohort, Math.Max(t, from)) && WeightAt(row) > 0))
            {
                rows.Add(row);
                own += isOwn ? WeightAt(row) : 0;
                other += isOwn ? 0 : WeightAt(row);
            }
        }

        // The cohort among its own controls: its rows stand on both sides.
        var isShared = options.Controls == AdoptionControls.EveryoneNotYetTreated && Math.Max(t, from) < cohort;
        var twice = isShared ? rows.FindAll(row => cohorts[row] == cohort) : [];
        other += isShared ? own : 0;
        if (!(own > 0) || !(other > 0))
        {
            return StaggeredCell.Undefined(cohort, t, own, other);
        }

        rows.AddRange(twice);
        return Estimate(cohort, t, from, rows, twice.Count, own, other);
    }

    private bool IsControl(int row, int cohort, int until) => options.Controls == AdoptionControls.NeverTreated
        ? cohorts[row] == periods.Length
        : cohorts[row] > until && cohorts[row] != cohort;

    private StaggeredCell Estimate(int cohort, int t, int from, List<int> rows, int twice, double own, double other)
    {
        int m = periods.Length, p = names.Length, n = rows.Count;
        var changes = new double[n];
        var treated = new bool[n];
        var x = new double[n * p];
        var w = new double[weights.Length > 0 ? n : 0];
        var keys = new long[IsClustered ? n : 0];
        for (var i = 0; i < n; i++)
        {
            var row = rows[i];
            changes[i] = outcomes[row * m + t] - outcomes[row * m + from];
            treated[i] = cohorts[row] == cohort && i < n - twice;
            covariates.AsSpan(row * p, p).CopyTo(x.AsSpan(i * p));
            if (w.Length > 0)
            {
                w[i] = weights[row];
            }

            if (IsClustered)
            {
                keys[i] = unitOf[row];
            }
        }

        var found = ConditionalDifference.Of(changes, treated, w, Nuisances(changes, treated, x, w, cohort, t), p == 0 || options.Estimator != DifferenceEstimator.Weighting, 1, options.Threads, cancellation);
        var scores = new double[units];
        for (var i = 0; i < n; i++)
        {
            scores[IsClustered ? unitOf[rows[i]] : rows[i]] += (IsClustered ? WeightAt(rows[i]) : Math.Sqrt(WeightAt(rows[i]))) * found.Influence[i];
        }

        var arms = new InfluenceErrors(keys, treated, w);
        return new StaggeredCell(cohort, t, Figure.Of(found.Estimate), found.Treated, scores, own, other, arms.IsTooFew, IsClustered && Math.Min(arms.TreatmentClusters, arms.ControlClusters) < ClusterSums.Few);
    }

    private DifferenceNuisances Nuisances(double[] changes, bool[] treated, double[] x, double[] w, int cohort, int t)
    {
        if (names.Length == 0)
        {
            var odds = new double[changes.Length];
            odds.AsSpan().Fill(1);
            return new DifferenceNuisances { Odds = odds };
        }

        var left = new List<int>();
        try
        {
            return new DifferenceNuisanceFit(changes, treated, Centers.Standardize(x, names.Length, w), names, options.Threads, cancellation).Fit(w, options.Estimator, left);
        }
        catch (ConvergenceException failure)
        {
            throw new ConvergenceException($"Cohort {Guard.Text(periods[cohort])} in period {Guard.Text(periods[t])}: {failure.Message}", failure);
        }
        finally
        {
            dropped.UnionWith(left);
        }
    }

    private string Assumption() => (names.Length > 0 ? "Conditional parallel trends" : "Parallel trends")
        + " of every cohort and " + (options.Controls == AdoptionControls.NeverTreated ? "the never treated" : "those not yet treated")
        + (names.Length > 0 ? " with the same covariates" : string.Empty)
        + "; nobody reacted before treatment, treatment is not undone, and no treated customer changed a control.";
}
