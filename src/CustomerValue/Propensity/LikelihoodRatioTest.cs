using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Two nested models compared by twice the difference of their log-likelihoods, χ² under the smaller one.</summary>
public sealed class LikelihoodRatioTest
{
    internal LikelihoodRatioTest(double statistic, int degreesOfFreedom)
    {
        Statistic = Math.Max(0, statistic);
        DegreesOfFreedom = degreesOfFreedom;
        PValue = ChiSquaredDistribution.Survival(Statistic, degreesOfFreedom);
        LogPValue = ChiSquaredDistribution.LogSurvival(Statistic, degreesOfFreedom);
    }

    /// <summary>Twice the difference of the log-likelihoods, ≥ 0.</summary>
    public double Statistic { get; }

    /// <summary>Difference of the numbers of parameters.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Upper tail of χ².</summary>
    public double PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public double LogPValue { get; }
}
