namespace CustomerValue.Statistics;

/// <summary>Confidence intervals of one mean.</summary>
/// <remarks>With fewer than two observations nothing bounds the mean: the interval is the whole line.</remarks>
public static class MeanInterval
{
    /// <summary>Mean ± t(n − 1) standard errors; exact for normal values, and the usual interval.</summary>
    /// <param name="sample">The sample's moments.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval StudentT(SampleMoments sample, double level = 0.95) => Around(sample, sample.Count - 1, level, "Student t");

    /// <summary>Mean ± z standard errors; for large samples.</summary>
    /// <param name="sample">The sample's moments.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is not between 0 and 1.</exception>
    public static ConfidenceInterval Normal(SampleMoments sample, double level = 0.95) => Around(sample, double.PositiveInfinity, level, "normal");

    private static ConfidenceInterval Around(SampleMoments sample, double df, double level, string method)
    {
        Guard.OpenUnit(level);
        var error = sample.StandardError;
        if (!error.IsDefined)
        {
            return new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, method);
        }

        var half = error.Value == 0 ? 0 : new ReferenceCurve(df).Critical(level) * error.Value;
        return new ConfidenceInterval(sample.Mean - half, sample.Mean + half, level, method);
    }
}
