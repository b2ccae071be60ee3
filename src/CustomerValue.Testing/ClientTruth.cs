using CustomerValue.Information;

namespace CustomerValue.Testing;

/// <summary>The truth about an adult client of a synthetic bank: purchase behavior, and the response with and without the campaign.</summary>
public sealed class ClientTruth
{
    internal ClientTruth(HouseholdScript household, int member, CampaignGroup group, PurchaseScript purchases, ResponseScript response)
    {
        Client = household.CustomerId(member);
        Household = household.HouseholdId;
        Segment = household.Segment;
        Group = group;
        HasCard = household.Members[member].HasCard;
        PurchaseRate = purchases.Rate;
        DropoutProbability = purchases.DropoutProbability;
        MeanSpend = purchases.MeanSpend;
        IsAliveAtAsOf = purchases.IsAliveAtAsOf;
        ResponseProbabilityIfControl = response.ProbabilityIfControl;
        ResponseProbabilityIfTreated = response.ProbabilityIfTreated;
        RespondsIfControl = response.IfControl;
        RespondsIfTreated = response.IfTreated;
    }

    /// <summary>The client's key.</summary>
    public RecordKey Client { get; }

    /// <summary>The household's key.</summary>
    public RecordKey Household { get; }

    /// <summary>The household's hidden segment.</summary>
    public HouseholdSegment Segment { get; }

    /// <summary>The household's group.</summary>
    public CampaignGroup Group { get; }

    /// <summary>True when the client has a card; without one there are no purchases and the next four are 0 or false.</summary>
    public bool HasCard { get; }

    /// <summary>Card purchases a week while active: λ of the BG/NBD model.</summary>
    public double PurchaseRate { get; }

    /// <summary>Probability that a repeat purchase is the last: p of the BG/NBD model.</summary>
    public double DropoutProbability { get; }

    /// <summary>Expected amount of a purchase.</summary>
    public double MeanSpend { get; }

    /// <summary>True when the client had not dropped out by the as-of day.</summary>
    public bool IsAliveAtAsOf { get; }

    /// <summary>Probability of taking the promoted product without the campaign.</summary>
    public double ResponseProbabilityIfControl { get; }

    /// <summary>Probability of taking it with the campaign; below the other for those it puts off.</summary>
    public double ResponseProbabilityIfTreated { get; }

    /// <summary>Whether the client takes it without the campaign.</summary>
    public bool RespondsIfControl { get; }

    /// <summary>Whether the client takes it with the campaign.</summary>
    public bool RespondsIfTreated { get; }
}
