#!/usr/bin/env dotnet
#:project ../../src/CustomerValue/CustomerValue.csproj
#:project ../../src/CustomerValue.Testing/CustomerValue.Testing.csproj
#:property PublishAot=false

// What a campaign really added when nobody drew lots: a synthetic bank whose branch picked its customers, the same bank with lots, both held against the truth;
// then a placebo on a Czech bank of 1993-94 where its data are present: accounts picked by their balance, no campaign at all.
// Run it: dotnet run docs/notebooks/three-group-study.cs

using System.Globalization;
using CustomerValue;
using CustomerValue.Experiments;
using CustomerValue.Testing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
double[] tiers = [.. SyntheticBank.TierThresholds.Select(t => (double)t)];

// ---- 1. The branch picked --------------------------------------------------------------------------------------------
var bank = SyntheticBank.Create(6_000, seed: 7);
var study = ThreeGroupStudy.Analyze(Panel(bank), new StudyOptions { Margin = 0.01, FixedCost = 30_000 });
Console.WriteLine(study);
Against("picked", study, Truth(bank, onlyMarketed: true));

// ---- 2. The same bank, lots among the recommended ----------------------------------------------------------------------
var drawn = SyntheticBank.Create(6_000, seed: 7, bank.Options with { Targeting = CampaignTargeting.RandomizedAmongRecommended });
var lots = ThreeGroupStudy.Analyze(Panel(drawn), new StudyOptions { Design = StudyDesign.RandomizedCampaign });
Console.WriteLine();
Console.WriteLine(lots.Verdict.Design);
foreach (var finding in lots.Verdict.Findings.Take(3))
{
    Console.WriteLine("  " + finding);
}

Against("drawn", lots, Truth(drawn, onlyMarketed: false));

// ---- 3. A placebo on a real bank ---------------------------------------------------------------------------------------
Console.WriteLine();
if (Find() is { } file)
{
    Placebo(file);
}
else
{
    Console.WriteLine("skipped: the Czech bank's placebo needs berka/trans_1993_to_1994q1.csv under $CUSTOMERVALUE_DATA or ../shared/data");
}

// One row a household: it is customer and cluster at once.
StudyPanel Panel(SyntheticBank source)
{
    var rows = source.EnumerateCampaignHouseholds().ToArray();
    double[] before = [.. rows.Select(r => (double)r.AssetsBefore)], after = [.. rows.Select(r => (double)r.AssetsAfter)], earlier = [.. rows.Select(r => (double)r.AssetsSixMonthsBefore)];
    return new StudyPanel(
        new StudyColumns
        {
            Groups = [.. rows.Select(r => (StudyGroup)r.Group)],
            Households = [.. Enumerable.Range(0, rows.Length).Select(i => (long)i)],
            AssetsBefore = before,
            AssetsAfter = after,
            EarlierAssets = earlier,
            TiersBefore = [.. before.Select(Tier)],
            TiersAfter = [.. after.Select(Tier)],
            Covariates = [.. rows.SelectMany((r, i) => new[] { Math.Log(1 + before[i]), Math.Log(1 + before[i]) - Math.Log(1 + earlier[i]), r.DigitalUse, r.ClientCount })],
            CovariateNames = ["log assets", "growth of six months", "digital use", "clients"],
        },
        tiers.Length);
}

int Tier(double assets) => tiers.Count(t => assets >= t);

static (double Assets, double Log) Truth(SyntheticBank source, bool onlyMarketed)
{
    var touched = source.Truth.EnumerateHouseholds().Where(h => h.Group == CampaignGroup.Marketing || (!onlyMarketed && h.Group == CampaignGroup.Recommended)).ToArray();
    return (touched.Average(h => (double)(h.AssetsIfTreated - h.AssetsIfControl)), touched.Average(h => Math.Log(1 + (double)h.AssetsIfTreated) - Math.Log(1 + (double)h.AssetsIfControl)));
}

static void Against(string design, ThreeGroupStudy study, (double Assets, double Log) truth)
{
    Console.WriteLine();
    Console.WriteLine($"{design}: marketing − recommended against the truth, {truth.Assets:F0} a household, {truth.Log:F3} in logarithms");
    foreach (var estimate in study.Estimates.Where(e => e.Minuend == StudyGroup.Marketing && e.Subtrahend == StudyGroup.Recommended && e.Comparison.Estimate.IsDefined))
    {
        if (estimate.Measure is StudyMeasure.Assets or StudyMeasure.LogAssets)
        {
            var (c, aim) = (estimate.Comparison, estimate.Measure == StudyMeasure.Assets ? truth.Assets : truth.Log);
            var format = estimate.Measure == StudyMeasure.Assets ? "F0" : "F3";
            Console.WriteLine($"  {estimate.Measure,-10}{estimate.Estimator,-24}{c.Estimate.Value.ToString(format, CultureInfo.InvariantCulture),9}  [{c.Interval.Lower.ToString(format, CultureInfo.InvariantCulture)}, {c.Interval.Upper.ToString(format, CultureInfo.InvariantCulture)}]  {(c.Interval.Contains(aim) ? "holds the truth" : "misses it")}");
        }
    }
}

static string? Find()
{
    var here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".";
    string?[] folders = [Environment.GetEnvironmentVariable("CUSTOMERVALUE_DATA"), "../shared/data", Path.Combine(here, "../../../shared/data")];
    return folders.OfType<string>().Select(f => Path.Combine(f, "berka", "trans_1993_to_1994q1.csv")).FirstOrDefault(File.Exists);
}

// Accounts open by September 1993; the end of each month's balance. Picks lean on the balance of November; nothing was done to anybody.
static void Placebo(string file)
{
    string[] ends = ["1993-09-30", "1993-10-31", "1993-11-30", "1993-12-31", "1994-01-31", "1994-02-28"];
    var balances = new SortedDictionary<long, double[]>();
    foreach (var line in File.ReadLines(file).Skip(1))
    {
        var fields = line.Split(',');
        if (!balances.TryGetValue(long.Parse(fields[1], CultureInfo.InvariantCulture), out var row))
        {
            balances[long.Parse(fields[1], CultureInfo.InvariantCulture)] = row = [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];
        }

        for (var m = 0; m < ends.Length; m++)
        {
            row[m] = string.CompareOrdinal(fields[2], ends[m]) <= 0 ? double.Parse(fields[7], CultureInfo.InvariantCulture) : row[m];
        }
    }

    var open = balances.Where(b => !double.IsNaN(b.Value[0])).ToArray();
    StudyGroup Pick(long account, double balance)
    {
        var liking = Math.Min(1, Math.Max(0, balance) / 80_000);
        return KeyedHash.Unit(account, "recommend") > 0.3 + 0.6 * liking ? StudyGroup.NonRecommended
            : KeyedHash.Unit(account, "market") > 0.2 + 0.7 * liking ? StudyGroup.Recommended : StudyGroup.Marketing;
    }

    double[] Month(int m) => [.. open.Select(b => b.Value[m])];
    int Tier(double balance) => new[] { 10_000.0, 20_000, 40_000, 80_000 }.Count(t => balance >= t);
    var placebo = ThreeGroupStudy.Analyze(new StudyPanel(
        new StudyColumns
        {
            Groups = [.. open.Select(b => Pick(b.Key, b.Value[2]))],
            Households = [.. open.Select(b => b.Key)],
            AssetsBefore = Month(2),
            AssetsAfter = Month(5),
            EarlierAssets = [.. open.SelectMany(b => b.Value.Take(2))],
            InterimAssets = [.. open.SelectMany(b => b.Value.Skip(3).Take(2))],
            TiersBefore = [.. Month(2).Select(Tier)],
            TiersAfter = [.. Month(5).Select(Tier)],
            Covariates = [.. open.SelectMany(b => new[] { Math.Log(1 + Math.Max(0, b.Value[2])), Math.Log(1 + Math.Max(0, b.Value[0])), b.Value[2] / 10_000 })],
            CovariateNames = ["log balance", "log balance two months before", "balance"],
        },
        4));
    Console.WriteLine($"A placebo: {open.Length} accounts of a Czech bank picked by their balance of November 1993, and no campaign. In truth every difference of what was done is zero.");
    Console.WriteLine(placebo.Verdict.Numbers);
    foreach (var finding in placebo.Verdict.Findings)
    {
        Console.WriteLine("  " + finding);
    }
}
