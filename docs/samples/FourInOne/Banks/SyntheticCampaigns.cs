using CustomerValue.Testing;

namespace FourInOne.Banks;

/// <summary>One bank, two pasts: the same households up to the as-of day, then a campaign with chosen or with drawn customers.</summary>
/// <param name="Chosen">The model recommended, and the branch picked among the recommended whom it liked.</param>
/// <param name="Drawn">The model recommended, and lots decided among the recommended.</param>
internal sealed record SyntheticCampaigns(SyntheticBank Chosen, SyntheticBank Drawn);
