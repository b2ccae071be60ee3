using CustomerValue.Experiments;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class ThreeGroupStudyLaws
{
    private static readonly BankPanel Panel = BankPanel.Read();

    private static readonly Lazy<ThreeGroupStudy> Base = new(() => Study(i => i, 1, 0));

    private static ThreeGroupStudy Study(Func<int, int> row, double unit, long shift, double covariateUnit = 1)
    {
        // Every fifth household is enough to see a law.
        var rows = Enumerable.Range(0, Panel.Before.Length).Where(i => Panel.Households[i] % 5 == 0).ToArray();
        rows = [.. Enumerable.Range(0, rows.Length).Select(i => rows[row(i) % rows.Length])];
        double[] Of(double[] column) => Array.ConvertAll(rows, i => column[i] * unit);
        return ThreeGroupStudy.Analyze(new StudyPanel(
            new StudyColumns
            {
                Groups = Array.ConvertAll(rows, i => Panel.Groups[i]),
                Households = Array.ConvertAll(rows, i => shift - 7 * Panel.Households[i]),
                AssetsBefore = Of(Panel.Before),
                AssetsAfter = Of(Panel.After),
                EarlierAssets = Of(Panel.Second),
                TiersBefore = Array.ConvertAll(rows, i => Panel.TiersBefore[i]),
                TiersAfter = Array.ConvertAll(rows, i => Panel.TiersAfter[i]),
                Covariates = rows.SelectMany(i => new[] { covariateUnit * Panel.Ages[i] + 3, Math.Log(1 + Panel.Before[i]) }).ToArray(),
            },
            4));
    }

    private static void ShouldAgree(ThreeGroupStudy actual, double unit, double tolerance = 1e-8)
    {
        foreach (var (a, e) in actual.Estimates.Zip(Base.Value.Estimates))
        {
            (a.Measure, a.Estimator, a.Minuend, a.Subtrahend).Should().Be((e.Measure, e.Estimator, e.Minuend, e.Subtrahend));
            if (a.Measure == StudyMeasure.LogAssets && unit != 1)
            {
                continue;
            }

            var factor = a.Measure == StudyMeasure.Assets ? unit : 1;
            a.Comparison.Estimate.Value.ShouldBeClose(factor * e.Comparison.Estimate.Value, tolerance, tolerance);
            a.Comparison.StandardError.Value.ShouldBeClose(factor * e.Comparison.StandardError.Value, tolerance);
            a.SimultaneousInterval.Upper.ShouldBeClose(factor * e.SimultaneousInterval.Upper, tolerance, tolerance);
        }
    }

    [Fact]
    public void Order_of_customers_and_names_of_households_do_not_matter() => ShouldAgree(Study(i => i * 7 + 3, 1, 1_000_000), 1);

    [Fact]
    public void Another_currency_scales_amounts_and_changes_no_rate() => ShouldAgree(Study(i => i, 1e6, 0), 1e6);

    [Fact]
    public void Units_of_a_covariate_do_not_matter() => ShouldAgree(Study(i => i, 1, 0, 1e4), 1);

    [Fact]
    public void Marketing_over_non_recommended_is_the_sum_of_the_two_steps_where_nothing_is_adjusted()
    {
        foreach (var estimator in new[] { StudyEstimator.Naive, StudyEstimator.DifferenceInDifferences })
        {
            double Of(StudyGroup a, StudyGroup b) => Base.Value.Estimate(StudyMeasure.Assets, a, b, estimator).Comparison.Estimate.Value;
            Of(StudyGroup.Marketing, StudyGroup.NonRecommended).ShouldBeClose(
                Of(StudyGroup.Marketing, StudyGroup.Recommended) + Of(StudyGroup.Recommended, StudyGroup.NonRecommended), 1e-9);
        }
    }

    [Fact]
    public void Intervals_that_hold_together_hold_their_own()
    {
        foreach (var e in Base.Value.Estimates.Where(e => e.Comparison.StandardError.IsDefined))
        {
            e.SimultaneousInterval.Width.Should().BeGreaterThan(e.Comparison.Interval.Width * 1.1);
            e.AdjustedPValue.Value.Should().BeGreaterThanOrEqualTo(e.Comparison.PValue.Value);
        }
    }
}
