#!/usr/bin/env dotnet
#:project ../../src/CustomerValue.Reporting/CustomerValue.Reporting.csproj
#:property PublishAot=false

// A result becomes a picture: in the terminal, as a page, as a mail. Run it: dotnet run docs/notebooks/reporting.cs

using System.Globalization;
using CustomerValue;
using CustomerValue.Reporting;
using CustomerValue.Segmentation;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// ---- 1. Movements between value tiers: a warehouse counts them with one GROUP BY -------------------------------------
var moves = TransitionCounts.FromCounts(
    4,
    [
        33_455, 4_367, 577, 49,
        1_792, 22_397, 3_150, 246,
        161, 1_212, 11_562, 1_190,
        16, 74, 466, 4_378,
    ],
    exits: [2_752, 1_303, 437, 108]);
var origin = new Provenance(new Day(2026, 9, 30), "synthetic figures");
var chart = TierMigrationChart.From(moves, ["Entry", "Standard", "Preferred", "Premier"], origin);

// ---- 2. In the terminal: what a log or a build shows ----------------------------------------------------------------
Console.WriteLine(chart.ToText());

// ---- 3. As a page: no script, no request, prints on A4 --------------------------------------------------------------
var report = Report.CustomerBase(chart, ["Why customers moved: no cause is measured here."], origin);
var file = report.Save(Path.Combine(Path.GetTempPath(), "customer-base.html"));
Console.WriteLine(file.Link);
Console.WriteLine($"{file.Bytes:N0} bytes, sha256 {file.Sha256[..12]}…; mail body {report.ToEmailHtml().Length:N0} characters");
