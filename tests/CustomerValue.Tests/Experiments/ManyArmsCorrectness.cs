using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/18_dunnett_tukey.json: double quadrature, absolute error below 1e-11; Tukey's p from R.</summary>
public sealed class ManyArmsCorrectness
{
    private static IEnumerable<JsonElement> Cases(string kind) =>
        GoldenFile.Read("ab/18_dunnett_tukey.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    [Fact]
    public void Dunnett_equals_the_reference()
    {
        foreach (var c in Cases("dunnett_test").Where(c => c.TryGetProperty("control", out _)))
        {
            var treatments = c.GetProperty("treatments").EnumerateArray().Select(x => SampleMoments.FromSample(x.Numbers())).ToArray();
            Check(c, ManyToOneTest.Dunnett(treatments, SampleMoments.FromSample(c.Numbers("control"))));
            var summaries = treatments.Select(m => SampleMoments.FromSummary(m.Count, m.Mean, m.Variance.Value)).ToArray();
            Check(c, ManyToOneTest.Dunnett(summaries, SampleMoments.FromSample(c.Numbers("control"))));
        }
    }

    [SkippableFact]
    public void Dunnett_of_the_bank_panel_equals_the_reference()
    {
        var panel = BankPanel.Read();
        SampleMoments Of(StudyGroup group) => SampleMoments.FromSample(panel.Of(panel.After, group));
        Check(Cases("dunnett_test").Single(c => c.TryGetProperty("input", out _)), ManyToOneTest.Dunnett([Of(StudyGroup.Marketing), Of(StudyGroup.Recommended)], Of(StudyGroup.NonRecommended)));
    }

    [Fact]
    public void Games_and_Howell_equals_the_reference_and_Tukey_equals_R()
    {
        foreach (var c in Cases("anova_family"))
        {
            var arms = c.GetProperty("groups").EnumerateArray().Select(x => SampleMoments.FromSample(x.Numbers())).ToArray();
            var games = PairwiseTest.GamesHowell(arms);
            var expected = c.GetProperty("expected").GetProperty("games_howell").EnumerateArray().ToArray();
            games.Comparisons.Count.Should().Be(expected.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                var pair = expected[i].Numbers("pair");
                var own = games.Comparisons[i];
                (own.First, own.Second).Should().Be(((int)pair[0], (int)pair[1]));
                own.Comparison.Estimate.Value.ShouldBeClose(expected[i].Number("diff"));
                Math.Abs(own.Comparison.Statistic.Value).ShouldBeClose(Math.Abs(expected[i].Number("t")));
                own.Comparison.DegreesOfFreedom.Value.ShouldBeClose(expected[i].Number("df"));
                own.AdjustedPValue.Value.ShouldBeClose(expected[i].Number("p"), 0, 1e-11);
            }

            // R's TukeyHSD orders pairs 2-1, 3-1, …, 3-2; ptukey is good to about 1e-9.
            var r = c.GetProperty("peer").GetProperty("R");
            if (r.TryGetProperty("tukey", out var tukey))
            {
                PairwiseTest.Tukey(arms).Comparisons.Select(x => x.AdjustedPValue.Value).Zip(tukey.Numbers(), (a, b) => Math.Abs(a - b)).Should().OnlyContain(d => d < 1e-8);
            }
        }
    }

    [Fact]
    public void An_empty_arm_is_a_reason_and_leaves_the_others_alone()
    {
        SampleMoments a = SampleMoments.FromSample([1, 2, 3, 5]), b = SampleMoments.FromSample([4, 2, 8]), control = SampleMoments.FromSample([0, 1, 0, 2]);
        ManyToOneTest with = ManyToOneTest.Dunnett([a, default, b], control), without = ManyToOneTest.Dunnett([a, b], control);
        with.Comparisons[1].AdjustedPValue.Reason.Should().Be(UndefinedReason.EmptyArm);
        with.Comparisons[2].AdjustedPValue.Should().Be(without.Comparisons[1].AdjustedPValue);
        with.ToString().Should().NotContain("NaN");
        PairwiseTest.Tukey([a, default, b]).Comparisons[1].AdjustedPValue.Should().Be(PairwiseTest.Tukey([a, b]).Comparisons[0].AdjustedPValue);
        PairwiseTest.Tukey([a, b]).Comparisons[0].AdjustedPValue.Value.ShouldBeClose(MeanTest.Pooled(b, a).PValue.Value);
        PairwiseTest.GamesHowell([a, b]).Comparisons[0].SimultaneousInterval.Upper.ShouldBeClose(MeanTest.Welch(b, a).Interval.Upper);
        ((Action)(() => PairwiseTest.Tukey([a]))).Should().Throw<ArgumentException>().WithMessage("arms has length 1*");
        ((Action)(() => ManyToOneTest.Dunnett([], a))).Should().Throw<ArgumentException>().WithMessage("treatments has length 0*");
    }

    [Fact]
    public void Constant_arms_follow_the_convention()
    {
        SampleMoments five = SampleMoments.FromSample([5, 5, 5]), six = SampleMoments.FromSample([6, 6]);
        var test = ManyToOneTest.Dunnett([five, six], five);
        test.Comparisons[0].AdjustedPValue.Value.Should().Be(1);
        test.Comparisons[1].AdjustedPValue.Value.Should().Be(0);
        PairwiseTest.GamesHowell([five, five, six]).Comparisons.Select(c => c.AdjustedPValue.Value).Should().Equal(1, 0, 0);
    }

    private static void Check(JsonElement c, ManyToOneTest test)
    {
        var id = c.GetProperty("id").GetString()!;
        var e = c.GetProperty("expected");
        test.DegreesOfFreedom.Should().Be(e.Number("df"));
        test.PooledVariance.Value.ShouldBeClose(e.Number("s2"), because: id);
        test.CriticalValue.Value.ShouldBeClose(e.Number("critical_95"), 0, 1e-11, id);
        var i = 0;
        foreach (var x in e.GetProperty("comparisons").EnumerateArray())
        {
            var own = test.Comparisons[i++];
            own.Comparison.Estimate.Value.ShouldBeClose(x.Number("diff"), because: id);
            own.Comparison.StandardError.Value.ShouldBeClose(x.Number("se"), because: id);
            own.Comparison.Statistic.Value.ShouldBeClose(x.Number("t"), because: id);
            own.AdjustedPValue.Value.ShouldBeClose(x.Number("p_two"), 1e-9, 1e-14, id);
            own.AdjustedPValueGreater.Value.ShouldBeClose(x.Number("p_greater"), 1e-9, 1e-13, id);
            own.AdjustedPValueLess.Value.ShouldBeClose(x.Number("p_less"), 1e-9, 1e-13, id);
            own.StepDownPValue.Value.ShouldBeClose(x.Number("p_stepdown"), 1e-9, 1e-14, id);
            own.SimultaneousInterval.ShouldBeClose(x.Numbers("ci95"), id, 1e-9);
        }
    }
}
