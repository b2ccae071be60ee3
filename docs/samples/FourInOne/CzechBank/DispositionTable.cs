using CustomerValue.Information;

namespace FourInOne.CzechBank;

internal static class DispositionTable
{
    private static readonly FileFormat Format = new("disp.asc", ';', "disp_id", "client_id", "account_id", "type");

    private static readonly Dictionary<string, DispositionRole> Roles = new(StringComparer.Ordinal)
    {
        ["OWNER"] = DispositionRole.Owner,
        ["DISPONENT"] = DispositionRole.Disponent,
    };

    public static IReadOnlyDictionary<long, Disposition> Read(
        BankFolder folder, IReadOnlyDictionary<long, Client> clients, IReadOnlyDictionary<long, Account> accounts) =>
        folder.ReadTable(Format, "disp_id", line => new Disposition
        {
            Client = line.KnownId("client_id", clients, "client.asc"),
            Account = line.KnownId("account_id", accounts, "account.asc"),
            Role = line.Code("type", Roles),
        });
}
