using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>What a campaign earned per unit of money it cost: effect × customers × margin ÷ cost, with its interval.</summary>
/// <remarks>
/// With <see cref="Of(ArmComparison, double, double, double, double)"/> the cost is what was spent, a fact, and every error comes from the effect: the interval is that
/// of the effect, scaled. With <see cref="OfEstimatedCost"/> the average cost is itself an estimate from the same customers, as for a campaign that is to be run
/// again: the ratio's interval is Fieller's, unbounded where the cost cannot be told from zero, or the delta method's. The
/// figures are as good as the effect they start from: the naive difference of chosen groups earns nothing. No discounting. Source: Fieller (1954), JRSS B 16.
/// Immutable and thread-safe.
/// </remarks>
public sealed class CampaignReturn
{
    private CampaignReturn(string method, double customers, double margin, Figure gain, Figure gainError, double cost, Figure error, ConfidenceInterval interval)
    {
        Method = method;
        Customers = customers;
        Margin = margin;
        Gain = gain;
        GainError = gainError;
        Cost = cost;
        Return = gain.IsDefined ? Figure.Of(gain.Value / cost) : gain;
        StandardError = error;
        Interval = interval;
        NetGain = gain.IsDefined ? Figure.Of(gain.Value - cost) : gain;
    }

    /// <summary>How the interval was made, and of which effect.</summary>
    public string Method { get; }

    /// <summary>Customers that were marketed to.</summary>
    public double Customers { get; }

    /// <summary>What the bank earns of a unit of the effect.</summary>
    public double Margin { get; }

    /// <summary>Effect × customers × margin, in money.</summary>
    public Figure Gain { get; }

    /// <summary>Standard error of <see cref="Gain"/>.</summary>
    public Figure GainError { get; }

    /// <summary>Fixed and variable cost, in money.</summary>
    public double Cost { get; }

    /// <summary>Gain per unit of cost: 1 pays back exactly what was spent.</summary>
    public Figure Return { get; }

    /// <summary>Standard error of <see cref="Return"/>, linearized.</summary>
    public Figure StandardError { get; }

    /// <summary>Interval of <see cref="Return"/>; the whole line when none can be given.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>Gain minus cost, in money.</summary>
    public Figure NetGain { get; }

    /// <summary>Interval of <see cref="NetGain"/>.</summary>
    public ConfidenceInterval NetGainInterval { get; private init; }

    /// <summary>One-sided p-value against "the campaign does not earn more than it costs".</summary>
    public Figure PValuePays { get; private init; }

    /// <summary>Natural logarithm of <see cref="PValuePays"/>.</summary>
    public Figure LogPValuePays { get; private init; }

    /// <summary>The effect a customer at which gain equals cost; undefined where the margin is 0.</summary>
    public Figure BreakEvenEffect => Margin > 0 && Customers > 0 ? Figure.Of(Cost / Customers / Margin) : Figure.Undefined(UndefinedReason.ZeroBase);

    /// <summary>The return of a campaign whose cost is known.</summary>
    /// <param name="effect">What the campaign added per customer, such as assets in money: an effect, not a naive difference of chosen groups.</param>
    /// <param name="customers">Customers marketed to, finite and &gt; 0.</param>
    /// <param name="margin">What the bank earns of a unit of the effect over the span that counts, finite and ≥ 0, such as 0.012.</param>
    /// <param name="fixedCost">Spent whatever the number of customers, finite and ≥ 0.</param>
    /// <param name="costPerCustomer">Average spent on a customer, finite and ≥ 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="effect"/> is null.</exception>
    /// <exception cref="ArgumentException">A number is out of its range, or nothing was spent.</exception>
    public static CampaignReturn Of(ArmComparison effect, double customers, double margin, double fixedCost, double costPerCustomer = 0)
    {
        Guard.NotNull(effect);
        var cost = Check(customers, margin, fixedCost, costPerCustomer);
        var scale = customers * margin;
        var method = "cost known; " + effect.Method;
        Figure gain = Scaled(effect.Estimate, scale), error = gain.IsDefined ? Scaled(effect.StandardError, scale) : gain;
        ConfidenceInterval Limits(double factor, double shift) => !gain.IsDefined
            ? new(double.NegativeInfinity, double.PositiveInfinity, effect.Level, method)
            : scale == 0 ? new(0 - shift, 0 - shift, effect.Level, method)
            : new(effect.Interval.Lower * factor - shift, effect.Interval.Upper * factor - shift, effect.Level, method);
        var test = Pays(gain, error, cost, effect.Curve);
        return new CampaignReturn(method, customers, margin, gain, error, cost, Scaled(error, 1 / cost), Limits(scale / cost, 0))
        {
            NetGainInterval = Limits(scale, cost),
            PValuePays = test.P,
            LogPValuePays = test.LogP,
        };
    }

    /// <summary>The return of a campaign whose average cost is an estimate from the same customers.</summary>
    /// <param name="effect">What the campaign added per customer.</param>
    /// <param name="customers">Customers to be marketed to, finite and &gt; 0.</param>
    /// <param name="margin">What the bank earns of a unit of the effect, finite and ≥ 0.</param>
    /// <param name="fixedCost">Spent whatever the number of customers, finite and ≥ 0.</param>
    /// <param name="costPerCustomer">Estimated average spent on a customer, finite and ≥ 0.</param>
    /// <param name="costError">Standard error of that average, finite and ≥ 0.</param>
    /// <param name="covariance">Covariance of the estimates of effect and average cost, finite, at most the product of their errors in size.</param>
    /// <param name="method">Fieller's interval or the delta method's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="effect"/> is null.</exception>
    /// <exception cref="ArgumentException">A number is out of its range, or nothing is spent.</exception>
    public static CampaignReturn OfEstimatedCost(
        ArmComparison effect,
        double customers,
        double margin,
        double fixedCost,
        double costPerCustomer,
        double costError,
        double covariance = 0,
        CampaignReturnMethod method = CampaignReturnMethod.Fieller)
    {
        Guard.NotNull(effect);
        var cost = Check(customers, margin, fixedCost, costPerCustomer);
        Guard.NonNegative(costError);
        Guard.Finite(covariance);
        if (method is not (CampaignReturnMethod.Fieller or CampaignReturnMethod.Delta))
        {
            throw Guard.OutOfRange(nameof(method), (int)method, "must be a defined method");
        }

        var scale = customers * margin;
        Figure gain = Scaled(effect.Estimate, scale), error = gain.IsDefined ? Scaled(effect.StandardError, scale) : gain;
        var name = (method == CampaignReturnMethod.Fieller ? "cost estimated, Fieller; " : "cost estimated, delta method; ") + effect.Method;
        if (!error.IsDefined)
        {
            var line = new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, effect.Level, name);
            return new CampaignReturn(name, customers, margin, gain, error, cost, error, line) { NetGainInterval = line, PValuePays = error, LogPValuePays = error };
        }

        if (Math.Abs(covariance) > effect.StandardError.Value * costError * (1 + 1e-9))
        {
            throw Guard.OutOfRange(nameof(covariance), covariance, $"must be at most {Guard.Text(effect.StandardError.Value * costError)} in size, the product of the two errors");
        }

        double spread = customers * costError, joint = scale * customers * covariance, ratio = gain.Value / cost;
        double variance = error.Value * error.Value, ratioVariance = Math.Max(0, variance - 2 * ratio * joint + ratio * ratio * spread * spread);
        var netError = Math.Sqrt(Math.Max(0, variance - 2 * joint + spread * spread));
        var critical = effect.Curve.Critical(effect.Level);
        var linear = Math.Sqrt(ratioVariance) / cost;
        var interval = method == CampaignReturnMethod.Delta
            ? new ConfidenceInterval(ratio - critical * linear, ratio + critical * linear, effect.Level, name)
            : Fieller(gain.Value, variance, cost, spread * spread, joint, critical, effect.Level, name);
        var test = Pays(gain, Figure.Of(netError), cost, effect.Curve);
        return new CampaignReturn(name, customers, margin, gain, error, cost, Figure.Of(linear), interval)
        {
            NetGainInterval = new ConfidenceInterval(gain.Value - cost - critical * netError, gain.Value - cost + critical * netError, effect.Level, name),
            PValuePays = test.P,
            LogPValuePays = test.LogP,
        };
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"return {Return} a unit of cost, {Interval}; gain {Gain}, cost {Guard.Text(Cost)}, p that it does not pay {PValuePays}";

    private static double Check(double customers, double margin, double fixedCost, double costPerCustomer)
    {
        Guard.Positive(customers);
        Guard.NonNegative(margin);
        Guard.NonNegative(fixedCost);
        Guard.NonNegative(costPerCustomer);
        var cost = fixedCost + customers * costPerCustomer;
        return cost > 0 && double.IsFinite(cost)
            ? cost
            : throw new ArgumentException($"The cost is {Guard.Text(cost)}; a return needs a cost that is finite and > 0.", nameof(fixedCost));
    }

    private static Figure Scaled(Figure figure, double scale) => figure.IsDefined ? Figure.Of(figure.Value * scale) : figure;

    private static (Figure P, Figure LogP) Pays(Figure gain, Figure error, double cost, ReferenceCurve curve)
    {
        if (!error.IsDefined)
        {
            return (error, error);
        }

        if (error.Value == 0)
        {
            // Nothing varies: it pays or it does not.
            return gain.Value > cost ? (Figure.Of(0), Figure.Undefined(UndefinedReason.Infinite)) : (Figure.Of(1), Figure.Of(0));
        }

        var logP = curve.LogSurvival((gain.Value - cost) / error.Value);
        return (Figure.Of(Elementary.Exp(logP)), Figure.Of(logP));
    }

    /// <summary>All ratios r for which gain − r · cost cannot be told from zero.</summary>
    private static ConfidenceInterval Fieller(double a, double va, double b, double vb, double covariance, double critical, double level, string name)
    {
        // (b² − c² vb) r² − 2 (ab − c² cov) r + (a² − c² va) ≤ 0.
        double c2 = critical * critical, square = b * b - c2 * vb;
        if (square <= 0)
        {
            return new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, name);
        }

        double middle = a * b - c2 * covariance;
        var root = critical * Math.Sqrt(Math.Max(0, va * b * b - 2 * a * b * covariance + a * a * vb - c2 * (va * vb - covariance * covariance)));
        return new ConfidenceInterval((middle - root) / square, (middle + root) / square, level, name);
    }
}
