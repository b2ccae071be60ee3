namespace CustomerValue.Information;

/// <summary>How transactions are streamed into features, without a ledger of them.</summary>
public sealed record StreamOptions
{
    /// <summary>The defaults: lenient, by value day, a window of three months, balances to the cent.</summary>
    public static StreamOptions Default { get; } = new();

    /// <summary>What to do with bad rows, which day counts, which currency.</summary>
    public LoadOptions Load { get; init => field = Guard.NotNull(value, nameof(Load)); } = LoadOptions.Default;

    /// <summary>The window.</summary>
    public ActivityOptions Activity { get; init => field = Guard.NotNull(value, nameof(Activity)); } = ActivityOptions.Default;

    /// <summary>How balances are chained, where the order of rows allows it.</summary>
    public BalanceOptions Balances { get; init => field = Guard.NotNull(value, nameof(Balances)); } = BalanceOptions.Default;
}
