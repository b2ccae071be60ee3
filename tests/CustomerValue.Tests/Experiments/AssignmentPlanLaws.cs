using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class AssignmentPlanLaws
{
    private static readonly AssignmentArm[] Three = [new("marketing", 3), new("recommended", 4), new("control", 3)];
    private static readonly AssignmentArm[] Two = [new("control", 1), new("marketing", 1)];

    [Fact]
    public void Sizes_within_every_stratum_are_the_floor_or_the_ceiling_of_the_share()
    {
        var strata = Enumerable.Range(0, 500).Select(i => (long)(i * i % 7)).ToArray();
        var plan = RandomizedAssignment.Stratified(strata, Three, 42);
        double[] shares = [0.3, 0.4, 0.3];
        foreach (var stratum in strata.Distinct())
        {
            var rows = Enumerable.Range(0, strata.Length).Where(i => strata[i] == stratum).ToArray();
            for (var arm = 0; arm < 3; arm++)
            {
                double exact = shares[arm] * rows.Length, found = rows.Count(i => plan.Rows[i] == arm);
                found.Should().BeInRange(Math.Floor(exact + 1e-9), Math.Ceiling(exact - 1e-9));
            }
        }

        plan.Counts.ToArray().Sum().Should().Be(500);
        RandomizedAssignment.Stratified(strata, Three, 42).Rows.ToArray().Should().Equal(plan.Rows.ToArray());
        RandomizedAssignment.Stratified(strata, Three, 43).Rows.ToArray().Should().NotEqual(plan.Rows.ToArray());
    }

    [Fact]
    public void Every_customer_has_the_same_chance_of_every_arm()
    {
        // Two customers, three arms: 20,000 draws; 5 standard errors of a share of 0.4 are 0.017.
        var counts = new double[2, 3];
        for (var seed = 0UL; seed < 20_000; seed++)
        {
            var plan = RandomizedAssignment.Complete(2, Three, seed);
            counts[0, plan.Rows[0]]++;
            counts[1, plan.Rows[1]]++;
        }

        foreach (var row in new[] { 0, 1 })
        {
            (counts[row, 0] / 20_000).ShouldBeClose(0.3, 0, 0.017);
            (counts[row, 1] / 20_000).ShouldBeClose(0.4, 0, 0.017);
        }
    }

    [Fact]
    public void A_household_stays_together_and_a_second_stratum_of_it_is_refused()
    {
        var homes = Enumerable.Range(0, 300).Select(i => (long)(i / 3)).ToArray();
        var strata = homes.Select(h => h % 4).ToArray();
        var plan = RandomizedAssignment.StratifiedClusters(homes, strata, Two, 7);
        for (var i = 0; i < homes.Length; i++)
        {
            plan.Rows[i].Should().Be(plan.Rows[(int)homes[i] * 3]);
        }

        plan.Warnings.Should().Contain(PlanWarning.DrawnByCluster);
        Enumerable.Range(0, 4).All(s => Enumerable.Range(0, 100).Count(h => h % 4 == s && plan.Rows[h * 3] == 0) is 12 or 13).Should().BeTrue();
        RandomizedAssignment.Clusters(homes, Two, 7).Counts.ToArray().Should().Equal(150, 150);
        strata[4] = 3;
        ((Action)(() => RandomizedAssignment.StratifiedClusters(homes, strata, Two, 7))).Should().Throw<ArgumentException>().WithMessage("Row 4 breaks one stratum a cluster*");
    }

    [Fact]
    public void Rerandomized_arms_are_within_the_threshold_and_reproducible()
    {
        var x = Normals(60 * 3, 1);
        var drawn = Rerandomization.Draw(x, 3, Two, 0.05, 99);
        drawn.Distance.Should().BeLessThanOrEqualTo(drawn.Threshold);
        drawn.Plan.Counts.ToArray().Should().Equal(30, 30);
        drawn.Plan.Warnings.Should().Contain(PlanWarning.Rerandomized);
        Rerandomization.DistanceOf(x, 3, drawn.Plan.Rows).ShouldBeClose(drawn.Distance, 1e-9);
        Rerandomization.Draw(x, 3, Two, 0.05, 99).Plan.Rows.ToArray().Should().Equal(drawn.Plan.Rows.ToArray());
        drawn.Plan.Balance(x, ["a", "b", "c"]).Distance.ShouldBeClose(drawn.Distance, 1e-9);

        // Some twenty draws on average: 60 seeds give a mean of 20 ± 2.5.
        Enumerable.Range(0, 60).Average(seed => Rerandomization.Draw(x, 3, Two, 0.05, (ulong)seed).Draws).Should().BeInRange(10, 30);
        var three = Rerandomization.Draw(x, 3, Three, 0.1, 5);
        three.DegreesOfFreedom.Should().Be(6);
        three.Distance.Should().BeLessThanOrEqualTo(Rerandomization.ThresholdOf(0.1, 6));
    }

    [Fact]
    public void Units_that_cannot_be_made_alike_are_an_error() =>
        ((Action)(() => Rerandomization.Draw([0, 0, 0, 100], 1, Two, 0.01, 1))).Should().Throw<ArgumentException>().WithMessage("None of 10000 draws*");

    [Fact]
    public void Columns_that_say_nothing_are_refused_or_left_out()
    {
        double[] sum = [1, 2, 3, 4, 1, 5, 9, 3, 12, 2, 2, 4];
        ((Action)(() => Rerandomization.Draw(sum, 3, Two, 0.5, 1))).Should().Throw<ArgumentException>().WithMessage("Column 2 of covariates*");
        BalanceReport.Of(sum, ["a", "b", "c"], [0, 1, 0, 1]).DegreesOfFreedom.Should().Be(2);
        BalanceReport.Of([7, 7, 7], ["a"], [0, 1, 0]).PValue.IsDefined.Should().BeFalse();
    }

    [Fact]
    public void Pairs_of_many_are_complete_close_and_one_in_each_arm()
    {
        var x = Normals(101 * 2, 3);
        var pairs = MatchedPairs.Draw(x, 2, "control", "marketing", 4);
        pairs.LeftOut.Should().NotBeNull();
        pairs.First.Length.Should().Be(50);
        pairs.First.ToArray().Concat(pairs.Second.ToArray()).Append(pairs.LeftOut!.Value).Order().Should().Equal(Enumerable.Range(0, 101));
        for (var k = 0; k < 50; k++)
        {
            (pairs.Plan.Rows[pairs.First[k]] + pairs.Plan.Rows[pairs.Second[k]]).Should().Be(1);
        }

        pairs.Plan.Rows[pairs.LeftOut.Value].Should().Be(AssignmentPlan.NotAssigned);
        pairs.Plan.Warnings.Should().Contain(PlanWarning.OddUnitLeftOut);
        pairs.IsOptimal.Should().BeFalse();
    }

    [Fact]
    public void The_greedy_pairs_of_few_are_near_the_best()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var x = Normals(16 * 2, seed);
            var distances = Enumerable.Range(0, 16).Select(i => Enumerable.Range(0, 16).Select(j => Mahalanobis.Distance(x, 2, i, j)).ToArray()).ToArray();
            double Total(int[] partner) => Enumerable.Range(0, 16).Sum(i => distances[i][partner[i]]) / 2;
            double best = Total(ExactPairing.Of(distances)), greedy = Total(GreedyPairing.Of(distances));
            greedy.Should().BeInRange(best - 1e-12, best * 1.25);
        }
    }

    [Fact]
    public void The_odd_unit_left_out_is_the_one_apart() =>
        MatchedPairs.Draw([1, 1.1, 2, 2.1, 50], 1, "a", "b", 1).LeftOut.Should().Be(4);

    [Fact]
    public void A_switchback_is_balanced_over_units_and_over_time()
    {
        var plan = SwitchbackPlan.Draw(10, 24, 11, blockLength: 3, washout: 1);
        for (var unit = 0; unit < 10; unit++)
        {
            Enumerable.Range(0, 24).Sum(p => plan.ArmOf(unit, p)).Should().Be(12);
        }

        for (var period = 0; period < 24; period++)
        {
            Enumerable.Range(0, 10).Sum(u => plan.ArmOf(u, period)).Should().Be(5);
            Enumerable.Range(0, 10).Where(u => plan.IsWashout(u, period)).All(u => period % 3 == 0 && plan.ArmOf(u, period) != plan.ArmOf(u, period - 1)).Should().BeTrue();
        }

        Enumerable.Range(0, 240).Count(c => plan.IsWashout(c / 24, c % 24)).Should().BeGreaterThan(20);
        SwitchbackPlan.Draw(10, 24, 12, 3, 1).ToString().Should().NotBe(plan.ToString());
        ((Action)(() => SwitchbackPlan.Draw(1, 10, 1, 3, 3))).Should().Throw<ArgumentException>().WithMessage("washout is 3*");
    }

    [Fact]
    public void A_layer_never_moves_a_customer_and_never_gives_one_to_two_campaigns()
    {
        var one = new ExclusiveLayer("layer").Reserve("spring", 0.3);
        var two = one.Reserve("summer", 0.5);
        var counts = new int[3];
        for (var key = 0L; key < 10_000; key++)
        {
            var slot = two.SlotOf(key);
            counts[slot + 1]++;
            (one.SlotOf(key) == 0).Should().Be(slot == 0);
        }

        counts[1].Should().BeInRange(2800, 3200);
        counts[2].Should().BeInRange(4800, 5200);
        two.Remaining.ShouldBeClose(0.2);
        ((Action)(() => two.Reserve("autumn", 0.3))).Should().Throw<ArgumentException>().WithMessage("share is 0.3; only*");
        ((Action)(() => two.Reserve("spring", 0.1))).Should().Throw<ArgumentException>().WithMessage("campaign is 'spring'*");
        two.Reserve("rest", 0.2).Remaining.Should().Be(0);
        two.Reserve("rest", 0.2).SlotOf("x").Should().BeGreaterThan(-1);
    }

    [Fact]
    public void Who_is_held_out_is_held_out_of_every_campaign()
    {
        var holdout = new HoldoutGroup("holdout-2026", 0.1);
        var layer = new ExclusiveLayer("layer").Reserve("spring", 0.5).Reserve("summer", 0.5);
        CampaignAssignment spring = new(new Assignment("spring", Two), holdout, layer), summer = new(new Assignment("summer", Two), holdout, layer);
        CampaignAssignment alone = new(new Assignment("alone", Two), holdout);
        var counts = new Dictionary<int, int>();
        for (var key = 0L; key < 10_000; key++)
        {
            int a = spring.ArmOf(key), b = summer.ArmOf(key);
            counts[a] = counts.GetValueOrDefault(a) + 1;
            (a == CampaignAssignment.HeldOut).Should().Be(holdout.Contains(key));
            (b == CampaignAssignment.HeldOut).Should().Be(holdout.Contains(key));
            (alone.ArmOf(key) == CampaignAssignment.HeldOut).Should().Be(holdout.Contains(key));
            (a >= 0 && b >= 0).Should().BeFalse();
            (new HoldoutGroup("holdout-2026", 0.2).Contains(key) || !holdout.Contains(key)).Should().BeTrue();
        }

        counts[CampaignAssignment.HeldOut].Should().BeInRange(880, 1120);
        counts[0].Should().BeInRange(2050, 2450);
        counts[1].Should().BeInRange(2050, 2450);
        ((Action)(() => _ = new CampaignAssignment(new Assignment("x", Two), new HoldoutGroup("x", 0.1)))).Should().Throw<ArgumentException>().WithMessage("*different salts*");
        ((Action)(() => _ = new CampaignAssignment(new Assignment("x", Two), null, layer))).Should().Throw<ArgumentException>().WithMessage("The layer has no campaign 'x'*");
    }

    [Fact]
    public void Weights_that_repeat_rows_give_the_moments_of_the_repeated_rows()
    {
        double[] x = [1, 2, 3, 5, 2, 4, 6, 8], weights = [1, 2, 1, 3, 1, 1, 2, 1];
        int[] arms = [1, 1, 1, 1, 0, 0, 0, 0];
        var weighted = BalanceReport.Of(x, ["x"], arms, 0, weights);
        double[] repeated = [1, 2, 2, 3, 5, 5, 5, 2, 4, 6, 6, 8];
        var plain = BalanceReport.Of(repeated, ["x"], [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
        weighted.Rows[0].Mean.ShouldBeClose(plain.Rows[0].Mean);
        weighted.Rows[0].ReferenceMean.ShouldBeClose(plain.Rows[0].ReferenceMean);
        weighted.Rows[0].KolmogorovSmirnov.ShouldBeClose(plain.Rows[0].KolmogorovSmirnov);
        weighted.EffectiveSizes[1].ShouldBeClose(49.0 / 15);
        var ones = BalanceReport.Of(x, ["x"], arms, 0, [2, 2, 2, 2, 2, 2, 2, 2]);
        ones.Rows[0].VarianceRatio.Value.ShouldBeClose(BalanceReport.Of(x, ["x"], arms).Rows[0].VarianceRatio.Value, 1e-12);
        ones.EffectiveSizes.ToArray().Should().Equal(4, 4);
    }

    [Fact]
    public void The_omnibus_test_of_drawn_arms_is_uniform()
    {
        // 1,000 draws: the share below 0.1 has a standard error of 0.0095.
        var x = Normals(80 * 4, 8);
        var below = Enumerable.Range(0, 1000).Count(seed =>
            RandomizedAssignment.Complete(80, Two, (ulong)seed).Balance(x, ["a", "b", "c", "d"]).HotellingPValue.Value < 0.1);
        below.Should().BeInRange(62, 138);
    }

    private static double[] Normals(int count, ulong seed)
    {
        var random = RandomStream.Open(seed, "test normals");
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }
}
