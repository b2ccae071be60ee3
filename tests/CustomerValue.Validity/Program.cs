using System.Diagnostics;
using System.Globalization;
using CustomerValue.Validity;
using CustomerValue.Validity.Studies;

// Simulated trials of what the library claims: error rates, coverage, power. By hand and before a release:
//   dotnet run -c Release --project tests/CustomerValue.Validity [-- --only S9,S13] [--short]
// Every study prints the measured rate beside its pass band, and a line that shows it can fail ("bites").
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
IStudy[] studies =
[
    new S1SkewedMeans(), new S2UnequalVariances(), new S3ExactCoverage(), new S4Power(), new S5Cuped(), new S9FewClusters(), new S10SampleRatio(),
    new S11GrowthOfAverage(), new S12ChosenGroups(), new S13DifferenceInDifferences(), new S16Equivalence(), new S17RelativeLift(), new S19KeyedAssignment(),
    new S20BankPanel(), new S21DrawnPanel(), new S23EventStudy(), new LifetimeRecoveryStudy(),
];

var isShort = false;
string[]? only = null;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--short")
    {
        isShort = true;
    }
    else if (args[i] == "--only" && i + 1 < args.Length)
    {
        only = args[++i].Split(',', StringSplitOptions.TrimEntries);
    }
    else
    {
        Console.Error.WriteLine($"Unknown argument '{args[i]}'. Known: --short, --only S1,S9.");
        return 2;
    }
}

if (only?.FirstOrDefault(id => studies.All(s => s.Id != id)) is { } unknown)
{
    Console.Error.WriteLine($"There is no study '{unknown}'. There are {string.Join(", ", studies.Select(s => s.Id))}.");
    return 2;
}

var clock = Stopwatch.StartNew();
var ledger = new Ledger(Console.Out, isShort);
foreach (var study in studies.Where(s => only is null || only.Contains(s.Id)))
{
    var before = clock.Elapsed;
    ledger.Begin(study);
    study.Run(ledger);
    Console.WriteLine($"      {(clock.Elapsed - before).TotalSeconds:0.0} s");
}

Console.WriteLine();
Console.WriteLine($"{ledger.Passed} passed, {ledger.Failed} failed in {clock.Elapsed.TotalSeconds:0} s{(isShort ? " (short: bands widened)" : "")}");
return ledger.Failed == 0 ? 0 : 1;
