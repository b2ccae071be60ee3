namespace CustomerValue.Testing;

/// <summary>The truth behind a synthetic bank: average effects, and everybody's potential outcomes.</summary>
/// <remarks>
/// Parameters of purchase behavior are the bank's <see cref="SyntheticBankOptions"/>: <c>PurchaseR</c>, <c>PurchaseAlpha</c> (weeks),
/// <c>PurchaseA</c>, <c>PurchaseB</c>, <c>SpendP</c>, <c>SpendQ</c>, <c>SpendGamma</c>. Holds a few numbers; the enumerations stream. Thread-safe.
/// </remarks>
public sealed class KnownTruth
{
    private readonly SyntheticBank bank;

    private KnownTruth(SyntheticBank bank, AverageEffect assets, AverageEffect promotion, AverageEffect response, AverageEffect responseProbability, long adults)
    {
        this.bank = bank;
        AssetEffect = assets;
        PromotionEffect = promotion;
        ResponseEffect = response;
        ResponseProbabilityEffect = responseProbability;
        AdultCount = adults;
    }

    /// <summary>Effect on household assets at the end of the outcome months, in currency units per household.</summary>
    public AverageEffect AssetEffect { get; }

    /// <summary>Effect on the share of households that end in a higher tier.</summary>
    public AverageEffect PromotionEffect { get; }

    /// <summary>Effect on the share of adult clients who take the promoted product.</summary>
    public AverageEffect ResponseEffect { get; }

    /// <summary>Mean difference of the adult clients' true response probabilities: <see cref="ResponseEffect"/> without the luck of the draw.</summary>
    public AverageEffect ResponseProbabilityEffect { get; }

    /// <summary>Number of adult clients.</summary>
    public long AdultCount { get; }

    /// <summary>The truth about each household, in the bank's order.</summary>
    public IEnumerable<HouseholdTruth> EnumerateHouseholds()
    {
        var assets = new AssetScript(bank.Seed, bank.Options);
        foreach (var household in bank.Households())
        {
            assets.Load(household);
            yield return new HouseholdTruth(household, assets);
        }
    }

    /// <summary>The truth about each adult client, in the bank's order.</summary>
    public IEnumerable<ClientTruth> EnumerateClients()
    {
        var assets = new AssetScript(bank.Seed, bank.Options);
        var purchases = new PurchaseScript(bank.Seed, bank.Options);
        foreach (var household in bank.Households())
        {
            assets.Load(household);
            for (var i = 0; i < household.AdultCount; i++)
            {
                purchases.Load(household.CustomerId(i), household.Members[i].HasCard);
                yield return new ClientTruth(household, i, assets.Group, purchases, ResponseScript.Draw(bank.Seed, bank.Options, household, assets, i));
            }
        }
    }

    internal static KnownTruth Of(SyntheticBank bank)
    {
        var (money, promotion, response, probability) = (new GroupSums(), new GroupSums(), new GroupSums(), new GroupSums());
        var assets = new AssetScript(bank.Seed, bank.Options);
        foreach (var household in bank.Households())
        {
            assets.Load(household);
            var tier = SyntheticBank.TierOf(assets.CentsBefore);
            var promoted = (SyntheticBank.TierOf(assets.CentsIfTreated) > tier ? 1 : 0) - (SyntheticBank.TierOf(assets.CentsIfControl) > tier ? 1 : 0);
            money.Add(assets.Group, (assets.CentsIfTreated - assets.CentsIfControl) / 100.0);
            promotion.Add(assets.Group, promoted);
            for (var i = 0; i < household.AdultCount; i++)
            {
                var draw = ResponseScript.Draw(bank.Seed, bank.Options, household, assets, i);
                response.Add(assets.Group, (draw.IfTreated ? 1 : 0) - (draw.IfControl ? 1 : 0));
                probability.Add(assets.Group, draw.ProbabilityIfTreated - draw.ProbabilityIfControl);
            }
        }

        return new KnownTruth(bank, money.ToEffect(), promotion.ToEffect(), response.ToEffect(), probability.ToEffect(), response.Count);
    }

    private sealed class GroupSums
    {
        private readonly double[] sums = new double[3];
        private readonly long[] counts = new long[3];

        public long Count => counts[0] + counts[1] + counts[2];

        public void Add(CampaignGroup group, double value)
        {
            sums[(int)group] += value;
            counts[(int)group]++;
        }

        public AverageEffect ToEffect() => new(
            (sums[0] + sums[1] + sums[2]) / Count,
            (sums[1] + sums[2]) / (counts[1] + counts[2]),
            sums[2] / counts[2]);
    }
}
