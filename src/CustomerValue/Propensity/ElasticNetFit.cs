using CustomerValue.Evaluation;
using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>What logistic and linear paths share: fitting, interpolation and cross-validation.</summary>
internal sealed class ElasticNetFit
{
    private readonly DesignLayout layout;
    private readonly LinearFamily family;

    private ElasticNetFit(FeatureSchema schema, DesignLayout layout, LinearFamily family, ElasticNetStep[] steps, PenalizedResult result)
    {
        Schema = schema;
        this.layout = layout;
        this.family = family;
        Steps = steps;
        NullDeviance = result.NullDeviance;
        Observations = result.Observations;
    }

    public FeatureSchema Schema { get; }

    public ElasticNetStep[] Steps { get; }

    public double NullDeviance { get; }

    public double Observations { get; }

    public static ElasticNetFit Fit(LabeledBatch sample, LinearFamily family, ElasticNetOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        if (family == LinearFamily.Logit)
        {
            FitSample.CheckBinary(sample);
            FitSample.CheckTwoClasses(sample);
        }
        else
        {
            FitSample.CheckFeatures(sample);
        }

        var schema = sample.Features.Schema;
        var layout = FitSample.Layout(schema, options.ReferenceLevels);
        if (layout.ParameterCount == 1)
        {
            throw new ArgumentException("There are no columns to choose from.", nameof(sample));
        }

        var (lower, upper) = FitSample.Limits(schema, layout, options.Limits);
        var factors = FitSample.ByParameter(schema, layout, options.PenaltyFactors, 1.0, nameof(options.PenaltyFactors));
        foreach (var factor in factors)
        {
            Guard.NonNegative(factor, nameof(options.PenaltyFactors));
        }

        var settings = new PenalizedSettings
        {
            Family = family,
            Alpha = options.Alpha,
            Standardize = options.Standardize,
            StandardizeOutcomes = options.StandardizeOutcomes,
            Lambdas = options.Lambdas.OrderByDescending(l => l).Distinct().ToArray(),
            LambdaCount = options.LambdaCount,
            MinimumRatio = options.MinimumRatio,
            PenaltyFactors = factors,
            Lower = lower,
            Upper = upper,
            Tolerance = options.GradientTolerance,
            MaximumIterations = options.MaximumIterations,
            Threads = options.Threads,
        };
        var blocks = new BatchRowBlocks(sample);
        var result = PenalizedPath.Fit(blocks, layout, settings, progress, cancellation);
        var steps = new List<ElasticNetStep>();

        // Where classes separate along effects without penalty the gradient vanishes on the way to infinity, whatever the other effects pay.
        var unpenalized = family == LinearFamily.Logit ? FitSample.Separation(blocks, layout, lower, upper, factors) : null;
        foreach (var solution in result.Solutions)
        {
            var separation = unpenalized ?? (family == LinearFamily.Logit && solution.Lambda == 0 ? FitSample.Separation(blocks, layout, lower, upper) : null);
            var stop = separation is not null ? StopReason.Separation : solution.Stop;
            var step = Step(schema, layout, family, result, solution, stop);
            if (stop != StopReason.Converged)
            {
                if (options.NonConvergence == NonConvergence.Throw || steps.Count == 0)
                {
                    throw new ConvergenceException(step.Report, $"Stopped at λ = {Guard.Text(solution.Lambda)}. Leave out the smallest λ, or scale or drop extreme columns.");
                }

                break;
            }

            steps.Add(step);
        }

        return new ElasticNetFit(schema, layout, family, steps.ToArray(), result);
    }

    /// <summary>Cross-validates the λ of this path.</summary>
    public PathValidation Validate(
        LabeledBatch sample, FoldPlan folds, ElasticNetOptions options, PathMeasure measure, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        if (folds.RowCount != sample.RowCount)
        {
            throw new ArgumentException($"The folds are of {Guard.Text(folds.RowCount)} customers, the sample has {Guard.Text(sample.RowCount)}.", nameof(folds));
        }

        if (measure == PathMeasure.Auc && family != LinearFamily.Logit)
        {
            throw new ArgumentException("A linear path has no AUC.", nameof(measure));
        }

        var lambdas = Steps.Select(s => s.Lambda).ToArray();
        var fixedLambdas = options with { Lambdas = lambdas, Threads = 1 };
        var results = CrossValidation.Run(
            folds,
            (train, test) =>
            {
                var fit = Fit(sample.Take(train), family, fixedLambdas, null, cancellation);
                if (fit.Steps.Length < lambdas.Length)
                {
                    throw new ConvergenceException(fit.Steps[fit.Steps.Length - 1].Report, "A fold did not converge at the last λ; leave out the smallest.");
                }

                return fit.Judge(sample.Take(test), measure);
            },
            options.Threads,
            progress,
            cancellation);
        return Combine(lambdas, measure, results);
    }

    /// <summary>Coefficients at a λ: those of a step, or linear between two, or of the nearest end.</summary>
    public (ElasticNetStep Nearest, double[] Coefficients) At(double lambda)
    {
        Guard.NonNegative(lambda);
        var above = 0;
        while (above + 1 < Steps.Length && Steps[above + 1].Lambda >= lambda)
        {
            above++;
        }

        var (left, right) = (Steps[above], Steps[Math.Min(above + 1, Steps.Length - 1)]);
        if (lambda >= left.Lambda || left == right)
        {
            return (left, left.Coefficients);
        }

        var share = (left.Lambda - lambda) / (left.Lambda - right.Lambda);
        var mixed = left.Coefficients.Select((b, p) => ((1 - share) * b) + (share * right.Coefficients[p])).ToArray();
        return (share < 0.5 ? left : right, mixed);
    }

    public LinearPredictor Predictor(double[] coefficients) => LinearPredictor.From(Schema, layout, coefficients);

    /// <summary>The coefficients, without errors: the data chose them.</summary>
    public Coefficient[] Table(double[] coefficients) =>
        FitSample.Table(Schema, layout, coefficients, default, UndefinedReason.AfterSelection, double.PositiveInfinity);

    private static ElasticNetStep Step(FeatureSchema schema, DesignLayout layout, LinearFamily family, PenalizedResult result, PenalizedSolution solution, StopReason stop)
    {
        var predictor = LinearPredictor.From(schema, layout, solution.Coefficients);
        var kept = Enumerable.Range(0, layout.ParameterCount).Where(p => p == 0 || solution.Coefficients[p] != 0).ToArray();
        var report = new FitReport(
            family == LinearFamily.Logit ? "Elastic-net logistic regression" : "Elastic-net linear regression",
            stop,
            solution.Iterations,
            solution.LogLikelihood,
            solution.Violation,
            result.Observations,
            kept.Select(p => layout.Names[p]).ToArray(),
            kept.Select(p => solution.Coefficients[p]).ToArray());
        return new ElasticNetStep(
            solution.Lambda, solution.Coefficients, predictor.Intercept, [.. predictor.Numbers, .. predictor.Levels], solution.DevianceRatio, solution.Deviance, report);
    }

    private (double[] Measures, double Weight) Judge(LabeledBatch held, PathMeasure measure)
    {
        var weight = 0.0;
        for (var i = 0; i < held.RowCount; i++)
        {
            weight += held.Weights.IsEmpty ? 1 : held.Weights[i];
        }

        var scores = new double[held.RowCount];
        return (Steps.Select(step => Judge(held, measure, step, scores, weight)).ToArray(), weight);
    }

    private double Judge(LabeledBatch held, PathMeasure measure, ElasticNetStep step, double[] scores, double weight)
    {
        Predictor(step.Coefficients).Predict(held.Features, scores, logistic: false);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += held.Offsets.IsEmpty ? 0 : held.Offsets[i];
        }

        if (measure == PathMeasure.Auc)
        {
            var auc = Discrimination.Of(scores, held.Outcomes, held.Weights).Auc;
            return auc.IsDefined ? auc.Value : throw new ArgumentException("A fold holds customers of one class only: take stratified folds.");
        }

        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var y = held.Outcomes[i];
            sum += (held.Weights.IsEmpty ? 1 : held.Weights[i]) * (family == LinearFamily.Logit ? Deviance(y, scores[i]) : (y - scores[i]) * (y - scores[i]));
        }

        return sum / weight;
    }

    private static double Deviance(double y, double logit)
    {
        const double Least = 1e-5;
        var p = Math.Min(1 - Least, Math.Max(Least, Elementary.Logistic(logit)));
        var saturated = y > 0 && y < 1 ? (y * Elementary.Log(y)) + ((1 - y) * Elementary.Log1p(-y)) : 0;
        return 2 * (saturated - (y * Elementary.Log(p)) - ((1 - y) * Elementary.Log1p(-p)));
    }

    private static PathValidation Combine(double[] lambdas, PathMeasure measure, IReadOnlyList<(double[] Measures, double Weight)> folds)
    {
        var total = folds.Sum(f => f.Weight);
        var means = new double[lambdas.Length];
        var errors = new double[lambdas.Length];
        for (var k = 0; k < lambdas.Length; k++)
        {
            means[k] = folds.Sum(f => f.Weight * f.Measures[k]) / total;
            errors[k] = Math.Sqrt(folds.Sum(f => f.Weight * (f.Measures[k] - means[k]) * (f.Measures[k] - means[k])) / total / (folds.Count - 1));
        }

        return new PathValidation(measure, lambdas, means, errors);
    }
}
