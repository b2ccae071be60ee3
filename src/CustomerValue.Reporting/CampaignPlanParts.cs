namespace CustomerValue.Reporting;

/// <summary>What a campaign plan's report holds beside the plan.</summary>
public sealed record CampaignPlanParts
{
    /// <summary>Nothing beside the plan.</summary>
    public static CampaignPlanParts Default { get; } = new();

    /// <summary>Interval of the plan's whole value, such as one from a bootstrap; null when there is none, and the report says so.</summary>
    public ConfidenceInterval? ValueInterval { get; init; }

    /// <summary>Profit by depth of contact, with budget and optimum; null when not drawn.</summary>
    public Chart? ProfitByDepth { get; init; }

    /// <summary>How many are held back, how they are drawn, and what that can show.</summary>
    public IReadOnlyList<string> Holdout { get; init => field = value is { Count: 0 } ? [] : ReportBuilder.Lines(value, nameof(Holdout)); } = [];

    /// <summary>Who gets nothing, by rule: consent, contact pause, capacity.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> WithoutOffer { get; init => field = Guard.NotNull(value, nameof(WithoutOffer)); } = [];

    /// <summary>Further charts: power of the hold-out, fairness.</summary>
    public IReadOnlyList<Chart> Further { get; init => field = Guard.NotNull(value, nameof(Further)); } = [];

    /// <summary>Who signs: one line a person or role.</summary>
    public IReadOnlyList<string> SignedBy { get; init => field = ReportBuilder.Lines(value, nameof(SignedBy)); } = ["Campaign owner", "Risk", "Data protection"];
}
