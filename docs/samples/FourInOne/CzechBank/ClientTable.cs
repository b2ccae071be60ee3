using CustomerValue.Information;

namespace FourInOne.CzechBank;

internal static class ClientTable
{
    private static readonly FileFormat Format = new("client.asc", ';', "client_id", "birth_number", "district_id");

    public static IReadOnlyDictionary<long, Client> Read(BankFolder folder, IReadOnlyDictionary<long, string> regions) =>
        folder.ReadTable(Format, "client_id", line =>
        {
            var birth = BirthNumber.Parse("birth_number", line.Text("birth_number"));
            return new Client
            {
                Id = line.Id("client_id"),
                BornOn = birth.BornOn,
                Gender = birth.IsWoman ? "F" : "M",
                Region = regions[line.KnownId("district_id", regions, "district.asc")],
            };
        });
}
