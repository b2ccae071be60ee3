using CustomerValue.Information;
using CustomerValue.Segmentation;
using FourInOne.CzechBank;

namespace FourInOne.Banks;

/// <summary>What the four steps need of a bank, wherever it comes from.</summary>
internal sealed record BankRecords
{
    public string Name { get; init; } = string.Empty;

    public string Currency { get; init; } = string.Empty;

    public StudyCalendar Calendar { get; init; } = new(default, default, default);

    /// <summary>Value tiers of household assets.</summary>
    public ValueTiers Tiers { get; init; } = ValueTierNames.From(1, 2, 3);

    /// <summary>By how much a booked balance may miss the one that follows from the movements.</summary>
    public decimal BalanceTolerance { get; init; }

    /// <summary>The movements that count as purchases in lifetime models.</summary>
    public IReadOnlyList<TransactionKind> PurchaseKinds { get; init; } = [];

    /// <summary>Weight of the penalty that keeps the parameters of the purchase model finite; 0 for plain maximum likelihood.</summary>
    public double PurchasePenalty { get; init; }

    /// <summary>What became of the lines of the files; empty for records that come from no file.</summary>
    public IReadOnlyList<FileReading> Readings { get; init; } = [];

    public IReadOnlyList<Client> Clients { get; init; } = [];

    public IReadOnlyList<Account> Accounts { get; init; } = [];

    public IReadOnlyList<Disposition> Dispositions { get; init; } = [];

    public IReadOnlyList<ProductHolding> Holdings { get; init; } = [];

    /// <summary>Every movement, to be read once.</summary>
    public IEnumerable<Transaction> Transactions { get; init; } = [];

    public CampaignTerms Terms { get; init; } = new();

    /// <summary>The campaigns of a synthetic bank; null for a bank that ran none.</summary>
    public SyntheticCampaigns? Campaigns { get; init; }
}
