#!/usr/bin/env dotnet
#:project ../../src/CustomerValue/CustomerValue.csproj
#:project ../../src/CustomerValue.Testing/CustomerValue.Testing.csproj
#:property PublishAot=false

// One clean picture of every customer: sources, their quality, a snapshot with its lineage, features, the rows behind one figure, household assets and value
// tiers, purchase and contract histories. On the Czech bank (Berka, 1993) where ../shared/data/berka or CUSTOMERVALUE_DATA holds it, else on a synthetic one.
// Run it: dotnet run docs/notebooks/information.cs

using System.Globalization;
using CustomerValue;
using CustomerValue.Information;
using CustomerValue.Segmentation;
using CustomerValue.Testing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var clock = System.Diagnostics.Stopwatch.StartNew();
var berka = FindBerka();

// ---- 1. Sources, and what became of their rows ----------------------------------------------------------------------
var (sources, contracts, signedBy, asOf, options) = berka is null ? Synthetic() : Czech(berka);
Title(berka is null ? "Sources: a synthetic bank of 500 households" : "Sources: the Czech bank");
foreach (var quality in new[] { sources.Transactions.Quality, sources.Accounts?.Quality, sources.Dispositions?.Quality, sources.Holdings?.Quality, sources.Contacts?.Quality, contracts.Quality })
{
    if (quality is not null)
    {
        Console.WriteLine(quality);
        Console.Write(string.Concat(quality.RejectedRows.Take(3).Select(row => $"  {row}\n")));
    }
}

// ---- 2. Everything as of a day, and nothing of what came later ------------------------------------------------------
var snapshot = sources.AsOf(asOf, asOf, options);
Title("Snapshot and lineage");
Console.WriteLine(snapshot.Lineage);
Console.WriteLine(snapshot.Balances.Reconciliation);
var again = sources.AsOf(asOf, asOf, options);
Console.WriteLine($"cut again, the digest is {(again.Digest == snapshot.Digest ? "the same" : "ANOTHER")}");

// ---- 3. The catalog, with one feature of our own --------------------------------------------------------------------
var catalog = FeatureCatalog.RetailBanking.With(
    "largest_payment_90d", "currency", CalendarSpan.OfDays(90), version: 1,
    customer => (double)customer.Movements.Where(m => m.IsByCustomer && m.Amount < 0).Select(m => -m.Amount).DefaultIfEmpty().Max(),
    "The largest single payment of the customer; 0 where he paid nothing.");
var features = catalog.Extract(snapshot, new ExtractionOptions { Threads = 2 });
Title($"Features: {catalog.Version}");
Console.WriteLine($"{"feature",-26}{"unit",-18}{"missing",8}{"lower",12}{"median",12}{"upper",12}");
foreach (var name in new[]
{
    "recency_days", "tenure_days", "frequency_90d", "inflow_90d", "outflow_90d", "regular_credit", "has_regular_credit", "balance", "balance_average_90d", "balance_trend_90d",
    "balance_minimum_365d", "days_negative_90d", "products", "share_cash_90d", "share_transfer_90d", "transfer_out_share_90d", "contacts_365d", "is_new", "is_dormant", "largest_payment_90d",
})
{
    var present = features.Table.Number(name).ToArray().Where(v => !double.IsNaN(v)).Order().ToArray();
    var (low, middle, high) = present.Length == 0 ? (double.NaN, double.NaN, double.NaN) : (present[present.Length / 4], present[present.Length / 2], present[3 * present.Length / 4]);
    Console.WriteLine($"{name,-26}{catalog.Find(name)!.Unit,-18}{features.Table.RowCount - present.Length,8}{low,12:N2}{middle,12:N2}{high,12:N2}");
}

// ---- 4. The rows behind one figure ----------------------------------------------------------------------------------
var busiest = features.Table.Keys[features.Table.Number("outflow_30d").ToArray().Select((v, row) => (v, row)).MaxBy(pair => pair.v).row];
var trace = features.Trace(busiest, "outflow_30d");
Title("Where a figure comes from");
Console.WriteLine(trace);
foreach (var row in trace.Transactions.Take(5))
{
    Console.WriteLine($"  {row.ValueDay}  account {row.Account,-7} row {row.Id,-14} {row.Amount,14:N2}  {row.Kind}");
}

Console.WriteLine($"  … together {trace.Transactions.Sum(row => -row.Amount):N2}");

// ---- 5. Household assets, value tiers, and how they moved -----------------------------------------------------------
Title("Household assets and value tiers");
var tiers = ValueTiers.FromThresholds([15_000, 30_000, 50_000], ["basic", "silver", "gold", "private"]);
foreach (var day in new[] { asOf.AddMonths(-6).EndOfMonth, asOf.AddMonths(-3).EndOfMonth, asOf })
{
    var position = CustomerBalances.AsOf(snapshot.Balances, day, snapshot.CustomerOf, snapshot.Accounts);
    var tierOf = new int[position.Customers.Count];
    tiers.Of(position.AssetValues, tierOf);
    Console.WriteLine($"{day}: {position.Customers.Count} households, assets {Enumerable.Range(0, position.Customers.Count).Sum(position.Assets):N2}, debts "
        + $"{Enumerable.Range(0, position.Customers.Count).Sum(position.Debts):N2}; " + string.Join(", ", Enumerable.Range(0, 4).Select(t => $"{tierOf.Count(x => x == t)} {tiers.Names[t]}")));
}

var byAccount = CustomerBalances.AsOf(snapshot.Balances, asOf, key => key, snapshot.Accounts);
var byHousehold = CustomerBalances.AsOf(snapshot.Balances, asOf, snapshot.CustomerOf, snapshot.Accounts);
Console.WriteLine($"sum over households − sum over accounts = {byHousehold.Total - byAccount.Total:N2}");
var joint = snapshot.Balances.Accounts.FirstOrDefault(account => snapshot.Households!.Split(account, 0).Count > 1);
if (!joint.IsMissing)
{
    Console.WriteLine($"account {joint} among its owners: {string.Join(" + ", snapshot.Households!.Split(joint, snapshot.Balances.BalanceOn(joint, asOf)!.Value).Select(part => $"{part.Value:N2}"))}");
}

var month = MonthlyBalances.ByCustomer(snapshot.Balances, snapshot.CustomerOf, snapshot.Accounts, asOf.AddMonths(-12), asOf);
var growth = month.CustomersAt(month.Months.Count - 1).Select(c => BalanceGrowth.Relative(month.Balance(c, 0), month.Balance(c, month.Months.Count - 1))).ToArray();
Console.WriteLine($"asset growth {month.Months[0]} to {month.Months[^1]}: defined for {growth.Count(g => g.IsDefined)} of {growth.Length} households; the others: "
    + string.Join(", ", growth.Where(g => !g.IsDefined).CountBy(g => g.Reason).OrderBy(g => g.Key).Select(g => $"{g.Value} {g.Key}")));

// ---- 6. Histories for lifetime models -------------------------------------------------------------------------------
Title("Histories");
var purchases = CustomerPurchases.FromTransactions(snapshot.Transactions, snapshot.CustomerOf, new PurchaseOptions { Direction = PurchaseDirection.Out });
Console.WriteLine($"{purchases.Histories.Count} purchase histories, {purchases.Histories.Repeats.ToArray().Sum()} repeats; the first: {purchases.Histories[0]}");
var signed = CustomerContracts.Build(contracts, signedBy);
var summary = signed.Histories.Summarize();
Console.WriteLine($"{signed.Histories.Count} contracts in years by {signedBy}, {signed.Histories.Ended.ToArray().Count(e => e)} ended, {signed.NotYetStarted} not yet started; "
    + string.Join(", ", Enumerable.Range(1, 3).Select(k => $"renewal {k}: {summary.RetentionAt(k)} of {summary.AtRisk(k)}")));
Console.WriteLine($"\n{features.Catalog.Version}, sha-256 {features.Digest}; {clock.Elapsed.TotalSeconds:F1} s");

void Title(string text) => Console.WriteLine($"\n== {text}");

static (SnapshotSources, RecordTable<Contract>, Day, Day, SnapshotOptions) Synthetic()
{
    var bank = SyntheticBank.Create(households: 500, seed: 20261124);
    var complete = new LoadOptions { CompleteThrough = bank.End };
    return (
        new SnapshotSources(TransactionLedger.Load(bank.EnumerateTransactions(), complete))
        {
            Accounts = RecordTables.Accounts(bank.EnumerateAccounts()),
            Dispositions = RecordTables.Dispositions(bank.EnumerateDispositions()),
            Holdings = RecordTables.Holdings(bank.EnumerateProductHoldings()),
            Contacts = RecordTables.Contacts(bank.EnumerateContacts()),
        },
        RecordTables.Contracts(bank.EnumerateProductHoldings().Select((h, i) => new Contract { Id = i, Customer = h.Client, StartedOn = h.HeldFrom, EndedOn = h.HeldTo, Period = CalendarSpan.OfMonths(12) })),
        bank.AsOf,
        bank.AsOf,
        SnapshotOptions.Default);
}

static (SnapshotSources, RecordTable<Contract>, Day, Day, SnapshotOptions) Czech(string folder)
{
    // The file was cut within 31 March 1994: complete through the day before, and no later as-of day is taken.
    var complete = new LoadOptions { CompleteThrough = new Day(1994, 3, 30) };
    var ledger = TransactionLedger.Load(Rows(folder, "trans_1993_to_1994q1.csv", ',').Select(f => new Transaction
    {
        Id = f[0],
        Account = f[1],
        ValueDay = Day.Parse(f[2]),
        Amount = (f[3] == "CREDIT" ? 1 : -1) * decimal.Parse(f[6], CultureInfo.InvariantCulture),
        BalanceAfter = decimal.Parse(f[7], CultureInfo.InvariantCulture),
        Currency = "CZK",
        Kind = KindOf(f[5], f[8]),
    }), complete);
    var accountOf = Rows(folder, "disp.asc", ';').ToDictionary(f => f[0], f => f[2]);
    return (
        new SnapshotSources(ledger)
        {
            Accounts = RecordTables.Accounts(Rows(folder, "account.asc", ';').Select(f => new Account { Id = f[0], OpenedOn = Date(f[3]) })),
            Dispositions = RecordTables.Dispositions(Rows(folder, "disp.asc", ';')
                .Select(f => new Disposition { Client = f[1], Account = f[2], Role = f[3] == "OWNER" ? DispositionRole.Owner : DispositionRole.Disponent })),
            Holdings = RecordTables.Holdings(Rows(folder, "card.asc", ';').Select(f => new ProductHolding { Account = accountOf[f[1]], Product = "card " + f[2], HeldFrom = Date(f[3]) })
                .Concat(Rows(folder, "loan.asc", ';').Select(f => new ProductHolding { Account = f[1], Product = "loan", HeldFrom = Date(f[2]), HeldTo = Date(f[2]).AddMonths(int.Parse(f[4], CultureInfo.InvariantCulture)) }))),
            Calendar = new BankCalendar("Prague", _ => TimeSpan.FromHours(1)),
        },
        RecordTables.Contracts(Rows(folder, "loan.asc", ';').Select(f => new Contract
        {
            Id = f[0],
            Customer = f[1],
            StartedOn = Date(f[2]),
            EndedOn = Date(f[2]).AddMonths(int.Parse(f[4], CultureInfo.InvariantCulture)).AddDays(-1),
            Period = CalendarSpan.OfMonths(12),
        })),
        new Day(1998, 12, 31),
        new Day(1994, 2, 28),
        SnapshotOptions.Default with { Balances = new BalanceOptions { Tolerance = 0.2m } });
}

static TransactionKind KindOf(string operation, string symbol) => (operation, symbol.Trim()) switch
{
    (_, "INTEREST") => TransactionKind.Interest,
    (_, "FEE") => TransactionKind.Fee,
    (_, "OVERDRAFT_INT") => TransactionKind.OverdraftInterest,
    (_, "PENSION") => TransactionKind.Salary,
    (_, "HOUSEHOLD") => TransactionKind.HouseholdPayment,
    (_, "INSURANCE") => TransactionKind.Insurance,
    (_, "LOAN") => TransactionKind.LoanPayment,
    ("CASH_IN", _) => TransactionKind.CashDeposit,
    ("CASH_OUT", _) => TransactionKind.CashWithdrawal,
    ("CARD_OUT", _) => TransactionKind.Card,
    ("TRANSFER_IN" or "TRANSFER_OUT", _) => TransactionKind.Transfer,
    _ => TransactionKind.Unspecified,
};

static Day Date(string text) =>
    new(1900 + int.Parse(text[..2], CultureInfo.InvariantCulture), int.Parse(text[2..4], CultureInfo.InvariantCulture), int.Parse(text[4..6], CultureInfo.InvariantCulture));

static IEnumerable<string[]> Rows(string folder, string file, char separator) =>
    File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => Array.ConvertAll(line.Split(separator), field => field.Trim('"')));

static string? FindBerka()
{
    var root = Environment.GetEnvironmentVariable("CUSTOMERVALUE_DATA") is { Length: > 0 } named ? named : null;
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); root is null && folder is not null; folder = folder.Parent)
    {
        root = File.Exists(Path.Combine(folder.FullName, "CustomerValue.sln")) ? Path.Combine(folder.FullName, "..", "shared", "data") : null;
    }

    return root is not null && File.Exists(Path.Combine(root, "berka", "trans_1993_to_1994q1.csv")) ? Path.Combine(root, "berka") : null;
}
