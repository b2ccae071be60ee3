using System.Globalization;
using System.Text.RegularExpressions;
using CustomerValue.Information;
using CustomerValue.Tests.Propensity;
using CustomerValue.Uplift;
using Xunit;

namespace CustomerValue.Tests.Uplift;

/// <summary>
/// Women's e-mail against no e-mail of Hillstrom's MineThatData challenge; aggregate figures only, the rows are never committed.
/// Reference: numpy lstsq and Newton IRLS on Debian numpy 1.24.2, scikit-uplift at 0038e659 (golden/uplift/learners_hillstrom.json,
/// uplift_misc.json). Scores are rounded to ten decimals before ranking, so that no library's rounding splits ties.
/// </summary>
public class HillstromCorrectness
{
    private static readonly double[] TreatedOls = [0.11903372755764569, -0.005238514158617809, 5.440461426159133e-05, 0.06626100418026537, 0.125510297341014, -0.05668656667647233, -0.035545699137814614, -0.03958307407668681, -0.01089735877617053, 0.021009866142169105];
    private static readonly double[] ControlOls = [0.13014661545931158, -0.006245933233350343, 5.921595908027835e-05, 0.06719162683234214, 0.06313898354415498, -0.06649285845115313, -0.0521626973397293, -0.055748561502970945, -0.009597441264387533, 0.021398077096882333];
    private static readonly double[] TreatedLogit = [-1.8957360813554036, -0.04298907843706891, 0.0004315347804232687, 0.38624566073172467, 0.8893610035478942, -0.47177335691990957, -0.26494717192103934, -0.30067620808302115, -0.10944805684294998, 0.15056581597797303];
    private static readonly double[] ControlLogit = [-1.8221104288952406, -0.0706128352946382, 0.0006616470237378054, 0.5766617257069446, 0.5296924271954238, -0.7750340336112412, -0.4919866203391851, -0.5331761586219964, -0.14433155448732593, 0.20616746442479425];
    private static readonly double[] TreatedSpend = [1.92781063240894, -0.046444039035869925, 0.0011280874662705914, -0.27578490085113544, -0.12281302360947005, -0.10474991528609906, -0.43713823430301707, -0.023946863073597387, -0.5333634448774668, -0.32484407634021056];

    [SkippableFact]
    public void Two_linear_models_of_visits_match()
    {
        var (features, treatment, visit, _) = Read();
        var model = TwoModelUplift.Fit(features, treatment, visit, TwoModelOptions.Default with { Base = UpliftBase.Linear });

        model.Report.Estimates.ToArray().ShouldBeNear([.. TreatedOls, .. ControlOls], 1e-10);
        var ranking = Rank(model, features, treatment, visit, 0.04540963304203409, [0.012662432927740608, 0.06420708115854562, 0.08347626899870732, 0.00553045769321403]);
        Check(ranking, 8005121.627376497, 15928492.186304592, 16085401.269757815);
        ranking.QiniCoefficient().Value.Should().BeApproximately(0.0729203696466659, 1e-9);
        ranking.QiniCoefficient(allowNegativeEffects: false).Value.Should().BeApproximately(0.3966331960293405, 1e-9);
        ranking.GainCoefficient().Value.Should().BeApproximately(0.03361338594908452, 1e-9);
        double[] shares = [0.1, 0.2, 0.3, 0.5];
        shares.Select(k => ranking.Best(k, UpliftScope.Overall, UpliftTies.LaterRowFirst).Uplift.Value).ToArray()
            .ShouldBeNear([0.07845748534545216, 0.07799494039179261, 0.08167644055254684, 0.07688939320761153], 1e-9);
        shares.Select(k => ranking.Best(k, UpliftScope.ByArm, UpliftTies.LaterRowFirst).Uplift.Value).ToArray()
            .ShouldBeNear([0.07701858171166068, 0.0778489288228786, 0.08137207638078954, 0.07677087917168446], 1e-9);
        var decile = ranking.Bins(10, UpliftScope.Overall, UpliftTies.EarlierRowFirst)[0];
        decile.Uplift.Value.Should().BeApproximately(0.07840245775729646, 1e-9);
        decile.StandardError.Value.Should().BeApproximately(0.008193897941656316, 1e-9);
        decile.Interval().Lower.Should().BeApproximately(0.062342712898653195, 1e-9);
        ranking.AverageEffect.Uplift.Value.Should().BeApproximately(0.045233106587052985, 1e-12);
    }

    [SkippableFact]
    public void Two_logistic_models_of_visits_match()
    {
        var (features, treatment, visit, _) = Read();
        var model = TwoModelUplift.Fit(features, treatment, visit);

        model.Report.Estimates.ToArray().ShouldBeNear([.. TreatedLogit, .. ControlLogit], 1e-10);
        var ranking = Rank(model, features, treatment, visit, 0.04545032116222319, [0.01884599089221295, 0.07399611370461123, 0.07863589324093659, -0.005510015562165627]);
        Check(ranking, 8333750.775106803, 16714155.145338707, 16442128.343172967);
        ranking.QiniCoefficient().Value.Should().BeApproximately(0.07591392302969129, 1e-9);
        ranking.GainCoefficient().Value.Should().BeApproximately(0.03527134528126914, 1e-9);
    }

    [SkippableFact]
    public void Two_linear_models_of_spend_match()
    {
        var (features, treatment, _, spend) = Read();
        var model = TwoModelUplift.Fit(features, treatment, spend, TwoModelOptions.Default with { Base = UpliftBase.Linear });

        model.Report.Estimates.Slice(0, 10).ToArray().ShouldBeNear(TreatedSpend, 1e-9);
        var ranking = Rank(model, features, treatment, spend, 0.42465916820199795, [-0.4685527009262982, 0.2795339561017207, 0.6762794757851923, 0.2144137107000823]);
        Check(ranking, 144800852.00791097, 288063875.20597464, 289363823.3532018);
        ranking.AverageEffect.Uplift.Value.Should().BeApproximately(0.4244122159365966, 1e-11);
        ranking.AverageEffect.StandardError.Value.Should().BeApproximately(0.13033285852919116, 1e-11);
    }

    private static UpliftRanking Rank(TwoModelUplift model, FeatureBatch features, bool[] treatment, double[] outcomes, double mean, double[] first)
    {
        var uplift = new double[features.RowCount];
        model.Uplift(features, uplift);
        uplift.Average().Should().BeApproximately(mean, 1e-10);
        uplift.Take(first.Length).ToArray().ShouldBeNear(first, 1e-10);
        return UpliftRanking.Of(uplift.Select(u => Math.Round(u * 1e10) / 1e10).ToArray(), treatment, outcomes);
    }

    private static void Check(UpliftRanking ranking, double qini, double gain, double separate)
    {
        ranking.Customers.Should().Be(42693);
        ranking.Curve(UpliftCurveKind.Qini).AreaOverRandom.Should().BeApproximately(qini, 1e-9 * qini);
        ranking.Curve(UpliftCurveKind.CumulativeGain).AreaOverRandom.Should().BeApproximately(gain, 1e-9 * gain);
        ranking.Curve(UpliftCurveKind.SeparateGain).AreaOverRandom.Should().BeApproximately(separate, 1e-9 * separate);
    }

    private static (FeatureBatch Features, bool[] Treatment, double[] Visit, double[] Spend) Read()
    {
        // One level of history_segment is quoted because of its comma; the column is not used.
        var lines = File.ReadAllLines(SharedData.Require("campaigns", "hillstrom.csv")).Where(l => l.Length > 0)
            .Select(l => Regex.Replace(l, "\"[^\"]*\"", "quoted").Split(',')).ToArray();
        var header = lines[0].ToList();
        var rows = lines.Skip(1).Where(r => r[header.IndexOf("segment")] != "Mens E-Mail").ToArray();
        string[] zips = ["Rural", "Surburban", "Urban"];
        string[] channels = ["Multichannel", "Phone", "Web"];
        string[] numbers = ["recency", "history", "mens", "womens", "newbie"];
        var schema = new FeatureSchema([.. numbers.Select(FeatureColumn.Number), FeatureColumn.Category("zip", zips), FeatureColumn.Category("channel", channels)]);
        var values = rows.SelectMany(r => numbers.Select(n => Number(r, n))
            .Append(Array.IndexOf(zips, r[header.IndexOf("zip_code")]))
            .Append(Array.IndexOf(channels, r[header.IndexOf("channel")]))).ToArray();
        return (
            FeatureBatch.FromRows(schema, values),
            rows.Select(r => r[header.IndexOf("segment")] == "Womens E-Mail").ToArray(),
            rows.Select(r => Number(r, "visit")).ToArray(),
            rows.Select(r => Number(r, "spend")).ToArray());

        double Number(string[] row, string name) => double.Parse(row[header.IndexOf(name)], CultureInfo.InvariantCulture);
    }
}
