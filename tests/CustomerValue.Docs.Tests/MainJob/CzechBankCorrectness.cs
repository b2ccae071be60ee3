using CustomerValue.Experiments;
using FourInOne.CzechBank;
using FourInOne.Output;
using FourInOne.Steps;

namespace CustomerValue.Docs.Tests.MainJob;

/// <summary>The known facts of the real bank (peers/segmentation.md §1.2, measured there in R and Python), reproduced by the main job.</summary>
public class CzechBankCorrectness
{
    private const ulong Seed = 1;

    private static readonly Lazy<CustomerPicture> Picture = new(() => InformationStep.Run(CzechBankFolder.Open(SharedData.Require("berka")), Silent()));

    [SkippableFact]
    public void Every_line_is_taken()
    {
        SharedData.Require("berka");
        Picture.Value.Bank.Readings.Should().OnlyContain(r => r.Accepted == r.Lines);
        Picture.Value.Ledger.Quality.RowsAccepted.Should().Be(49_102);
    }

    [SkippableFact]
    public void Accounts_have_one_client_3631_times_and_two_869_times()
    {
        SharedData.Require("berka");
        InformationView.ClientsOfAccounts(Picture.Value).Should().Equal(new Dictionary<int, int> { [1] = 3_631, [2] = 869 });
    }

    [SkippableFact]
    public void Balances_follow_from_the_movements_but_for_28_account_days_on_the_day_of_the_cut()
    {
        SharedData.Require("berka");
        var reconciliation = Picture.Value.Reconciliation;
        reconciliation.Share.Value.Should().BeGreaterThanOrEqualTo(0.999);
        reconciliation.Gaps.Where(g => Math.Abs(g.Gap) > 1).Should().HaveCount(28).And.OnlyContain(g => g.Day == new Day(1994, 3, 31));
    }

    [SkippableFact]
    public void Of_1048_households_271_rose_and_243_fell()
    {
        SharedData.Require("berka");
        var segments = SegmentationStep.Run(Picture.Value, Seed, Silent());
        (segments.MovesAfter.Matched, segments.MovesAfter.Promotions, segments.MovesAfter.Demotions).Should().Be((1_048, 271, 243));
        (segments.MovesBefore.Matched, segments.MovesBefore.Promotions, segments.MovesBefore.Demotions).Should().Be((755, 267, 91));
    }

    // A plain logistic regression of scikit-learn got 0.914.
    [SkippableFact]
    public void Promotion_is_foreseen_with_an_auc_of_90_percent_on_unseen_households()
    {
        SharedData.Require("berka");
        var promotion = PromotionPropensity.Fit(Picture.Value, Seed, Silent());
        promotion.Rows.Should().HaveCount(932);
        promotion.Rose.Count(rose => rose).Should().Be(271);
        promotion.UnseenAuc.Should().HaveCount(10);
        promotion.UnseenAuc.Average().Should().BeGreaterThanOrEqualTo(0.90);
        promotion.Model.Coefficients.Should().OnlyContain(c => c.StandardError.IsDefined);
    }

    [SkippableTheory]
    [InlineData(StudyMeasure.AssetEnhancement)]
    [InlineData(StudyMeasure.Promotion)]
    public void Placebo_intervals_contain_zero_as_often_as_they_promise(StudyMeasure measure)
    {
        SharedData.Require("berka");
        var placebo = PlaceboStudy.Run(Picture.Value, Seed, new Progress<FitProgress>());
        placebo.Tables.Should().HaveCount(200);
        placebo.Households.Should().Be(1_048);
        placebo.Coverage(measure).Should().BeInRange(0.91, 0.985);
    }

    // Nothing was done to anybody, but the groups were picked by their balance: the naive difference sees the picking, the doubly robust one nothing.
    [SkippableFact]
    public void A_picked_placebo_fools_the_naive_difference_and_not_the_doubly_robust_one()
    {
        SharedData.Require("berka");
        var picked = PickedPlacebo.Run(Picture.Value, Seed, new Progress<FitProgress>());
        picked.Studies.Should().HaveCount(PickedPlacebo.Picks);
        picked.Coverage(StudyMeasure.LogAssets, StudyEstimator.Naive).Should().BeLessThan(0.6);
        picked.Coverage(StudyMeasure.LogAssets, StudyEstimator.DoublyRobust).Should().BeGreaterThanOrEqualTo(0.85);
        picked.Coverage(StudyMeasure.Assets, StudyEstimator.DoublyRobust).Should().BeGreaterThanOrEqualTo(0.85);
        picked.Coverage(StudyMeasure.Promotion, StudyEstimator.DoublyRobust).Should().BeGreaterThanOrEqualTo(0.85);
        picked.Studies.Should().OnlyContain(s => s.Verdict.Design.Contains("chosen, not drawn") && s.PreTrends.All(t => t.CanBeChecked));
        picked.Studies.SelectMany(s => s.Verdict.Findings).Should().OnlyContain(f => f.Contains("which is not an effect"));
    }

    // Whoever changes, deletes or shuffles what came later must get the same features to the last bit.
    [SkippableFact]
    public void Nothing_dated_later_enters_the_features()
    {
        var bank = CzechBankFolder.Open(SharedData.Require("berka"));
        var cut = InformationStep.Run(bank with { Transactions = bank.Transactions.Where(t => t.ValueDay <= bank.Calendar.AsOf).Reverse() }, Silent());
        var whole = Picture.Value.Features;
        cut.Features.Keys.Should().Equal(whole.Keys);
        foreach (var column in whole.Schema.Columns.Where(c => c.Kind == Information.FeatureKind.Number))
        {
            cut.Features.Number(column.Name).SequenceEqual(whole.Number(column.Name)).Should().BeTrue(column.Name);
        }
    }

    private static Screen Silent() => Screen.Into(TextWriter.Null, TextWriter.Null);
}
