namespace CustomerValue.Information;

/// <summary>How booked balances are chained from day to day.</summary>
public sealed record BalanceOptions
{
    /// <summary>The defaults: to the cent, 100 gaps listed.</summary>
    public static BalanceOptions Default { get; } = new();

    /// <summary>The gap, ≥ 0 in the ledger's currency, up to which a day counts as reconciled; 0.01 unless told. Banks that round amounts need more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public decimal Tolerance
    {
        get;
        init => field = value >= 0 ? value : throw Guard.OutOfRange(nameof(Tolerance), (double)value, "must be ≥ 0");
    }
    = 0.01m;

    /// <summary>Gaps that are listed one by one, ≥ 0; totals are exact beyond it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int ReportedGaps
    {
        get;
        init => field = Guard.AtLeast(value, 0, nameof(ReportedGaps));
    }
    = 100;
}
