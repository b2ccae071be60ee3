using CustomerValue.Experiments;

namespace CustomerValue.Tests.Experiments;

/// <summary>Households of the bank panel drawn anew into three groups that nobody treated differently.</summary>
public sealed class StudyTablePlacebo
{
    [Fact]
    public void Joint_intervals_of_placebo_groups_cover_zero_about_as_often_as_they_say()
    {
        // 100 draws at 95 %: a binomial leaves [88 %, 99.5 %] about once in a hundred such studies.
        var panel = BankPanel.Read();
        var groups = new StudyGroup[panel.Before.Length];
        int[] covered = new int[2];
        const int Draws = 100;
        for (var draw = 0; draw < Draws; draw++)
        {
            var assignment = new Assignment($"placebo {draw}", [new("non", 1), new("recommended", 1), new("marketing", 1)]);
            for (var row = 0; row < groups.Length; row++)
            {
                groups[row] = (StudyGroup)assignment.ArmOf(panel.Households[row]);
            }

            var table = StudyTable.Of(
                new StudyPanel(
                    new StudyColumns
                    {
                        Groups = groups, Households = panel.Households, AssetsBefore = panel.Before, AssetsAfter = panel.After, TiersBefore = panel.TiersBefore, TiersAfter = panel.TiersAfter,
                    },
                    4),
                StudyOptions.Default with { Design = StudyDesign.Randomized });
            covered[0] += table.Contrasts.Where(c => c.Measure == StudyMeasure.AssetEnhancement).All(c => c.SimultaneousInterval.Contains(0)) ? 1 : 0;
            covered[1] += table.Contrasts.Where(c => c.Measure == StudyMeasure.Promotion).All(c => c.SimultaneousInterval.Contains(0)) ? 1 : 0;
        }

        ((double)covered[0] / Draws).Should().BeInRange(0.88, 0.995);
        ((double)covered[1] / Draws).Should().BeInRange(0.88, 0.995);
    }
}
