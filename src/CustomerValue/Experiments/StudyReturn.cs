namespace CustomerValue.Experiments;

/// <summary>What the campaign returned on its cost, by one estimate of the assets that it brought.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class StudyReturn
{
    internal StudyReturn(StudyEstimate estimate, CampaignReturn value)
    {
        Estimate = estimate;
        Return = value;
    }

    /// <summary>The estimate behind it: marketing minus another group, in assets.</summary>
    public StudyEstimate Estimate { get; }

    /// <summary>Gain, cost and gain per unit of cost, for all customers of the marketing group.</summary>
    public CampaignReturn Return { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Estimate.Estimator}, against {Estimate.Subtrahend}: {Return}";
}
