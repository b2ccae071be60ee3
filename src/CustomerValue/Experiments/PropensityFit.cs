using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>A logit of treatment with what estimating equations need of it: covariates, coefficients and inverse information on one scale.</summary>
internal sealed class PropensityFit
{
    private PropensityFit(CovariateFrame frame, double[] coefficients, double[] unscaled, PropensityScore score)
    {
        Frame = frame;
        Coefficients = coefficients;
        InverseInformation = unscaled;
        Score = score;
    }

    public CovariateFrame Frame { get; }

    /// <summary>On the frame's scale.</summary>
    public double[] Coefficients { get; }

    /// <summary>On the frame's scale, of the sum over rows.</summary>
    public double[] InverseInformation { get; }

    public PropensityScore Score { get; }

    /// <summary>The fit; the columns are checked.</summary>
    public static PropensityFit Of(in TrialColumns columns, CollinearRule collinear, CancellationToken cancellation)
    {
        var frame = FrameOf(columns, collinear);
        var treated = new double[frame.Rows];
        for (var row = 0; row < treated.Length; row++)
        {
            treated[row] = columns.IsTreated[row] ? 1 : 0;
        }

        return Fit(frame, treated, columns.Weights.ToArray(), cancellation);
    }

    /// <summary>The covariates that say something new, or a refusal that names those that do not.</summary>
    public static CovariateFrame FrameOf(in TrialColumns columns, CollinearRule collinear)
    {
        var names = new string[columns.CovariateCount];
        for (var j = 0; j < names.Length; j++)
        {
            names[j] = columns.NameOf(j);
        }

        var frame = CovariateFrame.Of(columns.Covariates, names.Length, columns.Outcomes.Length, j => names[j], columns.Weights);
        return frame.Dropped.Length == 0 || collinear == CollinearRule.Drop
            ? frame
            : throw new ArgumentException($"Covariates {string.Join(", ", frame.Dropped)} are constant or combinations of earlier ones.", nameof(columns));
    }

    /// <summary>The fit of 0 and 1 on a frame; rows of weight 0 are scored, not learned from.</summary>
    public static PropensityFit Fit(CovariateFrame frame, double[] treated, double[] weights, CancellationToken cancellation)
    {
        double total = 0, inArm = 0;
        for (var row = 0; row < treated.Length; row++)
        {
            var w = weights.Length > 0 ? weights[row] : 1;
            total += w;
            inArm += w * treated[row];
        }

        if (!(inArm > 0) || !(inArm < total))
        {
            throw new ArgumentException($"There are no {(inArm > 0 ? "controls" : "treated customers")}: a propensity needs both groups.", nameof(treated));
        }

        string[] names = ["(Intercept)", .. frame.Names];
        var coefficients = new double[] { Elementary.Log(inArm) - Elementary.Log(total - inArm) };
        var inverse = new[] { total / inArm / (total - inArm) };
        var report = new FitReport("propensity score", StopReason.Converged, 0, 0, 0, total, names, coefficients, [Math.Sqrt(inverse[0])]);
        if (frame.Columns > 0)
        {
            var blocks = new ArrayRowBlocks(frame.Values, frame.Columns, treated, weights);
            var options = new GeneralizedLinearOptions { Family = LinearFamily.Logit, GradientTolerance = 1e-11 };
            var fit = GeneralizedLinearFit.Fit(blocks, new DesignLayout(true, frame.Columns, names: names), options, null, cancellation);
            (coefficients, inverse) = (fit.Coefficients, fit.Unscaled);
            var isUsable = fit.Stop == StopReason.Converged && inverse.Length > 0;
            report = new FitReport(
                "propensity score",
                fit.Stop,
                fit.Iterations,
                fit.LogLikelihood,
                fit.GradientNorm,
                fit.Observations,
                names,
                frame.Unscale(coefficients),
                isUsable ? frame.UnscaledErrors(inverse) : []);
            Refuse(report, fit, isUsable);
        }

        var (logOdds, scores) = (new double[frame.Rows], new double[frame.Rows]);
        for (var row = 0; row < logOdds.Length; row++)
        {
            logOdds[row] = frame.Predict(row, coefficients);
        }

        Elementary.Logistic(logOdds, scores);
        return new PropensityFit(frame, coefficients, inverse, new PropensityScore(logOdds, scores, report, frame.Dropped));
    }

    /// <summary>c = V d: with it (t − p) cᵀ(1, x) is a row's share in a figure through the estimated coefficients.</summary>
    public double[] Through(double[] derivative)
    {
        var k = derivative.Length;
        var c = new double[k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                c[i] += InverseInformation[i * k + j] * derivative[j];
            }
        }

        return c;
    }

    private static void Refuse(FitReport report, GeneralizedLinearResult fit, bool isUsable)
    {
        if (fit.Separation is { } found)
        {
            var guilty = fit.Layout.Names.Where((name, p) => p > 0 && found.Direction[p] != 0);
            throw new ConvergenceException(
                report,
                $"A rule of {string.Join(", ", guilty)} tells who was treated {(found.IsComplete ? "without exception" : "for some without exception")}: "
                + "these customers have no counterpart in the other group. Leave them out, or compare fewer covariates.");
        }

        if (!isUsable)
        {
            throw new ConvergenceException(report, "Scale or drop extreme columns.");
        }
    }
}
