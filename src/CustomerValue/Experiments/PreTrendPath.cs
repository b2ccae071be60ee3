namespace CustomerValue.Experiments;

/// <summary>Linear combinations of the estimates of an event study: an average effect, and the steps before treatment.</summary>
internal sealed class PreTrendPath
{
    private readonly double[] estimates, covariance, weights;
    private readonly int first, m;

    public PreTrendPath(EventStudy study, ReadOnlySpan<double> weights)
    {
        m = study.Figures.Periods.Length;
        first = study.Figures.First;
        estimates = study.Figures.Estimates;
        covariance = study.Figures.Covariance;
        var later = m - first;
        if (weights.Length > 0)
        {
            Guard.SameLength(weights.Length, later, nameof(weights));
            Guard.AllFinite(weights, nameof(weights));
        }

        this.weights = new double[later];
        for (var k = 0; k < later; k++)
        {
            this.weights[k] = weights.Length > 0 ? weights[k] : 1.0 / later;
        }

        // The effect counts from the last earlier period, whichever the reference is.
        Effect = new double[m];
        for (var k = 0; k < later; k++)
        {
            Effect[first + k] += this.weights[k];
            Effect[first - 1] -= this.weights[k];
        }
    }

    public bool CanBeChecked => first >= 2 && !double.IsNaN(covariance[(m - 1) * m + m - 1]);

    /// <summary>Steps before treatment.</summary>
    public int Slopes => first - 1;

    public double[] Effect { get; }

    /// <summary>Σⱼ |Σ_{k ≥ j} lₖ|: what a step of 1 in every later period can do to the average.</summary>
    public double StepWeight => Sum(rest => 1);

    /// <summary>Σⱼ |Σ_{k ≥ j} lₖ (k − j + 1)|: what a bend of 1 in every later period can do to the average.</summary>
    public double BendWeight => Sum(rest => rest);

    /// <summary>Σ lₖ k: what a slope of 1 does to the average.</summary>
    public double SlopeWeight
    {
        get
        {
            var sum = 0.0;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += weights[k] * (k + 1);
            }

            return sum;
        }
    }

    /// <summary>The step s periods before the last earlier one.</summary>
    public double[] Slope(int s)
    {
        var slope = new double[m];
        slope[first - 1 - s] = 1;
        slope[first - 2 - s] = -1;
        return slope;
    }

    /// <summary>The effect plus a multiple.</summary>
    public double[] Combine(double factor, double[] other)
    {
        var sum = (double[])Effect.Clone();
        for (var t = 0; t < m; t++)
        {
            sum[t] += factor * other[t];
        }

        return sum;
    }

    /// <summary>The effect less a straight continuation of the earlier slopes; <paramref name="bends"/> are the sums of the weights of all slopes before each.</summary>
    public double[] Extrapolate(double[] bends)
    {
        var line = (double[])Effect.Clone();
        for (var s = 0; s < Slopes; s++)
        {
            var weight = (s == 0 ? SlopeWeight : bends[s - 1]) - (s < bends.Length ? bends[s] : 0);
            line[first - 1 - s] -= weight;
            line[first - 2 - s] += weight;
        }

        return line;
    }

    public double Value(double[] combination)
    {
        var sum = 0.0;
        for (var t = 0; t < m; t++)
        {
            sum += combination[t] * estimates[t];
        }

        return sum;
    }

    public double Error(double[] combination) => Math.Sqrt(Math.Max(0, Covariance(combination, combination)));

    public double Covariance(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var t = 0; t < m; t++)
        {
            for (var s = 0; s < m && one[t] != 0; s++)
            {
                sum += one[t] * other[s] * covariance[t * m + s];
            }
        }

        return sum;
    }

    private double Sum(Func<double, double> scale)
    {
        var sum = 0.0;
        for (var j = 0; j < weights.Length; j++)
        {
            var inner = 0.0;
            for (var k = j; k < weights.Length; k++)
            {
                inner += weights[k] * scale(k - j + 1);
            }

            sum += Math.Abs(inner);
        }

        return sum;
    }
}
