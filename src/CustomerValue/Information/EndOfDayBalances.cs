using System.Data;

namespace CustomerValue.Information;

/// <summary>The close of every account on every day it moved, up to an as-of day.</summary>
/// <remarks>
/// <para>From transactions: the rows of a day are not in booking order, so the close is the booked balance closest to the previous close plus the
/// day's net flow; how often that fits is in <see cref="Reconciliation"/>. Each day chains from the booked close of the day before, never from a sum over years, so
/// that rounded amounts do not drift. Taking the last row of a day instead was wrong on one account-day in ten of a real bank.</para>
/// <para>Memory: 20 bytes an account-day. Immutable and thread-safe.</para>
/// </remarks>
public sealed class EndOfDayBalances
{
    private readonly int[] start;
    private readonly int[] days;
    private readonly decimal[] closes;
    private readonly KeyIndex accounts;

    internal EndOfDayBalances(
        KeyIndex accounts,
        int[] start,
        int[] days,
        decimal[] closes,
        Day asOf,
        Day knownAt,
        string currency,
        DataQuality quality,
        BalanceReconciliation reconciliation)
    {
        this.accounts = accounts;
        this.start = start;
        this.days = days;
        this.closes = closes;
        AsOf = asOf;
        KnownAt = knownAt;
        Currency = currency;
        Quality = quality;
        Reconciliation = reconciliation;
    }

    /// <summary>The last day that may be asked about.</summary>
    public Day AsOf { get; }

    /// <summary>The day at whose end it was known.</summary>
    public Day KnownAt { get; }

    /// <summary>The currency of all balances.</summary>
    public string Currency { get; }

    /// <summary>What became of the rows that were read.</summary>
    public DataQuality Quality { get; }

    /// <summary>How well booked balances follow from the transactions; without days where balances were reported, not booked.</summary>
    public BalanceReconciliation Reconciliation { get; }

    /// <summary>Accounts with at least one close, in key order.</summary>
    public IReadOnlyList<RecordKey> Accounts => accounts;

    /// <summary>Number of closes.</summary>
    public int AccountDays => days.Length;

    /// <summary>Closes by the chain rule, to the cent.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <exception cref="OverflowException">A sum leaves the range of decimal.</exception>
    public static EndOfDayBalances FromTransactions(LedgerSnapshot snapshot) => FromTransactions(snapshot, BalanceOptions.Default);

    /// <summary>Closes by the chain rule.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <param name="options">The tolerance, and how many gaps are listed.</param>
    /// <exception cref="OverflowException">A sum leaves the range of decimal.</exception>
    public static EndOfDayBalances FromTransactions(LedgerSnapshot snapshot, BalanceOptions options) =>
        BalanceChain.Build(Guard.NotNull(snapshot), Guard.NotNull(options));

    /// <summary>Closes as the bank reports them.</summary>
    /// <param name="observations">Balances at the end of days, in any order; read once.</param>
    /// <param name="asOf">The last day that counts.</param>
    /// <param name="knownAt">The day at whose end the balances were known.</param>
    /// <param name="options">What to do with bad rows, and which currency.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">The rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static EndOfDayBalances FromObservations(
        IEnumerable<BalanceObservation> observations,
        Day asOf,
        Day knownAt,
        LoadOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(observations);
        return ObservedBalances.Build(RecordTables.Balances(observations, options, progress, cancellation), asOf, knownAt);
    }

    /// <summary>Closes as the bank reports them, from an open reader that stays the caller's, row after row.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a balance of a row, column by column.</param>
    /// <param name="asOf">The last day that counts.</param>
    /// <param name="knownAt">The day at whose end the balances were known.</param>
    /// <param name="options">What to do with bad rows, and which currency.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; the rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static EndOfDayBalances FromObservations(
        IDataReader reader,
        Func<SourceRow, BalanceObservation> map,
        Day asOf,
        Day knownAt,
        LoadOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(reader);
        Guard.NotNull(map);
        return ObservedBalances.Build(RecordTables.Balances(reader, map, options, progress, cancellation), asOf, knownAt);
    }

    /// <summary>The balance at the end of a day, carried forward from the last close; null before the first, when the account was no customer's yet.</summary>
    /// <param name="account">The account's key.</param>
    /// <param name="day">A day, not after <see cref="AsOf"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is after the as-of day.</exception>
    public decimal? BalanceOn(RecordKey account, Day day) => Place(account, day) is >= 0 and var place ? closes[place] : null;

    /// <summary>Days since the close that <see cref="BalanceOn"/> carries forward; null before the first.</summary>
    /// <param name="account">The account's key.</param>
    /// <param name="day">A day, not after <see cref="AsOf"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is after the as-of day.</exception>
    public int? AgeOn(RecordKey account, Day day) => Place(account, day) is >= 0 and var place ? day.Number - days[place] : null;

    /// <summary>The day of the account's first close; null when it has none.</summary>
    /// <param name="account">The account's key.</param>
    public Day? FirstDayOf(RecordKey account) => accounts.Find(account) is >= 0 and var place ? Day.FromNumber(days[start[place]]) : null;

    /// <summary>The closes of one account by day; empty when it has none.</summary>
    /// <param name="account">The account's key.</param>
    public IReadOnlyList<KeyValuePair<Day, decimal>> ClosesOf(RecordKey account)
    {
        var place = accounts.Find(account);
        return place < 0
            ? []
            : Enumerable.Range(start[place], start[place + 1] - start[place])
                .Select(i => new KeyValuePair<Day, decimal>(Day.FromNumber(days[i]), closes[i]))
                .ToArray();
    }

    internal int Find(RecordKey account) => accounts.Find(account);

    internal int FirstClose(int account) => start[account];

    internal int FirstDay(int account) => days[start[account]];

    /// <summary>The close that holds at the end of a day, or −1.</summary>
    internal int LastClose(int account, int day)
    {
        var place = Array.BinarySearch(days, start[account], start[account + 1] - start[account], day);
        place = place >= 0 ? place : ~place - 1;
        return place >= start[account] ? place : -1;
    }

    internal decimal CloseAt(int place) => closes[place];

    internal int DayAt(int place) => days[place];

    private int Place(RecordKey account, Day day)
    {
        if (day > AsOf)
        {
            throw new ArgumentOutOfRangeException(nameof(day), $"{day} is after the as-of day {AsOf}: nothing is known of it.");
        }

        var place = accounts.Find(account);
        return place < 0 ? -1 : LastClose(place, day.Number);
    }
}
