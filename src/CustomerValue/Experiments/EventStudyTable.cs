namespace CustomerValue.Experiments;

/// <summary>Effects, band and tests from the figures of an event study.</summary>
internal static class EventStudyTable
{
    public static EventStudyEffect[] Effects(EventStudyFigures f)
    {
        var m = f.Periods.Length;
        var critical = Band(f, out var method);
        var effects = new EventStudyEffect[m];
        for (var t = 0; t < m; t++)
        {
            var comparison = Comparison(f, f.Method, Figure.Of(f.Estimates[t]), f.Covariance[t * m + t], f.Controls.Length > 0 ? f.Controls[t] : null);
            var band = comparison.Interval;
            if (comparison.StandardError is { IsDefined: true, Value: > 0 } error)
            {
                band = new ConfidenceInterval(f.Estimates[t] - critical * error.Value, f.Estimates[t] + critical * error.Value, f.Level, method);
            }

            effects[t] = new EventStudyEffect(f.Periods[t], t - f.First, t == f.Reference, comparison, band);
        }

        return effects;
    }

    public static PreTrendTest PreTrend(EventStudyFigures f)
    {
        var earlier = new List<int>();
        for (var t = 0; t < f.First; t++)
        {
            if (t != f.Reference)
            {
                earlier.Add(t);
            }
        }

        return PreTrendTest.Of([.. earlier.ConvertAll(t => f.Estimates[t])], Sub(f, earlier), f.DegreesOfFreedom);
    }

    public static ArmComparison Average(EventStudyFigures f)
    {
        int m = f.Periods.Length, later = m - f.First;
        double estimate = 0, variance = 0, control = 0;
        for (var t = f.First; t < m; t++)
        {
            estimate += f.Estimates[t] / later;
            control += f.Controls.Length > 0 ? f.Controls[t] / later : 0;
            for (var s = f.First; s < m; s++)
            {
                variance += f.Covariance[t * m + s] / later / later;
            }
        }

        return Comparison(f, f.Method + ", average of later periods", Figure.Of(estimate), variance, f.Controls.Length > 0 ? control : null);
    }

    private static ArmComparison Comparison(EventStudyFigures f, string method, Figure estimate, double variance, double? control)
    {
        var unknown = Figure.Undefined(UndefinedReason.NoObservations);
        var error = double.IsNaN(variance) ? Figure.Undefined(UndefinedReason.TooFewObservations) : Figure.Of(Math.Sqrt(Math.Max(0, variance)));
        return new ArmComparison(
            method, control is { } c ? Figure.Of(c + estimate.Value) : unknown, control is { } own ? Figure.Of(own) : unknown, estimate, error, f.DegreesOfFreedom, f.Level, null, f.Warnings);
    }

    private static double Band(EventStudyFigures f, out string method)
    {
        var varying = new List<int>();
        var m = f.Periods.Length;
        for (var t = 0; t < m; t++)
        {
            if (f.Covariance[t * m + t] > 0)
            {
                varying.Add(t);
            }
        }

        method = "max-|t|";
        return varying.Count == 0 || PreTrendTest.Scaled(Sub(f, varying), varying.Count) is not { } scaled
            ? 0
            : SimultaneousBand.Critical(scaled.Matrix, varying.Count, f.Level, f.DegreesOfFreedom, out method);
    }

    private static double[] Sub(EventStudyFigures f, List<int> periods)
    {
        var q = periods.Count;
        var matrix = new double[q * q];
        for (var i = 0; i < q; i++)
        {
            for (var j = 0; j < q; j++)
            {
                matrix[i * q + j] = f.Covariance[periods[i] * f.Periods.Length + periods[j]];
            }
        }

        return matrix;
    }
}
