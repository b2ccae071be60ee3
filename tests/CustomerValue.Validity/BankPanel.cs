using System.Globalization;
using CustomerValue.Experiments;

namespace CustomerValue.Validity;

/// <summary>The three-group bank panel of golden/ab/data, ours, with what every customer would have had in each group.</summary>
internal sealed class BankPanel
{
    private BankPanel(string[][] rows, string[][] potential)
    {
        double[] Column(int at) => Array.ConvertAll(rows, r => double.Parse(r[at], CultureInfo.InvariantCulture));
        Households = Array.ConvertAll(Column(1), v => (long)v);
        Groups = Array.ConvertAll(rows, r => r[3] switch { "marketing" => StudyGroup.Marketing, "recommended" => StudyGroup.Recommended, _ => StudyGroup.NonRecommended });
        double[] age = Column(4), tenure = Column(5), digital = Column(7), products = Column(8);
        (First, Second, Before, After) = (Column(9), Column(10), Column(11), Column(13));
        TiersBefore = Array.ConvertAll(Column(14), v => (int)v);
        TiersAfter = Array.ConvertAll(Column(15), v => (int)v);
        Covariates = [.. Enumerable.Range(0, rows.Length).SelectMany(i => new[] { age[i], digital[i], products[i], tenure[i], Math.Log(1 + First[i]), Math.Log(1 + Before[i]) })];
        IfMarketing = Array.ConvertAll(potential, r => double.Parse(r[1], CultureInfo.InvariantCulture));
        IfNonRecommended = Array.ConvertAll(potential, r => double.Parse(r[3], CultureInfo.InvariantCulture));
    }

    public long[] Households { get; }

    public StudyGroup[] Groups { get; }

    public double[] First { get; }

    public double[] Second { get; }

    public double[] Before { get; }

    public double[] After { get; }

    public int[] TiersBefore { get; }

    public int[] TiersAfter { get; }

    /// <summary>Age, digital, products, tenure, log assets a year before, log assets before; row-major.</summary>
    public double[] Covariates { get; }

    public double[] IfMarketing { get; }

    public double[] IfNonRecommended { get; }

    public static BankPanel Read() => new(Rows("bank_panel.csv"), Rows("bank_panel_potential_outcomes.csv"));

    private static string[][] Rows(string name) => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, name)).Skip(1).Select(line => line.Split(','))];
}
