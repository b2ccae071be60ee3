using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The three differences of one measure from the joint household-clustered covariance of the groups' figures.</summary>
internal static class StudyContrasts
{
    public static readonly (StudyGroup Minuend, StudyGroup Subtrahend)[] Pairs =
    [
        (StudyGroup.Marketing, StudyGroup.Recommended),
        (StudyGroup.Recommended, StudyGroup.NonRecommended),
        (StudyGroup.Marketing, StudyGroup.NonRecommended),
    ];

    /// <summary>Plain differences of a figure of the groups.</summary>
    public static StudyContrast[] Of(StudyMeasure measure, StudyFigure[] groups, StudyOptions options)
    {
        var differences = new StudyDifference[Pairs.Length];
        for (var i = 0; i < Pairs.Length; i++)
        {
            differences[i] = new StudyDifference(groups[(int)Pairs[i].Minuend], groups[(int)Pairs[i].Subtrahend], !options.IsDrawn(Pairs[i].Minuend, Pairs[i].Subtrahend));
        }

        return Joint(measure, differences, "difference, household-clustered", Degrees(groups, options), options);
    }

    /// <summary>Differences with a given influence of each household: intervals and p-values that hold jointly.</summary>
    public static StudyContrast[] Joint(StudyMeasure measure, StudyDifference[] differences, string method, double degrees, StudyOptions options)
    {
        var alone = Array.ConvertAll(differences, d => new ArmComparison(method, d.First, d.Second, d.Estimate, d.Error, degrees, options.Level, null, d.Warnings));
        var joint = new List<int>();
        for (var i = 0; i < alone.Length; i++)
        {
            if (alone[i].StandardError is { IsDefined: true, Value: > 0 })
            {
                joint.Add(i);
            }
        }

        var plane = joint.Count == 0 ? null : ContrastPlane.Of(Correlation(differences, alone, joint), joint.Count);
        if (joint.Count > 0 && plane is null)
        {
            // Three differences on three bases span more than a plane.
            return Separate(measure, [0, 1, 2], alone, options);
        }

        var critical = plane?.CriticalValue(options.Level, degrees) ?? 0;
        var name = $"max-|t|, household-clustered, {(options.Reference == ReferenceDistribution.Normal ? "normal" : "t")}";
        var contrasts = new StudyContrast[alone.Length];
        for (var i = 0; i < alone.Length; i++)
        {
            var c = alone[i];
            if (!joint.Contains(i))
            {
                contrasts[i] = Unadjusted(measure, i, c, name, options);
                continue;
            }

            var half = critical * c.StandardError.Value;
            var logP = plane!.LogSurvival(Math.Abs(c.Statistic.Value), degrees);
            contrasts[i] = new StudyContrast(
                measure,
                Pairs[i].Minuend,
                Pairs[i].Subtrahend,
                c,
                new ConfidenceInterval(c.Estimate.Value - half, c.Estimate.Value + half, options.Level, name),
                Figure.Of(Elementary.Exp(logP)),
                Figure.Of(logP));
        }

        return contrasts;
    }

    /// <summary>Comparisons made pair by pair: Bonferroni over those that have an error.</summary>
    public static StudyContrast[] Separate(StudyMeasure measure, int[] pairs, ArmComparison[] alone, StudyOptions options)
    {
        var tests = alone.Count(c => c.StandardError is { IsDefined: true, Value: > 0 });
        var contrasts = new StudyContrast[alone.Length];
        for (var i = 0; i < alone.Length; i++)
        {
            var c = alone[i];
            if (c.StandardError is not { IsDefined: true, Value: > 0 })
            {
                contrasts[i] = Unadjusted(measure, pairs[i], c, "Bonferroni", options);
                continue;
            }

            var half = c.Curve.Critical(1 - (1 - options.Level) / tests) * c.StandardError.Value;
            var logP = Math.Min(0, c.LogPValue.Value + Elementary.Log(tests));
            contrasts[i] = new StudyContrast(
                measure,
                Pairs[pairs[i]].Minuend,
                Pairs[pairs[i]].Subtrahend,
                c,
                new ConfidenceInterval(c.Estimate.Value - half, c.Estimate.Value + half, options.Level, "Bonferroni"),
                Figure.Of(Math.Min(1, tests * c.PValue.Value)),
                Figure.Of(logP));
        }

        return contrasts;
    }

    /// <summary>Student's t has the households of the smallest group that has any spread, less one.</summary>
    public static double Degrees(StudyFigure[] groups, StudyOptions options)
    {
        if (options.Reference == ReferenceDistribution.Normal)
        {
            return double.PositiveInfinity;
        }

        var least = int.MaxValue;
        foreach (var group in groups)
        {
            var used = group.Influences.Used;
            least = used > 1 ? Math.Min(least, used) : least;
        }

        return least - 1;
    }

    // No error, or none at all: nothing to adjust.
    private static StudyContrast Unadjusted(StudyMeasure measure, int pair, ArmComparison c, string method, StudyOptions options) => new(
        measure, Pairs[pair].Minuend, Pairs[pair].Subtrahend, c, new ConfidenceInterval(c.Interval.Lower, c.Interval.Upper, options.Level, method), c.PValue, c.LogPValue);

    private static double[] Correlation(StudyDifference[] differences, ArmComparison[] alone, List<int> joint)
    {
        var matrix = new double[joint.Count * joint.Count];
        for (var i = 0; i < joint.Count; i++)
        {
            for (var j = 0; j < joint.Count; j++)
            {
                var scale = alone[joint[i]].StandardError.Value * alone[joint[j]].StandardError.Value;
                var product = ClusterSums.Product(differences[joint[i]].Influence, differences[joint[j]].Influence);
                matrix[i * joint.Count + j] = i == j ? 1 : Math.Max(-1, Math.Min(1, product / scale));
            }
        }

        return matrix;
    }
}
