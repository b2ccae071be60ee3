using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The three differences of one measure from the joint household-clustered covariance of the groups' figures.</summary>
internal static class StudyContrasts
{
    private static readonly (StudyGroup Minuend, StudyGroup Subtrahend)[] Pairs =
    [
        (StudyGroup.Marketing, StudyGroup.Recommended),
        (StudyGroup.Recommended, StudyGroup.NonRecommended),
        (StudyGroup.Marketing, StudyGroup.NonRecommended),
    ];

    public static IEnumerable<StudyContrast> Of(StudyMeasure measure, StudyFigures[] groups, StudyOptions options)
    {
        var alone = new ArmComparison[Pairs.Length];
        var joint = new List<int>();
        for (var i = 0; i < Pairs.Length; i++)
        {
            alone[i] = Alone(measure, groups, Pairs[i], options);
            if (alone[i].StandardError is { IsDefined: true, Value: > 0 })
            {
                joint.Add(i);
            }
        }

        var degrees = Degrees(measure, groups, options);
        var plane = joint.Count == 0 ? null
            : ContrastPlane.Of(Correlation(measure, groups, alone, joint), joint.Count) ?? throw new ArgumentException($"The errors of {measure} do not fit together in a plane.", nameof(groups));
        var critical = plane?.CriticalValue(options.Level, degrees) ?? 0;
        for (var i = 0; i < Pairs.Length; i++)
        {
            var method = $"max-|t|, household-clustered, {(options.Reference == ReferenceDistribution.Normal ? "normal" : "t")}";
            var c = alone[i];
            if (!joint.Contains(i))
            {
                // No error, or none at all: nothing to adjust.
                var own = new ConfidenceInterval(c.Interval.Lower, c.Interval.Upper, options.Level, method);
                yield return new StudyContrast(measure, Pairs[i].Minuend, Pairs[i].Subtrahend, c, own, c.PValue, c.LogPValue);
                continue;
            }

            var half = critical * c.StandardError.Value;
            var logP = plane!.LogSurvival(Math.Abs(c.Statistic.Value), degrees);
            yield return new StudyContrast(
                measure,
                Pairs[i].Minuend,
                Pairs[i].Subtrahend,
                c,
                new ConfidenceInterval(c.Estimate.Value - half, c.Estimate.Value + half, options.Level, method),
                Figure.Of(Elementary.Exp(logP)),
                Figure.Of(logP));
        }
    }

    private static ArmComparison Alone(StudyMeasure measure, StudyFigures[] groups, (StudyGroup Minuend, StudyGroup Subtrahend) pair, StudyOptions options)
    {
        StudyFigures a = groups[(int)pair.Minuend], b = groups[(int)pair.Subtrahend];
        ClusterSums x = a.Influences(measure), y = b.Influences(measure);
        Figure va = a.Value(measure), vb = b.Value(measure);
        var estimate = !va.IsDefined ? va : !vb.IsDefined ? vb : Figure.Of(va.Value - vb.Value);
        var error = !estimate.IsDefined ? estimate
            : !x.Variance.IsDefined ? x.Variance
            : !y.Variance.IsDefined ? y.Variance
            : Figure.Of(Norm(x.Minus(y)));
        return new ArmComparison(
            "difference, household-clustered", va, vb, estimate, error, Degrees(measure, groups, options), options.Level, null, Warnings(x, y, error, options, options.IsDrawn(pair.Minuend, pair.Subtrahend)));
    }

    private static IEnumerable<ComparisonWarning> Warnings(ClusterSums x, ClusterSums y, Figure error, StudyOptions options, bool isDrawn)
    {
        if (!isDrawn)
        {
            yield return ComparisonWarning.GroupsWereChosen;
        }

        if (error.IsDefined && Math.Min(x.Used, y.Used) < ClusterSums.Few)
        {
            yield return ComparisonWarning.FewClusters;
        }

        if (error is { IsDefined: true, Value: > 0 } && Math.Abs(x.Skewness(y)) > MeanTest.SkewLimit)
        {
            yield return ComparisonWarning.SkewTimesImbalance;
        }
    }

    private static double Degrees(StudyMeasure measure, StudyFigures[] groups, StudyOptions options)
    {
        if (options.Reference == ReferenceDistribution.Normal)
        {
            return double.PositiveInfinity;
        }

        var least = int.MaxValue;
        foreach (var group in groups)
        {
            var used = group.Influences(measure).Used;
            least = used > 1 ? Math.Min(least, used) : least;
        }

        return least - 1;
    }

    private static double[] Correlation(StudyMeasure measure, StudyFigures[] groups, ArmComparison[] alone, List<int> joint)
    {
        var differences = joint.ConvertAll(i => groups[(int)Pairs[i].Minuend].Influences(measure).Minus(groups[(int)Pairs[i].Subtrahend].Influences(measure)));
        var matrix = new double[joint.Count * joint.Count];
        for (var i = 0; i < joint.Count; i++)
        {
            for (var j = 0; j < joint.Count; j++)
            {
                var scale = alone[joint[i]].StandardError.Value * alone[joint[j]].StandardError.Value;
                matrix[i * joint.Count + j] = i == j ? 1 : Math.Max(-1, Math.Min(1, ClusterSums.Product(differences[i], differences[j]) / scale));
            }
        }

        return matrix;
    }

    private static double Norm(double[] difference) => Math.Sqrt(ClusterSums.Product(difference, difference));
}
