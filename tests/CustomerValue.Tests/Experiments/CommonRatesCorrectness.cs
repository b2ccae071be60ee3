using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>Rates near 1 of 10⁹ customers, and where everybody succeeded. Reference: mpmath, 60 digits, from the definitions.</summary>
public sealed class CommonRatesCorrectness
{
    private static readonly (ProportionCounts T, ProportionCounts C, double[] Newcombe, double[] Fieller, double[] Log, double[] Koopman, double[] Score)[] Cases =
    [
        (new(999_999_990, 1_000_000_000), new(999_999_970, 1_000_000_000),
            [7.6935857389412467e-9, 3.361552327241284e-8], [7.6040996662857696e-9, 3.2395901764201807e-8], [7.60409962787118e-9, 3.2395901725787216e-8],
            [8.0081821925359043e-9, 3.37780938388829e-8], [8.0081819994992007e-9, 3.377809242130768e-8]),
        (new(999_999_000, 1_000_000_000), new(1_999_990_000, 2_000_000_000),
            [3.883792222201134e-6, 4.1157769675389504e-6], [3.8840662892184366e-6, 4.1159737301890313e-6], [3.8840662863373096e-6, 4.1159737273079029e-6],
            [3.8841736234058234e-6, 4.1161396797719575e-6], [3.8841545168907885e-6, 4.1161187506145267e-6]),
    ];

    [Fact]
    public void Lifts_and_differences_near_one_keep_their_digits()
    {
        foreach (var (t, c, newcombe, fieller, log, koopman, score) in Cases)
        {
            ProportionDifferenceInterval.Newcombe(t, c).ShouldBeClose(newcombe, "Newcombe", 1e-12, 0);
            RelativeLift.Fieller(t, c).Interval.ShouldBeClose(fieller, "Fieller", 1e-12, 0);
            RelativeLift.Log(t, c).Interval.ShouldBeClose(log, "log", 1e-12, 0);
            RelativeLift.Koopman(t, c).Interval.ShouldBeClose(koopman, "Koopman", 1e-10, 0);
            ProportionDifferenceInterval.MiettinenNurminen(t, c).ShouldBeClose(score, "Miettinen–Nurminen", 1e-9, 0);

            // Arms swapped: differences change their sign, digit for digit nearly.
            var swapped = ProportionDifferenceInterval.Newcombe(c, t);
            (-swapped.Upper).ShouldBeClose(newcombe[0], 1e-12, 0);

            // Failures counted instead: the same difference, negative.
            ProportionCounts tf = new(t.Trials - t.Successes, t.Trials), cf = new(c.Trials - c.Successes, c.Trials);
            ProportionDifferenceInterval.Newcombe(cf, tf).ShouldBeClose(newcombe, "failures", 1e-12, 0);
            ProportionDifferenceInterval.MiettinenNurminen(cf, tf).ShouldBeClose(score, "failures", 1e-9, 0);
        }
    }

    [Fact]
    public void Equivalence_of_lift_is_not_certain_because_everybody_succeeded()
    {
        // mpmath: the score of ratio 0.95 at 10/10 and 10/10 is 0.72547625011001167.
        var ten = new ProportionCounts(10, 10);
        var test = EquivalenceTest.Lift(ten, ten, -0.05, 0.05);
        test.PValueLower.Value.ShouldBeClose(0.23407995492721402, 1e-12);
        test.IsEquivalent.Should().BeFalse();
        test.Comparison.Interval.Lower.Should().BeLessThan(-0.05);

        // 10⁶ of 10⁶ settles it; no trials settle nothing.
        var million = new ProportionCounts(1_000_000, 1_000_000);
        EquivalenceTest.Lift(million, million, -0.05, 0.05).IsEquivalent.Should().BeTrue();
        EquivalenceTest.Lift(default(ProportionCounts), ten, -0.05, 0.05).PValue.Reason.Should().Be(UndefinedReason.EmptyArm);
        EquivalenceTest.Lift(new ProportionCounts(0, 10), new ProportionCounts(0, 10), -0.5, 0.5).IsEquivalent.Should().BeFalse();
    }

    [Fact]
    public void One_sided_p_values_keep_their_logarithm()
    {
        // mpmath: ln P(Z > 50) = −1254.8313611394199.
        var far = MeanTest.Z(SampleMoments.FromSummary(2, 50, 1), SampleMoments.FromSummary(2, 0, 1));
        (far.PValueGreater.Value, far.LogPValueGreater.Value).Should().Be((0, far.LogPValueGreater.Value));
        far.LogPValueGreater.Value.ShouldBeClose(-1254.8313611394199, 1e-13);
        far.LogPValueLess.Value.Should().Be(0);
        var fisher = ExactTest.Fisher(new(950, 1000), new(50, 1000));
        fisher.PValueGreater.Value.Should().Be(0);
        fisher.LogPValueGreater.Value.ShouldBeClose(fisher.LogPValue.Value, 0.01);
        var margin = EquivalenceTest.Welch(SampleMoments.FromSummary(1_000_000, 0, 1), SampleMoments.FromSummary(1_000_000, 0, 1), -0.1, 0.1);
        margin.LogPValueLower.Value.Should().BeLessThan(-1000).And.Be(margin.LogPValueUpper.Value);

        // Where nothing underflows they are the logarithms.
        foreach (var c in new[] { MeanTest.Welch([1, 2, 4, 7], [2, 2, 3, 9.5]), ProportionTest.Pooled(new(7, 20), new(3, 25)), RelativeLift.Fieller([5, 6, 9], [4, 4, 5]) })
        {
            Math.Exp(c.LogPValueGreater.Value).ShouldBeClose(c.PValueGreater.Value, 1e-12);
            Math.Exp(c.LogPValueLess.Value).ShouldBeClose(c.PValueLess.Value, 1e-12);
        }

        foreach (var e in new[] { ExactTest.Fisher(new(7, 20), new(3, 25)), ExactTest.FisherMidP(new(7, 20), new(3, 25)), ExactTest.Barnard(new(7, 20), new(3, 25)), ExactTest.Boschloo(new(7, 20), new(3, 25)), ExactTest.Binomial(new(3, 20), 0.3), ExactTest.McNemar(5, 2) })
        {
            Math.Exp(e.LogPValueGreater.Value).ShouldBeClose(e.PValueGreater.Value, 1e-12);
            Math.Exp(e.LogPValueLess.Value).ShouldBeClose(e.PValueLess.Value, 1e-12);
        }

        var alike = MeanTest.Welch([1.0, 1], [1.0, 1]);
        (alike.PValueGreater.Value, alike.LogPValueGreater.Value).Should().Be((0.5, Math.Log(0.5)));
        MeanTest.Welch([2.0, 2], [1.0, 1]).LogPValueGreater.Reason.Should().Be(UndefinedReason.Infinite);
        MeanTest.Welch([], [1.0, 1]).LogPValueLess.Reason.Should().Be(UndefinedReason.EmptyArm);
        var joint = ManyToOneTest.Dunnett([SampleMoments.FromSummary(400, 60, 900), SampleMoments.FromSummary(380, 47, 1000)], SampleMoments.FromSummary(420, 45, 950)).Comparisons[1];
        Math.Exp(joint.LogAdjustedPValueGreater.Value).ShouldBeClose(joint.AdjustedPValueGreater.Value, 1e-12);
        Math.Exp(joint.LogAdjustedPValueLess.Value).ShouldBeClose(joint.AdjustedPValueLess.Value, 1e-12);
    }

    [Fact]
    public void Nothing_to_compare_has_the_same_reason_from_counts_and_from_rows()
    {
        foreach (var test in new[]
        {
            MantelHaenszel.Of([], []), MantelHaenszel.Of([], [], []), MantelHaenszel.Of([default], [default]), MantelHaenszel.Of([new(3, 5)], [default]),
            MantelHaenszel.Of([true, false], [true, true], [1, 1]),
        })
        {
            UndefinedReason[] reasons = [test.Test.PValue.Reason, test.CorrectedTest.PValue.Reason, test.OddsRatio.Value.Reason, test.RiskRatio.PValue.Reason, test.RiskDifference.Value.Reason, test.Tarone.PValue.Reason];
            reasons.Should().AllBeEquivalentTo(UndefinedReason.EmptyArm);
        }

        MantelHaenszel.Of([new(0, 5)], [new(0, 6)]).OddsRatio.Value.Reason.Should().Be(UndefinedReason.OneClass);
    }
}
