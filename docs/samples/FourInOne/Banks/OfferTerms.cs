namespace FourInOne.Banks;

/// <summary>An offer of the next campaign and what it is assumed to cost and to move.</summary>
/// <param name="Name">What the customer gets.</param>
/// <param name="Channel">How it reaches the customer.</param>
internal sealed record OfferTerms(string Name, string Channel)
{
    /// <summary>Cost of one contact.</summary>
    public double Cost { get; init; }

    /// <summary>Share of the full effect that this channel brings, 0 to 1.</summary>
    public double Strength { get; init; }

    /// <summary>Households that the channel can reach, as a share of all.</summary>
    public double CapacityShare { get; init; }
}
