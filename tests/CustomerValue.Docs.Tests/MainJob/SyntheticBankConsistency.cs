using System.Globalization;
using CustomerValue.Experiments;
using FourInOne;
using FourInOne.Banks;
using FourInOne.Output;
using FourInOne.Steps;

namespace CustomerValue.Docs.Tests.MainJob;

/// <summary>The main job on a small synthetic bank.</summary>
public sealed class SyntheticBankConsistency : IDisposable
{
    private const int Households = 1_500;
    private const ulong Seed = 5;

    private readonly string folder = Directory.CreateTempSubdirectory("four-in-one").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_same_seed_gives_the_same_screens_and_bytes_in_every_culture()
    {
        var here = Run("here", CultureInfo.InvariantCulture);
        var there = Run("also", CultureInfo.GetCultureInfo("de-DE"));

        there.Screens.Should().Be(here.Screens);
        here.Files.Keys.Should().BeEquivalentTo(
            "data-quality.csv", "rejections.csv", "segments.csv", "lifetime-values.csv", "scores.csv",
            "campaign-plan.csv", "study-table.csv", "study-differences.csv", "group-assignment.csv",
            "customer-base.html", "model-card.html", "study-report.html");
        foreach (var (name, content) in here.Files)
        {
            there.Files[name].Should().Be(content, name);
        }
    }

    [Fact]
    public void Four_steps_fit_a_terminal_of_100_columns()
    {
        var lines = Run("wide", CultureInfo.InvariantCulture).Screens.Split('\n');
        lines.Should().OnlyContain(line => line.Length <= 100);
        lines.Should().HaveCountLessThan(120);
        for (var step = 1; step <= 4; step++)
        {
            lines.Should().ContainSingle(line => line.StartsWith($"── {step}  ", StringComparison.Ordinal));
        }

        lines.Count(line => line.StartsWith("  → ", StringComparison.Ordinal)).Should().Be(4, "each step says in one sentence what it means");
    }

    [Fact]
    public void The_ledger_and_the_campaign_register_agree_to_the_cent()
    {
        var bank = SyntheticBankRecords.Create(Households, Seed);
        var picture = InformationStep.Run(bank, Silent());
        foreach (var household in bank.Campaigns!.Chosen.EnumerateCampaignHouseholds())
        {
            if (picture.Features.FindRow(household.Household) is { } row)
            {
                ((decimal)picture.Standings.Assets[row]).Should().Be(household.AssetsBefore);
                ((decimal)picture.Standings.AssetsAfter[row]).Should().Be(household.AssetsAfter);
            }
            else
            {
                (household.AssetsBefore, household.AssetsAfter).Should().Be((0m, 0m));
            }
        }
    }

    [Fact]
    public void Only_planned_households_are_marketed_to_or_held_back()
    {
        var bank = SyntheticBankRecords.Create(Households, Seed);
        var picture = InformationStep.Run(bank, Silent());
        var targets = TargetingStep.Run(picture, Seed, Silent());
        var feedback = ExperimentStep.Run(picture, targets, Seed, Silent());

        targets.Offers.Plan.IsFeasible.Should().BeTrue();
        targets.Offers.Plan.TotalValue.Should().BeLessThanOrEqualTo(targets.Offers.Plan.UpperBound);
        for (var row = 0; row < feedback.Next.Groups.Length; row++)
        {
            (feedback.Next.Groups[row] == StudyGroup.NonRecommended).Should().Be(targets.Offers.Plan.OfferOf(row) < 0);
        }
    }

    private (string Screens, Dictionary<string, string> Files) Run(string name, CultureInfo culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            using var screens = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            var results = ResultFolder.Create(Path.Combine(folder, name));
            Loop.Run(SyntheticBankRecords.Create(Households, Seed), Seed, Screen.Into(screens, TextWriter.Null), results);
            return (
                screens.ToString().Replace(results.Path, "results", StringComparison.Ordinal),
                results.Files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(results.Path, file)), StringComparer.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Screen Silent() => Screen.Into(TextWriter.Null, TextWriter.Null);
}
