using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>A multinomial logit of group on covariates, with what estimating equations need of it.</summary>
internal sealed class GroupPropensity
{
    private GroupPropensity(CovariateFrame frame, double[] scores, double[] inverse, FitReport report, int groups)
    {
        Frame = frame;
        Scores = scores;
        InverseInformation = inverse;
        Report = report;
        Groups = groups;
    }

    public CovariateFrame Frame { get; }

    /// <summary>Row-major probabilities of the groups.</summary>
    public double[] Scores { get; }

    public double[] InverseInformation { get; }

    public FitReport Report { get; }

    public int Groups { get; }

    public static GroupPropensity Fit(in GroupColumns columns, CovariateFrame frame, CancellationToken cancellation)
    {
        var (n, groups, p) = (frame.Rows, columns.GroupCount, frame.Columns + 1);
        var outcomes = new double[n];
        for (var row = 0; row < n; row++)
        {
            outcomes[row] = columns.Groups[row];
        }

        var weights = columns.Weights.ToArray();
        string[] labels = ["(Intercept)", .. frame.Names];
        var blocks = new ArrayRowBlocks(frame.Values, frame.Columns, outcomes, weights);
        var layout = new DesignLayout(true, frame.Columns, names: labels);
        var fit = MultinomialFit.Fit(blocks, layout, groups, new GeneralizedLinearOptions { GradientTolerance = 1e-11 }, cancellation);
        var (names, estimates, errors) = (new List<string>(), new List<double>(), new List<double>());
        var isUsable = fit.Stop == StopReason.Converged && fit.Covariance.Length > 0;
        for (var g = 1; g < groups && fit.Coefficients.Length > 0; g++)
        {
            var group = columns.NameOf(g);
            names.AddRange(labels.Select(label => group + ": " + label));
            estimates.AddRange(frame.Unscale(fit.Coefficients.AsSpan((g - 1) * p, p)));
            errors.AddRange(isUsable ? frame.UnscaledErrors(Block(fit.Covariance, (groups - 1) * p, (g - 1) * p, p)) : []);
        }

        var report = new FitReport("propensities of groups", fit.Stop, fit.Iterations, fit.LogLikelihood, fit.GradientNorm, fit.Observations, [.. names], [.. estimates], [.. errors]);
        if (!isUsable)
        {
            throw new ConvergenceException(report, Separation(columns, frame, labels) ?? "A rule of the covariates may separate the groups, or columns are extreme: use fewer covariates.");
        }

        var scores = new double[n * groups];
        var coefficients = new double[p];
        for (var row = 0; row < n; row++)
        {
            var own = scores.AsSpan(row * groups, groups);
            var largest = 0.0;
            for (var g = 1; g < groups; g++)
            {
                Array.Copy(fit.Coefficients, (g - 1) * p, coefficients, 0, p);
                own[g] = frame.Predict(row, coefficients);
                largest = Math.Max(largest, own[g]);
            }

            var total = 0.0;
            for (var g = 0; g < groups; g++)
            {
                own[g] = Elementary.Exp(own[g] - largest);
                total += own[g];
            }

            for (var g = 0; g < groups; g++)
            {
                own[g] /= total;
            }
        }

        return new GroupPropensity(frame, scores, fit.Covariance, report, groups);
    }

    private static double[] Block(double[] matrix, int size, int at, int count)
    {
        var block = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            Array.Copy(matrix, (at + i) * size + at, block, i * count, count);
        }

        return block;
    }

    /// <summary>Two groups that a rule of the covariates parts, in words; null where no pair is.</summary>
    private static string? Separation(in GroupColumns columns, CovariateFrame frame, string[] labels)
    {
        var groups = columns.GroupCount;
        for (var a = 0; a < groups; a++)
        {
            for (var b = a + 1; b < groups; b++)
            {
                var (outcomes, weights) = (new double[frame.Rows], new double[frame.Rows]);
                for (var row = 0; row < frame.Rows; row++)
                {
                    outcomes[row] = columns.Groups[row] == b ? 1 : 0;
                    weights[row] = columns.Groups[row] == a || columns.Groups[row] == b ? columns.Weights.Length > 0 ? columns.Weights[row] : 1 : 0;
                }

                var found = SeparationProgram.Check(new ArrayRowBlocks(frame.Values, frame.Columns, outcomes, weights), new DesignLayout(true, frame.Columns));
                if (found is not null)
                {
                    var guilty = labels.Where((_, i) => i > 0 && found.Direction[i] != 0);
                    return $"A rule of {string.Join(", ", guilty)} parts {columns.NameOf(a)} from {columns.NameOf(b)}: they have no counterparts. Leave customers out, or compare fewer covariates.";
                }
            }
        }

        return null;
    }
}
