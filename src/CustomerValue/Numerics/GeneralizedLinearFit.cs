namespace CustomerValue.Numerics;

/// <summary>Maximum (penalized) likelihood of generalized linear models over row blocks: Newton steps with step halving.</summary>
/// <remarks>
/// The mean log-likelihood is concave for all three families, so a vanishing gradient is a maximum; separation, where there
/// is none, is told apart by a linear program. Memory: parameters² and one tile per thread, whatever the rows.
/// </remarks>
internal static class GeneralizedLinearFit
{
    // A pivot of the scaled information below this share of its diagonal: the column is a combination of earlier ones.
    private const double AliasTolerance = 1e-12;

    public static GeneralizedLinearResult Fit(
        RowBlocks blocks,
        DesignLayout layout,
        GeneralizedLinearOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var scaling = LinearScaling.Measure(blocks, layout, options.Family);
        var state = new NewtonState(blocks, layout, scaling, options, cancellation);
        if (scaling.Constant >= 0 && options.Ridge == 0)
        {
            return state.Result(StopReason.NotStationary, 0, scaling.Constant, null);
        }

        state.Start();
        var previousStep = double.PositiveInfinity;
        var checkedSeparation = options.Family == LinearFamily.Gaussian || options.Ridge > 0;
        for (var iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new FitProgress("iterations", iteration, options.MaximumIterations));
            var factor = state.Factor(iteration == 1 && options.Ridge == 0 ? AliasTolerance : 1e-15, out var aliased);
            if (factor is null)
            {
                var found = iteration == 1 || checkedSeparation ? null : SeparationProgram.Check(blocks, layout);
                return iteration == 1
                    ? state.Result(StopReason.NotStationary, iteration, aliased, null)
                    : state.Result(found is null ? StopReason.NotStationary : StopReason.Separation, iteration, -1, found);
            }

            var step = state.Step(factor, out var size);
            var stationary = state.GradientNorm <= options.GradientTolerance;
            var settled = size <= 1e-10 || (size <= 1e-4 && size >= 0.5 * previousStep);
            if (stationary && settled)
            {
                return state.Result(StopReason.Converged, iteration, -1, null);
            }

            // Under separation the steps do not shrink: the coefficients go off to infinity at an even pace.
            if (!checkedSeparation && (iteration >= 8 || stationary) && size > 0.3 * Math.Min(previousStep, 1))
            {
                checkedSeparation = true;
                if (SeparationProgram.Check(blocks, layout) is { } found)
                {
                    return state.Result(StopReason.Separation, iteration, -1, found);
                }
            }

            if (iteration >= options.MaximumIterations)
            {
                return state.Result(StopReason.IterationLimit, iteration, -1, null);
            }

            if (!state.Move(step))
            {
                return state.Result(stationary ? StopReason.Converged : StopReason.NotStationary, iteration, -1, null);
            }

            previousStep = size;
        }
    }

    /// <summary>The deviance of the model without columns: an intercept (if the layout has one) and the offsets.</summary>
    public static double NullDeviance(RowBlocks blocks, GeneralizedLinearResult fit, bool hasOffsets)
    {
        var (mean, n) = (fit.OutcomeMean, fit.Observations);
        if (fit.Layout.Intercept && !hasOffsets && fit.Options.Family != LinearFamily.Gaussian && mean > 0 && mean < 1)
        {
            // Every probability is the mean; deviance + 2 ℓ is twice the saturated log-likelihood.
            return fit.Deviance + 2 * fit.LogLikelihood - 2 * n * (mean * Elementary.Log(mean) + (1 - mean) * Elementary.Log1p(-mean));
        }

        return Fit(blocks, new DesignLayout(fit.Layout.Intercept, 0), fit.Options with { Ridge = 0 }).Deviance;
    }
}
