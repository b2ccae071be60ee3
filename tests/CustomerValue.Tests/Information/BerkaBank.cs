using System.Globalization;
using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

/// <summary>The Czech bank of 1993–1998, read from the shared data; never committed.</summary>
internal static class BerkaBank
{
    public static readonly Day LastWholeDay = new(1994, 3, 30);

    public static IEnumerable<Transaction> Transactions() => TransactionsOf("trans_1993_to_1994q1.csv");

    public static IEnumerable<Transaction> LaterTransactions() => TransactionsOf("trans_loan_accounts_1995_1998.csv");

    public static IEnumerable<Disposition> Dispositions() => Rows("disp.asc", ';').Select(f => new Disposition
    {
        Client = Number(f[1]),
        Account = Number(f[2]),
        Role = f[3] == "OWNER" ? DispositionRole.Owner : DispositionRole.Disponent,
    });

    public static IEnumerable<Account> Accounts() => Rows("account.asc", ';').Select(f => new Account { Id = Number(f[0]), Branch = f[1], OpenedOn = ShortDay(f[3]), Product = "current", Currency = "CZK" });

    // Women's months of birth are written 50 higher.
    public static IEnumerable<Client> Clients() => Rows("client.asc", ';').Select(f => (Fields: f, Month: int.Parse(f[1].Substring(2, 2), CultureInfo.InvariantCulture))).Select(c => new Client
    {
        Id = Number(c.Fields[0]),
        Gender = c.Month > 50 ? "F" : "M",
        BornOn = new Day(1900 + int.Parse(c.Fields[1].Substring(0, 2), CultureInfo.InvariantCulture), c.Month % 50, int.Parse(c.Fields[1].Substring(4, 2), CultureInfo.InvariantCulture)),
        Region = c.Fields[2],
    });

    public static IEnumerable<ProductHolding> Cards()
    {
        var accountOf = Rows("disp.asc", ';').ToDictionary(f => f[0], f => Number(f[2]));
        return Rows("card.asc", ';').Select(f => new ProductHolding { Account = accountOf[f[1]], Product = "card " + f[2], HeldFrom = ShortDay(f[3]) });
    }

    public static IEnumerable<ProductHolding> Loans() => Rows("loan.asc", ';').Select(f => new ProductHolding
    {
        Account = Number(f[1]),
        Product = "loan",
        HeldFrom = ShortDay(f[2]),
        HeldTo = ShortDay(f[2]).AddMonths(int.Parse(f[4], CultureInfo.InvariantCulture)),
    });

    public static int OrderCount() => Rows("order.asc", ';').Count();

    private static Day ShortDay(string text) => Day.Parse($"19{text.Substring(0, 2)}-{text.Substring(2, 2)}-{text.Substring(4, 2)}");

    private static IEnumerable<Transaction> TransactionsOf(string file) => Rows(file, ',').Select(f => new Transaction
    {
        Id = Number(f[0]),
        Account = Number(f[1]),
        ValueDay = Day.Parse(f[2]),
        Amount = (f[3] == "CREDIT" ? 1 : -1) * decimal.Parse(f[6], CultureInfo.InvariantCulture),
        BalanceAfter = decimal.Parse(f[7], CultureInfo.InvariantCulture),
        Currency = "CZK",
        Kind = f[8] switch
        {
            "INTEREST" => TransactionKind.Interest,
            "FEE" => TransactionKind.Fee,
            "OVERDRAFT_INT" => TransactionKind.OverdraftInterest,
            _ => TransactionKind.Unspecified,
        },
    });

    private static IEnumerable<string[]> Rows(string file, char separator) =>
        File.ReadLines(SharedData.Require("berka", file)).Skip(1).Select(line => line.Split(separator).Select(f => f.Trim('"')).ToArray());

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
