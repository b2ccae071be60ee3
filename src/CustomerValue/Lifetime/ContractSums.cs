using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Discounted sums of survivals of beta-geometric kind.</summary>
internal static class ContractSums
{
    /// <summary>ln ₂F₁(1, d+1; g+d+1; 1/(1+rate)): the discounted sum of the periods of one who has just been renewed with such a d.</summary>
    public static double LogDiscounted(double d, double g, double rate) =>
        SpecialFunctions.LogHypergeometric2F1(1, d + 1, g + d + 1, 1 / (1 + rate));
}
