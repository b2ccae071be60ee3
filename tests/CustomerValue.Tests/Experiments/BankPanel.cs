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
        Branches = Column(rows, 2, long.Parse);
        Ages = Column(rows, 4, double.Parse);
        Tenures = Column(rows, 5, double.Parse);
        Digital = Column(rows, 7, double.Parse);
        Products = Column(rows, 8, double.Parse);
        First = Column(rows, 9, double.Parse);
        Second = Column(rows, 10, double.Parse);
        Fourth = Column(rows, 12, double.Parse);
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

    public long[] Branches { get; }

    public double[] Ages { get; }

    public double[] Tenures { get; }

    public double[] Digital { get; }

    public double[] Products { get; }

    /// <summary>Assets two half-years before the base.</summary>
    public double[] First { get; }

    /// <summary>Assets one half-year before the base.</summary>
    public double[] Second { get; }

    /// <summary>Assets half-way between base and end.</summary>
    public double[] Fourth { get; }

    /// <summary>The columns that golden 21 and 22 condition on, without the constant.</summary>
    public double[] Covariates =>
        [.. Enumerable.Range(0, Ages.Length).SelectMany(i => new[] { Ages[i], Digital[i], Products[i], Tenures[i], Math.Log(1 + First[i]), Math.Log(1 + Before[i]) })];

    /// <summary>Everything the panel knows.</summary>
    public StudyColumns WholeColumns => new()
    {
        Groups = Groups,
        Households = Households,
        AssetsBefore = Before,
        AssetsAfter = After,
        TiersBefore = TiersBefore,
        TiersAfter = TiersAfter,
        Customers = Customers,
        Branches = Branches,
        EarlierAssets = Enumerable.Range(0, First.Length).SelectMany(i => new[] { First[i], Second[i] }).ToArray(),
        InterimAssets = Fourth,
        Covariates = Covariates,
        CovariateNames = ["age", "digital", "products", "tenure", "log assets a year before", "log assets before"],
    };

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
