using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>A regression of the outcome on a frame's covariates over the rows that have weight, with what estimating equations need of it.</summary>
internal sealed class OutcomeFit
{
    private readonly CovariateFrame frame;
    private readonly double[] coefficients, inverse;
    private readonly bool isLogit;

    private OutcomeFit(CovariateFrame frame, double[] coefficients, double[] inverse, bool isLogit, string[] dropped)
    {
        this.frame = frame;
        this.coefficients = coefficients;
        this.inverse = inverse;
        this.isLogit = isLogit;
        Dropped = dropped;
    }

    /// <summary>Covariates that say nothing new among these rows.</summary>
    public string[] Dropped { get; }

    public static OutcomeFit Of(CovariateFrame frame, ReadOnlySpan<double> outcomes, double[] weights, OutcomeModel model, string group, CancellationToken cancellation)
    {
        var moments = SampleMoments.FromSample(outcomes, weights);
        var isLogit = model == OutcomeModel.Logit;
        var (center, scale) = isLogit ? (0, 1) : (moments.Mean, moments.Variance is { IsDefined: true, Value: > 0 } variance ? Math.Sqrt(variance.Value) : 1);
        var kept = frame.Columns == 0 ? [] : CovariateFrame.Independent(MomentMatrix.FromRows(frame.Values, frame.Columns, weights), frame.Columns);
        var dropped = Enumerable.Range(0, frame.Columns).Except(kept).Select(j => frame.Names[j]).ToArray();
        var scaled = new double[outcomes.Length];
        for (var row = 0; row < scaled.Length; row++)
        {
            scaled[row] = (outcomes[row] - center) / scale;
        }

        var k = frame.Columns + 1;
        var (coefficients, inverse) = (new double[k], new double[k * k]);
        if (kept.Length == 0 && !isLogit)
        {
            inverse[0] = 1 / moments.Count;
        }
        else
        {
            Fill(frame, kept, scaled, weights, isLogit, group, coefficients, inverse, cancellation);
        }

        for (var j = 0; j < k; j++)
        {
            coefficients[j] *= scale;
        }

        coefficients[0] += center;
        return new OutcomeFit(frame, coefficients, inverse, isLogit, dropped);
    }

    public double Predict(int row) => isLogit ? Elementary.Logistic(Linear(row)) : Linear(row);

    /// <summary>The linear predictor: for a logit the log-odds.</summary>
    public double Linear(int row) => frame.Predict(row, coefficients);

    /// <summary>The derivative of a prediction by the linear predictor.</summary>
    public double Slope(double prediction) => isLogit ? prediction * (1 - prediction) : 1;

    /// <summary>c = V d: a learning row's share in a figure is (y − m) cᵀ(1, x).</summary>
    public double[] Through(double[] derivative)
    {
        var k = derivative.Length;
        var c = new double[k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                c[i] += inverse[i * k + j] * derivative[j];
            }
        }

        return c;
    }

    private static void Fill(
        CovariateFrame frame, int[] kept, double[] outcomes, double[] weights, bool isLogit, string group, double[] coefficients, double[] inverse, CancellationToken cancellation)
    {
        var (values, p) = (frame.Values, kept.Length);
        if (p == 0)
        {
            (values, p) = ([], 0);
        }
        else if (p < frame.Columns)
        {
            values = new double[frame.Rows * p];
            for (var row = 0; row < frame.Rows; row++)
            {
                for (var j = 0; j < p; j++)
                {
                    values[row * p + j] = frame[row][kept[j]];
                }
            }
        }

        string[] names = ["(Intercept)", .. kept.Select(j => frame.Names[j])];
        var options = new GeneralizedLinearOptions { Family = isLogit ? LinearFamily.Logit : LinearFamily.Gaussian, GradientTolerance = 1e-11 };
        var fit = GeneralizedLinearFit.Fit(new ArrayRowBlocks(values, p, outcomes, weights), new DesignLayout(true, p, names: names), options, null, cancellation);
        if (fit.Stop != StopReason.Converged || fit.Unscaled.Length == 0)
        {
            var report = new FitReport($"model of the {group}", fit.Stop, fit.Iterations, fit.LogLikelihood, fit.GradientNorm, fit.Observations, names, fit.Coefficients, []);
            throw new ConvergenceException(report, fit.Separation is { } found
                ? $"A rule of {string.Join(", ", names.Where((_, i) => i > 0 && found.Direction[i] != 0))} tells the {group} without exception: use fewer covariates, or for outcomes the linear model."
                : "Scale or drop extreme columns.");
        }

        int[] at = [0, .. kept.Select(j => j + 1)];
        for (var i = 0; i < at.Length; i++)
        {
            coefficients[at[i]] = fit.Coefficients[i];
            for (var j = 0; j < at.Length; j++)
            {
                inverse[at[i] * (frame.Columns + 1) + at[j]] = fit.Unscaled[i * at.Length + j];
            }
        }
    }
}
