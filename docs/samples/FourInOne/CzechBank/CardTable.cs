using CustomerValue;
using CustomerValue.Information;

namespace FourInOne.CzechBank;

internal static class CardTable
{
    private const string Midnight = " 00:00:00";

    private static readonly FileFormat Format = new("card.asc", ';', "card_id", "disp_id", "type", "issued");

    private static readonly Dictionary<string, string> Cards = new(StringComparer.Ordinal)
    {
        ["junior"] = "junior card",
        ["classic"] = "classic card",
        ["gold"] = "gold card",
    };

    public static IReadOnlyDictionary<long, ProductHolding> Read(BankFolder folder, IReadOnlyDictionary<long, Disposition> dispositions) =>
        folder.ReadTable(Format, "card_id", line => new ProductHolding
        {
            Client = dispositions[line.KnownId("disp_id", dispositions, "disp.asc")].Client,
            Product = line.Code("type", Cards),
            HeldFrom = IssuedOn(line),
        });

    private static Day IssuedOn(BankLine line)
    {
        var text = line.Text("issued");
        return text.EndsWith(Midnight, StringComparison.Ordinal) && ShortDate.TryParse(text[..^Midnight.Length], out var day)
            ? day
            : throw FieldFault.In("issued", text, "YYMMDD 00:00:00");
    }
}
