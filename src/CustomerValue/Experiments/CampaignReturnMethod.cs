namespace CustomerValue.Experiments;

/// <summary>How the interval of a return on estimated cost is made.</summary>
public enum CampaignReturnMethod
{
    /// <summary>Fieller's (1954): all ratios that the data do not contradict; exact for normal estimates, and unbounded where the cost could be zero.</summary>
    Fieller = 0,

    /// <summary>Ratio ± critical × linearized error: symmetric, too short where the cost is uncertain.</summary>
    Delta,
}
