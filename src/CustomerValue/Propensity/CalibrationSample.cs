using CustomerValue.Evaluation;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>What every calibrator asks of scores and outcomes, and the small logistic fits behind three of them.</summary>
internal sealed class CalibrationSample
{
    // Probabilities nearer to 0 or 1 than this have log-odds that a fit could not use.
    private const double Closest = 2.220446049250313e-16;

    private CalibrationSample(double[] scores, double[] outcomes, double[] weights)
    {
        Scores = scores;
        Outcomes = outcomes;
        Weights = weights;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var weight = WeightAt(i);
            Events += weight * outcomes[i];
            Others += weight * (1 - outcomes[i]);
        }
    }

    public double[] Scores { get; }

    public double[] Outcomes { get; }

    public double[] Weights { get; }

    public double Events { get; }

    public double Others { get; }

    public static CalibrationSample Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights)
    {
        ScoredSample.Check(scores, outcomes, weights);
        var sample = new CalibrationSample(scores.ToArray(), outcomes.ToArray(), weights.ToArray());
        return sample.Events > 0 && sample.Others > 0
            ? sample
            : throw new ArgumentException("The outcomes are of one class: there is nothing to calibrate against.", nameof(outcomes));
    }

    public static void RequireProbabilities(ReadOnlySpan<double> scores)
    {
        for (var row = 0; row < scores.Length; row++)
        {
            if (!(scores[row] >= 0 && scores[row] <= 1))
            {
                throw Guard.BrokenRow(nameof(scores), row, "0 ≤ score ≤ 1", Guard.Text(scores[row]));
            }
        }
    }

    public static double Inside(double probability) => Math.Min(Math.Max(probability, Closest), 1 - Closest);

    /// <summary>The number a logistic curve is drawn over; NaN where the score is none of the scale.</summary>
    public static double Read(double score, ScoreScale scale)
    {
        if (scale == ScoreScale.AsIs)
        {
            return double.IsFinite(score) ? score : double.NaN;
        }

        if (!(score >= 0 && score <= 1))
        {
            return double.NaN;
        }

        var p = Inside(score);
        return Elementary.Log(p) - Elementary.Log1p(-p);
    }

    public double[] Read(ScoreScale scale)
    {
        if (scale == ScoreScale.Probability)
        {
            RequireProbabilities(Scores);
        }

        return Array.ConvertAll(Scores, score => Read(score, scale));
    }

    public double WeightAt(int row) => Weights.Length == 0 ? 1 : Weights[row];

    /// <summary>Maximum likelihood of outcomes on columns; the report names the parameters.</summary>
    public GeneralizedLinearResult Fit(string model, double[] columns, int count, bool intercept, double[] targets, string[] names)
    {
        var fit = GeneralizedLinearFit.Fit(new ArrayRowBlocks(columns, count, targets, Weights), new DesignLayout(intercept, count), new GeneralizedLinearOptions());
        if (fit.Aliased >= 0)
        {
            throw Constant("scores");
        }

        return fit.Stop == StopReason.Converged
            ? fit
            : throw new ConvergenceException(
                Report(model, fit, names, fit.Coefficients, null),
                "The scores tell the classes apart completely; calibrate on more customers, or keep SmoothTargets.");
    }

    public static FitReport Report(string model, GeneralizedLinearResult fit, string[] names, double[] estimates, double[]? errors) => new(
        model, fit.Stop, fit.Iterations, fit.LogLikelihood, fit.GradientNorm, fit.Observations, names, estimates, errors);

    /// <summary>Standard error of a parameter of a fit.</summary>
    public static double Error(GeneralizedLinearResult fit, int parameter) =>
        Math.Sqrt(fit.Unscaled[parameter * (fit.Layout.ParameterCount + 1)]);

    /// <summary>The distinct scores, ascending, with the weight and the weight of events at each; weight 0 left out.</summary>
    public (double[] Scores, double[] Weights, double[] Events) Blocks()
    {
        var order = StableOrder.Ascending(Scores);
        var (scores, weights, events) = (new double[order.Length], new double[order.Length], new double[order.Length]);
        var count = 0;
        foreach (var row in order)
        {
            var weight = WeightAt(row);
            if (weight == 0)
            {
                continue;
            }

            if (count == 0 || scores[count - 1] != Scores[row])
            {
                scores[count++] = Scores[row] + 0.0;
            }

            weights[count - 1] += weight;
            events[count - 1] += weight * Outcomes[row];
        }

        Array.Resize(ref scores, count);
        Array.Resize(ref weights, count);
        Array.Resize(ref events, count);
        return (scores, weights, events);
    }

    private static ArgumentException Constant(string argument) => new("The scores do not vary: there is nothing to calibrate.", argument);
}
