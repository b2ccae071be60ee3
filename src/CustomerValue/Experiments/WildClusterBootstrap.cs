using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The wild cluster bootstrap of a treatment effect: a p-value and an interval that hold with few clusters.</summary>
/// <remarks>
/// Each draw multiplies the residuals of whole clusters by a random sign and compares the clustered t statistics. The interval holds the effects that
/// the same draws do not reject; it is unbounded where the clusters allow too few patterns. With a treated or control arm of very few clusters the method
/// is no longer safe either (MacKinnon and Webb 2018). Drawn p-values are (1 + exceeding) / (1 + draws), enumerated ones exact shares. Cost:
/// draws × clusters × coefficients; memory 3 numbers a cluster and coefficient. Sources: Cameron, Gelbach and Miller (2008), REStat 90; Webb (2014); Roodman et al. (2019),
/// Stata Journal 19. Immutable and thread-safe.
/// </remarks>
public sealed class WildClusterBootstrap
{
    private WildClusterBootstrap(AdjustedComparison regression, Figure error, Figure statistic, Figure p, double greater, double less, ConfidenceInterval interval, int draws, bool isExact, List<ComparisonWarning> warnings)
    {
        Regression = regression;
        Estimate = regression.Comparison.Estimate;
        StandardError = error;
        Statistic = statistic;
        PValue = p;
        LogPValue = Log(p);
        PValueGreater = p.IsDefined ? Figure.Of(greater) : p;
        PValueLess = p.IsDefined ? Figure.Of(less) : p;
        Interval = interval;
        Draws = draws;
        IsExact = isExact;
        Warnings = warnings;
    }

    /// <summary>The same effect with the analytic error.</summary>
    public AdjustedComparison Regression { get; }

    /// <summary>Treatment minus control.</summary>
    public Figure Estimate { get; }

    /// <summary>The clustered error by which the statistic divides.</summary>
    public Figure StandardError { get; }

    /// <summary>Estimate less the tested effect, over <see cref="StandardError"/>.</summary>
    public Figure Statistic { get; }

    /// <summary>Two-sided p-value: the share of draws whose |t| is no smaller.</summary>
    public Figure PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>; undefined where no pattern reached the estimate, which happens only without the null imposed.</summary>
    public Figure LogPValue { get; }

    /// <summary>p-value against "the effect is not greater".</summary>
    public Figure PValueGreater { get; }

    /// <summary>p-value against "the effect is not less".</summary>
    public Figure PValueLess { get; }

    /// <summary>Natural logarithm of <see cref="PValueGreater"/>; undefined where no pattern reached the estimate.</summary>
    public Figure LogPValueGreater => Log(PValueGreater);

    /// <summary>Natural logarithm of <see cref="PValueLess"/>; undefined where no pattern reached the estimate.</summary>
    public Figure LogPValueLess => Log(PValueLess);

    /// <summary>The effects that are not rejected at this level.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>Draws, or patterns where all were taken.</summary>
    public int Draws { get; }

    /// <summary>True when every pattern of weights was taken once: the seed does not matter.</summary>
    public bool IsExact { get; }

    /// <summary>What to know before believing it.</summary>
    public IReadOnlyList<ComparisonWarning> Warnings { get; }

    /// <summary>Tests the effect of treatment.</summary>
    /// <param name="columns">One row a customer, with one kind of clusters.</param>
    /// <param name="seed">Chooses the weights; one stream a draw.</param>
    /// <param name="options">Draws, weights, null and regression; null for the defaults.</param>
    /// <param name="progress">Receives a report every hundred draws.</param>
    /// <param name="cancellation">Stops between draws.</param>
    /// <exception cref="ArgumentException">Columns are out of their range, clusters are missing or of two kinds, or the error is none of CR0, CR1 and CR1S.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static WildClusterBootstrap Test(
        TrialColumns columns, ulong seed, WildBootstrapOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= WildBootstrapOptions.Default;
        columns.Check();
        var adjustment = options.Adjustment with { Error = options.Adjustment.Error == RobustError.Automatic ? RobustError.CR1 : options.Adjustment.Error };
        if (columns.SecondClusters.Length > 0 || (columns.Clusters.Length == 0 && columns.Outcomes.Length > 0) || adjustment.Error is not (RobustError.CR0 or RobustError.CR1 or RobustError.CR1S))
        {
            throw new ArgumentException($"The wild bootstrap takes one kind of clusters and CR0, CR1 or CR1S, not {adjustment.Error}.", nameof(columns));
        }

        var regression = RegressionAdjustment.Fit(columns, adjustment);
        var error = regression.Comparison.StandardError;
        var name = $"wild cluster bootstrap, {options.Weights}, {(options.ImposeNull ? "null imposed" : "null not imposed")}";
        var warnings = new List<ComparisonWarning>(regression.Comparison.Warnings);
        var level = adjustment.Level;
        if (!error.IsDefined || error.Value == 0)
        {
            var why = error.IsDefined ? Figure.Undefined(UndefinedReason.ZeroVariance) : error;
            var line = new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, name);
            return new WildClusterBootstrap(regression, error, why, why, 0, 0, line, 0, false, warnings);
        }

        var draws = WildDraws.Of(columns, adjustment, options, seed, progress, cancellation);
        var distance = regression.Comparison.Estimate.Value - options.NullEffect;
        var p = draws.PValue(distance, options.ImposeNull, out var greater, out var less);
        double low = Limit(draws, error.Value, 1, 1 - level, options.ImposeNull), high = Limit(draws, error.Value, -1, 1 - level, options.ImposeNull);
        if (double.IsInfinity(low) || double.IsInfinity(high))
        {
            warnings.Add(ComparisonWarning.FewPatterns);
        }

        var estimate = regression.Comparison.Estimate.Value;
        var interval = new ConfidenceInterval(estimate - low, estimate + high, level, name);
        return new WildClusterBootstrap(regression, error, Figure.Of(distance / error.Value), Figure.Of(p), greater, less, interval, draws.Count, draws.IsExact, warnings);
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Interval.Method}: {Estimate}, {Interval}, p {PValue}, {(IsExact ? "all" : "drawn")} {Guard.Text(Draws)} patterns";

    /// <summary>How far below (sign 1) or above (−1) the estimate an effect is still not rejected.</summary>
    private static Figure Log(Figure p) => !p.IsDefined ? p : p.Value > 0 ? Figure.Of(Elementary.Log(p.Value)) : Figure.Undefined(UndefinedReason.Infinite);

    private static double Limit(WildDraws draws, double error, int sign, double alpha, bool imposed)
    {
        double inside = 0, outside = error;
        for (var doubling = 0; draws.PValue(sign * outside, imposed, out _, out _) > alpha; doubling++)
        {
            // Beyond 10⁸ errors only the draws that flip no cluster, or all, decide; they always count, and rounding must not say otherwise.
            if (doubling == 26)
            {
                return double.PositiveInfinity;
            }

            inside = outside;
            outside *= 2;
        }

        for (var halving = 0; halving < 60 && outside - inside > 1e-12 * outside; halving++)
        {
            var middle = inside + (outside - inside) / 2;
            if (draws.PValue(sign * middle, imposed, out _, out _) > alpha)
            {
                inside = middle;
            }
            else
            {
                outside = middle;
            }
        }

        return outside;
    }
}
