using CustomerValue.Evaluation;
using CustomerValue.Information;
using CustomerValue.Propensity;
using CustomerValue.Testing;
using CustomerValue.Uplift;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>What the last campaign changed, client by client: learned where lots decided, among the recommended.</summary>
internal sealed record CampaignUplift
{
    private const int Folds = 5;

    private static readonly FeatureMap<CampaignClient> Features = new FeatureMap<CampaignClient>()
        .Number("assets", c => (double)c.Household.AssetsBefore)
        .Number("assets_change", c => (double)(c.Household.AssetsBefore - c.Household.AssetsSixMonthsBefore))
        .Number("digital_use", c => c.DigitalUse)
        .Number("salary", c => (double)c.MonthlySalary)
        .Number("age", c => c.Age)
        .Number("clients", c => c.Household.ClientCount);

    private static readonly EncoderOptions Encoding = new() { Scaling = Scaling.Standardize, SignedLog = ["assets", "assets_change", "salary"] };

    /// <summary>The recommended clients.</summary>
    public required IReadOnlyList<CampaignClient> Clients { get; init; }

    /// <summary>Uplift of each, by a model fitted to the other folds.</summary>
    public required double[] Unseen { get; init; }

    /// <summary>How well those scores rank.</summary>
    public required UpliftRanking Ranking { get; init; }

    /// <summary>Sum of its clients' uplifts for each recommended household.</summary>
    public required IReadOnlyDictionary<RecordKey, double> ByHousehold { get; init; }

    public static CampaignUplift Learn(SyntheticBank drawn, ulong seed, Screen screen)
    {
        var clients = drawn.EnumerateCampaignClients().Where(c => c.Household.Group != CampaignGroup.NonRecommended).ToArray();
        var treated = Array.ConvertAll(clients, c => c.Household.Group == CampaignGroup.Marketing);
        var responded = Array.ConvertAll(clients, c => c.Responded ? 1.0 : 0);
        var unseen = screen.Work("Learning what the campaign changed", _ => ScoreUnseen(clients, treated, responded, seed));
        return new CampaignUplift
        {
            Clients = clients,
            Unseen = unseen,
            Ranking = UpliftRanking.Of(unseen, treated, responded),
            ByHousehold = clients.Zip(unseen).GroupBy(pair => pair.First.Household.Household).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Second)),
        };
    }

    // Members of a household stay in one fold: they answer alike, and would tell on each other.
    private static double[] ScoreUnseen(CampaignClient[] clients, bool[] treated, double[] responded, ulong seed)
    {
        var number = new Dictionary<RecordKey, int>();
        var households = Array.ConvertAll(clients, c => number.TryAdd(c.Household.Household, number.Count) ? number.Count - 1 : number[c.Household.Household]);
        var table = Features.ToTable(clients);
        var scores = new double[clients.Length];
        CrossValidation.OutOfFold(
            FoldPlan.Grouped(households, Folds, seed),
            (train, test, destination) =>
            {
                var learned = table.Rows(train);
                var encoder = FeatureEncoder.Fit(learned, Encoding);
                var model = TwoModelUplift.Fit(encoder.Encode(learned), Picked.From(treated, train), Picked.From(responded, train));
                model.Uplift(encoder.Encode(table.Rows(test)), destination);
            },
            scores);
        return scores;
    }
}
