namespace CustomerValue.Experiments;

/// <summary>What becomes of customers whose propensity lies beyond a limit that the caller has set.</summary>
public enum ScoreLimitRule
{
    /// <summary>They are left out: the effect is then that on those who remain (Crump et al. 2009).</summary>
    LeaveOut = 0,

    /// <summary>Their propensity counts as the limit: nobody is lost, and the weights no longer balance.</summary>
    Clip,
}
