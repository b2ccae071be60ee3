using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Logistic fits whose effects must stay within limits.</summary>
internal static class LimitedFit
{
    /// <summary>The fit, and which parameters ended at a limit.</summary>
    public static (GeneralizedLinearResult Fit, bool[] AtLimit) Fit(
        LabeledBatch sample,
        DesignLayout layout,
        GeneralizedLinearOptions settings,
        IReadOnlyDictionary<string, EffectLimits> limits,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var (lower, upper) = FitSample.Limits(sample.Features.Schema, layout, limits);
        var blocks = new BatchRowBlocks(sample);
        var path = new PenalizedSettings
        {
            Alpha = 0,
            Standardize = settings.StandardizePenalty,
            Lambdas = [settings.Ridge],
            Lower = lower,
            Upper = upper,
            Tolerance = settings.GradientTolerance,
            MaximumIterations = settings.MaximumIterations,
            Threads = settings.Threads,
        };
        var result = PenalizedPath.Fit(blocks, layout, path, progress, cancellation);
        var solution = result.Solutions[0];
        var b = solution.Coefficients;
        var atLimit = b.Select((value, p) => p > 0 && (value <= lower[p] || value >= upper[p])).ToArray();
        var separation = settings.Ridge == 0 ? FitSample.Separation(blocks, layout, lower, upper) : null;
        if (!atLimit.Any(held => held) && separation is null)
        {
            // The limits do not bind: the plain fit, with its own checks.
            return (GeneralizedLinearFit.Fit(blocks, layout, settings, progress, cancellation), atLimit);
        }

        var likelihood = new ConstrainedFit(blocks, layout, firth: false, center: true, settings.GradientTolerance, settings.MaximumIterations, cancellation);
        var covariance = likelihood.Covariance(b, atLimit, settings.Ridge, settings.StandardizePenalty, out var aliased);
        return (
            new GeneralizedLinearResult
            {
                Layout = layout,
                Options = settings,
                Stop = separation is not null ? StopReason.Separation : solution.Stop == StopReason.Converged ? StopReason.Boundary : solution.Stop,
                Iterations = solution.Iterations,
                LogLikelihood = solution.LogLikelihood,
                Deviance = solution.Deviance,
                GradientNorm = solution.Violation,
                Observations = result.Observations,
                OutcomeMean = likelihood.OutcomeMean,
                Coefficients = b,
                Unscaled = separation is null ? covariance : [],
                Dispersion = 1,
                Aliased = settings.Ridge > 0 ? -1 : aliased,
                Separation = separation,
            },
            atLimit);
    }
}
