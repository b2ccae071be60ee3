using CustomerValue.Experiments;
using CustomerValue.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>The degenerate battery of peers/experiments.md §5: nothing throws or turns NaN in silence.</summary>
public sealed class DegenerateBattery
{
    private static void ShouldSay(ArmComparison c, UndefinedReason reason, bool isEstimated)
    {
        c.Estimate.IsDefined.Should().Be(isEstimated);
        c.PValue.Reason.Should().Be(reason);
        c.LogPValue.Reason.Should().Be(reason);
        c.Interval.Width.Should().Be(double.PositiveInfinity);
        c.PValueGreater.IsDefined.Should().BeFalse();
        c.IsSignificant.Should().BeFalse();
        c.GreaterInterval.Lower.Should().Be(double.NegativeInfinity);
        c.Warnings.Should().Contain(reason == UndefinedReason.EmptyArm ? ComparisonWarning.EmptyArm : ComparisonWarning.TooFewObservations);
        c.ToString().Should().NotContain("NaN");
    }

    [Fact]
    public void Empty_arms_and_single_observations_are_reasons()
    {
        double[] some = [1, 2, 3];
        foreach (var test in new Func<double[], double[], ArmComparison>[] { (a, b) => MeanTest.Welch(a, b), (a, b) => MeanTest.Z(a, b), (a, b) => MeanTest.Pooled(a, b) })
        {
            ShouldSay(test([], some), UndefinedReason.EmptyArm, false);
            ShouldSay(test(some, []), UndefinedReason.EmptyArm, false);
            ShouldSay(test([], []), UndefinedReason.EmptyArm, false);
            ShouldSay(test([1], [2]), UndefinedReason.TooFewObservations, true);
        }

        ShouldSay(MeanTest.Welch([1], some), UndefinedReason.TooFewObservations, true);
        MeanTest.Pooled([1], some).PValue.IsDefined.Should().BeTrue();
        ShouldSay(MeanTest.Paired([], []), UndefinedReason.EmptyArm, false);
        ShouldSay(MeanTest.Paired([2], [1]), UndefinedReason.TooFewObservations, true);
        ShouldSay(RelativeLift.Fieller(default, SampleMoments.FromSample(some)), UndefinedReason.EmptyArm, false);
    }

    [Fact]
    public void Empty_arms_of_proportions_keep_a_bounded_interval()
    {
        var c = ProportionTest.Pooled(default, new ProportionCounts(3, 10));
        c.PValue.Reason.Should().Be(UndefinedReason.EmptyArm);
        (c.Interval.Lower, c.Interval.Upper).Should().Be((-1, 1));
        ProportionTest.ChiSquared([default, new(1, 2)]).Statistic.Reason.Should().Be(UndefinedReason.EmptyArm);
    }

    [Fact]
    public void Nothing_and_everything_converted_is_degenerate_with_a_real_interval()
    {
        foreach (var counts in new[] { new ProportionCounts(0, 50), new ProportionCounts(50, 50) })
        {
            var c = ProportionTest.Pooled(counts, counts);
            c.PValue.Value.Should().Be(1);
            c.Warnings.Should().Contain(ComparisonWarning.Degenerate);
            c.Interval.Width.Should().BeGreaterThan(0.1);
        }
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused_by_row()
    {
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity })
        {
            ((Action)(() => MeanTest.Welch([1, bad], [1, 2]))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
            ((Action)(() => MeanTest.Paired([1, 2], [1, bad]))).Should().Throw<ArgumentException>().WithMessage("Row 1 of before*");
            ((Action)(() => GrowthOfAverage.Of([1, bad], [1, 2]))).Should().Throw<ArgumentException>().WithMessage("Row 1 of before*");
            ((Action)(() => MomentMatrix.FromPairs([1, bad], [1, 2]))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        }

        ((Action)(() => MeanTest.Welch([1, 2], [1, 2], 1))).Should().Throw<ArgumentException>().WithMessage("level is 1*");
        ((Action)(() => ProportionTest.Pooled(default, default, double.NaN))).Should().Throw<ArgumentException>().WithMessage("level is NaN*");
        ((Action)(() => _ = new ProportionCounts(3, 2))).Should().Throw<ArgumentException>().WithMessage("successes is 3*");
    }

    [Fact]
    public void A_base_of_zero_or_below_has_no_growth()
    {
        GrowthOfAverage.Of([0, 0], [1, 2]).Growth.Reason.Should().Be(UndefinedReason.ZeroBase);
        GrowthOfAverage.Of([-3, 1], [1, 2]).Growth.Reason.Should().Be(UndefinedReason.NegativeBase);
        GrowthOfAverage.Of([], []).Growth.Reason.Should().Be(UndefinedReason.EmptyArm);
        GrowthOfAverage.Of([5], [6]).StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        GrowthOfAverage.Of([1e-320, 1], [1, 2]).MeanOfGrowths.Reason.Should().Be(UndefinedReason.Infinite);
        RatioEstimate.Of([1, 2], [1, -1]).Ratio.Reason.Should().Be(UndefinedReason.ZeroBase);
        RelativeLift.Delta(SampleMoments.FromSample([1, 2]), SampleMoments.FromSample([-1, 1])).Estimate.Reason.Should().Be(UndefinedReason.ZeroBase);
        RelativeLift.Log(SampleMoments.FromSample([1, 2]), SampleMoments.FromSample([-3, 1])).Estimate.Reason.Should().Be(UndefinedReason.NegativeBase);
        CompoundGrowth.Annual(0, 5, 1).Reason.Should().Be(UndefinedReason.ZeroBase);
        CompoundGrowth.Annual(-1, 5, 1).Reason.Should().Be(UndefinedReason.NegativeBase);
        CompoundGrowth.Annual(1, 0, 3).Value.Should().Be(-1);
        Math.Abs(CompoundGrowth.Annual(100, 172.8, 3).Value - 0.2).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void The_same_growth_for_all_has_no_error()
    {
        var growth = GrowthOfAverage.Of([10, 20.3, 30.7], [11, 20.3 * 1.1, 30.7 * 1.1]);
        growth.StandardError.Value.Should().Be(0);
        GrowthOfAverage.Compare(growth, growth).Warnings.Should().Contain(ComparisonWarning.Degenerate);
    }

    [Fact]
    public void A_billion_customers_are_one_summary()
    {
        var c = MeanTest.Welch(SampleMoments.FromSummary(1e9, 100.001, 1e4), SampleMoments.FromSummary(1e9, 100, 1e4));
        Math.Abs(c.StandardError.Value - Math.Sqrt(2e4 / 1e9)).Should().BeLessThan(1e-15);
        ProportionTest.Pooled(new(100_010_000, 1_000_000_000), new(100_000_000, 1_000_000_000)).PValue.Value.Should().BeInRange(0.4, 0.5);
    }

    [Fact]
    public void An_empty_group_of_a_study_is_a_reason_and_the_others_are_compared()
    {
        StudyGroup[] groups = [StudyGroup.Marketing, StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.Recommended];
        var table = Study(groups, [1, 2, 3, 4], [10, 20, 30, 40], [12, 21, 30, 50], [0, 1, 0, 1], [1, 1, 0, 1]);
        table.Group(StudyGroup.NonRecommended).AssetEnhancement.Value.Reason.Should().Be(UndefinedReason.EmptyArm);
        table.Contrast(StudyMeasure.AssetEnhancement, StudyGroup.Marketing, StudyGroup.NonRecommended).Comparison.PValue.Reason.Should().Be(UndefinedReason.EmptyArm);
        var left = table.Contrast(StudyMeasure.AssetEnhancement, StudyGroup.Marketing, StudyGroup.Recommended);
        left.AdjustedPValue.Value.Should().BeApproximately(left.Comparison.PValue.Value, 1e-12);
        left.Comparison.Warnings.Should().Contain(ComparisonWarning.FewClusters);
        table.ToString().Should().NotContain("NaN");
        StudyTable.Of(new StudyPanel(default, 3)).ToString().Should().NotContain("NaN");
    }

    [Fact]
    public void Nobody_promoted_keeps_an_upper_limit_by_households()
    {
        var table = Study([.. Enumerable.Repeat(StudyGroup.Marketing, 40)], [.. Enumerable.Range(0, 40).Select(i => (long)(i / 2))],
            [.. Enumerable.Repeat(1.0, 40)], [.. Enumerable.Repeat(1.0, 40)], new int[40], new int[40]);
        var rate = table.Group(StudyGroup.Marketing).Promotion;
        rate.Value.Value.Should().Be(0);
        rate.Interval.Upper.Should().Be(ProportionInterval.Wilson(new ProportionCounts(0, 20)).Upper);
    }

    [Fact]
    public void Everybody_at_the_top_leaves_nobody_able_to_rise() =>
        Study([StudyGroup.Marketing], [1], [1], [2], [4], [4]).Group(StudyGroup.Marketing).PromotionOfEligible.Value.Reason.Should().Be(UndefinedReason.NoneEligible);

    [Fact]
    public void Crossing_and_closed_households_are_counted_and_left_out_of_contrasts()
    {
        StudyGroup[] groups = [StudyGroup.Marketing, StudyGroup.Marketing, StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.Recommended, StudyGroup.Recommended];
        long[] households = [1, 2, 3, 3, 4, 5];
        double[] before = [10, 20, 30, 40, 50, 60], after = [12, 21, 33, 44, 0, 66];
        var columns = new StudyColumns
        {
            Groups = groups, Households = households, AssetsBefore = before, AssetsAfter = after,
            TiersBefore = new int[6], TiersAfter = [1, 0, 0, 1, 0, 0], Closed = [false, false, false, false, true, false],
        };
        var table = StudyTable.Of(new StudyPanel(columns, 4));
        (table.CrossingHouseholds, table.ClosedHouseholds, table.ClosedCustomers, table.CustomersLeftOut).Should().Be((1, 1, 1, 3));
        table.Group(StudyGroup.Recommended).Customers.Should().Be(3);
        table.Group(StudyGroup.Recommended).AssetEnhancement.Value.Value.Should().BeApproximately(110.0 / 150 - 1, 1e-15);
        var contrast = table.Contrast(StudyMeasure.AssetEnhancement, StudyGroup.Marketing, StudyGroup.Recommended).Comparison;
        contrast.Treatment.Value.Should().BeApproximately(33.0 / 30 - 1, 1e-15);
        contrast.Control.Value.Should().BeApproximately(0.1, 1e-15);

        // Kept, household 3 ties the two groups together: its covariance enters the error.
        var kept = StudyTable.Of(new StudyPanel(columns, 4), StudyOptions.Default with { KeepCrossingHouseholds = true, KeepClosedHouseholds = true });
        kept.CustomersLeftOut.Should().Be(0);
        var c = kept.Contrast(StudyMeasure.Promotion, StudyGroup.Marketing, StudyGroup.Recommended).Comparison;
        double a = kept.Group(StudyGroup.Marketing).Promotion.StandardError.Value, b = kept.Group(StudyGroup.Recommended).Promotion.StandardError.Value;
        var covariance = (0 - 1 / 3.0) / 3 * ((1 - 1 / 3.0) / 3) * 1.5;
        c.StandardError.Value.Should().BeApproximately(Math.Sqrt(a * a + b * b - 2 * covariance), 1e-14);
    }

    [Fact]
    public void Promotion_of_the_period_before_gives_its_change()
    {
        var columns = new StudyColumns
        {
            Groups = [StudyGroup.Marketing, StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.Recommended],
            Households = [1, 2, 3, 4], AssetsBefore = [1, 2, 3, 4], AssetsAfter = [1, 2, 3, 4],
            TiersBefore = new int[4], TiersAfter = [1, 1, 0, 1], PromotedPeriodBefore = [false, true, false, false],
        };
        var table = StudyTable.Of(new StudyPanel(columns, 4));
        table.Group(StudyGroup.Marketing).PromotionChange.Value.Value.Should().Be(0.5);
        table.Contrast(StudyMeasure.PromotionChange, StudyGroup.Marketing, StudyGroup.Recommended).Comparison.Estimate.Value.Should().Be(0);
        Study([StudyGroup.Marketing], [1], [1], [2], [0], [1]).Group(StudyGroup.Marketing).PromotionChange.Value.Reason.Should().Be(UndefinedReason.NoObservations);
    }

    [Fact]
    public void A_customer_twice_or_in_two_groups_and_broken_rows_are_refused_by_row()
    {
        static Action Panel(double after = 2, int tier = 1, StudyGroup group = StudyGroup.Recommended, long customer = 8, int length = 2) => () => _ = new StudyPanel(
            new StudyColumns
            {
                Groups = [StudyGroup.Marketing, group], Households = [1, 2], AssetsBefore = [1, 2], AssetsAfter = [1, after],
                TiersBefore = [0, 1], TiersAfter = new int[length].Select((_, i) => i == 1 ? tier : 0).ToArray(), Customers = [7, customer],
            },
            4);

        Panel()();
        Panel(after: double.NaN).Should().Throw<ArgumentException>().WithMessage("Row 1 of AssetsAfter is NaN*");
        Panel(tier: 5).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ tier ≤ top tier: tier before 1, tier after 5, top tier 4.*");
        Panel(group: (StudyGroup)3).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks the group is one of three: group 3.*");
        Panel(customer: 7).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks every customer stands in one group, once: customer 7 is in row 0 (Marketing) and again (Recommended).*");
        Panel(length: 3).Should().Throw<ArgumentException>().WithMessage("TiersAfter has length 3; expected 2.*");
    }

    private static StudyTable Study(StudyGroup[] groups, long[] households, double[] before, double[] after, int[] tiersBefore, int[] tiersAfter) =>
        StudyTable.Of(new StudyPanel(
            new StudyColumns
            {
                Groups = groups, Households = households, AssetsBefore = before, AssetsAfter = after, TiersBefore = tiersBefore, TiersAfter = tiersAfter,
            },
            4));
}
