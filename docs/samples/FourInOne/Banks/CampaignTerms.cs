namespace FourInOne.Banks;

/// <summary>What the next campaign may cost and what it is assumed to bring: the bank's own figures, in its currency.</summary>
internal sealed record CampaignTerms
{
    public IReadOnlyList<OfferTerms> Offers { get; init; } = [];

    /// <summary>The budget, per household of the bank.</summary>
    public double BudgetPerHousehold { get; init; }

    /// <summary>Margin of a year from one household that responds.</summary>
    public double ValueOfResponse { get; init; }

    /// <summary>By how much an offer is assumed to shift the log-odds of a response, where no campaign has measured it.</summary>
    public double AssumedLogOdds { get; init; }
}
