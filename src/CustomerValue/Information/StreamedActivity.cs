using System.Data;

namespace CustomerValue.Information;

/// <summary>Features of customers from transactions that are read once and not kept: memory for the customers, not for their rows.</summary>
/// <remarks>
/// <para>The figures are those of <see cref="ActivityFeatures"/> over a <see cref="TransactionLedger"/> of the same rows, to the last bit. What streaming
/// cannot see it refuses: it never guesses.</para>
/// <para>Rows account by account (<see cref="FromOrdered(IEnumerable{Transaction}, Day, Day, StreamOptions, IProgress{FitProgress}, CancellationToken)"/>):
/// all columns, corrections and reversals included; only rows of one account are held at a time, and an id that occurs on two accounts goes unnoticed.
/// Rows in any order (<see cref="FromUnordered(IEnumerable{Transaction}, Day, Day, StreamOptions, IProgress{FitProgress}, CancellationToken)"/>): recency, frequency,
/// flows and tenure; 16 bytes a visible transaction id tell duplicates, and a visible correction or reversal is an error, because the row it changes is gone.
/// Immutable and thread-safe.</para>
/// </remarks>
public sealed class StreamedActivity
{
    internal StreamedActivity(CustomerTable table, DataQuality quality, string currency)
    {
        Table = table;
        Quality = quality;
        Currency = currency;
    }

    /// <summary>A row for each account (or customer) with a visible row, in key order; columns are those of <see cref="ActivityFeatures"/>.</summary>
    public CustomerTable Table { get; }

    /// <summary>What became of the rows; in any order, duplicates are told among visible rows.</summary>
    public DataQuality Quality { get; }

    /// <summary>The currency of all amounts; empty for the bank's only one.</summary>
    public string Currency { get; }

    /// <summary>Accepted rows left out because they are dated after the as-of day.</summary>
    public long RowsAfterAsOf { get; internal init; }

    /// <summary>Accepted rows left out because they were not yet known.</summary>
    public long RowsNotYetKnown { get; internal init; }

    /// <summary>All activity features of accounts, from rows that come account by account.</summary>
    /// <param name="transactions">The rows; those of one account together, the accounts in any order; read once.</param>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <param name="options">How rows are read, and the window.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">An account comes back after another one; the rows are in more than one currency and none was asked for; or strict, and a row breaks a rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The day is after the day through which the load is complete.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static StreamedActivity FromOrdered(
        IEnumerable<Transaction> transactions,
        Day asOf,
        Day knownAt,
        StreamOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(transactions);
        return OrderedActivity.Run(_ => RowMeter.Watch(transactions, LedgerBuilder.Source, progress, cancellation), asOf, knownAt, Guard.NotNull(options));
    }

    /// <summary>All activity features of accounts, from an open reader that stays the caller's and gives rows account by account (<c>order by account</c>).</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a transaction of a row, column by column.</param>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <param name="options">How rows are read, and the window.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; an account comes back after another one; the rows are in more than one currency and none was asked for; or strict, and a row breaks a rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The day is after the day through which the load is complete.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static StreamedActivity FromOrdered(
        IDataReader reader,
        Func<SourceRow, Transaction> map,
        Day asOf,
        Day knownAt,
        StreamOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(reader);
        Guard.NotNull(map);
        return OrderedActivity.Run(
            log => RowMeter.Watch(SourceRows.Read(reader, map, log), LedgerBuilder.Source, progress, cancellation), asOf, knownAt, Guard.NotNull(options));
    }

    /// <summary>Recency, frequency, flows and tenure of accounts, from rows in any order.</summary>
    /// <param name="transactions">The rows; read once.</param>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <param name="options">How rows are read, and the window.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">
    /// A visible row corrects or takes back another; the rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or
    /// repeats another.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The day is after the day through which the load is complete.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static StreamedActivity FromUnordered(
        IEnumerable<Transaction> transactions,
        Day asOf,
        Day knownAt,
        StreamOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default) =>
        FromUnordered(transactions, key => key, asOf, knownAt, options, progress, cancellation);

    /// <summary>Recency, frequency, flows and tenure of customers, from rows in any order.</summary>
    /// <param name="transactions">The rows; read once.</param>
    /// <param name="customerOf">The customer an account counts for, such as <see cref="Households.KeyOfAccount"/>; a missing key leaves its rows out.</param>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <param name="options">How rows are read, and the window.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">
    /// A visible row corrects or takes back another; the rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or
    /// repeats another.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The day is after the day through which the load is complete.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static StreamedActivity FromUnordered(
        IEnumerable<Transaction> transactions,
        Func<RecordKey, RecordKey> customerOf,
        Day asOf,
        Day knownAt,
        StreamOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(transactions);
        return UnorderedActivity.Run(
            _ => RowMeter.Watch(transactions, LedgerBuilder.Source, progress, cancellation), Guard.NotNull(customerOf), asOf, knownAt, Guard.NotNull(options));
    }

    /// <summary>Recency, frequency, flows and tenure of customers, from an open reader that stays the caller's and gives rows in any order.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a transaction of a row, column by column.</param>
    /// <param name="customerOf">The customer an account counts for, such as <see cref="Households.KeyOfAccount"/>; a missing key leaves its rows out.</param>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <param name="options">How rows are read, and the window.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">
    /// A column is lacking; a visible row corrects or takes back another; the rows are in more than one currency and none was asked for; or strict, and a row
    /// breaks a rule or repeats another.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The day is after the day through which the load is complete.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static StreamedActivity FromUnordered(
        IDataReader reader,
        Func<SourceRow, Transaction> map,
        Func<RecordKey, RecordKey> customerOf,
        Day asOf,
        Day knownAt,
        StreamOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(reader);
        Guard.NotNull(map);
        return UnorderedActivity.Run(
            log => RowMeter.Watch(SourceRows.Read(reader, map, log), LedgerBuilder.Source, progress, cancellation),
            Guard.NotNull(customerOf),
            asOf,
            knownAt,
            Guard.NotNull(options));
    }
}
