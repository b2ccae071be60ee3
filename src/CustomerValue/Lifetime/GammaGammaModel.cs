using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The Gamma-Gamma model of spend: what a customer's purchases are worth on average, drawn towards what all customers spend.</summary>
/// <remarks>
/// <para>
/// A customer's purchases are worth Gamma(p, ν) each, and ν varies between customers as Gamma(q, γ); how much one spends must not
/// depend on how often. Values are positive: refunds and zero margins have no place in it.
/// </para>
/// <para>
/// Source: P. S. Fader, B. G. S. Hardie (2013), The Gamma-Gamma model of monetary value, note 025; R. Colombo, W. Jiang (1999),
/// A stochastic RFM model, Journal of Interactive Marketing 13(3). x is the number of repeat purchases, m their mean value.
/// </para>
/// <para>Immutable and thread-safe; scoring allocates nothing.</para>
/// </remarks>
public sealed partial class GammaGammaModel
{
    private const string Name = "Gamma-Gamma";
    private readonly double[] covariance;

    private GammaGammaModel(double p, double q, double gamma, FitReport report, double[]? covariance)
    {
        P = p;
        Q = q;
        Gamma = gamma;
        Report = report;
        this.covariance = covariance ?? [];
    }

    /// <summary>p: shape of the value of one purchase; large means that a customer's purchases are much alike.</summary>
    public double P { get; }

    /// <summary>q: shape of the differences between customers; at 1 or below their mean is infinite.</summary>
    public double Q { get; }

    /// <summary>γ: scale, in money.</summary>
    public double Gamma { get; }

    /// <summary>What the fit did and how certain the parameters are.</summary>
    public FitReport Report { get; }

    /// <summary>Covariance of (p, q, γ), row-major 3 × 3; empty when it does not exist (boundary) or was not given.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>The mean value of a purchase over all customers, p γ/(q − 1); undefined, because infinite, where q ≤ 1.</summary>
    public Figure PopulationMean => ExpectedAverageValue(default);

    /// <summary>Fits by maximum likelihood to the customers with repeat purchases; the others say nothing of spend.</summary>
    /// <param name="histories">Customers with spend, at least one of them with a repeat purchase; each average value &gt; 0 where x &gt; 0.</param>
    /// <param name="options">Settings; <see cref="GammaGammaOptions.Default"/> when null.</param>
    /// <param name="progress">Told of starts and iterations.</param>
    /// <param name="cancellation">Checked at every iteration.</param>
    /// <exception cref="ArgumentException">Spend is not known, nobody bought again, or a row has an average value ≤ 0; the message names it.</exception>
    /// <exception cref="ConvergenceException">No interior maximum could be proven, and the options do not say <see cref="NonConvergence.ReturnBest"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static GammaGammaModel Fit(
        PurchaseHistories histories,
        GammaGammaOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        CheckForFit(Guard.NotNull(histories));
        var likelihood = new GammaGammaLikelihood(histories, (options ?? GammaGammaOptions.Default).Penalty);
        return Fit(likelihood, [Start(4, 3), Start(1, 2), Start(20, 8)], options ?? GammaGammaOptions.Default, progress, cancellation);
    }

    /// <summary>The model with given parameters.</summary>
    /// <param name="p">p, finite and &gt; 0.</param>
    /// <param name="q">q, finite and &gt; 0.</param>
    /// <param name="gamma">γ in money, finite and &gt; 0.</param>
    /// <param name="covariance">Covariance of the parameters in this order, row-major 3 × 3, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    /// <exception cref="ArgumentException">The covariance is neither empty nor a covariance.</exception>
    public static GammaGammaModel FromParameters(double p, double q, double gamma, ReadOnlySpan<double> covariance = default)
    {
        Guard.Positive(p);
        Guard.Positive(q);
        Guard.Positive(gamma);
        var matrix = LikelihoodFit.CheckedCovariance(covariance, 3, nameof(covariance));
        var report = new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, Names(), [p, q, gamma], LikelihoodFit.Errors(matrix));
        return new GammaGammaModel(p, q, gamma, report, matrix);
    }

    /// <summary>The log-likelihood of one customer's average value; 0 without a repeat purchase.</summary>
    /// <param name="history">The customer; average value &gt; 0 where x &gt; 0.</param>
    /// <exception cref="ArgumentException">The average value is not positive although there are repeat purchases.</exception>
    public double LogLikelihood(PurchaseHistory history)
    {
        CheckValue(history);
        if (history.Repeats == 0)
        {
            return 0;
        }

        var n = P * history.Repeats;
        var z = Elementary.Log(history.Repeats * (history.AverageValue / Gamma));
        return SpecialFunctions.LogGammaRatio(n, Q) - SpecialFunctions.LogGamma(Q) - Elementary.Log(history.AverageValue)
            - Q * Elementary.Softplus(z) - n * Elementary.Softplus(-z);
    }

    /// <summary>The expected average value of one customer's future purchases; of a customer without a repeat purchase, the population mean.</summary>
    /// <param name="history">The customer; average value &gt; 0 where x &gt; 0.</param>
    /// <returns>p (γ + m x)/(p x + q − 1); undefined, because infinite, where p x + q ≤ 1.</returns>
    /// <exception cref="ArgumentException">The average value is not positive although there are repeat purchases.</exception>
    public Figure ExpectedAverageValue(PurchaseHistory history)
    {
        CheckValue(history);
        var value = Expected(history.Repeats, history.AverageValue);
        return double.IsFinite(value) ? Figure.Of(value) : Figure.Undefined(UndefinedReason.Infinite);
    }

    /// <summary>The expected average value of each customer's future purchases.</summary>
    /// <param name="histories">Customers with spend; each average value &gt; 0 where x &gt; 0.</param>
    /// <param name="destination">Receives one value per customer, in row order; at least as long as the histories.</param>
    /// <exception cref="ArgumentException">Spend is not known, the destination is too short, or a row has an average value ≤ 0 or no finite expectation; the message names it.</exception>
    public void ExpectedAverageValue(PurchaseHistories histories, Span<double> destination)
    {
        CheckValues(Guard.NotNull(histories));
        Guard.LongEnough(destination.Length, histories.Count, nameof(destination));
        var x = histories.Repeats;
        var m = histories.AverageValue;
        for (var row = 0; row < x.Length; row++)
        {
            destination[row] = Expected(x[row], m[row]);
            if (!double.IsFinite(destination[row]))
            {
                throw Guard.BrokenRow(nameof(histories), row, "p x + q > 1, without which the mean is infinite", $"x {Guard.Text(x[row])}, q {Guard.Text(Q)}");
            }
        }
    }

    /// <summary>The fit from given starts, in logarithms of (p, q, γ ÷ mean value).</summary>
    internal static GammaGammaModel Fit(
        GammaGammaLikelihood likelihood,
        IReadOnlyList<double[]> starts,
        GammaGammaOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var best = LikelihoodFit.Best(likelihood, starts, options.MaxIterations, progress, cancellation);
        double[] natural = [Elementary.Exp(best.Point[0]), Elementary.Exp(best.Point[1]), Elementary.Exp(best.Point[2]) * likelihood.Scale];
        var matrix = LikelihoodFit.Covariance(best, natural, likelihood.Customers);
        var report = new FitReport(
            Name,
            best.Stop,
            best.Iterations,
            likelihood.TotalLogLikelihood(best.Point),
            best.GradientNorm,
            likelihood.Customers,
            Names(),
            natural,
            LikelihoodFit.Errors(matrix));
        LikelihoodFit.ThrowIfUnproven(report, options.NonConvergence);
        return new GammaGammaModel(natural[0], natural[1], natural[2], report, matrix);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"{Name}: p {Guard.Text(P)}, q {Guard.Text(Q)}, γ {Guard.Text(Gamma)}; population mean {PopulationMean}; {Report.Stop}";

    /// <summary>Refuses histories without spend, or with a value that the model cannot have made.</summary>
    internal static void CheckValues(PurchaseHistories histories)
    {
        if (!histories.HasSpend)
        {
            throw new ArgumentException("The histories hold no average values; build them with spend.", nameof(histories));
        }

        var x = histories.Repeats;
        var m = histories.AverageValue;
        for (var row = 0; row < x.Length; row++)
        {
            if (x[row] > 0 && !(m[row] > 0))
            {
                throw Guard.BrokenRow(nameof(histories), row, "average value > 0", $"average value {Guard.Text(m[row])}, repeats {Guard.Text(x[row])}");
            }
        }
    }

    private static void CheckForFit(PurchaseHistories histories)
    {
        CheckValues(histories);
        foreach (var x in histories.Repeats)
        {
            if (x > 0)
            {
                return;
            }
        }

        throw new ArgumentException("Nobody made a repeat purchase: there is no spend to fit to.", nameof(histories));
    }

    private static void CheckValue(PurchaseHistory history)
    {
        if (history.Repeats > 0 && !(history.AverageValue > 0))
        {
            throw new ArgumentException($"The history breaks average value > 0: average value {Guard.Text(history.AverageValue)}.", nameof(history));
        }
    }

    private static double[] Start(double p, double q) => [Elementary.Log(p), Elementary.Log(q), Elementary.Log((q - 1) / p)];

    private static string[] Names() => ["p", "q", "gamma"];

    /// <summary>Not finite where the mean is infinite.</summary>
    private double Expected(int x, double m)
    {
        var weight = P * x + (Q - 1);
        return weight > 0 ? P * ((Gamma + m * x) / weight) : double.PositiveInfinity;
    }
}
