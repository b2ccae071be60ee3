using System.Data;

namespace CustomerValue.Information;

/// <summary>Reads the sources of a snapshot that are not transactions: from records, or row after row from an open reader that stays the caller's.</summary>
/// <remarks>A source that fails on its way passes its error on, and no table exists. Rows are read once, one at a time.</remarks>
public static class RecordTables
{
    /// <summary>Accounts: the same key again, known later, is a correction, such as a closing.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <exception cref="ArgumentException">There are no rows to read.</exception>
    public static RecordTable<Account> Accounts(IEnumerable<Account> rows) => Accounts(rows, LoadOptions.Default);

    /// <summary>Accounts: the same key again, known later, is a correction, such as a closing.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">Strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<Account> Accounts(IEnumerable<Account> rows, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new AccountRules(), Guard.NotNull(rows), options, progress, cancellation);

    /// <summary>Accounts: the same key again, known later, is a correction, such as a closing.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes an account of a row, column by column.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<Account> Accounts(IDataReader reader, Func<SourceRow, Account> map, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new AccountRules(), reader, map, options, progress, cancellation);

    /// <summary>Dispositions: who may dispose of which account; equal rows are duplicates.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <exception cref="ArgumentException">There are no rows to read.</exception>
    public static RecordTable<Disposition> Dispositions(IEnumerable<Disposition> rows) => Dispositions(rows, LoadOptions.Default);

    /// <summary>Dispositions: who may dispose of which account; equal rows are duplicates.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">Strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<Disposition> Dispositions(IEnumerable<Disposition> rows, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new DispositionRules(), Guard.NotNull(rows), options, progress, cancellation);

    /// <summary>Dispositions: who may dispose of which account; equal rows are duplicates.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a disposition of a row, column by column.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<Disposition> Dispositions(IDataReader reader, Func<SourceRow, Disposition> map, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new DispositionRules(), reader, map, options, progress, cancellation);

    /// <summary>Balances at the end of days as the bank reports them, in one currency.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <exception cref="ArgumentException">The rows are in more than one currency.</exception>
    public static RecordTable<BalanceObservation> Balances(IEnumerable<BalanceObservation> rows) => Balances(rows, LoadOptions.Default);

    /// <summary>Balances at the end of days as the bank reports them, in one currency.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">The rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<BalanceObservation> Balances(IEnumerable<BalanceObservation> rows, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new BalanceRules(), Guard.NotNull(rows), options, progress, cancellation);

    /// <summary>Balances at the end of days as the bank reports them, in one currency.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a balance of a row, column by column.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; the rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<BalanceObservation> Balances(IDataReader reader, Func<SourceRow, BalanceObservation> map, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new BalanceRules(), reader, map, options, progress, cancellation);

    /// <summary>Product holdings of accounts and clients.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <exception cref="ArgumentException">There are no rows to read.</exception>
    public static RecordTable<ProductHolding> Holdings(IEnumerable<ProductHolding> rows) => Holdings(rows, LoadOptions.Default);

    /// <summary>Product holdings of accounts and clients.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">Strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<ProductHolding> Holdings(IEnumerable<ProductHolding> rows, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new HoldingRules(), Guard.NotNull(rows), options, progress, cancellation);

    /// <summary>Product holdings of accounts and clients.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a holding of a row, column by column.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<ProductHolding> Holdings(IDataReader reader, Func<SourceRow, ProductHolding> map, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new HoldingRules(), reader, map, options, progress, cancellation);

    /// <summary>Contacts and responses; a response is seen from the day it came, the contact before.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <exception cref="ArgumentException">There are no rows to read.</exception>
    public static RecordTable<Contact> Contacts(IEnumerable<Contact> rows) => Contacts(rows, LoadOptions.Default);

    /// <summary>Contacts and responses; a response is seen from the day it came, the contact before.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">Strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<Contact> Contacts(IEnumerable<Contact> rows, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new ContactRules(), Guard.NotNull(rows), options, progress, cancellation);

    /// <summary>Contacts and responses; a response is seen from the day it came, the contact before.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a contact of a row, column by column.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<Contact> Contacts(IDataReader reader, Func<SourceRow, Contact> map, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new ContactRules(), reader, map, options, progress, cancellation);

    /// <summary>Interest margins, fees and costs, in one currency.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <exception cref="ArgumentException">The rows are in more than one currency.</exception>
    public static RecordTable<IncomeEntry> Income(IEnumerable<IncomeEntry> rows) => Income(rows, LoadOptions.Default);

    /// <summary>Interest margins, fees and costs, in one currency.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">The rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<IncomeEntry> Income(IEnumerable<IncomeEntry> rows, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new IncomeRules(), Guard.NotNull(rows), options, progress, cancellation);

    /// <summary>Interest margins, fees and costs, in one currency.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes an entry of a row, column by column.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; the rows are in more than one currency and none was asked for; or strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<IncomeEntry> Income(IDataReader reader, Func<SourceRow, IncomeEntry> map, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new IncomeRules(), reader, map, options, progress, cancellation);

    /// <summary>Contracts for periods: the same key again, known later, is a correction, such as a termination.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <exception cref="ArgumentException">There are no rows to read.</exception>
    public static RecordTable<Contract> Contracts(IEnumerable<Contract> rows) => Contracts(rows, LoadOptions.Default);

    /// <summary>Contracts for periods: the same key again, known later, is a correction, such as a termination.</summary>
    /// <param name="rows">The rows, in any order; read once.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">Strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<Contract> Contracts(IEnumerable<Contract> rows, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new ContractRules(), Guard.NotNull(rows), options, progress, cancellation);

    /// <summary>Contracts for periods: the same key again, known later, is a correction, such as a termination.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a contract of a row, column by column.</param>
    /// <param name="options">What to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; strict, and a row breaks a rule or repeats another.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static RecordTable<Contract> Contracts(IDataReader reader, Func<SourceRow, Contract> map, LoadOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        Load(new ContractRules(), reader, map, options, progress, cancellation);

    private static RecordTable<T> Load<T>(RecordRules<T> rules, IEnumerable<T> rows, LoadOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
        where T : class =>
        RecordTableBuilder.Build(rules, _ => RowMeter.Watch(rows, rules.Source, progress, cancellation), Guard.NotNull(options));

    private static RecordTable<T> Load<T>(
        RecordRules<T> rules,
        IDataReader reader,
        Func<SourceRow, T> map,
        LoadOptions options,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
        where T : class
    {
        Guard.NotNull(reader);
        Guard.NotNull(map);
        return RecordTableBuilder.Build(rules, log => RowMeter.Watch(SourceRows.Read(reader, map, log), rules.Source, progress, cancellation), Guard.NotNull(options));
    }
}
