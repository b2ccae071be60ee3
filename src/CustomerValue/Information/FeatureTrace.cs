namespace CustomerValue.Information;

/// <summary>The records that one feature of one customer rests on.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class FeatureTrace
{
    internal FeatureTrace(RecordKey customer, FeatureDefinition feature, double value, Day after, Day asOf)
    {
        Customer = customer;
        Feature = feature;
        Value = value;
        After = after;
        AsOf = asOf;
    }

    /// <summary>The customer.</summary>
    public RecordKey Customer { get; }

    /// <summary>The feature's definition.</summary>
    public FeatureDefinition Feature { get; }

    /// <summary>The value, the same as in the table; NaN where missing.</summary>
    public double Value { get; }

    /// <summary>The day before the first of the window.</summary>
    public Day After { get; }

    /// <summary>The last day of the window.</summary>
    public Day AsOf { get; }

    /// <summary>
    /// Transactions by account and day: those that count, with the rows that take back part of them; for balances all rows of the window, and those of the day
    /// whose close is carried into it. A row that was taken back wholly is not among them, nor is its reversal, unless balances count.
    /// </summary>
    public IReadOnlyList<Transaction> Transactions { get; internal init; } = [];

    /// <summary>End-of-day balances of the window, where they count.</summary>
    public IReadOnlyList<BalanceSpan> Balances { get; internal init; } = [];

    /// <summary>Products in force, where they count.</summary>
    public IReadOnlyList<ProductHolding> Holdings { get; internal init; } = [];

    /// <summary>Contacts of the window, where they count.</summary>
    public IReadOnlyList<Contact> Contacts { get; internal init; } = [];

    /// <summary>Margins, fees and costs of the window, where they count.</summary>
    public IReadOnlyList<IncomeEntry> Income { get; internal init; } = [];

    /// <summary>The trace in one line.</summary>
    public override string ToString() =>
        $"{Feature.Name} of {Customer} is {(double.IsNaN(Value) ? "missing" : Guard.Text(Value))}: {Guard.Text(Transactions.Count)} transactions, {Guard.Text(Holdings.Count)} holdings, "
        + $"{Guard.Text(Contacts.Count)} contacts, {Guard.Text(Income.Count)} income entries in ({After}, {AsOf}]";
}
