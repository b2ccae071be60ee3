using CustomerValue.Information;
using CustomerValue.Segmentation;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    internal static ChartCase ConcentrationCase => new(
        "concentration",
        text => ConcentrationChart.From(Concentration.From(Amounts(8_000)), Concentration.From(Losses(900)), Origin(text), new ConcentrationChartOptions { Measure = text ?? "customer value" }),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => ConcentrationChart.From(Concentration.From([]), Origin()),
            ["all zero"] = () => ConcentrationChart.From(Concentration.From([0, 0, 0]), Origin()),
            ["no losses"] = () => ConcentrationChart.From(Concentration.From(Amounts(8_000)), Origin()),
            ["few customers"] = () => ConcentrationChart.From(Concentration.From(Amounts(30)), Origin()),
            ["all alike"] = () => ConcentrationChart.From(Concentration.From(Enumerable.Repeat(5.0, 1000).ToArray()), Origin(), new ConcentrationChartOptions { Mark = 0.8 }),
            ["deep losses"] = () => ConcentrationChart.From(Concentration.From(Amounts(500)), Concentration.From(Amounts(480)), Origin()),
        });

    internal static ChartCase Segments => new(
        "segments",
        text => SegmentProfileChart.From(Profile(4_000, text), Origin(text), new SegmentProfileChartOptions { Money = text is null ? ["assets"] : [text + 0] }),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => SegmentProfileChart.From(Profile(0, null), Origin()),
            ["small segments"] = () => SegmentProfileChart.From(Profile(60, null), Origin()),
            ["one column"] = () => SegmentProfileChart.From(Profile(4_000, null), Origin(), new SegmentProfileChartOptions { Columns = ["age"] }),
        });

    internal static ChartCase Quality => new(
        "data-quality",
        text => DataQualityChart.From([Load(400, 17, 9, 3), .. Enumerable.Range(0, 3).Select(i => Load(9_000 + i, i, 0, 2 * i))], Columns(text), Origin(text)),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => DataQualityChart.From([], [], Origin()),
            ["clean"] = () => DataQualityChart.From([Load(500, 0, 0, 0)], [new MissingShare("age", 0, 500)], Origin()),
            ["one row"] = () => DataQualityChart.From([Load(1, 0, 0, 0)], [new MissingShare("age", 1, 1)], Origin()),
        });

    internal static double[] Amounts(int count) => [.. Enumerable.Range(1, count).Select(i => Math.Round(2_000_000.0 / (i + 40) - 200, 2)).Select(a => Math.Max(a, 1))];

    internal static double[] Losses(int count) => [.. Enumerable.Range(1, count).Select(i => Math.Round(60_000.0 / (i + 15), 2))];

    internal static SegmentProfile Profile(int customers, string? text)
    {
        string[] columns = text is null ? ["assets", "age", "products held", "log-ins a month"] : [.. Enumerable.Range(0, 4).Select(i => text + i)];
        string[] names = text is null ? ["Starters", "Savers", "Families", "Investors", "Private clients"] : [.. Enumerable.Range(0, 5).Select(i => text + i)];
        double[,] centers = { { 3_000, 24, 1.4, 19 }, { 31_000, 58, 2.1, 4 }, { 18_000, 41, 3.8, 12 }, { 120_000, 49, 4.2, 15 }, { 640_000, 62, 5.0, 9 } };
        var state = 5UL;
        double Next() => (state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL)) / 18446744073709551616.0;
        var segments = new int[customers];
        var values = Enumerable.Range(0, 4).Select(_ => new double[customers]).ToArray();
        for (var i = 0; i < customers; i++)
        {
            var u = Next();
            segments[i] = u < 0.28 ? 0 : u < 0.6 ? 1 : u < 0.86 ? 2 : u < 0.96 ? 3 : 4;
            for (var c = 0; c < 4; c++)
            {
                values[c][i] = Math.Round(centers[segments[i], c] * (0.5 + Next()), 2);
            }
        }

        var table = CustomerTable.WithKeys(Enumerable.Range(1, customers).Select(i => (long)i));
        for (var c = 0; c < 4; c++)
        {
            table = table.Number(columns[c], values[c].AsSpan());
        }

        return SegmentProfile.Of(table.Build(), segments, 5, new ProfileOptions { Names = names });
    }

    internal static DataQuality Load(int rows, int noKey, int noDay, int badAmount)
    {
        IEnumerable<Contact> Rows()
        {
            for (var i = 0; i < rows; i++)
            {
                yield return new Contact
                {
                    Customer = i < noKey ? default : new RecordKey(i + 1L),
                    Day = i >= noKey && i < noKey + noDay ? default : new Day(2026, 1 + i % 12, 1 + i % 28),
                    Channel = i >= noKey + noDay && i < noKey + noDay + badAmount ? string.Empty : "branch",
                    Campaign = "spring",
                };
            }
        }

        return RecordTables.Contacts(Rows()).Quality;
    }

    internal static MissingShare[] Columns(string? text) =>
    [
        new MissingShare(text ?? "income", 1_300, 9_000) { Before = 0.09 },
        new MissingShare(text ?? "occupation", 700, 9_000) { Before = 0.08 },
        new MissingShare(text ?? "age", 12, 9_000) { Before = 0.0012 },
        new MissingShare(text ?? "household", 0, 9_000) { Before = 0 },
        new MissingShare(text ?? "e-mail", 3_100, 9_000) { Before = 0.36 },
    ];
}
