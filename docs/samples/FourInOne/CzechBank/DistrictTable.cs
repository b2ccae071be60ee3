namespace FourInOne.CzechBank;

/// <summary>Regions by district. The figures of 1995 and 1996 beside them were not known in 1993 and are not read.</summary>
internal static class DistrictTable
{
    private static readonly FileFormat Format = new("district.asc", ';', "A1", "A3");

    public static IReadOnlyDictionary<long, string> Read(BankFolder folder) => folder.ReadTable(Format, "A1", line => line.Text("A3"));
}
