using CustomerValue;
using CustomerValue.Experiments;
using CustomerValue.Information;
using FourInOne.Banks;

namespace FourInOne.Steps;

/// <summary>The next campaign as an experiment: whom the plan recommends, and which of those a keyed hash holds back.</summary>
internal sealed record NextCampaign
{
    /// <summary>The change of the promotion rate that should not be missed.</summary>
    public const double SoughtDifference = 0.05;

    public required IReadOnlyList<RecordKey> Households { get; init; }

    public required Assignment Assignment { get; init; }

    /// <summary>Group of each household of the picture's features.</summary>
    public required StudyGroup[] Groups { get; init; }

    /// <summary>Whether the recommended were split as designed.</summary>
    public required SampleRatioCheck SplitCheck { get; init; }

    /// <summary>Promotion rate expected of the recommended without a campaign.</summary>
    public required double ExpectedRate { get; init; }

    /// <summary>Customers per group that find <see cref="SoughtDifference"/>.</summary>
    public required SampleSize Needed { get; init; }

    /// <summary>The smallest difference of promotion rates that the groups at hand find.</summary>
    public required double SmallestFound { get; init; }

    public static NextCampaign Design(CustomerPicture picture, CustomerTargets targets)
    {
        var households = picture.Features.Keys;
        var assignment = new Assignment(Salt(picture.Bank.Calendar), [new AssignmentArm("recommended", 1), new AssignmentArm("marketing", 1)]);
        var groups = new StudyGroup[households.Count];
        for (var row = 0; row < groups.Length; row++)
        {
            groups[row] = targets.Offers.Plan.OfferOf(row) < 0 ? StudyGroup.NonRecommended
                : assignment.ArmOf(households[row].ToString()) == 0 ? StudyGroup.Recommended
                : StudyGroup.Marketing;
        }

        long heldBack = groups.Count(g => g == StudyGroup.Recommended), marketed = groups.Count(g => g == StudyGroup.Marketing);
        var rate = Enumerable.Range(0, groups.Length).Where(row => groups[row] != StudyGroup.NonRecommended).Average(row => targets.Promotion.Probabilities[row]);
        return new NextCampaign
        {
            Households = households,
            Assignment = assignment,
            Groups = groups,
            SplitCheck = assignment.Check([heldBack, marketed]),
            ExpectedRate = rate,
            Needed = SampleSize.ForProportions(rate, rate + SoughtDifference),
            SmallestFound = MinimumDetectableEffect.OfProportions(heldBack, marketed, rate),
        };
    }

    // A campaign has a salt of its own, or its groups would repeat the last one's.
    private static string Salt(StudyCalendar calendar) => $"campaign-after-{calendar.AsOf}";
}
