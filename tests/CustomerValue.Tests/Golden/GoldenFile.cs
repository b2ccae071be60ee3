using System.Globalization;
using System.Text.Json;

namespace CustomerValue.Tests.Golden;

/// <summary>Reads a reference file copied beside the tests: <c>Golden/&lt;name&gt;</c>.</summary>
internal static class GoldenFile
{
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name))).RootElement;

    /// <summary>A number, also where it is written as "NaN", "Infinity" or as a decimal string.</summary>
    public static double Number(this JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "Infinity" or "inf" => double.PositiveInfinity,
            "-Infinity" or "-inf" => double.NegativeInfinity,
            "NaN" or "nan" => double.NaN,
            var text => double.Parse(text!, CultureInfo.InvariantCulture),
        }
        : element.GetDouble();

    public static double Number(this JsonElement element, string property) => element.GetProperty(property).Number();

    public static double[] Numbers(this JsonElement element) => element.EnumerateArray().Select(Number).ToArray();

    public static double[] Numbers(this JsonElement element, string property) => element.GetProperty(property).Numbers();
}
