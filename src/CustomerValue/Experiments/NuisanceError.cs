namespace CustomerValue.Experiments;

/// <summary>What the error of a doubly robust estimate allows for.</summary>
public enum NuisanceError
{
    /// <summary>The influence function of the estimate: right where both models are (for effects on all with divisor n − 1, else n).</summary>
    Influence = 0,

    /// <summary>M-estimation: the scores of propensity and outcome models are stacked, right also where one of the two models is wrong.</summary>
    Stacked,
}
