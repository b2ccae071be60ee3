using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>A fitted model of contracts that are renewed or end at fixed dates: survival, retention and what a contract is still worth.</summary>
/// <remarks>Not to be derived from outside the library. Immutable and thread-safe.</remarks>
public abstract class ContractModel
{
    private readonly double[] covariance;
    private readonly ContractFormulas formulas;

    private protected ContractModel(double gamma, double delta, double power, FitReport report, double[]? covariance)
    {
        Gamma = gamma;
        Delta = delta;
        Report = report;
        this.covariance = covariance ?? [];
        formulas = new ContractFormulas(gamma, delta, power);
    }

    /// <summary>γ: first shape of the probability not to renew; γ/(γ+δ) is its mean in a new cohort.</summary>
    public double Gamma { get; }

    /// <summary>δ: second shape of the probability not to renew.</summary>
    public double Delta { get; }

    /// <summary>What the fit did and how certain the parameters are.</summary>
    public FitReport Report { get; }

    /// <summary>Covariance of the parameters in the order of <see cref="FitReport.ParameterNames"/>, row-major; empty when it does not exist (boundary) or was not given.</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>The log-likelihood of counted contracts.</summary>
    /// <param name="summary">The contracts.</param>
    public double LogLikelihood(ContractSummary summary)
    {
        Guard.NotNull(summary);
        var sum = 0.0;
        for (var t = 1; t <= summary.LongestTenure; t++)
        {
            sum += summary.EndedAt(t) > 0 ? summary.EndedAt(t) * formulas.LogLikelihood(t, ended: true) : 0;
            sum += summary.OngoingAt(t) > 0 ? summary.OngoingAt(t) * formulas.LogLikelihood(t, ended: false) : 0;
        }

        return sum;
    }

    /// <summary>The probability that a new contract is renewed at least so many times.</summary>
    /// <param name="renewals">Renewals, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public double Survival(int renewals) => Elementary.Exp(formulas.LogSurvival(Guard.AtLeast(renewals, 0)));

    /// <summary>The probability that a new contract ends at this renewal date.</summary>
    /// <param name="renewal">The renewal, 1 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The renewal is less than 1.</exception>
    public double ProbabilityOfEnding(int renewal) => formulas.Ending(Guard.AtLeast(renewal, 1));

    /// <summary>The share of the contracts still running that is renewed at this renewal date.</summary>
    /// <param name="renewal">The renewal, 1 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The renewal is less than 1.</exception>
    public double Retention(int renewal) => Elementary.Exp(formulas.LogRetention(Guard.AtLeast(renewal, 1)));

    /// <summary>The share of a cohort that is still running after 0, 1, 2, … renewals.</summary>
    /// <param name="destination">Receives the curve, beginning with 1.</param>
    public void SurvivalCurve(Span<double> destination)
    {
        for (var t = 0; t < destination.Length; t++)
        {
            destination[t] = Survival(t);
        }
    }

    /// <summary>The retention at renewal 1, 2, 3, …: it rises as those likely to leave have left.</summary>
    /// <param name="destination">Receives the curve.</param>
    public void RetentionCurve(Span<double> destination)
    {
        for (var t = 0; t < destination.Length; t++)
        {
            destination[t] = Retention(t + 1);
        }
    }

    /// <summary>The expected further renewals of one contract, within a number of periods.</summary>
    /// <param name="renewals">How often it was renewed so far, ≥ 0; it is running.</param>
    /// <param name="periods">Periods ahead, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public double ExpectedRenewals(int renewals, int periods)
    {
        var start = formulas.LogSurvival(Guard.AtLeast(renewals, 0));
        var sum = 0.0;
        for (var t = 1; t <= Guard.AtLeast(periods, 0); t++)
        {
            sum += Elementary.Exp(formulas.LogSurvival(renewals + t) - start);
        }

        return sum;
    }

    /// <summary>The discounted expected lifetime (DEL) of a new contract in periods, for ever: the first payment now and undiscounted, then one at each renewal.</summary>
    /// <param name="periodRate">Effective rate of discount per contract period, finite and &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not finite and positive.</exception>
    public double DiscountedLifetime(double periodRate) => formulas.Discounted(0, 0, Guard.Positive(periodRate));

    /// <summary>
    /// The discounted expected residual lifetime (DERL) just before a renewal date, in periods, for ever: the payment of that renewal, if it comes,
    /// is not discounted.
    /// </summary>
    /// <param name="renewal">The renewal that comes next, 1 for the first; the contract was renewed at all those before.</param>
    /// <param name="periodRate">Effective rate of discount per contract period, finite and &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The renewal is less than 1, or the rate not finite and positive.</exception>
    public double DiscountedResidualLifetime(int renewal, double periodRate) =>
        formulas.Discounted(Guard.AtLeast(renewal, 1), renewal - 1, Guard.Positive(periodRate));
}
