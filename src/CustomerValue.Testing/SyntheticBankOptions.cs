namespace CustomerValue.Testing;

/// <summary>What can be chosen about a synthetic bank; the defaults make a plausible European retail bank.</summary>
public sealed record SyntheticBankOptions
{
    /// <summary>The defaults.</summary>
    public static SyntheticBankOptions Default { get; } = new();

    /// <summary>First day of the records, the first of a month of the years 1900 to 9900. Default 2022-01-01.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not the first of a month, or in another year.</exception>
    public Day Start
    {
        get;
        init => field = value is { DayOfMonth: 1, Year: >= 1900 and <= 9900 }
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Start), $"Start is {value.ToString()}; it must be the first day of a month of the years 1900 to 9900.");
    } = new(2022, 1, 1);

    /// <summary>Whole months of history before the campaign, 6 to 120. Default 24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 6 … 120.</exception>
    public int HistoryMonths { get; init => field = Guard.Between(value, 6, 120, nameof(HistoryMonths)); } = 24;

    /// <summary>Whole months after the campaign's start, 1 to 60. Default 12: one year on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 1 … 60.</exception>
    public int OutcomeMonths { get; init => field = Guard.Between(value, 1, 60, nameof(OutcomeMonths)); } = 12;

    /// <summary>How customers came into the campaign. Default <see cref="CampaignTargeting.Confounded"/>.</summary>
    public CampaignTargeting Targeting { get; init; } = CampaignTargeting.Confounded;

    /// <summary>Share marketed to among the recommended where a coin decides, between 0 and 1. Default 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double MarketedShare { get; init => field = Guard.OpenUnit(value, nameof(MarketedShare)); } = 0.5;

    /// <summary>Share recommended under <see cref="CampaignTargeting.Randomized"/>, between 0 and 1. Default 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public double RecommendedShare { get; init => field = Guard.OpenUnit(value, nameof(RecommendedShare)); } = 0.5;

    /// <summary>
    /// Weight in the branch's choice of a trait that also moves assets and is in no table. Default 0: everything that confounds is recorded.
    /// At 1 the trait weighs as much as a standard deviation of log-assets, and no adjustment can remove the bias.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double HiddenConfounding { get; init => field = Guard.NonNegative(value, nameof(HiddenConfounding)); }

    /// <summary>Multiplies every campaign effect (on the log scale). Default 1; 0 makes a placebo bank in which the campaign does nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double EffectScale { get; init => field = Guard.NonNegative(value, nameof(EffectScale)); } = 1;

    /// <summary>BG/NBD r: shape of the Gamma distribution of card purchase rates. Default 1.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite and positive.</exception>
    public double PurchaseR { get; init => field = Guard.Positive(value, nameof(PurchaseR)); } = 1.2;

    /// <summary>BG/NBD α: rate of that Gamma distribution, in weeks. Default 5, so that the mean is r/α = 0.24 purchases a week.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite and positive.</exception>
    public double PurchaseAlpha { get; init => field = Guard.Positive(value, nameof(PurchaseAlpha)); } = 5;

    /// <summary>BG/NBD a of the Beta distribution of dropout probabilities. Default 0.8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite and positive.</exception>
    public double PurchaseA { get; init => field = Guard.Positive(value, nameof(PurchaseA)); } = 0.8;

    /// <summary>BG/NBD b of that Beta distribution. Default 8, so that one repeat purchase in eleven is the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite and positive.</exception>
    public double PurchaseB { get; init => field = Guard.Positive(value, nameof(PurchaseB)); } = 8;

    /// <summary>Gamma-Gamma p: shape of one customer's amounts. Default 6.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite and positive.</exception>
    public double SpendP { get; init => field = Guard.Positive(value, nameof(SpendP)); } = 6;

    /// <summary>Gamma-Gamma q: shape of the scale across customers. Default 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite and greater than 1 (the mean would not exist).</exception>
    public double SpendQ
    {
        get;
        init => field = double.IsFinite(value) && value > 1 ? value : throw Guard.OutOfRange(nameof(SpendQ), value, "must be finite and > 1");
    } = 4;

    /// <summary>Gamma-Gamma γ, in currency units. Default 15, so that the mean amount is pγ/(q − 1) = 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite and positive.</exception>
    public double SpendGamma { get; init => field = Guard.Positive(value, nameof(SpendGamma)); } = 15;
}
