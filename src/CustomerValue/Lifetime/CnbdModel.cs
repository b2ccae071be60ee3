using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The BG/CNBD-k and MBG/CNBD-k models: customers buy at their own rate and with some regularity until, right after some purchase, they leave for good.</summary>
/// <remarks>
/// <para>
/// Times between purchases are Erlang-k: sums of k exponential times with rate λ, which varies between customers as Gamma(r, α); k = 1 is the
/// usual random timing, larger k more regular. After each purchase, in the MBG variant the first one too, a customer leaves with probability p, which
/// varies as Beta(a, b), independently of λ.
/// </para>
/// <para>
/// Source: T. Reutterer, M. Platzer, N. Schröder (2021), Leveraging purchase regularity for predicting customer behavior the easy way,
/// International Journal of Research in Marketing 38(1). Expectations are exact, where the paper approximates. x is the number of repeat
/// purchases, tₓ the recency, T the age.
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed class CnbdModel : PurchaseModel
{
    private readonly double[] profile;

    private CnbdModel(double r, double alpha, double a, double b, int steps, bool leavesAtOnce, TimeUnit unit, FitReport report, double[]? covariance, double[]? profile = null)
        : base(PurchaseEngine.Of(new CnbdFormulas(r, alpha, a, b, steps, leavesAtOnce)), unit, report, covariance)
    {
        R = r;
        Alpha = alpha;
        A = a;
        B = b;
        Steps = steps;
        LeavesAtOnce = leavesAtOnce;
        this.profile = profile ?? [];
    }

    private CnbdModel(double[] p, int steps, bool leavesAtOnce, TimeUnit unit, FitReport report, double[]? covariance, double[]? profile = null)
        : this(p[0], p[1], p[2], p[3], steps, leavesAtOnce, unit, report, covariance, profile)
    {
    }

    /// <summary>r: shape of the rate of events; small means that customers differ much.</summary>
    public double R { get; }

    /// <summary>α: inverse scale of the rate of events, in units of time; r/(α k) is the mean rate of purchases.</summary>
    public double Alpha { get; }

    /// <summary>a: first shape of the dropout probability; a/(a+b) is its mean.</summary>
    public double A { get; }

    /// <summary>b: second shape of the dropout probability.</summary>
    public double B { get; }

    /// <summary>k: how regular purchases are; 1 is the usual random timing.</summary>
    public int Steps { get; }

    /// <summary>True for MBG/CNBD-k, where customers may leave right after the first purchase; false for BG/CNBD-k.</summary>
    public bool LeavesAtOnce { get; }

    /// <summary>The largest total log-likelihood for k = 1, 2, …, as far as k was searched; empty when it was given.</summary>
    public ReadOnlySpan<double> LogLikelihoodsBySteps => profile;

    /// <summary>Fits by maximum likelihood; where the options name no k, the one with the largest likelihood is taken.</summary>
    /// <param name="histories">The customers, at least one.</param>
    /// <param name="logGaps">Per customer Σ ln of the times between consecutive purchases, in the unit of the histories; 0 without repeats.</param>
    /// <param name="options">Settings; <see cref="CnbdOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers, lengths differ, or a sum is not finite.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static CnbdModel Fit(
        PurchaseHistories histories,
        ReadOnlySpan<double> logGaps,
        CnbdOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.SameLength(logGaps.Length, Guard.NotNull(histories).Count, nameof(logGaps));
        Guard.AllFinite(logGaps, nameof(logGaps));
        var sum = 0.0;
        foreach (var value in logGaps)
        {
            sum += value;
        }

        return Fit(PurchaseHistogram.FromHistories(histories), sum, options, progress, cancellation);
    }

    /// <summary>Fits by maximum likelihood to counts of equal histories and one sum over all customers.</summary>
    /// <param name="histogram">The customers, at least one.</param>
    /// <param name="logGaps">Σ ln of all times between consecutive purchases, in the unit of the histogram, finite: all that tells one k from another.</param>
    /// <param name="options">Settings; <see cref="CnbdOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">There are no customers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The sum is not finite.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static CnbdModel Fit(
        PurchaseHistogram histogram,
        double logGaps,
        CnbdOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var table = PurchaseFit.Table(histogram);
        Guard.Finite(logGaps);
        var settings = options ?? CnbdOptions.Default;
        if (settings.Steps is { } given)
        {
            return Fit(table, CnbdLikelihood.Starts(table, given), given, logGaps, histogram.Unit, settings, progress, cancellation);
        }

        // The largest likelihood over k rises to one peak: two falls in a row end the search.
        CnbdModel? best = null;
        var tried = new List<double>();
        for (var k = 1; k <= settings.MostSteps && (best is null || k <= best.Steps + 2); k++)
        {
            var model = Fit(table, CnbdLikelihood.Starts(table, k), k, logGaps, histogram.Unit, settings, progress, cancellation);
            tried.Add(model.Report.Objective);
            best = best is null || model.Report.Objective > best.Report.Objective ? model : best;
        }

        return new CnbdModel([best!.R, best.Alpha, best.A, best.B], best.Steps, best.LeavesAtOnce, best.Unit, best.Report, best.Covariance.ToArray(), [.. tried]);
    }

    /// <summary>The model with given parameters.</summary>
    /// <param name="r">r, finite and &gt; 0.</param>
    /// <param name="alpha">α in the unit of time, finite and &gt; 0.</param>
    /// <param name="a">a, finite and &gt; 0.</param>
    /// <param name="b">b, finite and &gt; 0.</param>
    /// <param name="steps">k, 1 to 100.</param>
    /// <param name="leavesAtOnce">True for MBG/CNBD-k: customers may leave right after the first purchase.</param>
    /// <param name="unit">The unit of time.</param>
    /// <param name="covariance">Covariance of the parameters in this order, row-major 4 × 4, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive, or k not between 1 and 100.</exception>
    /// <exception cref="ArgumentException">The covariance is neither empty nor a covariance.</exception>
    public static CnbdModel FromParameters(double r, double alpha, double a, double b, int steps, bool leavesAtOnce, TimeUnit unit, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(r);
        Guard.Positive(alpha);
        Guard.Positive(a);
        Guard.Positive(b);
        Guard.Between(steps, 1, 100);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 4, nameof(covariance));
        var report = new FitReport(FullName(steps, leavesAtOnce), StopReason.NotFitted, 0, 0, 0, 0, Names(), [r, alpha, a, b], LikelihoodFit.Errors(matrix));
        return new CnbdModel(r, alpha, a, b, steps, leavesAtOnce, unit, report, matrix);
    }

    /// <summary>The log-likelihood of one customer.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="logGaps">Σ ln of the times between the customer's consecutive purchases, in units of time, finite; without meaning for k = 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sum is not finite.</exception>
    public double LogLikelihood(PurchaseHistory history, double logGaps) =>
        (Steps - 1) * Guard.Finite(logGaps) + LogLikelihoodOf(history);

    /// <summary>A figure of the model with its standard error and interval by the delta method.</summary>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.ExpectedPurchases(history, 52)</c>, or a total over customers.</param>
    /// <param name="scale">The scale on which the interval is symmetric.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <returns>The figure; without error and interval where the model has no <see cref="PurchaseModel.Covariance"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ModelEstimate Estimate(Func<CnbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95)
    {
        Guard.NotNull(figure);
        return DeltaMethod.Estimate(p => figure(new CnbdModel(p, Steps, LeavesAtOnce, Unit, Report, null)), [R, Alpha, A, B], Covariance.ToArray(), scale, level);
    }

    /// <summary>The values of one parameter that the likelihood, maximized over the others, does not reject: valid also where the likelihood is lopsided.</summary>
    /// <param name="histogram">The customers that the model was fitted to, in its unit.</param>
    /// <param name="parameter">A name from <see cref="FitReport.ParameterNames"/>.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is 0 or infinite where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are no customers, their unit is another, or there is no such parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        PurchaseHistogram histogram, string parameter, double level = 0.95, CancellationToken cancellation = default)
    {
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return PurchaseFit.Profile(new CnbdLikelihood(table, Steps, LeavesAtOnce, 0), [R, Alpha, A, B], [0, 1, 0, 0], Names(), parameter, table, level, cancellation);
    }

    /// <summary>The values of a figure that the likelihood does not reject: its least and greatest among the parameters within the drop that the level allows.</summary>
    /// <param name="histogram">The customers that the model was fitted to, in its unit.</param>
    /// <param name="figure">Any smooth figure, such as <c>m =&gt; m.ExpectedPurchases(history, 52)</c>.</param>
    /// <param name="scale">The scale on which limits are sought: it changes the work, not the interval.</param>
    /// <param name="level">Coverage of the interval, such as 0.95.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <returns>The interval; a limit is at the end of the scale where the likelihood never falls far enough.</returns>
    /// <exception cref="ArgumentException">There are none of them, their unit is another, the model is not their maximum, or the figure has no such scale.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ConfidenceInterval ProfileInterval(
        PurchaseHistogram histogram, Func<CnbdModel, double> figure, EstimateScale scale = EstimateScale.Log, double level = 0.95, CancellationToken cancellation = default)
    {
        Guard.NotNull(figure);
        var table = PurchaseFit.Table(histogram);
        PurchaseScoring.Check(Unit, histogram);
        return PurchaseFit.Profile(new CnbdLikelihood(table, Steps, LeavesAtOnce, 0), [R, Alpha, A, B], [0, 1, 0, 0], p => figure(new CnbdModel(p, Steps, LeavesAtOnce, Unit, Report, null)), scale, table, level, cancellation);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{FullName(Steps, LeavesAtOnce)}: k {Guard.Text(Steps)}, r {Guard.Text(R)}, α {Guard.Text(Alpha)}, a {Guard.Text(A)}, b {Guard.Text(B)}; time in units of {Unit}; {Report.Stop}";

    /// <summary>The fit from given starts, in logarithms of the parameters in scaled time.</summary>
    internal static CnbdModel Fit(
        PatternTable table,
        IReadOnlyList<double[]> starts,
        int steps,
        double logGaps,
        TimeUnit unit,
        CnbdOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var constant = (steps - 1) * logGaps + steps * PurchaseFit.ScaleTerm(table);
        var fit = PurchaseFit.Run(
            FullName(steps, options.LeavesAtOnce), Names(), [0, 1, 0, 0], table,
            t => new CnbdLikelihood(t, steps, options.LeavesAtOnce, options.Fit.Penalty, options.Fit.Threads), starts, constant, options.Fit, progress, cancellation);
        return new CnbdModel(fit.Estimates, steps, options.LeavesAtOnce, unit, fit.Report, fit.Covariance);
    }

    private static string FullName(int steps, bool leavesAtOnce) => (leavesAtOnce ? "MBG/CNBD-" : "BG/CNBD-") + Guard.Text(steps);

    private static string[] Names() => ["r", "alpha", "a", "b"];
}
