using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Rao's score test: how steep the likelihood is where the tested coefficients are 0 and the others are fitted; χ² if they are 0.</summary>
/// <remarks>Needs no fit of the larger model, so it exists where the classes separate. Source: Rao, C. R. (1948), Proceedings of the Cambridge Philosophical Society 44, 50–57. Immutable and thread-safe.</remarks>
public sealed class ScoreTest
{
    internal ScoreTest(double statistic, int degreesOfFreedom)
    {
        Statistic = Math.Max(0, statistic);
        DegreesOfFreedom = degreesOfFreedom;
        PValue = ChiSquaredDistribution.Survival(Statistic, degreesOfFreedom);
        LogPValue = ChiSquaredDistribution.LogSurvival(Statistic, degreesOfFreedom);
    }

    /// <summary>Uᵀ I⁻¹ U with the score and the expected information of all coefficients at the fit without the tested ones.</summary>
    public double Statistic { get; }

    /// <summary>Number of coefficients tested.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Upper tail of χ².</summary>
    public double PValue { get; }

    /// <summary>Natural logarithm of <see cref="PValue"/>.</summary>
    public double LogPValue { get; }
}
