#!/usr/bin/env dotnet
#:project ../../src/CustomerValue/CustomerValue.csproj
#:project ../../src/CustomerValue.Testing/CustomerValue.Testing.csproj
#:property PublishAot=false

// Who is worth what, and who is moving: households of a Czech bank of 1993-94 when its data are present, a synthetic bank otherwise; then the
// card panel of a bank in Taiwan when that is present. Run it: dotnet run docs/notebooks/segmentation.cs

using System.Globalization;
using CustomerValue;
using CustomerValue.Information;
using CustomerValue.Segmentation;
using CustomerValue.Testing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = FindData();

// ---- 1. Household assets at every month's end ------------------------------------------------------------------------
var (panel, thresholds, source) = data is not null && File.Exists(Path.Combine(data, "berka", "trans_1993_to_1994q1.csv"))
    ? CzechHouseholds(Path.Combine(data, "berka"))
    : SyntheticHouseholds();
Console.WriteLine($"{source}: {panel.Customers.Count} households over {panel.Months.Count} months");
var last = panel.Months.Count - 1;
last -= data is not null && panel.Months[last] == new Day(1994, 3, 31) ? 1 : 0; // the file of the Czech bank is cut in its last month
var present = panel.CustomersAt(last);
var assets = present.Select(c => (double)panel.Assets(c, last)!.Value).ToArray();

// ---- 2. How concentrated is the money? -------------------------------------------------------------------------------
var concentration = Concentration.From(assets);
var abc = concentration.Abc();
Console.WriteLine($"\nAs of {panel.Months[last]}: the richest tenth holds {concentration.TopShare(0.1).Value:P1}, Gini {concentration.Gini.Value:F3}");
foreach (var name in new[] { AbcClass.A, AbcClass.B, AbcClass.C })
{
    Console.WriteLine($"  class {name}: {abc.Count(name),5} households hold {abc.Sum(name) / concentration.Total,6:P1}");
}

// ---- 3. Tiers that do not flicker --------------------------------------------------------------------------------------
var tiers = ValueTiers.FromThresholds(thresholds, ["basic", "silver", "gold", "platinum"]);
var tracker = TierTracker.FromParameters(tiers, thresholds.Select(t => 0.9 * t).ToArray(), dwell: 2);
var months = Enumerable.Range(Math.Max(last - 5, 0), Math.Min(last, 5) + 1).ToArray();
var plain = months.Select(month => Enumerable.Range(0, panel.Customers.Count).Select(c => panel.Assets(c, month) is { } a ? tiers.Of((double)a) : TransitionCounts.Absent).ToArray()).ToArray();
var steady = plain.Select(_ => new int[panel.Customers.Count]).ToArray();
for (var customer = 0; customer < panel.Customers.Count; customer++)
{
    TierState? state = null;
    for (var m = 0; m < months.Length; m++)
    {
        var value = panel.Assets(customer, months[m]);
        state = value is not { } a ? null : state is { } before ? tracker.Next(before, (double)a) : tracker.Start((double)a);
        steady[m][customer] = state?.Tier ?? TransitionCounts.Absent;
    }
}

// ---- 4. The story month over month -------------------------------------------------------------------------------------
Console.WriteLine("\nmonth        matched    up  down   up % [95 %]         new  left   with hysteresis up/down");
var periods = new List<TransitionCounts>();
for (var m = 1; m < months.Length; m++)
{
    var moves = TransitionCounts.From(plain[m - 1], plain[m], tiers.TierCount);
    var calm = TransitionCounts.From(steady[m - 1], steady[m], tiers.TierCount);
    var interval = new[] { 0, 1, 2, 3 }.Select(t => moves.Moves(t)).Sum(t => t.Promoted.Moved) is var up && moves.Matched > 0
        ? CustomerValue.Statistics.ProportionInterval.Wilson(new((long)up, (long)moves.Matched))
        : default;
    var (entered, gone) = (Enumerable.Range(0, 4).Sum(moves.Entries), Enumerable.Range(0, 4).Sum(moves.Exits));
    Console.WriteLine($"{panel.Months[months[m]]}  {moves.Matched,7} {moves.Promotions,5} {moves.Demotions,5}   {moves.PromotionRate.ValueOrNaN,5:P1} [{interval.Lower:P1}, {interval.Upper:P1}] {entered,5} {gone,5}   {calm.Promotions}/{calm.Demotions}");
    periods.Add(moves);
}

if (periods.Count >= 2)
{
    var test = MovementTest.Of([.. periods]);
    Console.WriteLine($"Is movement the same in all months? chi-squared {test.ChiSquared:F1} on {test.DegreesOfFreedom}, ln p {test.LogPValue.ValueOrNaN:F1}");
    var all = periods.Aggregate((a, b) => a + b);
    var mobility = Mobility.Of(all);
    Console.WriteLine($"Mobility (Shorrocks) {mobility.ShorrocksTrace.ValueOrNaN:F3}, half-life {mobility.HalfLife.ValueOrNaN:F1} months; long-run shares "
        + string.Join(", ", Enumerable.Range(0, 4).Select(t => $"{tiers.Names[t]} {mobility.SteadyState(t).ValueOrNaN:P0}")));
    for (var tier = 0; tier < 4; tier++)
    {
        var moves = all.Moves(tier);
        Console.WriteLine($"  {tiers.Names[tier],-9} up {moves.Promoted.Rate.ValueOrNaN,6:P1}  down {moves.Demoted.Rate.ValueOrNaN,6:P1}  left {moves.Left.Rate.ValueOrNaN,6:P1}");
    }
}

// ---- 5. Who drives the promotions? ----------------------------------------------------------------------------------------
var (from, to) = (months[Math.Max(months.Length - 4, 0)], months[^1]);
var cohort = Enumerable.Range(0, panel.Customers.Count).Where(c => panel.Assets(c, from) is not null && panel.Assets(c, to) is not null && from > 0 && panel.Assets(c, from - 1) is not null).ToArray();
var movers = CustomerTable.WithKeys(cohort.Select(c => panel.Customers[c]))
    .Number("assets", cohort.Select(c => (double)panel.Assets(c, from)!.Value).ToArray())
    .Number("change_before", cohort.Select(c => (double)(panel.Assets(c, from)!.Value - panel.Assets(c, from - 1)!.Value)).ToArray())
    .Number("months_known", cohort.Select(c => (double)Enumerable.Range(0, from + 1).Count(month => panel.Assets(c, month) is not null)).ToArray())
    .Number("distance_to_next_tier", cohort.Select(c => Distance((double)panel.Assets(c, from)!.Value)).ToArray())
    .Build();
var direction = cohort.Select(c => Math.Sign(tiers.Of((double)panel.Assets(c, to)!.Value) - tiers.Of((double)panel.Assets(c, from)!.Value)) + 1).ToArray();
var profile = SegmentProfile.Of(movers, direction, 3, new ProfileOptions { Names = ["demoted", "stayed", "promoted"] });
Console.WriteLine($"\nFrom {panel.Months[from]} to {panel.Months[to]}, seen from the first day:");
Console.WriteLine(profile.Card(2));
Console.WriteLine(profile.Card(0));

// ---- 6. Who is alike, in words ------------------------------------------------------------------------------------------
var encoder = FeatureEncoder.Fit(movers);
var batch = encoder.Encode(movers);
var alike = KMeansModel.Fit(batch, segments: 4, seed: 1);
var assigned = new int[movers.RowCount];
alike.Assign(batch, assigned);
var raw = new double[movers.RowCount * 4];
for (var row = 0; row < movers.RowCount; row++)
{
    for (var j = 0; j < 4; j++)
    {
        raw[row * 4 + j] = movers.Number(movers.Schema.Columns[j].Name)[row];
    }
}

var likeness = SegmentProfile.Of(movers, assigned, 4);
var tree = ExplainingTree.Fit(FeatureBatch.FromRows(movers.Schema, raw), assigned, 4);
for (var segment = 0; segment < 4; segment++)
{
    Console.WriteLine($"segment {segment}: {likeness.Size(segment),5} households, {likeness.Describe(segment)}");
}

Console.WriteLine($"{tree.Rules.Count} rules place {tree.Fidelity:P1} of them alike, at {tree.CostRatio.ValueOrNaN:F2} times the spread:");
Console.WriteLine(tree);

// ---- 7. A refit is another version ------------------------------------------------------------------------------------------
var refit = KMeansModel.Fit(batch, segments: 4, seed: 2);
var again = new int[movers.RowCount];
refit.Assign(batch, again);
var mapping = SegmentMapping.Match(assigned, 4, again, 4);
Console.WriteLine($"\nRefit: {mapping.Agreement.Value:P1} keep their segment; old 0-3 are new {string.Join(' ', Enumerable.Range(0, 4).Select(mapping.NewOf))}");

// ---- 8. Has the population moved? -------------------------------------------------------------------------------------------
var earlier = panel.CustomersAt(from).Select(c => (double)panel.Assets(c, from)!.Value).ToArray();
var cuts = ScoreCuts.Fit(earlier, ScoreBinning.Quantile(10));
var shift = StabilityIndex.Between(BinCounts.FromValues(earlier, cuts), BinCounts.FromValues(assets, cuts));
Console.WriteLine($"Assets {panel.Months[from]} to {panel.Months[last]}: PSI {shift.Psi.Value:F3} (chance alone {shift.ExpectedByChance:F3}), ln p {shift.LogPValue.ValueOrNaN:F1}");

if (data is not null && File.Exists(Path.Combine(data, "cards", "UCI_Credit_Card.csv")))
{
    CardPanel(Path.Combine(data, "cards", "UCI_Credit_Card.csv"));
}
else
{
    Console.WriteLine("The card panel is not here (../shared/data/cards): skipped.");
}

double Distance(double value)
{
    var tier = tiers.Of(value);
    return tier < thresholds.Length ? thresholds[tier] - value : 0;
}

static void CardPanel(string file)
{
    var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToArray();
    string[] names = ["unused", "low", "middle", "high", "over limit"];
    var use = ValueTiers.FromThresholds([0.01, 0.3, 0.7, 1], names);

    // BILL_AMT6 … BILL_AMT1 are April … September 2005, in columns 17 … 12; the use is bill ÷ limit.
    var months = Enumerable.Range(0, 6).Select(m => rows.Select(row => use.Of(row[17 - m] / row[1])).ToArray()).ToArray();
    Console.WriteLine($"\nCard panel of a bank in Taiwan: {rows.Length} cards, April to September 2005, use of the limit");
    var all = Enumerable.Range(1, 5).Select(m => TransitionCounts.From(months[m - 1], months[m], 5)).ToArray();
    for (var m = 0; m < 5; m++)
    {
        var psi = StabilityIndex.Between(BinCounts.FromSegments(months[0], 5), BinCounts.FromSegments(months[m + 1], 5));
        Console.WriteLine($"  month {m + 2}: up {all[m].PromotionRate.Value:P1}, down {all[m].DemotionRate.Value:P1}, PSI to April {psi.Psi.Value:F4}");
    }

    var mobility = Mobility.Of(all.Aggregate((a, b) => a + b));
    Console.WriteLine($"  half-life {mobility.HalfLife.Value:F1} months; mean stay over the limit {mobility.MeanStay(4).Value:F1} months");
}

static (MonthlyBalances, double[], string) CzechHouseholds(string folder)
{
    var dispositions = File.ReadLines(Path.Combine(folder, "disp.asc")).Skip(1).Select(line => line.Replace("\"", string.Empty).Split(';'))
        .Select(cells => new Disposition { Client = cells[1], Account = cells[2], Role = cells[3] == "OWNER" ? DispositionRole.Owner : DispositionRole.Disponent });
    var transactions = File.ReadLines(Path.Combine(folder, "trans_1993_to_1994q1.csv")).Skip(1).Select(line => line.Split(','))
        .Select(cells => new Transaction
        {
            Id = cells[0],
            Account = cells[1],
            ValueDay = Day.Parse(cells[2]),
            Amount = (cells[3] == "CREDIT" ? 1 : -1) * decimal.Parse(cells[6], CultureInfo.InvariantCulture),
            BalanceAfter = decimal.Parse(cells[7], CultureInfo.InvariantCulture),
        });
    var asOf = new Day(1994, 3, 31);
    var households = Households.Build(dispositions, asOf);
    var balances = EndOfDayBalances.FromTransactions(TransactionLedger.Load(transactions, LoadOptions.Default with { Currency = "CZK" }).AsOf(asOf));
    return (MonthlyBalances.ByCustomer(balances, households.KeyOfAccount, []), [15_000, 30_000, 50_000], "Czech bank, CZK");
}

static (MonthlyBalances, double[], string) SyntheticHouseholds()
{
    var bank = SyntheticBank.Create(3000, seed: 20261124);
    var balances = EndOfDayBalances.FromObservations(bank.EnumerateMonthlyBalances(), bank.End, bank.End, LoadOptions.Default);
    var panel = MonthlyBalances.ByCustomer(balances, SyntheticBank.HouseholdOf, []);
    return (panel, SyntheticBank.TierThresholds.Select(t => (double)t).ToArray(), "Synthetic bank");
}

static string? FindData()
{
    if (Environment.GetEnvironmentVariable("CUSTOMERVALUE_DATA") is { Length: > 0 } named)
    {
        return named;
    }

    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "CustomerValue.sln")))
        {
            var shared = Path.Combine(folder.Parent?.FullName ?? string.Empty, "shared", "data");
            return Directory.Exists(shared) ? shared : null;
        }
    }

    return null;
}
