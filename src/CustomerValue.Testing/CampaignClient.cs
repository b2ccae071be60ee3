using CustomerValue.Information;

namespace CustomerValue.Testing;

/// <summary>An adult client in the synthetic campaign, as the bank sees it.</summary>
public sealed class CampaignClient
{
    internal CampaignClient(CampaignHousehold row, HouseholdScript household, int member, bool responded, Day asOf)
    {
        var person = household.Members[member];
        Client = household.CustomerId(member);
        Household = row;
        Age = (int)(asOf.DaysSince(person.Born) / 365.25);
        DigitalUse = person.DigitalUse;
        MonthlySalary = SyntheticBank.Money(person.SalaryCents);
        HasCard = person.HasCard;
        Responded = responded;
    }

    /// <summary>The client's key.</summary>
    public RecordKey Client { get; }

    /// <summary>The client's household: group and assets.</summary>
    public CampaignHousehold Household { get; }

    /// <summary>Whole years on the as-of day.</summary>
    public int Age { get; }

    /// <summary>Share of this client's business done digitally, 0 to 1.</summary>
    public double DigitalUse { get; }

    /// <summary>Salary or pension received here each month; 0 for none.</summary>
    public decimal MonthlySalary { get; }

    /// <summary>True when the client has a payment card.</summary>
    public bool HasCard { get; }

    /// <summary>True when the client took the promoted product in the outcome months.</summary>
    public bool Responded { get; }
}
