using CustomerValue.Experiments;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 4: what the last campaign added, and the next one designed so that it can be told.</summary>
internal static class ExperimentStep
{
    public static CampaignFeedback Run(CustomerPicture picture, CustomerTargets targets, ulong seed, Screen screen)
    {
        var next = NextCampaign.Design(picture, targets);
        return picture.Bank.Campaigns is { } campaigns
            ? new CampaignFeedback
            {
                Next = next,
                Chosen = screen.Work("Studying the campaign that chose", _ => CampaignStudy.Of(campaigns.Chosen, StudyDesign.Chosen, picture)),
                Drawn = screen.Work("Studying the campaign that drew lots", _ => CampaignStudy.Of(campaigns.Drawn, StudyDesign.RandomizedCampaign, picture)),
                Adjusted = screen.Work("Comparing like with like", _ => AdjustedCampaign.Study(campaigns.Chosen, StudyDesign.Chosen, picture)),
            }
            : new CampaignFeedback
            {
                Next = next,
                Placebo = screen.Work("Running placebo campaigns", progress => PlaceboStudy.Run(picture, seed, progress)),
                Picked = screen.Work("Picking groups without a campaign", progress => PickedPlacebo.Run(picture, seed, progress)),
            };
    }
}
