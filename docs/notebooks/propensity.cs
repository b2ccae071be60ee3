#!/usr/bin/env dotnet
#:project ../../src/CustomerValue.Extensions/CustomerValue.Extensions.csproj
#:property PublishAot=false

// Who will take out a term deposit? The bank-marketing campaign of 2008 to 2010: what a random split promises, what a later month keeps.
// Run it: dotnet run docs/notebooks/propensity.cs   (UCI's bank-full.csv from shared/data when present, else a synthetic campaign)

using System.Globalization;
using CustomerValue;
using CustomerValue.Evaluation;
using CustomerValue.Extensions;
using CustomerValue.Information;
using CustomerValue.Propensity;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var clients = ReadCampaign() ?? MakeCampaign();
var bought = clients.Select(c => c.Bought).ToArray();
var outcomes = bought.Select(b => b ? 1.0 : 0).ToArray();
var days = clients.Select(c => c.Day).ToArray();
Console.WriteLine($"{clients.Length} calls from {days.Min()} to {days.Max()}, {outcomes.Average():P1} bought.");

// ---- 1. Columns, and the leak among them ---------------------------------------------------------------------------
// The duration of a call is known when the call is over, and the outcome with it.
var known = new FeatureMap<Client>()
    .Number("age", c => c.Age)
    .Number("balance", c => c.Balance)
    .Number("campaign", c => c.Campaign)
    .Number("previous", c => c.Previous)
    .Category("job", c => c.Job)
    .Category("education", c => c.Education)
    .Category("housing", c => c.Housing)
    .Category("contact", c => c.Contact)
    .Category("poutcome", c => c.PreviousOutcome);
var leaking = known.Number("duration", c => c.Duration);
var encoding = EncoderOptions.Default with { Unseen = UnseenCategory.Other, MissingIsLevel = true, RareBelow = 30, SignedLog = ["balance", "campaign", "previous"] };
var ridge = LogisticOptions.Default with { Ridge = 1e-6 }; // a little, so that no fold stumbles over columns that say the same
var (table, leakingTable) = (known.ToTable(clients), leaking.ToTable(clients));

// ---- 2. At random against out of time --------------------------------------------------------------------------------
var atRandom = FoldPlan.Stratified(outcomes, folds: 4, seed: 1);
var outOfTime = FoldPlan.ByTime(days, folds: 4);
var honest = ValidationComparison.Run(atRandom, outOfTime, Fold(table), outcomes);
var flattering = ValidationComparison.Run(atRandom, outOfTime, Fold(leakingTable), outcomes);
Console.WriteLine();
Console.WriteLine(honest);
Console.WriteLine(honest.AucGap.Value > 0
    ? $"The random split claims {honest.AucGap.Value:F3} of AUC within a fold that later months do not keep (pooling out-of-time folds hides it: rates differ)."
    : $"Later months keep what the random split claims (gap {honest.AucGap.Value:F3}): nothing drifts here.");
Console.WriteLine($"With the duration of the call it would have claimed {flattering.AtRandom.Ranking.Auc.Value:F4} at random: a leak, not a model.");

// ---- 3. Fit on the past, calibrate, judge on the last part --------------------------------------------------------
// As of the last cut: train on all before it, keep the rest for the end.
var last = outOfTime.FoldCount - 1;
var (train, test) = (outOfTime.Train(last).ToArray(), outOfTime.Test(last).ToArray());
var (past, future) = (table.Rows(train), table.Rows(test));
var (pastBought, futureBought) = (train.Select(i => bought[i]).ToArray(), test.Select(i => bought[i]).ToArray());
var pastDays = train.Select(i => days[i]).ToArray();
var plain = PropensityModel.Fit(past, pastBought, encoding, ridge);
var model = PropensityModel.FitCalibrated(past, pastBought, FoldPlan.ByTime(pastDays, folds: 4), CalibrationMethod.Platt, encoding, ridge);
var (before, after) = (new double[test.Length], new double[test.Length]);
plain.Score(future, before);
var report = model.Score(future, after);
var (raw, calibrated) = (ProbabilityQuality.Of(before, futureBought), ProbabilityQuality.Of(after, futureBought));
Console.WriteLine();
Console.WriteLine($"{model.Calibrator}; {report.UnseenLevels} unseen levels, {report.MissingCategories} missing categories among {report.Rows} later customers.");
Console.WriteLine($"{"",-22}{"plain",10}{"calibrated",12}");
Console.WriteLine($"{"mean probability",-22}{raw.MeanProbability.Value,10:F4}{calibrated.MeanProbability.Value,12:F4}   (rate {raw.BaseRate.Value:F4})");
Console.WriteLine($"{"log-loss",-22}{raw.LogLoss.Value,10:F4}{calibrated.LogLoss.Value,12:F4}");
Console.WriteLine($"{"calibration error",-22}{raw.CalibrationTable().ExpectedError.Value,10:F4}{calibrated.CalibrationTable().ExpectedError.Value,12:F4}");
Console.WriteLine("No calibrator foresees a change of the rate: once the first outcomes of the new time are in, correct the prior.");
var corrected = new double[test.Length];
PriorCorrection.FromParameters(raw.MeanProbability.Value, raw.BaseRate.Value).Calibrate(before, corrected);
Console.WriteLine($"With the new rate known: calibration error {ProbabilityQuality.Of(corrected, futureBought).CalibrationTable().ExpectedError.Value:F4}.");

// ---- 4. What is the ranking worth? ------------------------------------------------------------------------------------
var ranking = Discrimination.Of(after, futureBought);
Console.WriteLine();
Console.WriteLine($"AUC {ranking.Auc.Value:F4}, DeLong {ranking.AucInterval()}");
var lift = Bootstrap.Run(
    after,
    test.Select(i => outcomes[i]).ToArray(),
    (s, y, w) => Discrimination.Of(s, y, w).LiftTable().Rows[0].Lift,
    seed: 7,
    options: BootstrapOptions.Default with { Replicates = 200, JackknifeBlocks = 50 });
Console.WriteLine($"Lift of the top tenth {lift.Estimate.Value:F2}, {lift.BiasCorrected()}");
Console.WriteLine(ranking.LiftTable());

// ---- 5. One file, the same bits -----------------------------------------------------------------------------------------
var file = ModelFile.Save(model);
var loaded = ModelFile.Load<PropensityModel>(file);
var again = new double[test.Length];
loaded.Score(future, again);
Console.WriteLine($"Model file: {file.Length} characters; the loaded model scores {(again.AsSpan().SequenceEqual(after) ? "to the same bits" : "DIFFERENTLY")}.");
Console.WriteLine($"A new client of today: {loaded.Bind(known).Score(clients[0] with { Job = "astronaut" }, out var unseen):P2}, {unseen.UnseenLevels} unseen level.");

FoldScorer Fold(CustomerTable all) => (trainRows, testRows, scores) =>
{
    var own = new bool[trainRows.Length];
    for (var i = 0; i < own.Length; i++)
    {
        own[i] = bought[trainRows[i]];
    }

    PropensityModel.Fit(all.Rows(trainRows), own, encoding, ridge).Score(all.Rows(testRows), scores);
};

// The file is in order of date: the year rises when the month falls back.
static Client[]? ReadCampaign()
{
    var folder = Environment.GetEnvironmentVariable("CUSTOMERVALUE_DATA");
    for (var at = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is null && at is not null; at = at.Parent)
    {
        folder = Directory.Exists(Path.Combine(at.FullName, "shared", "data")) ? Path.Combine(at.FullName, "shared", "data") : null;
    }

    var path = Path.Combine(folder ?? ".", "bank-marketing", "bank-full.csv");
    if (!File.Exists(path))
    {
        Console.WriteLine("bank-full.csv is not here: a synthetic campaign stands in.");
        return null;
    }

    string[] months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    var (year, previousMonth) = (2008, 0);
    return File.ReadLines(path).Skip(1).Select(line =>
    {
        var f = line.Split(';').Select(text => text.Trim('"')).ToArray();
        var month = Array.IndexOf(months, f[10]) + 1;
        year += month < previousMonth ? 1 : 0;
        previousMonth = month;
        var day = new Day(year, month, Math.Min(int.Parse(f[9], CultureInfo.InvariantCulture), new Day(year, month, 1).EndOfMonth.DayOfMonth));
        return new Client(
            day, Number(f[0]), Number(f[5]), Number(f[12]), Number(f[14]), Number(f[11]), f[1], Known(f[3]), f[6], Known(f[8]), Known(f[15]), f[16] == "yes");
    }).ToArray();

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    static string? Known(string text) => text == "unknown" ? null : text;
}

// A campaign whose market turns: the rate rises, and what mattered at first matters less.
static Client[] MakeCampaign()
{
    var random = new Random(20261124);
    string[] jobs = ["management", "technician", "retired", "student", "services"];
    return Enumerable.Range(0, 12_000).Select(i =>
    {
        var late = i / 12_000.0;
        var (age, balance, previous) = (20 + random.Next(60), Math.Exp(5 + 2 * random.NextDouble()), random.Next(4));
        var (job, housing) = (jobs[random.Next(5)], random.Next(2) == 0 ? "yes" : "no");
        var logOdds = -3.2 + 1.6 * late + (1 - late) * (housing == "yes" ? -1.2 : 0.3) + (job is "retired" or "student" ? 0.9 : 0) + 0.4 * previous * late;
        var yes = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds));
        var duration = Math.Round(-(yes ? 500 : 180) * Math.Log(1 - random.NextDouble()));
        return new Client(
            new Day(2008, 5, 5).AddDays(i / 15), age, balance, 1 + random.Next(5), previous, duration, job, i % 25 == 0 ? null : "secondary", housing, "cellular", previous > 2 ? "success" : null, yes);
    }).ToArray();
}

internal sealed record Client(
    Day Day, double Age, double Balance, double Campaign, double Previous, double Duration, string Job, string? Education, string Housing, string? Contact, string? PreviousOutcome, bool Bought);
