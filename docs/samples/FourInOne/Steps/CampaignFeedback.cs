using CustomerValue.Experiments;

namespace FourInOne.Steps;

/// <summary>What step 4 hands back to step 1 of the next round.</summary>
internal sealed record CampaignFeedback
{
    public required NextCampaign Next { get; init; }

    /// <summary>The study of the campaign whose customers the branch chose; null for a bank without campaign.</summary>
    public CampaignStudy? Chosen { get; init; }

    /// <summary>The study of the same campaign with customers drawn by lot; null for a bank without campaign.</summary>
    public CampaignStudy? Drawn { get; init; }

    /// <summary>The study of campaigns that never were; null for a bank with a real one.</summary>
    public PlaceboStudy? Placebo { get; init; }

    /// <summary>The chosen campaign at equal known traits; null for a bank without campaign.</summary>
    public ThreeGroupStudy? Adjusted { get; init; }

    /// <summary>Studies of picked groups to whom nothing was done; null for a bank with a real campaign.</summary>
    public PickedPlacebo? Picked { get; init; }
}
