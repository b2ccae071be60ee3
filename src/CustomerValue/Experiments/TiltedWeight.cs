using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>The weight of a customer as a function of his log-odds η of being treated, and its slope: from η itself, so that propensities near 0 or 1 lose nothing.</summary>
internal static class TiltedWeight
{
    public static double Of(Estimand estimand, bool isTreated, double logOdds)
    {
        var own = isTreated ? -logOdds : logOdds;
        return estimand switch
        {
            Estimand.All => 1 + Elementary.Exp(own),
            Estimand.Treated => isTreated ? 1 : Elementary.Exp(own),
            Estimand.Controls => isTreated ? Elementary.Exp(own) : 1,
            _ => Elementary.Logistic(own),
        };
    }

    /// <summary>The derivative by η of a weight that <see cref="Of"/> gave.</summary>
    public static double Slope(Estimand estimand, bool isTreated, double weight)
    {
        var size = estimand switch
        {
            Estimand.All => weight - 1,
            Estimand.Treated => isTreated ? 0 : weight,
            Estimand.Controls => isTreated ? weight : 0,
            _ => weight * (1 - weight),
        };
        return isTreated ? -size : size;
    }
}
