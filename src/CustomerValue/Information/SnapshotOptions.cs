namespace CustomerValue.Information;

/// <summary>How a snapshot is cut.</summary>
public sealed record SnapshotOptions
{
    /// <summary>The defaults: customers are households, dormant after a year, balances to the cent.</summary>
    public static SnapshotOptions Default { get; } = new();

    /// <summary>Who a customer is.</summary>
    public CustomerLevel Level
    {
        get;
        init => field = value is >= CustomerLevel.Household and <= CustomerLevel.Account ? value : throw Guard.OutOfRange(nameof(Level), (int)value, "must be a known level");
    }

    /// <summary>Days without a row done by the customer that make an account dormant, ≥ 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int DormantAfterDays { get; init => field = Guard.AtLeast(value, 1, nameof(DormantAfterDays)); } = 365;

    /// <summary>How balances are chained where they are not reported.</summary>
    public BalanceOptions Balances { get; init => field = Guard.NotNull(value, nameof(Balances)); } = BalanceOptions.Default;

    /// <summary>How households are made; its strictness is that of the disposition table already.</summary>
    public HouseholdOptions Households { get; init => field = Guard.NotNull(value, nameof(Households)); } = HouseholdOptions.Default;

    /// <summary>Version of the caller's definitions (which rows are loaded how), written into lineage and digest.</summary>
    public string DefinitionVersion { get; init => field = Guard.NotNull(value, nameof(DefinitionVersion)); } = "1";
}
