namespace CustomerValue.Experiments;

/// <summary>Predictions and weighted residuals of both groups put together, with every row's influence on the difference.</summary>
internal sealed class AugmentedSums
{
    private readonly double[] weights, predictionsOfTreated, predictionsOfControls;
    private readonly double[] residualMeans = new double[2];
    private readonly double[] divisors = new double[2];
    private double population;

    private AugmentedSums(double[] weights, double[] predictionsOfTreated, double[] predictionsOfControls)
    {
        this.weights = weights;
        this.predictionsOfTreated = predictionsOfTreated;
        this.predictionsOfControls = predictionsOfControls;
        Influence = new double[weights.Length];
    }

    public double Treatment { get; private set; }

    public double Control { get; private set; }

    /// <summary>From the outcome models alone.</summary>
    public double Regression { get; private set; }

    public double[] Influence { get; }

    public double[] Weights => weights;

    public static AugmentedSums Of(in TrialColumns columns, PropensityScore score, double[] ofTreated, double[] ofControls, DoublyRobustOptions options)
    {
        var n = ofTreated.Length;
        var weights = new double[n];
        for (var row = 0; row < n; row++)
        {
            weights[row] = TiltedWeight.Of(options.Estimand, columns.IsTreated[row], score.LogOdds[row]);
            if (double.IsInfinity(weights[row]))
            {
                throw Guard.BrokenRow(nameof(columns), row, "a weight is finite", $"log-odds {Guard.Text(score.LogOdds[row])} of being treated: the other group has nobody like that");
            }
        }

        var sums = new AugmentedSums(weights, ofTreated, ofControls);
        sums.Average(columns, options);
        return sums;
    }

    /// <summary>Adds what the estimated coefficients of all models contribute.</summary>
    public void Stack(in TrialColumns columns, PropensityFit fit, OutcomeFit? treatedModel, OutcomeFit? controlModel, DoublyRobustOptions options)
    {
        var k = fit.Coefficients.Length;
        double[] propensity = new double[k], ofTreated = new double[k], ofControls = new double[k];
        for (var row = 0; row < weights.Length; row++)
        {
            var frequency = Frequency(columns, row);
            var isTreated = columns.IsTreated[row];
            var (arm, sign) = isTreated ? (1, 1) : (0, -1);
            var residual = columns.Outcomes[row] - Own(row, isTreated) - residualMeans[arm];
            fit.Frame.AddTo(propensity, row, sign * frequency * TiltedWeight.Slope(options.Estimand, isTreated, weights[row]) * residual / divisors[arm]);
            var belongs = Belongs(options.Estimand, isTreated) ? frequency / population : 0;
            var weighted = frequency * weights[row] / divisors[arm];
            if (treatedModel is not null)
            {
                fit.Frame.AddTo(ofTreated, row, treatedModel.Slope(predictionsOfTreated[row]) * (belongs - (isTreated ? weighted : 0)));
            }

            if (controlModel is not null)
            {
                fit.Frame.AddTo(ofControls, row, -controlModel.Slope(predictionsOfControls[row]) * (belongs - (isTreated ? 0 : weighted)));
            }
        }

        var through = fit.Through(propensity);
        var throughTreated = treatedModel?.Through(ofTreated);
        var throughControls = controlModel?.Through(ofControls);
        for (var row = 0; row < weights.Length; row++)
        {
            var isTreated = columns.IsTreated[row];
            Influence[row] += ((isTreated ? 1 : 0) - fit.Score.Scores[row]) * fit.Frame.Predict(row, through);
            if ((isTreated ? throughTreated : throughControls) is { } own)
            {
                Influence[row] += (columns.Outcomes[row] - Own(row, isTreated)) * fit.Frame.Predict(row, own);
            }
        }
    }

    private static double Frequency(in TrialColumns columns, int row) => columns.Weights.Length > 0 ? columns.Weights[row] : 1;

    private static bool Belongs(Estimand estimand, bool isTreated) => estimand == Estimand.All || (estimand == Estimand.Treated) == isTreated;

    private double Own(int row, bool isTreated) => isTreated ? predictionsOfTreated[row] : predictionsOfControls[row];

    private void Average(in TrialColumns columns, DoublyRobustOptions options)
    {
        var sums = new double[2];
        for (var row = 0; row < weights.Length; row++)
        {
            var frequency = Frequency(columns, row);
            population += Belongs(options.Estimand, columns.IsTreated[row]) ? frequency : 0;
            sums[columns.IsTreated[row] ? 1 : 0] += frequency * weights[row];
        }

        (divisors[0], divisors[1]) = options.Normalized ? (sums[0], sums[1]) : (population, population);
        double treated = 0, controls = 0, difference = 0;
        var residuals = new double[2];
        for (var row = 0; row < weights.Length; row++)
        {
            var frequency = Frequency(columns, row);
            var isTreated = columns.IsTreated[row];
            var arm = isTreated ? 1 : 0;
            residuals[arm] += frequency * weights[row] / divisors[arm] * (columns.Outcomes[row] - Own(row, isTreated));
            if (Belongs(options.Estimand, isTreated))
            {
                treated += frequency / population * predictionsOfTreated[row];
                controls += frequency / population * predictionsOfControls[row];
                difference += frequency / population * (predictionsOfTreated[row] - predictionsOfControls[row]);
            }
        }

        (Treatment, Control) = (treated + residuals[1], controls + residuals[0]);
        Regression = (options.Estimand == Estimand.Treated ? Treatment : treated) - (options.Estimand == Estimand.Controls ? Control : controls);
        if (options.Normalized)
        {
            (residualMeans[0], residualMeans[1]) = (residuals[0], residuals[1]);
        }

        var center = options.Normalized ? difference : Treatment - Control;
        for (var row = 0; row < weights.Length; row++)
        {
            var isTreated = columns.IsTreated[row];
            var (arm, sign) = isTreated ? (1, 1) : (0, -1);
            var model = Belongs(options.Estimand, isTreated) ? (predictionsOfTreated[row] - predictionsOfControls[row] - center) / population : 0;
            Influence[row] = model + sign * weights[row] / divisors[arm] * (columns.Outcomes[row] - Own(row, isTreated) - residualMeans[arm]);
        }
    }
}
