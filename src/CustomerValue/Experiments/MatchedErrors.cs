using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The mean difference within matched sets and its errors.</summary>
internal sealed class MatchedErrors
{
    private readonly Figure treatment, control, estimate;

    private MatchedErrors(Figure treatment, Figure control, Figure estimate)
    {
        this.treatment = treatment;
        this.control = control;
        this.estimate = estimate;
    }

    /// <summary>HC3 of the weighted regression on treatment.</summary>
    public Figure Robust { get; private set; } = Figure.Undefined(UndefinedReason.NoneEligible);

    private Figure Error { get; set; } = Figure.Undefined(UndefinedReason.NoneEligible);

    private double Units { get; set; }

    private string Kind { get; set; } = string.Empty;

    private bool WasRaised { get; set; }

    private bool HasFewClusters { get; set; }

    public static MatchedErrors Of(in TrialColumns columns, double[] weights, List<int>?[] partnersOf, MatchingOptions options)
    {
        var sets = partnersOf.Count(p => p is not null);
        if (sets == 0)
        {
            var why = Figure.Undefined(UndefinedReason.NoneEligible);
            return new MatchedErrors(why, why, why);
        }

        var contrast = WeightedContrast.OfMeans(columns, weights, [], null);
        var errors = new MatchedErrors(Figure.Of(contrast.Treatment), Figure.Of(contrast.Control), Figure.Of(contrast.Treatment - contrast.Control));
        errors.Robust = HC3(columns, weights, contrast.Influence);
        var clusters = ConfoundedSample.Clusters(columns, out var count);
        var used = clusters is null ? 0 : UsedClusters(clusters, count, weights);
        errors.HasFewClusters = used is > 1 and < ClusterSums.Few;
        if (options.WithReplacement)
        {
            errors.Kind = clusters is null ? "HC3" : "clustered";
            errors.Units = clusters is null ? weights.Count(w => w > 0) : used;
            errors.Error = clusters is null ? errors.Robust
                : used > 1 ? Figure.Of(InfluenceSums.Error(contrast.Influence, [], clusters, count)) : Figure.Undefined(UndefinedReason.TooFewObservations);
            return errors;
        }

        errors.Kind = clusters is null ? "sets clustered" : "two-way clustered by set and cluster";
        errors.Units = clusters is null ? sets : Math.Min(sets, used);
        errors.BySets(contrast.Influence, partnersOf, sets, clusters, count);
        return errors;
    }

    public ArmComparison Compare(string method, MatchingOptions options, List<ComparisonWarning> warnings)
    {
        if (WasRaised)
        {
            warnings.Add(ComparisonWarning.NegativeVarianceRaised);
        }

        if (HasFewClusters)
        {
            warnings.Add(ComparisonWarning.FewClusters);
        }

        var degrees = options.Reference == ReferenceDistribution.Normal || Units <= 1 ? double.PositiveInfinity : Units - 1;
        return new ArmComparison($"{method}, {Kind}", treatment, control, estimate, estimate.IsDefined ? Error : estimate, degrees, options.Level, null, warnings);
    }

    private void BySets(double[] influence, List<int>?[] partnersOf, int sets, int[]? clusters, int count)
    {
        if (sets < 2)
        {
            Error = Figure.Undefined(UndefinedReason.TooFewObservations);
            return;
        }

        double bySets = 0, byRows = 0;
        for (var row = 0; row < influence.Length; row++)
        {
            byRows += influence[row] * influence[row];
            if (partnersOf[row] is { } own)
            {
                var sum = influence[row];
                foreach (var partner in own)
                {
                    sum += influence[partner];
                }

                bySets += sum * sum;
            }
        }

        bySets *= (double)sets / (sets - 1);
        if (clusters is null)
        {
            Error = Figure.Of(Math.Sqrt(bySets));
            return;
        }

        var byClusters = InfluenceSums.Error(influence, [], clusters, count);
        byClusters *= byClusters;
        var variance = bySets + byClusters - byRows;
        WasRaised = !(variance > 0);
        Error = Figure.Of(Math.Sqrt(WasRaised ? Math.Max(bySets, byClusters) : variance));
    }

    private static Figure HC3(in TrialColumns columns, double[] weights, double[] influence)
    {
        var (sums, counts) = (new double[2], new int[2]);
        for (var row = 0; row < weights.Length; row++)
        {
            sums[columns.IsTreated[row] ? 1 : 0] += weights[row];
            counts[columns.IsTreated[row] ? 1 : 0] += weights[row] > 0 ? 1 : 0;
        }

        if (Math.Min(counts[0], counts[1]) < 2)
        {
            return Figure.Undefined(UndefinedReason.TooFewObservations);
        }

        var variance = 0.0;
        for (var row = 0; row < weights.Length; row++)
        {
            var leverage = weights[row] / sums[columns.IsTreated[row] ? 1 : 0];
            var part = influence[row] / (1 - leverage);
            variance += part * part;
        }

        return Figure.Of(Math.Sqrt(variance));
    }

    private static int UsedClusters(int[] clusters, int count, double[] weights)
    {
        var isUsed = new bool[count];
        for (var row = 0; row < clusters.Length; row++)
        {
            isUsed[clusters[row]] |= weights[row] > 0;
        }

        return isUsed.Count(u => u);
    }
}
