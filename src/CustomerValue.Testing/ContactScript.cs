using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Testing;

/// <summary>An adult's product holdings and contacts.</summary>
internal sealed class ContactScript(SyntheticBank bank)
{
    /// <summary>Everyday contacts a month.</summary>
    private const double ContactRate = 0.08;

    private const int CampaignDays = 28;

    private readonly int start = bank.Options.Start.Number;
    private readonly int asOf = bank.AsOf.Number;
    private readonly int end = bank.End.Number;

    public IEnumerable<(string Product, Day From, Day? To)> Holdings(HouseholdScript household, AssetScript assets, int member)
    {
        if (household.Segment == HouseholdSegment.Dormant && RespondedOn(household, assets, member) is null)
        {
            yield break;
        }

        var stream = RandomStream.Open(bank.Seed, "holdings", household.CustomerId(member));
        var person = household.Members[member];
        var age = (start - person.Born.Number) / 365.25;
        var active = household.Segment != HouseholdSegment.Dormant;
        var joined = household.Joined;
        if (person.HasCard)
        {
            yield return ("card", joined, null);
        }

        if (active && Draws.Chance(stream, person.SalaryCents > 0 ? 0.15 : 0.04))
        {
            // Loans run five years; some end within the records.
            var from = start - stream.NextInt(1_800);
            yield return ("loan", Day.FromNumber(from), Day.FromNumber(from + 1_826));
        }

        if (active && Draws.Chance(stream, age is > 28 and < 60 ? 0.25 : 0.05))
        {
            yield return ("mortgage", joined, null);
        }

        if (active && Draws.Chance(stream, 0.3))
        {
            yield return ("insurance", Day.FromNumber(joined.Number + stream.NextInt(asOf - joined.Number)), null);
        }

        if (household.HasFund && member == 0)
        {
            yield return ("fund", joined, null);
        }

        if (RespondedOn(household, assets, member) is { } day)
        {
            yield return (SyntheticBank.CampaignProduct, day, null);
        }
    }

    public List<Contact> Contacts(HouseholdScript household, AssetScript assets, int member)
    {
        var contacts = new List<Contact>();
        var stream = RandomStream.Open(bank.Seed, "contacts", household.CustomerId(member));
        var digital = household.Members[member].DigitalUse;
        var mean = household.Segment == HouseholdSegment.Dormant ? 0 : ContactRate * (bank.Options.HistoryMonths + bank.Options.OutcomeMonths);
        var count = Draws.Poisson(stream, mean);
        for (var i = 0; i < count; i++)
        {
            contacts.Add(Make(start + stream.NextInt(end - start + 1), Channel(stream, digital), string.Empty, null));
        }

        if (assets.Group == CampaignGroup.Marketing)
        {
            var first = asOf + 1 + stream.NextInt(CampaignDays);
            var second = Draws.Chance(stream, 0.4) ? first + 1 + stream.NextInt(CampaignDays) : int.MaxValue;
            var responded = RespondedOn(household, assets, member);

            // The answer is booked on the last contact before it; some take the product before anybody called.
            var answersSecond = responded is { } day && day.Number >= second;
            contacts.Add(Make(first, Channel(stream, digital), SyntheticBank.CampaignProduct, responded is { } on && on.Number >= first && !answersSecond ? responded : null));
            if (second <= end)
            {
                contacts.Add(Make(second, Channel(stream, digital), SyntheticBank.CampaignProduct, answersSecond ? responded : null));
            }
        }

        contacts.Sort((left, right) => left.Day.CompareTo(right.Day));
        return contacts;

        Contact Make(int day, string channel, string campaign, Day? respondedOn) =>
            new() { Customer = household.CustomerId(member), Day = Day.FromNumber(day), Channel = channel, Campaign = campaign, RespondedOn = respondedOn };
    }

    private Day? RespondedOn(HouseholdScript household, AssetScript assets, int member)
    {
        var response = ResponseScript.Draw(bank.Seed, bank.Options, household, assets, member);
        var responds = assets.Group == CampaignGroup.Marketing ? response.IfTreated : response.IfControl;
        return responds ? Day.FromNumber(asOf + 1 + (int)(response.When * (end - asOf))) : null;
    }

    // The app's share grows with digital use; the rest is shared by branch, phone and mail 4 : 3 : 3.
    private static string Channel(RandomStream stream, double digital)
    {
        var app = Draws.Chance(stream, 0.8 * digital);
        var u = stream.NextInt(10);
        return app ? "app" : u < 4 ? "branch" : u < 7 ? "phone" : "mail";
    }
}
