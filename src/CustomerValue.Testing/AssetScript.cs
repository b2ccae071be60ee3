using CustomerValue.Numerics;

namespace CustomerValue.Testing;

/// <summary>A household's assets month by month in both worlds, its campaign group and its effect. A reused buffer.</summary>
internal sealed class AssetScript(ulong seed, SyntheticBankOptions options)
{
    /// <summary>Share of the last six months' trend that goes on over the outcome months.</summary>
    private const double TrendPersistence = 0.3;

    /// <summary>Effect of a standard deviation of the hidden trait on log assets over the outcome months.</summary>
    private const double HiddenEffect = 0.06;

    private const int TrendMonths = 6;

    private readonly double[] logs = new double[options.HistoryMonths + options.OutcomeMonths + 1];
    private double meanLogGain;
    private double spread;

    /// <summary>Household assets in cents at the start and at each month's end, in the world that happened.</summary>
    public long[] Cents { get; } = new long[options.HistoryMonths + options.OutcomeMonths + 1];

    public CampaignGroup Group { get; private set; }

    public double RecommendationProbability { get; private set; }

    /// <summary>Probability of being marketed to, given being recommended.</summary>
    public double MarketingProbability { get; private set; }

    public double LogEffect { get; private set; }

    public long CentsBefore { get; private set; }

    public long CentsIfControl { get; private set; }

    public long CentsIfTreated { get; private set; }

    /// <summary>Standardized log assets on the as-of day, −3 to 3; −1.5 for none.</summary>
    public double AssetScore { get; private set; }

    /// <summary>Standardized trend of the last six months, −2 to 2.</summary>
    public double TrendScore { get; private set; }

    public void Load(HouseholdScript household)
    {
        var profile = SegmentProfile.Of(household.Segment);
        var history = options.HistoryMonths;
        var empty = household.Segment == HouseholdSegment.Dormant;
        var stream = RandomStream.Open(seed, "assets", household.Index);
        logs[0] = empty ? 0 : Elementary.Log(household.StartAssets);
        for (var m = 1; m <= history; m++)
        {
            logs[m] = logs[m - 1] + profile.Drift + profile.Volatility * Draws.Normal(stream);
        }

        var trend = logs[history] - logs[history - TrendMonths];
        AssetScore = empty ? -1.5 : Math.Clamp((logs[history] - 9.4) / 1.2, -3, 3);
        TrendScore = empty ? 0 : Math.Clamp(trend / 0.2, -2, 2);
        Assign(household);

        meanLogGain = options.OutcomeMonths * profile.Drift + TrendPersistence * trend + HiddenEffect * household.HiddenTrait;
        spread = profile.Volatility * Math.Sqrt(options.OutcomeMonths);
        LogEffect = empty ? 0 : options.EffectScale * profile.Effect * 2 * household.DigitalUse;
        var step = meanLogGain / options.OutcomeMonths;
        for (var m = history + 1; m < logs.Length; m++)
        {
            logs[m] = logs[m - 1] + step + profile.Volatility * Draws.Normal(stream);
        }

        // The effect grows linearly over the outcome months and is whole at their end.
        var treated = Group == CampaignGroup.Marketing;
        for (var m = 0; m < logs.Length; m++)
        {
            var gained = treated && m > history ? LogEffect * (m - history) / options.OutcomeMonths : 0;
            Cents[m] = empty ? 0 : ToCents(logs[m] + gained);
        }

        CentsBefore = Cents[history];
        CentsIfControl = empty ? 0 : ToCents(logs[logs.Length - 1]);
        CentsIfTreated = empty ? 0 : ToCents(logs[logs.Length - 1] + LogEffect);
    }

    /// <summary>Probability that the household ends in a higher value tier, given everything drawn before the campaign.</summary>
    public double PromotionProbability(bool treated)
    {
        var tier = SyntheticBank.TierOf(CentsBefore);
        if (CentsBefore == 0 || tier == SyntheticBank.TierThresholds.Count)
        {
            return 0;
        }

        var needed = Elementary.Log((double)SyntheticBank.TierThresholds[tier] / (CentsBefore / 100.0));
        return NormalDistribution.Survival((needed - meanLogGain - (treated ? LogEffect : 0)) / spread);
    }

    private void Assign(HouseholdScript household)
    {
        var blind = options.Targeting == CampaignTargeting.Randomized;
        RecommendationProbability = blind
            ? options.RecommendedShare
            : Elementary.Logistic(-0.4 + 0.8 * AssetScore + 0.6 * TrendScore);
        MarketingProbability = options.Targeting == CampaignTargeting.Confounded
            ? Math.Clamp(
                Elementary.Logistic(
                    -0.3 + 0.7 * AssetScore + 0.6 * TrendScore + 1.2 * (household.DigitalUse - 0.5) + options.HiddenConfounding * household.HiddenTrait),
                0.05,
                0.95)
            : options.MarketedShare;

        var stream = RandomStream.Open(seed, "campaign", household.Index);
        var recommended = Draws.Chance(stream, RecommendationProbability);
        var chosen = Draws.Chance(stream, MarketingProbability);
        Group = !recommended ? CampaignGroup.NonRecommended : chosen ? CampaignGroup.Marketing : CampaignGroup.Recommended;
    }

    private static long ToCents(double log) => (long)Math.Floor(100 * Elementary.Exp(log) + 0.5);
}
