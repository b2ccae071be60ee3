namespace CustomerValue.Experiments;

/// <summary>Two weighted means, and every row's influence on their difference with and without the weights' own estimation.</summary>
internal sealed class WeightedContrast
{
    private WeightedContrast(double treatment, double control, double[] influence, double[] plain)
    {
        Treatment = treatment;
        Control = control;
        Influence = influence;
        PlainInfluence = plain;
    }

    public double Treatment { get; }

    public double Control { get; }

    /// <summary>Σ w ψ² is the variance of the difference (w the frequency weight).</summary>
    public double[] Influence { get; }

    /// <summary>The same with the weights taken as known.</summary>
    public double[] PlainInfluence { get; }

    public static WeightedContrast Of(double treatment, double control, double[] influence, double[] plain) => new(treatment, control, influence, plain);

    /// <summary>Hájek's means: each of its own weights.</summary>
    public static WeightedContrast OfMeans(in TrialColumns columns, double[] weights, double[] slopes, PropensityFit? fit)
    {
        var n = weights.Length;
        var frequencies = columns.Weights;
        double first = columns.Outcomes[0];
        var (sums, means) = (new double[2], new double[2]);
        for (var row = 0; row < n; row++)
        {
            sums[columns.IsTreated[row] ? 1 : 0] += Frequency(frequencies, row) * weights[row];
        }

        for (var row = 0; row < n; row++)
        {
            var arm = columns.IsTreated[row] ? 1 : 0;
            means[arm] += Frequency(frequencies, row) * weights[row] / sums[arm] * (columns.Outcomes[row] - first);
        }

        means[0] += first;
        means[1] += first;
        Polish(columns, weights, sums, means);
        var plain = new double[n];
        var derivative = fit is null ? [] : new double[fit.Coefficients.Length];
        for (var row = 0; row < n; row++)
        {
            var isTreated = columns.IsTreated[row];
            var arm = isTreated ? 1 : 0;
            var residual = ClusterSums.Residual(columns.Outcomes[row], means[arm]) / sums[arm];
            plain[row] = (isTreated ? 1 : -1) * weights[row] * residual;
            if (fit is not null && slopes[row] != 0)
            {
                fit.Frame.AddTo(derivative, row, (isTreated ? 1 : -1) * Frequency(frequencies, row) * slopes[row] * residual);
            }
        }

        return new WeightedContrast(means[1], means[0], fit is null ? plain : Add(columns, plain, fit, derivative), plain);
    }

    /// <summary>Horvitz and Thompson's means: weighted sums over the customers they stand for.</summary>
    public static WeightedContrast OfTotals(in TrialColumns columns, double[] weights, double[] slopes, Estimand estimand, PropensityFit? fit)
    {
        var n = weights.Length;
        var frequencies = columns.Weights;
        double divisor = 0;
        var sums = new double[2];
        for (var row = 0; row < n; row++)
        {
            var f = weights[row] > 0 ? Frequency(frequencies, row) : 0;
            divisor += Belongs(estimand, columns.IsTreated[row]) ? f : 0;
            sums[columns.IsTreated[row] ? 1 : 0] += f * weights[row] * columns.Outcomes[row];
        }

        var (treatment, control) = (sums[1] / divisor, sums[0] / divisor);
        var plain = new double[n];
        var derivative = fit is null ? [] : new double[fit.Coefficients.Length];
        for (var row = 0; row < n; row++)
        {
            if (!(weights[row] > 0))
            {
                continue;
            }

            var isTreated = columns.IsTreated[row];
            var part = (isTreated ? 1 : -1) * columns.Outcomes[row] / divisor;
            plain[row] = weights[row] * part - (Belongs(estimand, isTreated) ? (treatment - control) / divisor : 0);
            if (fit is not null)
            {
                fit.Frame.AddTo(derivative, row, Frequency(frequencies, row) * slopes[row] * part);
            }
        }

        return new WeightedContrast(treatment, control, fit is null ? plain : Add(columns, plain, fit, derivative), plain);
    }

    private static double Frequency(ReadOnlySpan<double> frequencies, int row) => frequencies.Length > 0 ? frequencies[row] : 1;

    private static bool Belongs(Estimand estimand, bool isTreated) => estimand == Estimand.All || (estimand == Estimand.Treated) == isTreated;

    /// <summary>One more pass about the means: what the first rounding left.</summary>
    private static void Polish(in TrialColumns columns, double[] weights, double[] sums, double[] means)
    {
        double treatment = 0, control = 0;
        for (var row = 0; row < weights.Length; row++)
        {
            var arm = columns.IsTreated[row] ? 1 : 0;
            var part = Frequency(columns.Weights, row) * weights[row] / sums[arm] * (columns.Outcomes[row] - means[arm]);
            treatment += arm == 1 ? part : 0;
            control += arm == 0 ? part : 0;
        }

        means[0] += control;
        means[1] += treatment;
    }

    private static double[] Add(in TrialColumns columns, double[] plain, PropensityFit fit, double[] derivative)
    {
        var through = fit.Through(derivative);
        var influence = new double[plain.Length];
        for (var row = 0; row < influence.Length; row++)
        {
            influence[row] = plain[row] + ((columns.IsTreated[row] ? 1 : 0) - fit.Score.Scores[row]) * fit.Frame.Predict(row, through);
        }

        return influence;
    }
}
