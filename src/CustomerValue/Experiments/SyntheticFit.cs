using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Weights of donors and periods for some rows taken for treated, and the gap they leave.</summary>
internal sealed class SyntheticFit
{
    private const double Certified = 1e-9;

    private readonly double[] outcomes;
    private readonly int m, before;
    private readonly int[] donors;

    private SyntheticFit(double[] outcomes, int m, int before, int[] treated, int[] donors, SyntheticMethod method, double? penalty)
    {
        this.outcomes = outcomes;
        this.m = m;
        this.before = before;
        this.donors = donors;
        Treated = Average(treated);
        Steps = Noise();
        Weights = new double[donors.Length];
        PeriodWeights = new double[before];
        Gap = new double[m];
        if (method == SyntheticMethod.Difference)
        {
            Weights.AsSpan().Fill(1.0 / donors.Length);
        }
        else
        {
            // Defaults of R's synthdid.
            var isParallel = method == SyntheticMethod.SyntheticDifference;
            Penalty = penalty ?? (isParallel ? Math.Sqrt(Math.Sqrt((double)treated.Length * (m - before))) * Steps : 0);
            Follow(isParallel);
        }

        if (method == SyntheticMethod.SyntheticDifference)
        {
            WeighPeriods();
        }
        else if (method == SyntheticMethod.Difference)
        {
            PeriodWeights.AsSpan().Fill(1.0 / before);
        }

        Measure(method == SyntheticMethod.SyntheticControl);
    }

    public double[] Treated { get; }

    /// <summary>Of the donors, in their order.</summary>
    public double[] Weights { get; }

    /// <summary>Of the periods before treatment; all 0 for a synthetic control.</summary>
    public double[] PeriodWeights { get; }

    /// <summary>Treated minus synthetic per period, less the weighted gap before.</summary>
    public double[] Gap { get; }

    public double Estimate { get; private set; }

    public double PreError { get; private set; }

    public double PostError { get; private set; }

    /// <summary>Standard deviation of the donors' steps before treatment.</summary>
    public double Steps { get; }

    public double Penalty { get; }

    /// <summary>Largest optimality gap of the weights, relative to the sum of squares.</summary>
    public double OptimalityGap { get; private set; }

    public static SyntheticFit Of(double[] outcomes, int m, int before, int[] treated, int[] donors, SyntheticMethod method, double? penalty) =>
        new(outcomes, m, before, treated, donors, method, penalty);

    public static Figure RatioOf(double before, double after) => before > 0 ? Figure.Of(after / before) : Figure.Undefined(after > 0 ? UndefinedReason.Infinite : UndefinedReason.ZeroVariance);

    /// <summary>Spread of the donors' outcomes before treatment, about their mean.</summary>
    public double Spread()
    {
        double mean = 0, squares = 0, n = 0;
        foreach (var row in donors)
        {
            for (var t = 0; t < before; t++)
            {
                n++;
                var d = outcomes[row * m + t] - mean;
                mean += d / n;
                squares += d * (outcomes[row * m + t] - mean);
            }
        }

        return Math.Sqrt(squares / n);
    }

    private double[] Average(int[] rows)
    {
        var mean = new double[m];
        for (var t = 0; t < m; t++)
        {
            foreach (var row in rows)
            {
                mean[t] += outcomes[row * m + t] / rows.Length;
            }
        }

        return mean;
    }

    private double Noise()
    {
        double mean = 0, squares = 0, n = 0;
        foreach (var row in donors)
        {
            for (var t = 1; t < before; t++)
            {
                n++;
                var step = outcomes[row * m + t] - outcomes[row * m + t - 1];
                var d = step - mean;
                mean += d / n;
                squares += d * (step - mean);
            }
        }

        return n > 1 ? Math.Sqrt(squares / (n - 1)) : 0;
    }

    /// <summary>Donors' weights: their paths, about their own means where only parallel ones are asked for.</summary>
    private void Follow(bool isParallel)
    {
        var points = new double[donors.Length * before];
        var target = new double[before];
        for (var j = 0; j <= donors.Length; j++)
        {
            var source = j < donors.Length ? outcomes.AsSpan(donors[j] * m, before) : Treated.AsSpan(0, before);
            var level = isParallel ? Mean(source) : 0;
            var destination = j < donors.Length ? points.AsSpan(j * before, before) : target;
            for (var t = 0; t < before; t++)
            {
                destination[t] = source[t] - level;
            }
        }

        Take(SimplexLeastSquares.Solve(points, before, target, Penalty * Penalty * before), target, Weights);
    }

    /// <summary>Periods' weights: each period's donors about their mean, so that the weighted past predicts the mean of the later periods up to a constant.</summary>
    private void WeighPeriods()
    {
        var k = donors.Length;
        var points = new double[before * k];
        var target = new double[k];
        for (var j = 0; j < k; j++)
        {
            for (var t = 0; t < before; t++)
            {
                points[t * k + j] = outcomes[donors[j] * m + t];
            }

            target[j] = Mean(outcomes.AsSpan(donors[j] * m + before, m - before));
        }

        for (var t = 0; t <= before; t++)
        {
            var line = t < before ? points.AsSpan(t * k, k) : target;
            var level = Mean(line);
            for (var j = 0; j < k; j++)
            {
                line[j] -= level;
            }
        }

        var ridge = 1e-6 * Steps;
        Take(SimplexLeastSquares.Solve(points, k, target, ridge * ridge * k), target, PeriodWeights);
    }

    private void Take(SimplexLeastSquares solved, double[] target, double[] destination)
    {
        solved.Weights.CopyTo(destination, 0);
        var scale = 0.0;
        foreach (var value in target)
        {
            scale += value * value;
        }

        OptimalityGap = Math.Max(OptimalityGap, scale > 0 ? solved.Gap / scale : 0);
        if (OptimalityGap > Certified)
        {
            throw new ConvergenceException($"The weights could not be proven optimal: the gap is {Guard.Text(OptimalityGap)} of the sum of squares. Donors are nearly combinations of each other; take fewer, or a penalty.");
        }
    }

    private void Measure(bool isLevel)
    {
        var shift = 0.0;
        for (var t = 0; t < m; t++)
        {
            for (var j = 0; j < donors.Length; j++)
            {
                // Differences before weights: weights sum to 1, and a level shared by all cancels.
                Gap[t] += Weights[j] * (Treated[t] - outcomes[donors[j] * m + t]);
            }

            shift += t < before && !isLevel ? PeriodWeights[t] * Gap[t] : 0;
        }

        double early = 0, late = 0;
        for (var t = 0; t < m; t++)
        {
            Gap[t] -= shift;
            early += t < before ? Gap[t] * Gap[t] : 0;
            late += t < before ? 0 : Gap[t] * Gap[t];
            Estimate += t < before ? 0 : Gap[t] / (m - before);
        }

        PreError = Math.Sqrt(early / before);
        PostError = Math.Sqrt(late / (m - before));
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value / values.Length;
        }

        return mean;
    }
}
