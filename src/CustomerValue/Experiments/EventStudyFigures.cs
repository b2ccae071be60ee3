namespace CustomerValue.Experiments;

/// <summary>The numbers of an event study: estimates and their covariance, over all periods with zeros at the reference.</summary>
internal sealed class EventStudyFigures
{
    public int[] Periods { get; init; } = [];

    public int First { get; init; }

    public int Reference { get; init; }

    public double[] Estimates { get; init; } = [];

    /// <summary>Periods × periods; NaN where no error can be given.</summary>
    public double[] Covariance { get; init; } = [];

    /// <summary>Change of the controls since the reference; empty where unknown.</summary>
    public double[] Controls { get; init; } = [];

    public double DegreesOfFreedom { get; init; }

    public double Level { get; init; }

    public string Method { get; init; } = string.Empty;

    public int Clusters { get; init; }

    public int CovariateCount { get; init; }

    public string[] Dropped { get; init; } = [];

    public ComparisonWarning[] Warnings { get; init; } = [];

    public bool HasErrors => !double.IsNaN(Covariance[First * Periods.Length + First]);

    public static EventStudyFigures Given(
        ReadOnlySpan<int> periods, int firstTreatedPeriod, int referencePeriod, ReadOnlySpan<double> estimates, ReadOnlySpan<double> covariance, double degreesOfFreedom, double level)
    {
        var (first, reference) = Place(periods, firstTreatedPeriod, referencePeriod);
        var m = periods.Length;
        double[] own = estimates.ToArray(), joint = covariance.ToArray();
        own[reference] = 0;
        for (var t = 0; t < m; t++)
        {
            joint[t * m + reference] = joint[reference * m + t] = 0;
        }

        for (var t = 0; t < m; t++)
        {
            if (joint[t * m + t] < 0)
            {
                throw Guard.BrokenRow(nameof(covariance), t, "a variance is ≥ 0", $"variance {Guard.Text(joint[t * m + t])}");
            }

            for (var s = 0; s < t; s++)
            {
                var scale = Math.Sqrt(joint[t * m + t] * joint[s * m + s]);
                if (Math.Abs(joint[t * m + s] - joint[s * m + t]) > 1e-9 * scale || Math.Abs(joint[t * m + s]) > scale * (1 + 1e-9))
                {
                    throw Guard.BrokenRow(nameof(covariance), t, "a covariance is symmetric and within ± the errors' product", $"{Guard.Text(joint[t * m + s])} with period {Guard.Text(periods[s])}");
                }
            }
        }

        return new EventStudyFigures
        {
            Periods = periods.ToArray(), First = first, Reference = reference, Estimates = own, Covariance = joint, DegreesOfFreedom = degreesOfFreedom, Level = level, Method = "event study, given",
        };
    }

    /// <summary>Where the first treated period and the reference stand.</summary>
    public static (int First, int Reference) Place(ReadOnlySpan<int> periods, int firstTreatedPeriod, int? referencePeriod)
    {
        var first = PanelChecks.IndexOf(periods, firstTreatedPeriod, nameof(firstTreatedPeriod));
        if (first == 0)
        {
            throw new ArgumentException($"firstTreatedPeriod is {Guard.Text(firstTreatedPeriod)}, the first period of all: nothing was seen before treatment.", nameof(firstTreatedPeriod));
        }

        var reference = referencePeriod is { } given ? PanelChecks.IndexOf(periods, given, nameof(referencePeriod)) : first - 1;
        return reference < first
            ? (first, reference)
            : throw new ArgumentException($"referencePeriod is {Guard.Text(periods[reference])}; it must lie before {Guard.Text(firstTreatedPeriod)}.", nameof(referencePeriod));
    }
}
