namespace CustomerValue.Information;

/// <summary>Which accounts are active, dormant or closed at the end of a day.</summary>
/// <remarks>
/// Dormant: open, and no row done by the customer in the last n days up to the as-of day, nor opened in them. Only what a snapshot knows counts. A
/// dormant account keeps its balance; a closed one has none. Immutable and thread-safe.
/// </remarks>
public sealed class AccountStatuses
{
    private readonly KeyIndex accounts;
    private readonly AccountStatus[] status;
    private readonly int?[] quietDays;

    private AccountStatuses(KeyIndex accounts, AccountStatus[] status, int?[] quietDays, Day asOf)
    {
        this.accounts = accounts;
        this.status = status;
        this.quietDays = quietDays;
        AsOf = asOf;
    }

    /// <summary>The day at whose end they hold.</summary>
    public Day AsOf { get; }

    /// <summary>The accounts, in key order.</summary>
    public IReadOnlyList<RecordKey> Accounts => accounts;

    /// <summary>Statuses as of the snapshot's day.</summary>
    /// <param name="snapshot">The transactions as of a day.</param>
    /// <param name="accounts">The accounts, each once; read once.</param>
    /// <param name="dormantAfterDays">n: days without a row done by the customer that make an account dormant, ≥ 1.</param>
    /// <exception cref="ArgumentException">An account is null, without key or opening day, listed twice, or closes before it opens.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The days are less than 1.</exception>
    public static AccountStatuses Build(LedgerSnapshot snapshot, IEnumerable<Account> accounts, int dormantAfterDays)
    {
        Guard.NotNull(snapshot);
        var list = Guard.NotNull(accounts).ToArray();
        Guard.AtLeast(dormantAfterDays, 1);
        var seen = new HashSet<RecordKey>();
        for (var row = 0; row < list.Length; row++)
        {
            Check(list[row], row, seen);
        }

        Array.Sort(list, (a, b) => a.Id.CompareTo(b.Id));
        var status = new AccountStatus[list.Length];
        var quietDays = new int?[list.Length];
        for (var i = 0; i < list.Length; i++)
        {
            var last = LastByCustomer(snapshot.View, list[i].Id);
            quietDays[i] = last is { } day ? snapshot.AsOf.Number - day : null;
            var quietSince = Math.Max(last ?? 0, list[i].OpenedOn.Number);
            status[i] = list[i].OpenedOn > snapshot.AsOf ? AccountStatus.NotYetOpened
                : list[i].ClosedOn < snapshot.AsOf ? AccountStatus.Closed
                : snapshot.AsOf.Number - quietSince >= dormantAfterDays ? AccountStatus.Dormant
                : AccountStatus.Active;
        }

        return new AccountStatuses(new KeyIndex(Array.ConvertAll(list, a => a.Id)), status, quietDays, snapshot.AsOf);
    }

    /// <summary>The status of an account; null when it is not among <see cref="Accounts"/>.</summary>
    /// <param name="account">The account's key.</param>
    public AccountStatus? Of(RecordKey account) => accounts.Find(account) is >= 0 and var place ? status[place] : null;

    /// <summary>Days since the customer last did something on the account; null when he never did.</summary>
    /// <param name="account">The account's key.</param>
    public int? QuietDaysOf(RecordKey account) => accounts.Find(account) is >= 0 and var place ? quietDays[place] : null;

    /// <summary>How many accounts have a status.</summary>
    /// <param name="status">The status.</param>
    public int Count(AccountStatus status) => this.status.Count(s => s == status);

    private static void Check(Account? account, int row, HashSet<RecordKey> seen)
    {
        if (account is null || account.Id.IsMissing || account.OpenedOn == default)
        {
            throw Guard.BrokenRow("accounts", row, "an account with key and opening day on every row", account is null ? "null" : $"key '{account.Id}', opened {account.OpenedOn}");
        }

        if (account.ClosedOn < account.OpenedOn)
        {
            throw Guard.BrokenRow("accounts", row, "OpenedOn ≤ ClosedOn", $"opened {account.OpenedOn}, closed {account.ClosedOn}");
        }

        if (!seen.Add(account.Id))
        {
            throw Guard.BrokenRow("accounts", row, "no account twice", $"'{account.Id}'");
        }
    }

    private static int? LastByCustomer(LedgerView view, RecordKey account)
    {
        var place = view.Accounts.Find(account);
        if (place >= 0)
        {
            // What was taken back was not done, and taking it back wakes nobody: as for the features.
            var netted = NettedRows.Of(view, place);
            var rows = view.Of(place);
            for (var i = rows.Length - 1; i >= 0; i--)
            {
                if ((view.Rows.Flags[rows[i]] & LedgerRows.ByCustomer) != 0 && netted?.IsGone(rows[i]) != true)
                {
                    return view.Rows.Day[rows[i]];
                }
            }
        }

        return null;
    }
}
