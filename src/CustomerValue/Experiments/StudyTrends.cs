using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The pairs' differences at every moment of the panel, and what earlier ones leave of the last.</summary>
internal static class StudyTrends
{
    public static IEnumerable<StudyPreTrend> Of(StudyPanel panel, StudyOptions options, IReadOnlyList<StudyPair> pairs, bool hasLogs, CancellationToken cancellation)
    {
        var moments = panel.EarlierPeriods + panel.InterimPeriods + 2;
        var periods = new int[moments];
        for (var moment = 0; moment < moments; moment++)
        {
            periods[moment] = moment - panel.EarlierPeriods;
        }

        var last = new double[panel.InterimPeriods + 1];
        last[last.Length - 1] = 1;
        var settings = new EventStudyOptions
        {
            Level = options.Level,
            Error = RobustError.CR1,
            DegreesOfFreedom = options.Reference == ReferenceDistribution.Normal ? DegreesOfFreedomRule.Normal : DegreesOfFreedomRule.Clusters,
        };
        StudyMeasure[] measures = hasLogs ? [StudyMeasure.Assets, StudyMeasure.LogAssets] : [StudyMeasure.Assets];
        foreach (var measure in measures)
        {
            foreach (var pair in pairs)
            {
                cancellation.ThrowIfCancellationRequested();
                if (pair.IsOneSided)
                {
                    continue;
                }

                var outcomes = pair.Matrix(moments, (row, moment) => measure == StudyMeasure.LogAssets ? StudyAdjustment.Log(panel.AssetsAt(row, moment)) : panel.AssetsAt(row, moment));
                var study = EventStudy.Fit(pair.Events(outcomes, periods), 1, settings);
                yield return new StudyPreTrend(
                    measure,
                    pair.Minuend,
                    pair.Subtrahend,
                    study,
                    PreTrendSensitivity.RelativeMagnitudes(study, options.TrendDeparture, last),
                    PreTrendSensitivity.BreakdownMagnitude(study, last));
            }
        }
    }
}
