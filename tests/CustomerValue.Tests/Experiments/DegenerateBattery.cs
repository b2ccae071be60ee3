using CustomerValue.Experiments;
using CustomerValue.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>The degenerate battery of peers/experiments.md §5: nothing throws or turns NaN in silence.</summary>
public sealed class DegenerateBattery
{
    private static readonly Rows[] Battery =
    [
        new("nothing converted", new double[12], new double[9]),
        new("everything converted", [.. Enumerable.Repeat(1.0, 12)], [.. Enumerable.Repeat(1.0, 9)]),
        new("perfect separation", [.. Enumerable.Repeat(1.0, 12)], new double[9]),
        new("perfect separation the other way", new double[9], [.. Enumerable.Repeat(1.0, 12)]),
        new("one each", [2], [1]),
        new("one and many", [2], [1, 0, 3, 2, 1]),
        new("two each", [2, 0], [1, 3]),
        new("no variation, equal", [0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1]),
        new("no variation, unequal", [0.3, 0.3, 0.3, 0.3], [0.1, 0.1, 0.1]),
        new("no variation in control", [1, 2, 0, 4], [3, 3, 3]),
        new("empty treatment", [], [1, 0, 2]),
        new("empty control", [1, 0, 2], []),
        new("nobody at all", [], []),
        new("p underflows", [.. Enumerable.Range(0, 700).Select(i => 1 + 1e-3 * (i % 7))], [.. Enumerable.Range(0, 700).Select(i => -1 - 1e-3 * (i % 5))]),
        new("negative balances", [-5, -3, -8, -1], [-4, -9, -2]),
        new("zero-mean base", [1, 2, 3, 0], [-1, 1, -2, 2]),
        new("ten against many", [.. Enumerable.Range(0, 10).Select(i => (double)(i % 3))], [.. Enumerable.Range(0, 2_000).Select(i => i % 4 == 0 ? 2.0 : 0)]),
        new("far from zero", [1e9 + 1, 1e9 + 2, 1e9 + 3], [1e9, 1e9 + 1, 1e9 + 2]),
    ];

    public static TheoryData<string> Kinds()
    {
        var names = new TheoryData<string>();
        foreach (var kind in ComparisonKinds.All())
        {
            names.Add(kind.Name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_kind_of_comparison_throws_or_turns_NaN_in_silence(string name)
    {
        var (_, fromRows, fromSummaries) = ComparisonKinds.All().Single(k => k.Name == name);
        foreach (var rows in Battery)
        {
            foreach (var found in new[] { fromRows(rows), fromSummaries(rows) })
            {
                var because = $"{name}, {rows.Name}: {found.Text}";
                found.Text.Should().NotContain("NaN", because).And.NotContain("p 0 ").And.NotEndWith("p 0");
                (found.Interval.Lower <= found.Interval.Upper).Should().BeTrue(because);
                found.Warnings.Should().OnlyHaveUniqueItems(because);
                found.Warnings.All(w => w.Explain().Length > 20).Should().BeTrue();
                if (!found.PValue.IsDefined)
                {
                    found.PValue.Reason.Should().NotBe(UndefinedReason.None, because);
                    found.LogPValue.IsDefined.Should().BeFalse(because);
                    continue;
                }

                var p = found.PValue.Value;
                p.Should().BeInRange(0, 1, because);
                if (found.LogPValue.IsDefined)
                {
                    found.LogPValue.Value.Should().BeLessThanOrEqualTo(0, because);
                    (p > 1e-300 ? Math.Abs(Math.Log(p) - found.LogPValue.Value) : 0).Should().BeLessThan(1e-9, because);
                }

                if (p == 0)
                {
                    (found.LogPValue.IsDefined || found.LogPValue.Reason == UndefinedReason.Infinite).Should().BeTrue(because);
                }
            }

            if (rows.Treatment.Length == 0 || (rows.Control.Length == 0 && name is not ("paired t" or "binomial")))
            {
                fromRows(rows).PValue.Reason.Should().Be(UndefinedReason.EmptyArm, $"{name}, {rows.Name}");
                fromRows(rows).Warnings.Should().Contain(ComparisonWarning.EmptyArm, $"{name}, {rows.Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_that_are_not_finite_never_pass_the_border(string name)
    {
        var fromRows = ComparisonKinds.All().Single(k => k.Name == name).FromRows;
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            // Rates see only whether a value is above zero.
            if (!name.Contains("rate") && name is not ("Fisher" or "Fisher, mid-p" or "Barnard" or "Boschloo" or "binomial"))
            {
                ((Action)(() => fromRows(new Rows("bad", [1, 2, bad], [1, 2, 3])))).Should().Throw<ArgumentException>(name).WithMessage("Row 2*");
            }
        }
    }

    [Fact]
    public void No_success_in_one_arm_alone_is_evidence_and_not_a_convention()
    {
        ProportionCounts none = new(0, 50), some = new(6, 60);
        var z = ProportionTest.Pooled(none, some);
        RelativeLift.Koopman(none, some).PValue.Should().Be(z.PValue);
        RelativeLift.Koopman(none, some).Warnings.Should().NotContain(ComparisonWarning.Degenerate);
        RelativeLift.Fieller(none, some).PValue.Value.Should().BeInRange(0.001, 0.05);
        RelativeLift.Fieller(SampleMoments.FromSample([0, 0, 0]), SampleMoments.FromSample([1, 0, 3, 2])).PValue.Value.Should().BeInRange(0.001, 0.2);
    }

    [Fact]
    public void Ten_against_ten_million_and_a_billion_each_are_summaries()
    {
        SampleMoments few = SampleMoments.FromSummary(10, 62, 900), many = SampleMoments.FromSummary(1e7, 50, 400);
        MeanTest.Welch(few, many).PValue.Value.Should().BeInRange(0.2, 0.3);
        EquivalenceTest.Lift(few, many, -0.5, 0.9).PValue.IsDefined.Should().BeTrue();
        ManyToOneTest.Dunnett([few, SampleMoments.FromSummary(1e9, 50, 400)], many).Comparisons[1].AdjustedPValue.Value.Should().BeGreaterThan(0.9);
        ProportionCounts a = new(4, 10), b = new(2_000_000, 10_000_000);
        ExactTest.Fisher(a, b).PValue.Value.Should().BeInRange(0.1, 0.14);
        EquivalenceTest.MiettinenNurminen(a, b, -0.5, 0.9).PValue.IsDefined.Should().BeTrue();
        RelativeLift.Koopman(new(100_010_000, 1_000_000_000), new(100_000_000, 1_000_000_000)).Interval.Width.Should().BeLessThan(1e-3);
    }

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
