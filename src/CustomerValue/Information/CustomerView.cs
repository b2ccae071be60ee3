namespace CustomerValue.Information;

/// <summary>One customer as the window of a feature shows him: movements, balances, contacts and income of its days, and nothing outside them.</summary>
/// <remarks>
/// The window is (<see cref="After"/>, <see cref="AsOf"/>]. Holdings, accounts, the first day and the life-cycle stand as of the end of it. Money is decimal and in one
/// currency. Immutable; rules may be called from several threads, each with views of its own.
/// </remarks>
public sealed class CustomerView
{
    private readonly CustomerHistory history;
    private BalanceSpan[]? balances;
    private Movement[]? movements;
    private FlowSums? flows;
    private BalanceSums? sums;
    private Contact[]? contacts;
    private IncomeEntry[]? income;

    internal CustomerView(CustomerHistory history, Day after, Day until)
    {
        this.history = history;
        After = after;
        AsOf = until;
    }

    /// <summary>The customer's key: household, client or account.</summary>
    public RecordKey Key => history.Key;

    /// <summary>The day before the first of the window; the first day there is for a window of all time.</summary>
    public Day After { get; }

    /// <summary>The last day of the window, at whose end the customer is seen.</summary>
    public Day AsOf { get; }

    /// <summary>The currency of all money; empty for the bank's only one.</summary>
    public string Currency => history.Currency;

    /// <summary>The customer's accounts, closed ones too, in key order.</summary>
    public IReadOnlyList<RecordKey> Accounts => history.Accounts;

    /// <summary>The day of the first opening or row of any account, however long ago; null when there is none by the end of the window.</summary>
    public Day? FirstDay => history.FirstDay <= AsOf ? history.FirstDay : null;

    /// <summary>Open accounts on which the customer did something lately, as <see cref="AccountStatuses"/> tells.</summary>
    public int ActiveAccounts => history.ActiveAccounts;

    /// <summary>Open accounts on which the customer did nothing for long.</summary>
    public int DormantAccounts => history.DormantAccounts;

    /// <summary>Accounts that closed.</summary>
    public int ClosedAccounts => history.ClosedAccounts;

    /// <summary>Movements in the window, by day; with reversals taken off.</summary>
    public IReadOnlyList<Movement> Movements => MovementArray;

    /// <summary>End-of-day balances in the window, from the first close on, days with equal balances together.</summary>
    public IReadOnlyList<BalanceSpan> Balances => BalanceArray;

    /// <summary>Products in force at the end of the as-of day.</summary>
    public IReadOnlyList<ProductHolding> Holdings => history.Holdings;

    /// <summary>Contacts in the window, by day; a response only if it came by the as-of day.</summary>
    public IReadOnlyList<Contact> Contacts => contacts ??= Array.FindAll(history.Contacts, c => c.Day > After && c.Day <= AsOf);

    /// <summary>Margins, fees and costs of periods that ended in the window.</summary>
    public IReadOnlyList<IncomeEntry> Income => income ??= Array.FindAll(history.Income, e => e.LastDay > After && e.LastDay <= AsOf);

    /// <summary>Rows done by the customer in the window.</summary>
    public int Frequency => Flows.Count;

    /// <summary>Money in by rows done by the customer, ≥ 0.</summary>
    public decimal Inflow => Flows.In;

    /// <summary>Money out by rows done by the customer, ≥ 0.</summary>
    public decimal Outflow => Flows.Out;

    /// <summary>Average end-of-day balance over the days of the window on which the customer had an account; null when he had none.</summary>
    public decimal? AverageBalance => Sums.Days == 0 ? null : Sums.Mean;

    internal Movement[] MovementArray => movements ??= Cut();

    internal BalanceSpan[] BalanceArray => balances ??= history.BalancesWithin(After == Day.MinValue ? -1 : After.Number, AsOf.Number);

    internal FlowSums Flows => flows ??= FlowSums.Of(MovementArray);

    internal BalanceSums Sums => sums ??= BalanceSums.Of(BalanceArray);

    internal bool Knows(FeatureRecords records) => (history.Loaded & records) != FeatureRecords.None;

    /// <summary>The span that the end of a day in the window, or of the one before it, lies in; null when no account was open.</summary>
    internal BalanceSpan? MoneyOn(Day day)
    {
        for (var i = history.Balances.Length - 1; i >= 0 && history.Balances[i].Last >= day; i--)
        {
            if (history.Balances[i].First <= day)
            {
                return history.Balances[i];
            }
        }

        return null;
    }

    /// <summary>The same customer in a shorter window, such as the same months of last year.</summary>
    /// <param name="after">The day before the first; not before <see cref="After"/>.</param>
    /// <param name="until">The last day; not after <see cref="AsOf"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shorter window is not within this one.</exception>
    public CustomerView Between(Day after, Day until)
    {
        if (after < After || until > AsOf || until < after)
        {
            throw new ArgumentOutOfRangeException(nameof(after), $"({after}, {until}] is not within the window ({After}, {AsOf}]: declare a longer one.");
        }

        return history.View(after, until);
    }

    private Movement[] Cut()
    {
        var first = history.FirstMovement(After == Day.MinValue ? -1 : After.Number);
        var end = history.FirstMovement(AsOf.Number);
        return first == 0 && end == history.Movements.Length ? history.Movements : history.Movements.AsSpan(first, end - first).ToArray();
    }
}
