using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>CUPED: takes from each outcome what covariates measured before treatment foretold, then compares by Welch's t.</summary>
/// <remarks>
/// Runs from samples or from the moments a warehouse has computed, with the same answer. With θ from within the arms it is the slope of analysis of
/// covariance; θ from both arms about one mean (the original) shifts small samples toward no effect. A constant covariate adjusts nothing. The arms must have
/// been drawn: CUPED removes noise, not confounding. A missing covariate is filled by <see cref="MissingCovariate"/>. The error takes θ as known, as usual.
/// Sources: Deng, Xu, Kohavi and Walker (2013), WSDM; Lin (2013), Annals of Applied Statistics 7.
/// </remarks>
public static class Cuped
{
    // What remains of a sum of squares after the explained part is taken off, below this share of what was subtracted, is rounding.
    private const double Rounding = 1e-14;

    /// <summary>Compares two samples.</summary>
    /// <param name="treatment">Outcome, one finite value a customer.</param>
    /// <param name="treatmentCovariates">Covariates of the same customers, row-major, finite.</param>
    /// <param name="control">Outcome, one finite value a customer.</param>
    /// <param name="controlCovariates">Covariates of the same customers, row-major, finite.</param>
    /// <param name="options">Slope and level; null for the defaults.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value is NaN or infinite, or a covariate is collinear and the options refuse it.</exception>
    public static CupedComparison Compare(
        ReadOnlySpan<double> treatment, ReadOnlySpan<double> treatmentCovariates, ReadOnlySpan<double> control, ReadOnlySpan<double> controlCovariates, CupedOptions? options = null)
    {
        var p = treatment.Length > 0 ? treatmentCovariates.Length / treatment.Length : control.Length > 0 ? controlCovariates.Length / control.Length : 0;
        Guard.SameLength(treatmentCovariates.Length, treatment.Length * p, nameof(treatmentCovariates));
        Guard.SameLength(controlCovariates.Length, control.Length * p, nameof(controlCovariates));
        Guard.AllFinite(treatment, nameof(treatment));
        Guard.AllFinite(treatmentCovariates, nameof(treatmentCovariates));
        Guard.AllFinite(control, nameof(control));
        Guard.AllFinite(controlCovariates, nameof(controlCovariates));
        MomentMatrix first = MomentMatrix.FromOutcome(treatment, treatmentCovariates, p), second = MomentMatrix.FromOutcome(control, controlCovariates, p);
        return Compare(first, second, options ?? CupedOptions.Default, new ArmRows(treatment, treatmentCovariates), new ArmRows(control, controlCovariates));
    }

    /// <summary>Compares two arms by their moments: metric 0 is the outcome, the others are covariates.</summary>
    /// <param name="treatment">Moments of the treatment arm.</param>
    /// <param name="control">Moments of the same metrics of the control arm.</param>
    /// <param name="options">Slope and level; null for the defaults.</param>
    /// <exception cref="ArgumentException">The arms differ in their number of metrics, or a covariate is collinear and the options refuse it.</exception>
    public static CupedComparison Compare(MomentMatrix treatment, MomentMatrix control, CupedOptions? options = null)
    {
        Guard.SameLength(Guard.NotNull(control).Size, Guard.NotNull(treatment).Size, nameof(control));
        return Compare(treatment, control, options ?? CupedOptions.Default, default, default);
    }

    private static CupedComparison Compare(MomentMatrix treatment, MomentMatrix control, CupedOptions options, ArmRows treatmentRows, ArmRows controlRows)
    {
        var all = treatment.Count == 0 ? control : control.Count == 0 ? treatment : treatment + control;
        var unadjusted = MeanTest.Welch(treatment.Of(0), control.Of(0), options.Level);
        var kept = Kept(treatment, control, all, options, out var dropped);
        double[] slopes1 = Slopes(options.Slope == CupedSlope.PerArm ? [treatment] : Sources(treatment, control, all, options.Slope), kept);
        double[] slopes0 = options.Slope == CupedSlope.PerArm ? Slopes([control], kept) : slopes1;
        SampleMoments adjusted1 = Adjusted(treatment, all, kept, slopes1), adjusted0 = Adjusted(control, all, kept, slopes0);
        var warnings = RegressionAdjustment.Warnings(treatment, control, dropped.Length > 0);
        var comparison = Test(adjusted1, adjusted0, Effect(treatment, control, all, kept, slopes1, slopes0), treatment, control, all, kept, slopes1, slopes0, options, warnings);
        if (treatmentRows.Outcomes.Length > 0 && comparison.Statistic.IsDefined && IsSkewed(treatmentRows, controlRows, kept, slopes1, slopes0))
        {
            warnings.Add(ComparisonWarning.SkewTimesImbalance);
            comparison = Test(adjusted1, adjusted0, comparison.Estimate.Value, treatment, control, all, kept, slopes1, slopes0, options, warnings);
        }

        return new CupedComparison(comparison, unadjusted, Spread(slopes1, kept, treatment.Size - 1), Spread(slopes0, kept, treatment.Size - 1), dropped)
        {
            SquaredCorrelation = Explained(all, kept),
            TreatmentVariance = adjusted1.Variance,
            ControlVariance = adjusted0.Variance,
        };
    }

    private static ArmComparison Test(
        SampleMoments treatment, SampleMoments control, double effect, MomentMatrix first, MomentMatrix second, MomentMatrix all, int[] kept, double[] slopes1, double[] slopes0, CupedOptions options, List<ComparisonWarning> warnings)
    {
        var method = $"CUPED ({Name(options.Slope)}), Welch t";
        if (!(treatment.Count > 0 && control.Count > 0))
        {
            var empty = Figure.Undefined(UndefinedReason.EmptyArm);
            return new ArmComparison(
                method, treatment.Count > 0 ? Figure.Of(treatment.Mean) : empty, control.Count > 0 ? Figure.Of(control.Mean) : empty, empty, empty, double.PositiveInfinity, options.Level, null, warnings);
        }

        // Slopes of an arm's own cost it a degree of freedom each; one shared slope is taken as known.
        double cost = options.Slope == CupedSlope.PerArm ? kept.Length : 0, left1 = treatment.Count - 1 - cost, left0 = control.Count - 1 - cost;
        var error = Figure.Undefined(UndefinedReason.TooFewObservations);
        var degrees = double.PositiveInfinity;
        if (left1 > 0 && left0 > 0)
        {
            double v1 = treatment.SumOfSquares / left1 / treatment.Count, v0 = control.SumOfSquares / left0 / control.Count, v = v1 + v0;
            if (v > 0)
            {
                degrees = 1 / (v1 / v * (v1 / v) / left1 + v0 / v * (v0 / v) / left0);
            }

            var extra = options.Slope == CupedSlope.PerArm ? SlopeVariance(all, kept, slopes1, slopes0) : 0;
            error = Figure.Of(Math.Sqrt(v + extra));
        }

        return new ArmComparison(method, Figure.Of(treatment.Mean), Figure.Of(control.Mean), Figure.Of(effect), error, degrees, options.Level, null, warnings);
    }

    private static double SlopeVariance(MomentMatrix all, int[] kept, double[] slopes1, double[] slopes0)
    {
        double variance = 0, size = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            for (var j = 0; j < kept.Length; j++)
            {
                var covariance = all.Covariance(kept[i] + 1, kept[j] + 1).Value;
                variance += (slopes1[i] - slopes0[i]) * (slopes1[j] - slopes0[j]) * covariance;
                size += Math.Abs(slopes1[i] * slopes1[j] * covariance) + Math.Abs(slopes0[i] * slopes0[j] * covariance);
            }
        }

        return variance <= Rounding * size ? 0 : variance / all.Count;
    }

    private static MomentMatrix[] Sources(MomentMatrix treatment, MomentMatrix control, MomentMatrix all, CupedSlope slope) => slope switch
    {
        CupedSlope.Pooled => [all],
        CupedSlope.Control => [control],
        _ => [treatment, control],
    };

    private static int[] Kept(MomentMatrix treatment, MomentMatrix control, MomentMatrix all, CupedOptions options, out int[] dropped)
    {
        var kept = new List<int>();
        var left = new List<int>();
        for (var j = 0; j < treatment.Size - 1; j++)
        {
            kept.Add(j);
            int[] columns = [.. kept];
            var isRegular = options.Slope == CupedSlope.PerArm
                ? IsRegular([treatment], columns) && IsRegular([control], columns)
                : IsRegular(Sources(treatment, control, all, options.Slope), columns);
            if (!isRegular)
            {
                kept.RemoveAt(kept.Count - 1);
                left.Add(j);
            }
        }

        dropped = [.. left];
        if (dropped.Length > 0 && options.Collinear == CollinearRule.Refuse)
        {
            throw new ArgumentException($"Covariate {Guard.Text(dropped[0])} is constant or a combination of earlier ones.", nameof(options));
        }

        return [.. kept];
    }

    private static bool IsRegular(MomentMatrix[] sources, int[] columns) => AdjustmentDesign.IsRegular(Gram(sources, columns), columns.Length);

    private static double[] Gram(MomentMatrix[] sources, int[] columns)
    {
        var gram = AdjustmentDesign.Products(sources[0], columns);
        return sources.Length == 1 ? gram : AdjustmentDesign.Sum(gram, AdjustmentDesign.Products(sources[1], columns));
    }

    private static double[] Slopes(MomentMatrix[] sources, int[] kept)
    {
        var slopes = AdjustmentDesign.Cross(sources[0], kept);
        if (sources.Length > 1)
        {
            slopes = AdjustmentDesign.Sum(slopes, AdjustmentDesign.Cross(sources[1], kept));
        }

        Cholesky.Factor(Gram(sources, kept), kept.Length)!.Solve(slopes);
        return slopes;
    }

    /// <summary>The moments of y − θᵀ(x − average).</summary>
    private static SampleMoments Adjusted(MomentMatrix arm, MomentMatrix all, int[] kept, double[] slopes)
    {
        if (arm.Count == 0)
        {
            return default;
        }

        var mean = arm.Means[0];
        double[] gram = AdjustmentDesign.Products(arm, kept), cross = AdjustmentDesign.Cross(arm, kept);
        double squares = arm.Of(0).SumOfSquares, size = squares;
        for (var i = 0; i < kept.Length; i++)
        {
            mean -= slopes[i] * arm.MeanLess(all, kept[i] + 1);
            squares -= 2 * slopes[i] * cross[i];
            for (var j = 0; j < kept.Length; j++)
            {
                var part = slopes[i] * slopes[j] * gram[i * kept.Length + j];
                squares += part;
                size += Math.Abs(part);
            }
        }

        return new SampleMoments(arm.Count, mean, squares <= Rounding * size ? 0 : squares, 0, skewIsUnknown: arm.Count > 1);
    }

    private static double Effect(MomentMatrix treatment, MomentMatrix control, MomentMatrix all, int[] kept, double[] slopes1, double[] slopes0)
    {
        var effect = treatment.MeanLess(control, 0);
        for (var i = 0; i < kept.Length; i++)
        {
            var covariate = kept[i] + 1;
            effect -= slopes1 == slopes0
                ? slopes1[i] * treatment.MeanLess(control, covariate)
                : slopes1[i] * treatment.MeanLess(all, covariate) - slopes0[i] * control.MeanLess(all, covariate);
        }

        return effect;
    }

    private static Figure Explained(MomentMatrix all, int[] kept)
    {
        var total = all.Count > 1 ? all.Of(0).SumOfSquares : 0;
        if (total <= 0 || !IsRegular([all], kept))
        {
            return Figure.Undefined(all.Count > 1 ? UndefinedReason.ZeroVariance : UndefinedReason.TooFewObservations);
        }

        double[] cross = AdjustmentDesign.Cross(all, kept), slopes = Slopes([all], kept);
        var explained = 0.0;
        for (var i = 0; i < kept.Length; i++)
        {
            explained += slopes[i] * cross[i];
        }

        return Figure.Of(Math.Min(1, explained / total));
    }

    private static bool IsSkewed(ArmRows treatment, ArmRows control, int[] kept, double[] slopes1, double[] slopes0)
    {
        foreach (var warning in MeanTest.Welch(treatment.Residuals(kept, slopes1), control.Residuals(kept, slopes0)).Warnings)
        {
            if (warning == ComparisonWarning.SkewTimesImbalance)
            {
                return true;
            }
        }

        return false;
    }

    private static double[] Spread(double[] slopes, int[] kept, int count)
    {
        var all = new double[count];
        for (var i = 0; i < kept.Length; i++)
        {
            all[kept[i]] = slopes[i];
        }

        return all;
    }

    private static string Name(CupedSlope slope) => slope switch
    {
        CupedSlope.Pooled => "pooled slope",
        CupedSlope.Control => "control slope",
        CupedSlope.PerArm => "slope per arm",
        _ => "within-arm slope",
    };

    /// <summary>The rows of one arm, where there are any.</summary>
    private readonly ref struct ArmRows(ReadOnlySpan<double> outcomes, ReadOnlySpan<double> covariates)
    {
        private readonly ReadOnlySpan<double> covariates = covariates;

        public ReadOnlySpan<double> Outcomes { get; } = outcomes;

        public SampleMoments Residuals(int[] kept, double[] slopes)
        {
            var residuals = Outcomes.ToArray();
            var p = covariates.Length / residuals.Length;
            for (var row = 0; row < residuals.Length; row++)
            {
                for (var i = 0; i < kept.Length; i++)
                {
                    residuals[row] -= slopes[i] * covariates[row * p + kept[i]];
                }
            }

            return SampleMoments.FromSample(residuals);
        }
    }
}
