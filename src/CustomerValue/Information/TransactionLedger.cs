using System.Data;

namespace CustomerValue.Information;

/// <summary>All transactions of a bank, every version of them, in one currency; asked as of a day.</summary>
/// <remarks>
/// <para>The same id again: identical content is a duplicate and counted; other content with a later known-at is a correction that holds from then on,
/// while earlier snapshots stay as they were; other content with the same known-at is a contradiction, and none of those rows is taken. Rows without an id
/// are all kept. The result does not depend on the order of the rows.</para>
/// <para>Memory: about 70 bytes a transaction, twice that while loading; a snapshot adds 4 bytes a row. Rows are read once, one at a time.
/// Immutable and thread-safe.</para>
/// </remarks>
public sealed class TransactionLedger
{
    private readonly LedgerRows rows;
    private readonly bool isCurrencyAsked;

    internal TransactionLedger(LedgerRows rows, DataQuality quality, string currency, bool isCurrencyAsked, Day? completeThrough)
    {
        this.isCurrencyAsked = isCurrencyAsked;
        this.rows = rows;
        Quality = quality;
        Currency = currency;
        CompleteThrough = completeThrough;
    }

    /// <summary>What became of the rows.</summary>
    public DataQuality Quality { get; }

    /// <summary>The currency of all amounts; empty for the bank's only one.</summary>
    public string Currency { get; }

    /// <summary>The last day for which every row is there; null when the load did not say.</summary>
    public Day? CompleteThrough { get; }

    /// <summary>Accounts with at least one row, in key order.</summary>
    public IReadOnlyList<RecordKey> Accounts => rows.Accounts;

    /// <summary>Reads transactions with the default options.</summary>
    /// <param name="transactions">The rows, in any order; read once.</param>
    /// <exception cref="ArgumentException">The rows are in more than one currency.</exception>
    public static TransactionLedger Load(IEnumerable<Transaction> transactions) => Load(transactions, LoadOptions.Default);

    /// <summary>Reads transactions.</summary>
    /// <param name="transactions">The rows, in any order; read once.</param>
    /// <param name="options">What to do with bad rows, which day counts, which currency.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">The rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static TransactionLedger Load(
        IEnumerable<Transaction> transactions,
        LoadOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(transactions);
        return LedgerBuilder.Build(_ => RowMeter.Watch(transactions, LedgerBuilder.Source, progress, cancellation), Guard.NotNull(options));
    }

    /// <summary>Reads transactions from an open reader that stays the caller's, row after row.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a transaction of a row, column by column.</param>
    /// <param name="options">What to do with bad rows, which day counts, which currency.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; the rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static TransactionLedger Load(
        IDataReader reader,
        Func<SourceRow, Transaction> map,
        LoadOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(reader);
        Guard.NotNull(map);
        return LedgerBuilder.Build(log => RowMeter.Watch(SourceRows.Read(reader, map, log), LedgerBuilder.Source, progress, cancellation), Guard.NotNull(options));
    }

    /// <summary>What counted at the end of a day and was known then.</summary>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is after <see cref="CompleteThrough"/>.</exception>
    public LedgerSnapshot AsOf(Day asOf) => AsOf(asOf, asOf);

    /// <summary>What counted at the end of one day, as known at the end of another.</summary>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="asOf"/> is after <see cref="CompleteThrough"/>.</exception>
    public LedgerSnapshot AsOf(Day asOf, Day knownAt)
    {
        var view = LedgerView.Of(rows, 0, Complete(asOf, nameof(asOf)).Number, knownAt.Number);
        return new(view, asOf, knownAt, Quality, isCurrencyAsked || view.NamesCurrency ? Currency : string.Empty, rows.Accounts.Count);
    }

    /// <summary>What happened strictly after one day up to the end of another: for labels and holdouts, never for features.</summary>
    /// <param name="after">The as-of day of the features; rows dated on it are out.</param>
    /// <param name="until">The last day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="until"/> is after <see cref="CompleteThrough"/>.</exception>
    /// <exception cref="ArgumentException">The window is empty: <paramref name="until"/> is not after <paramref name="after"/>.</exception>
    public OutcomeWindow Outcomes(Day after, Day until, Day knownAt) => until > after
        ? new OutcomeWindow(LedgerView.Of(rows, after.Number + 1, Complete(until, nameof(until)).Number, knownAt.Number), after, until, knownAt, Currency)
        : throw new ArgumentException($"The window after {after} until {until} is empty.", nameof(until));

    internal TransactionLedger Without(HashSet<RecordKey> accounts) => new(rows.Without(accounts), Quality, Currency, isCurrencyAsked, CompleteThrough);

    private Day Complete(Day day, string name) => CompleteThrough is null || day <= CompleteThrough.Value
        ? day
        : throw new ArgumentOutOfRangeException(name, $"{day} is after {CompleteThrough}, up to which the load is complete: rows may be lacking.");
}
