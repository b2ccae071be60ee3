using CustomerValue.Information;

namespace FourInOne.CzechBank;

internal static class AccountTable
{
    private static readonly FileFormat Format = new("account.asc", ';', "account_id", "district_id", "frequency", "date");

    /// <summary>How often the bank sends a statement.</summary>
    private static readonly Dictionary<string, string> Statements = new(StringComparer.Ordinal)
    {
        ["POPLATEK MESICNE"] = "monthly",
        ["POPLATEK TYDNE"] = "weekly",
        ["POPLATEK PO OBRATU"] = "after each movement",
    };

    public static IReadOnlyDictionary<long, Account> Read(BankFolder folder, IReadOnlyDictionary<long, string> regions) =>
        folder.ReadTable(Format, "account_id", line => new Account
        {
            Id = line.Id("account_id"),
            OpenedOn = line.ShortDay("date"),
            Product = "current, statement " + line.Code("frequency", Statements),
            Branch = regions[line.KnownId("district_id", regions, "district.asc")],
            Currency = CzechBankFolder.Currency,
        });
}
