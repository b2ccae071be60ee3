using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Compares three or more chosen groups at once: each is weighted, by generalized propensities, to look like all customers or like one group.</summary>
/// <remarks>
/// Weighted (Hájek) and doubly robust means of every group come from one multinomial logit, so that contrasts share customers and errors know it. Rests on: no reason for being in
/// a group that also moves the outcome is missing among the covariates; each customer might have been in every group. Errors of weighted means stack the logit's scores;
/// those of doubly robust means are the influence function's (effects on all: divisor n − 1 without clusters). Clusters without small-sample factor. A group without
/// customers and separated groups are refused. Memory: 8 bytes a covariate and, a group, 40 bytes a customer. Sources: Imbens (2000), Biometrika 87; McCaffrey
/// et al. (2013), Statistics in Medicine 32. Thread-safe.
/// </remarks>
public static class GroupWeighting
{
    /// <summary>Fits propensities and outcome models and compares every pair of groups.</summary>
    /// <param name="columns">One row a customer.</param>
    /// <param name="options">Target, outcome model, level; null for the defaults.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, a group is empty, or the target is no group.</exception>
    /// <exception cref="ConvergenceException">The covariates separate groups, or a fit did not converge.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static GroupComparison Fit(GroupColumns columns, GroupWeightingOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= GroupWeightingOptions.Default;
        columns.Check();
        var groups = columns.GroupCount;
        var plain = columns.Ungrouped;
        _ = DoublyRobust.Checked(plain, new DoublyRobustOptions { Outcome = options.Outcome });
        if (options.TargetGroup is { } target)
        {
            Guard.Between(target, 0, groups - 1, nameof(options));
        }

        var frame = PropensityFit.FrameOf(plain, options.Collinear);
        var fit = GroupPropensity.Fit(columns, frame, cancellation);
        var sums = new GroupSums(columns, fit, options.TargetGroup);
        for (var g = 0; g < groups; g++)
        {
            var weights = new double[frame.Rows];
            for (var row = 0; row < weights.Length; row++)
            {
                weights[row] = columns.Groups[row] == g ? columns.Weights.Length > 0 ? columns.Weights[row] : 1 : 0;
            }

            sums.AddWeighted(columns, g);
            sums.AddAugmented(columns, g, g == options.TargetGroup ? null : OutcomeFit.Of(frame, columns.Outcomes, weights, options.Outcome, columns.NameOf(g), cancellation));
        }

        return GroupComparison.Of(columns, fit, sums, options);
    }
}
