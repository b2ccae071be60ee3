using System.Globalization;
using CustomerValue;
using CustomerValue.Experiments;

namespace FourInOne.Steps;

/// <summary>The study of a campaign that never was: households drawn into three groups again and again, so that every difference is chance.</summary>
/// <remarks>If 95 % intervals are honest, about 95 in 100 of them contain the true difference, which is zero.</remarks>
internal sealed record PlaceboStudy
{
    public const int Assignments = 200;

    /// <summary>The tables, one an assignment.</summary>
    public required IReadOnlyList<StudyTable> Tables { get; init; }

    public int Households => Tables[0].Households;

    /// <summary>Share of the intervals of marketing − recommended that contain zero.</summary>
    public double Coverage(StudyMeasure measure) =>
        Tables.Average(table => Comparison(table, measure).Interval.Contains(0) ? 1.0 : 0);

    public static ArmComparison Comparison(StudyTable table, StudyMeasure measure) =>
        table.Contrast(measure, StudyGroup.Marketing, StudyGroup.Recommended).Comparison;

    public static PlaceboStudy Run(CustomerPicture picture, ulong seed, IProgress<FitProgress> progress)
    {
        var standings = picture.Standings;
        var rows = Enumerable.Range(0, picture.Features.RowCount).Where(row => standings.Tier[row] >= 0 && standings.TierAfter[row] >= 0).ToArray();
        var tables = new StudyTable[Assignments];
        for (var i = 0; i < Assignments; i++)
        {
            var salt = string.Create(CultureInfo.InvariantCulture, $"placebo-{seed}-{i}");
            var draw = new Assignment(salt, [new AssignmentArm("non-recommended", 1), new AssignmentArm("recommended", 1), new AssignmentArm("marketing", 1)]);
            var panel = new StudyPanel(
                new StudyColumns
                {
                    Groups = Array.ConvertAll(rows, row => (StudyGroup)draw.ArmOf(picture.Features.Keys[row].ToString())),
                    Households = Array.ConvertAll(rows, row => (long)row),
                    AssetsBefore = Array.ConvertAll(rows, row => standings.Assets[row]),
                    AssetsAfter = Array.ConvertAll(rows, row => standings.AssetsAfter[row]),
                    TiersBefore = Array.ConvertAll(rows, row => standings.Tier[row]),
                    TiersAfter = Array.ConvertAll(rows, row => standings.TierAfter[row]),
                },
                picture.Bank.Tiers.TierCount - 1);
            tables[i] = StudyTable.Of(panel, new StudyOptions { Design = StudyDesign.Randomized, Years = picture.Bank.Calendar.OutcomeYears });
            progress.Report(new FitProgress("placebos", i + 1, Assignments));
        }

        return new PlaceboStudy { Tables = tables };
    }
}
