using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Whether a larger model fits better than one inside it: twice the difference of log-likelihoods, χ² under the smaller one.</summary>
/// <remarks>
/// Where the smaller model lies on the boundary of the larger (Pareto/NBD in GGom/NBD), the p-value is too large: halve it for one parameter more.
/// </remarks>
public sealed class NestedModelTest
{
    private NestedModelTest(double statistic, int degreesOfFreedom)
    {
        Statistic = statistic;
        DegreesOfFreedom = degreesOfFreedom;
        PValue = ChiSquaredDistribution.Survival(statistic, degreesOfFreedom);
        LogPValue = ChiSquaredDistribution.LogSurvival(statistic, degreesOfFreedom);
    }

    /// <summary>Twice the difference of the log-likelihoods, ≥ 0.</summary>
    public double Statistic { get; }

    /// <summary>Difference of the numbers of parameters.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Upper tail of χ².</summary>
    public double PValue { get; }

    /// <summary>The natural logarithm of <see cref="PValue"/>.</summary>
    public double LogPValue { get; }

    /// <summary>Tests a model against a larger one.</summary>
    /// <param name="smaller">Report of the smaller model.</param>
    /// <param name="larger">Report of the larger model, fitted to the same customers in the same unit.</param>
    /// <exception cref="ArgumentException">One is no fit by likelihood, the larger has no more parameters, or numbers of customers differ.</exception>
    public static NestedModelTest Of(FitReport smaller, FitReport larger)
    {
        var more = Guard.NotNull(larger).ParameterNames.Count - Guard.NotNull(smaller).ParameterNames.Count;
        if (more < 1 || !smaller.Observations.Equals(larger.Observations) || !smaller.Aic.IsDefined || !larger.Aic.IsDefined)
        {
            throw new ArgumentException("The larger model must have more parameters and the same customers, and both must be fits.", nameof(larger));
        }

        return new NestedModelTest(Math.Max(0, 2 * (larger.Objective - smaller.Objective)), more);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"χ² {Guard.Text(Statistic)} on {Guard.Text(DegreesOfFreedom)}, p {Guard.Text(PValue)}";
}
