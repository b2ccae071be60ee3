using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>A synthetic control: untreated branches weighed so that together they follow the treated one before treatment, and tell where it would have gone.</summary>
/// <remarks>
/// For one or few treated units (branches, regions) seen over many periods. Weights are exact minima, certified by their dual gap; the error and p-value
/// come from placebos: every donor in turn taken for treated, compared by its ratio of root mean squared gaps after and before. Immutable and
/// thread-safe. Sources: Abadie, Diamond and Hainmueller (2010), JASA 105; Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), AER 111; Wolfe (1976), Mathematical Programming 11.
/// </remarks>
public sealed class SyntheticControl
{
    private readonly double[] weights, periodWeights, gap;
    private readonly SyntheticPlacebo[] placebos;

    private SyntheticControl(SyntheticFit fit, double[] weights, SyntheticPlacebo[] placebos, ArmComparison comparison, Figure p, bool isPoor)
    {
        this.weights = weights;
        this.placebos = placebos;
        periodWeights = fit.PeriodWeights;
        gap = fit.Gap;
        Comparison = comparison;
        PreError = fit.PreError;
        PostError = fit.PostError;
        Penalty = fit.Penalty;
        OptimalityGap = fit.OptimalityGap;
        PlaceboPValue = p;
        IsPoorFit = isPoor;
    }

    /// <summary>Mean gap after treatment; error and interval from the spread of the placebos, on the normal curve.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>One weight a unit, in order of the rows, summing to 1; 0 for treated ones.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>One weight a period before treatment, summing to 1; all 0 for a synthetic control, which takes no difference to the past.</summary>
    public ReadOnlySpan<double> PeriodWeights => periodWeights;

    /// <summary>Treated minus synthetic, period by period (less the weighted gap before, for the differences).</summary>
    public ReadOnlySpan<double> Gap => gap;

    /// <summary>Root mean squared gap before treatment: how well the donors follow.</summary>
    public double PreError { get; }

    /// <summary>Root mean squared gap after treatment.</summary>
    public double PostError { get; }

    /// <summary><see cref="PostError"/> over <see cref="PreError"/>; undefined where the fit before is perfect.</summary>
    public Figure Ratio => SyntheticFit.RatioOf(PreError, PostError);

    /// <summary>ζ as used.</summary>
    public double Penalty { get; }

    /// <summary>How far the weights can at most be from optimal: dual gap over the sum of squares to be followed.</summary>
    public double OptimalityGap { get; }

    /// <summary>True when the gap before treatment is more than half of the donors' own spread: no mixture of donors resembles the treated, and the gap after says little.</summary>
    public bool IsPoorFit { get; }

    /// <summary>The placebos, in order of the rows.</summary>
    public IReadOnlyList<SyntheticPlacebo> Placebos => placebos;

    /// <summary>Share of units, the treated among them, whose ratio is at least that of the treated (with several treated, whose |estimate| is): at best 1 / (placebos + 1).</summary>
    public Figure PlaceboPValue { get; }

    /// <summary>What must hold for the gap to be the effect.</summary>
    public string Assumption { get; } =
        "Without treatment the treated would have gone on as the same mixture of donors; nothing else befell the treated or those donors alone, nobody reacted before, and no treated unit changed a donor.";

    /// <summary>Builds the synthetic control and its placebos.</summary>
    /// <param name="outcomes">Units × periods, row-major, finite.</param>
    /// <param name="periods">Number of each period, strictly ascending.</param>
    /// <param name="isTreated">One a unit; true for a treated one.</param>
    /// <param name="firstTreatedPeriod">The first treated period, one of the periods and not the first of all.</param>
    /// <param name="options">Method, penalty, placebos; null for the defaults.</param>
    /// <param name="progress">Told of placebos done.</param>
    /// <param name="cancellation">Stops between placebos.</param>
    /// <exception cref="ArgumentException">The panel is not balanced, a value is not finite, a period does not exist, or there is no treated unit or no donor.</exception>
    /// <exception cref="ConvergenceException">The weights did not settle.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static SyntheticControl Fit(
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<int> periods,
        ReadOnlySpan<bool> isTreated,
        int firstTreatedPeriod,
        SyntheticControlOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= SyntheticControlOptions.Default;
        PanelChecks.Check(outcomes, periods, isTreated.Length);
        var (before, _) = EventStudyFigures.Place(periods, firstTreatedPeriod, null);
        if (before < 2 && options.Method == SyntheticMethod.SyntheticDifference)
        {
            throw new ArgumentException("A synthetic difference needs at least two periods before treatment.", nameof(firstTreatedPeriod));
        }

        var treated = new List<int>();
        var donors = new List<int>();
        for (var row = 0; row < isTreated.Length; row++)
        {
            (isTreated[row] ? treated : donors).Add(row);
        }

        if (treated.Count == 0 || donors.Count == 0)
        {
            throw new ArgumentException($"There is no {(treated.Count == 0 ? "treated unit" : "donor")}: nothing can be compared.", nameof(isTreated));
        }

        var values = outcomes.ToArray();
        var fit = SyntheticFit.Of(values, periods.Length, before, [.. treated], [.. donors], options.Method, options.Penalty);
        var placebos = new SyntheticPlacebos(values, periods.Length, before, treated, donors, options).Run(progress, cancellation);
        var all = new double[isTreated.Length];
        for (var j = 0; j < donors.Count; j++)
        {
            all[donors[j]] = fit.Weights[j];
        }

        var isPoor = options.Method != SyntheticMethod.Difference && fit.PreError > 0.5 * fit.Spread();
        return new SyntheticControl(fit, all, placebos, Compare(fit, placebos, before, options, isPoor), PValue(fit, placebos, treated.Count > 1), isPoor);
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Comparison}; placebo p {PlaceboPValue}";

    private static ArmComparison Compare(SyntheticFit fit, SyntheticPlacebo[] placebos, int before, SyntheticControlOptions options, bool isPoor)
    {
        double mean = 0, squares = 0, treated = 0;
        for (var i = 0; i < placebos.Length; i++)
        {
            var d = placebos[i].Estimate - mean;
            mean += d / (i + 1);
            squares += d * (placebos[i].Estimate - mean);
        }

        for (var t = before; t < fit.Treated.Length; t++)
        {
            treated += fit.Treated[t] / (fit.Treated.Length - before);
        }

        var method = (options.Method switch
        {
            SyntheticMethod.SyntheticControl => "synthetic control",
            SyntheticMethod.SyntheticDifference => "synthetic difference in differences",
            _ => "difference in differences",
        }) + ", placebo error";
        var error = placebos.Length > 1 ? Figure.Of(Math.Sqrt(squares / placebos.Length)) : Figure.Undefined(UndefinedReason.TooFewObservations);
        return new ArmComparison(
            method, Figure.Of(treated), Figure.Of(treated - fit.Estimate), Figure.Of(fit.Estimate), error, double.PositiveInfinity, options.Level, null, isPoor ? [ComparisonWarning.PoorFit] : []);
    }

    private static Figure PValue(SyntheticFit fit, SyntheticPlacebo[] placebos, bool isGroup)
    {
        if (placebos.Length == 0)
        {
            return Figure.Undefined(UndefinedReason.TooFewObservations);
        }

        var own = isGroup ? Math.Abs(fit.Estimate) : Rank(fit.PreError, fit.PostError);
        var atLeast = 1.0;
        foreach (var placebo in placebos)
        {
            atLeast += (isGroup ? Math.Abs(placebo.Estimate) : Rank(placebo.PreError, placebo.PostError)) >= own ? 1 : 0;
        }

        return Figure.Of(atLeast / (placebos.Length + 1));

        static double Rank(double before, double after) => before > 0 ? after / before : after > 0 ? double.PositiveInfinity : 0;
    }
}
