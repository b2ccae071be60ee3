#!/usr/bin/env dotnet
#:project ../../src/CustomerValue/CustomerValue.csproj
#:property PublishAot=false

// An e-mail campaign with two letters and a control, from design to verdict. Reads Hillstrom's public trial (64,000 customers of a shop,
// campaigns/hillstrom.csv) where the data folder is present ($CUSTOMERVALUE_DATA or ../shared/data), else draws customers with a known truth.
// Run it: dotnet run docs/notebooks/ab-test.cs

using System.Globalization;
using CustomerValue;
using CustomerValue.Experiments;
using CustomerValue.Statistics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] letters = ["no e-mail", "men's e-mail", "women's e-mail"];
var (customers, source) = Read() is { } rows ? (rows, "Hillstrom's trial") : (Draw(30_000), "synthetic customers: the men's letter adds 6 points of visits, the women's 4; history predicts spend");
Console.WriteLine($"{source}: {customers.Length:N0} customers, each in one of three arms; visits and spend of the two weeks after.");

// ---- 1. Design: what can this trial find? ---------------------------------------------------------------------------
// Planned from what was known before: one customer in ten visits, spend spreads by 12. Two letters share one control.
var size = customers.Length / 3;
var design = new DesignOptions { Comparisons = 2, Correction = ComparisonCorrection.Dunnett };
Console.WriteLine();
Console.WriteLine($"With {size:N0} an arm and power {design.Power:P0}, two letters against one control (Dunnett):");
Console.WriteLine($"  visits: from 10 % on, {100 * MinimumDetectableEffect.OfProportions(size, size, 0.10, design):F2} points more");
Console.WriteLine($"  spend:  {MinimumDetectableEffect.OfMeans(size, size, 12, design):F2} a customer; to find 0.20 takes {SampleSize.ForMeans(0.20, 12, design).Control:N0} an arm");
foreach (var (power, effect) in Points(DesignCurve.DetectableOverPowers(size, size, [0.5, 0.8, 0.9, 0.95], 12, design)))
{
    Console.WriteLine($"    power {power:P0}: {effect:F3}");
}

// ---- 2. Guard rails, before any outcome ------------------------------------------------------------------------------
var arms = Array.ConvertAll(customers, c => c.Arm);
var counts = new long[3];
foreach (var arm in arms)
{
    counts[arm]++;
}

var ratio = SampleRatioCheck.Of(counts, [1, 1, 1]);
Console.WriteLine();
Console.WriteLine($"{string.Join(", ", letters.Select((l, a) => $"{l} {counts[a]:N0}"))}: {ratio}; mismatch: {ratio.IsMismatch()}");
var balance = BalanceReport.Of([.. customers.SelectMany(c => new[] { c.Recency, c.History, c.Newbie })], ["recency", "history", "new customer"], arms);
foreach (var row in balance.Rows)
{
    Console.WriteLine($"  {row.Covariate,-13}{letters[row.Arm],-15}{row.Mean,9:F3} against {row.ReferenceMean,8:F3}   standardized {row.StandardizedDifference.Value,7:F4}   KS {row.KolmogorovSmirnov:F4}");
}

Console.WriteLine($"  all at once: p = {balance.PValue.Value:F3}");
if (ratio.IsMismatch())
{
    Console.WriteLine("The arms do not have the sizes they were drawn with: find the broken pipe first. No effect is shown.");
    return;
}

// ---- 3. Effects -------------------------------------------------------------------------------------------------------
var visits = Enumerable.Range(0, 3).Select(a => ProportionCounts.FromOutcomes([.. Of(a).Select(c => c.Visited)])).ToArray();
var spends = Enumerable.Range(0, 3).Select(a => Of(a).Select(c => c.Spend).ToArray()).ToArray();
var histories = Enumerable.Range(0, 3).Select(a => Of(a).Select(c => c.History).ToArray()).ToArray();
var moments = spends.Select(s => SampleMoments.FromSample(s)).ToArray();
var pValues = new List<double>();
for (var arm = 1; arm < 3; arm++)
{
    Console.WriteLine();
    Console.WriteLine($"{letters[arm]} against {letters[0]}");
    var visit = ProportionTest.Pooled(visits[arm], visits[0]);
    Show("visits, difference", visit.Estimate.Value, visit.Interval, visit.LogPValue.Value, visit.Warnings);
    var visitLift = RelativeLift.Koopman(visits[arm], visits[0]);
    Show("visits, relative lift", visitLift.Estimate.Value, visitLift.Interval, visitLift.LogPValue.Value, visitLift.Warnings);
    var spend = MeanTest.Welch(moments[arm], moments[0]);
    Show("spend, difference", spend.Estimate.Value, spend.Interval, spend.LogPValue.Value, spend.Warnings);
    var spendLift = RelativeLift.Fieller(moments[arm], moments[0]);
    Show("spend, relative lift", spendLift.Estimate.Value, spendLift.Interval, spendLift.LogPValue.Value, spendLift.Warnings);
    var cuped = Cuped.Compare(spends[arm], histories[arm], spends[0], histories[0]);
    Show("spend, less what history foretold", cuped.Comparison.Estimate.Value, cuped.Comparison.Interval, cuped.Comparison.LogPValue.Value, cuped.Comparison.Warnings);
    Console.WriteLine($"    as good as {1 / cuped.VarianceRatio.Value:F3} times the customers");
    var cap = ValueCap.AtPercentiles(spends[arm], spends[0], upper: 0.999);
    var capped = cap.Compare(spends[arm], spends[0], MeanTest.Welch);
    Show($"spend, capped at {cap.High:F0}", capped.Estimate.Value, capped.Interval, capped.LogPValue.Value, capped.Warnings);
    pValues.Add(visit.PValue.Value);
    pValues.Add(spend.PValue.Value);
}

// ---- 4. Several comparisons, one verdict -----------------------------------------------------------------------------------
var adjusted = new double[pValues.Count];
Multiplicity.Holm([.. pValues], adjusted);
var dunnett = ManyToOneTest.Dunnett([moments[1], moments[2]], moments[0]);
Console.WriteLine();
Console.WriteLine("Four comparisons, Holm; intervals of both letters' spend hold together (Dunnett):");
for (var arm = 1; arm < 3; arm++)
{
    var interval = dunnett.Comparisons[arm - 1].SimultaneousInterval;
    Console.WriteLine($"  {letters[arm],-15} visits p = {adjusted[2 * arm - 2]:G3}, spend p = {adjusted[2 * arm - 1]:G3}; spend [{interval.Lower:F3}, {interval.Upper:F3}]");
    var worksOnVisits = adjusted[2 * arm - 2] < 0.05;
    var worksOnSpend = adjusted[2 * arm - 1] < 0.05 && interval.Lower > 0;
    Console.WriteLine($"  {"",-15} verdict: {(worksOnVisits && worksOnSpend ? "more visits and more spend" : worksOnVisits ? "more visits; more spend is not shown" : "nothing is shown")}");
}

static void Show(string what, double estimate, ConfidenceInterval interval, double logP, IReadOnlyList<ComparisonWarning> warnings) =>
    Console.WriteLine($"  {what,-36}{estimate,8:F4}  [{interval.Lower:F4}, {interval.Upper:F4}]  {interval.Method,-22} p = {(logP > -700 ? $"{Math.Exp(logP):G3}" : $"exp({logP:F0})"),-9} {string.Join(", ", warnings)}");

static IEnumerable<(double X, double Y)> Points(DesignCurve curve)
{
    var (xs, ys) = (curve.X.ToArray(), curve.Y.ToArray());
    return xs.Zip(ys);
}

Customer[] Of(int arm) => Array.FindAll(customers, c => c.Arm == arm);

static Customer[]? Read()
{
    var here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".";
    string?[] folders = [Environment.GetEnvironmentVariable("CUSTOMERVALUE_DATA"), "../shared/data", Path.Combine(here, "../../../shared/data")];
    var file = folders.OfType<string>().Select(f => Path.Combine(f, "campaigns", "hillstrom.csv")).FirstOrDefault(File.Exists);
    if (file is null)
    {
        return null;
    }

    // recency, history segment (quoted where it holds a comma), history, mens, womens, zip, newbie, channel, segment, visit, conversion, spend: from the end.
    return [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(f => new Customer(
        Number(f[0]), Number(f[^10]), Number(f[^6]),
        f[^4] switch { "Mens E-Mail" => 1, "Womens E-Mail" => 2, _ => 0 }, f[^3] == "1", Number(f[^1])))];

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

// Customers drawn by keyed hash; a visitor in ten buys, for an amount that his history foretells.
static Customer[] Draw(int count)
{
    var campaign = new Assignment("letters-2026", [new("none", 1), new("men's", 1), new("women's", 1)]);
    var drawn = new Customer[count];
    for (var i = 0; i < count; i++)
    {
        double U(string salt) => KeyedHash.Unit(i, salt);
        var arm = campaign.ArmOf(i);
        var history = 30 - 200 * Math.Log(1 - U("history"));
        var visited = U("visit") < 0.10 + (arm == 1 ? 0.06 : arm == 2 ? 0.04 : 0);
        var spend = visited && U("buy") < 0.1 ? history * (0.2 + 0.4 * U("amount")) : 0;
        drawn[i] = new Customer(1 + Math.Floor(12 * U("recency")), history, U("new") < 0.5 ? 1 : 0, arm, visited, spend);
    }

    return drawn;
}

internal sealed record Customer(double Recency, double History, double Newbie, int Arm, bool Visited, double Spend);
