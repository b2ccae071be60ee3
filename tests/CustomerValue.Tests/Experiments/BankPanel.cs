using System.Globalization;
using CustomerValue.Experiments;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/data/bank_panel.csv: a synthetic three-group panel, ours.</summary>
internal sealed class BankPanel
{
    private BankPanel(string[][] rows)
    {
        Customers = Column(rows, 0, long.Parse);
        Households = Column(rows, 1, long.Parse);
        Groups = [.. rows.Select(r => r[3] switch
        {
            "marketing" => StudyGroup.Marketing,
            "recommended" => StudyGroup.Recommended,
            _ => StudyGroup.NonRecommended,
        })];
        Before = Column(rows, 11, double.Parse);
        After = Column(rows, 13, double.Parse);
        TiersBefore = Column(rows, 14, int.Parse);
        TiersAfter = Column(rows, 15, int.Parse);
        Promoted = [.. rows.Select(r => r[16] == "1")];
    }

    public long[] Customers { get; }

    public long[] Households { get; }

    public StudyGroup[] Groups { get; }

    public double[] Before { get; }

    public double[] After { get; }

    public int[] TiersBefore { get; }

    public int[] TiersAfter { get; }

    public bool[] Promoted { get; }

    public StudyColumns Columns => new()
    {
        Groups = Groups,
        Households = Households,
        AssetsBefore = Before,
        AssetsAfter = After,
        TiersBefore = TiersBefore,
        TiersAfter = TiersAfter,
        Customers = Customers,
    };

    public static BankPanel Read() =>
        new([.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "ab", "data", "bank_panel.csv")).Skip(1).Select(line => line.Split(','))]);

    public T[] Of<T>(T[] column, StudyGroup group) => [.. column.Where((_, row) => Groups[row] == group)];

    private static T[] Column<T>(string[][] rows, int column, Func<string, IFormatProvider, T> parse) => [.. rows.Select(r => parse(r[column], CultureInfo.InvariantCulture))];
}
