using CustomerValue.Numerics;
using CustomerValue.Uplift;
using Xunit;

namespace CustomerValue.Tests.Uplift;

public class UpliftLaws
{
    private static readonly double[] Scores = Draw("scores", 400, 25);
    private static readonly bool[] Treatment = Draw("treatment", 400, 5).Select(v => v < 3).ToArray();
    private static readonly double[] Outcomes = Enumerable.Range(0, 400)
        .Select(i => Draw("outcomes", 400, 100)[i] < 20 + (Treatment[i] ? Scores[i] : 0) ? 1.0 : 0).ToArray();

    private static readonly UpliftCurveKind[] Kinds = [UpliftCurveKind.Qini, UpliftCurveKind.CumulativeGain, UpliftCurveKind.CumulativeLift, UpliftCurveKind.SeparateGain, UpliftCurveKind.AdjustedQini];

    [Fact]
    public void Row_order_does_not_matter_even_with_ties()
    {
        var rows = Enumerable.Range(0, 400).ToArray();
        RandomStream.Open(5, "rows").Shuffle<int>(rows);
        var a = UpliftRanking.Of(Scores, Treatment, Outcomes);
        var b = UpliftRanking.Of(Pick(Scores, rows), Pick(Treatment, rows), Pick(Outcomes, rows));

        foreach (var kind in Kinds)
        {
            b.Curve(kind).Points.Should().Equal(a.Curve(kind).Points);
        }

        b.QiniCoefficient().Should().Be(a.QiniCoefficient());
        b.GainCoefficient().Should().Be(a.GainCoefficient());
        b.Bins(7).Select(x => x.Uplift).Should().Equal(a.Bins(7).Select(x => x.Uplift));
    }

    [Fact]
    public void A_constant_score_is_random()
    {
        var ranking = UpliftRanking.Of(new double[400], Treatment, Outcomes);

        ranking.Curve(UpliftCurveKind.Qini).AreaOverRandom.Should().Be(0);
        ranking.Curve(UpliftCurveKind.CumulativeGain).AreaOverRandom.Should().Be(0);
        ranking.Curve(UpliftCurveKind.SeparateGain).AreaOverRandom.Should().Be(0);
        ranking.QiniCoefficient().Value.Should().Be(0);
        ranking.Bins(4).Should().OnlyContain(b => Math.Abs(b.Uplift.Value - ranking.AverageEffect.Uplift.Value) < 1e-12);
    }

    [Fact]
    public void Weight_two_equals_the_row_twice()
    {
        var weights = Draw("weights", 400, 3);
        var copies = Enumerable.Range(0, 400).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        var a = UpliftRanking.Of(Scores, Treatment, Outcomes, weights);
        var b = UpliftRanking.Of(Pick(Scores, copies), Pick(Treatment, copies), Pick(Outcomes, copies));

        foreach (var kind in Kinds)
        {
            a.Curve(kind).AreaOverRandom.Should().BeApproximately(b.Curve(kind).AreaOverRandom, 1e-9);
        }

        a.QiniCoefficient().Value.Should().BeApproximately(b.QiniCoefficient().Value, 1e-12);
        a.GainCoefficient().Value.Should().BeApproximately(b.GainCoefficient().Value, 1e-12);
        a.Best(0.3).StandardError.Value.Should().BeApproximately(b.Best(0.3).StandardError.Value, 1e-12);
        var money = Outcomes.Select((y, i) => y * (i % 17) * 1000.0 + 1e6).ToArray();
        var (c, d) = (UpliftRanking.Of(Scores, Treatment, money, weights), UpliftRanking.Of(Pick(Scores, copies), Pick(Treatment, copies), Pick(money, copies)));
        c.AverageEffect.StandardError.Value.Should().BeApproximately(d.AverageEffect.StandardError.Value, 1e-8);
    }

    [Fact]
    public void Swapping_the_arms_flips_the_sign()
    {
        var a = UpliftRanking.Of(Scores, Treatment, Outcomes);
        var b = UpliftRanking.Of(Scores, Treatment.Select(t => !t).ToArray(), Outcomes);

        foreach (var kind in new[] { UpliftCurveKind.CumulativeGain, UpliftCurveKind.CumulativeLift, UpliftCurveKind.SeparateGain })
        {
            b.Curve(kind).Points.Select(p => p.Value).Should().Equal(a.Curve(kind).Points.Select(p => -p.Value), (x, y) => Math.Abs(x - y) < 1e-12);
        }

        b.AverageEffect.Uplift.Value.Should().BeApproximately(-a.AverageEffect.Uplift.Value, 1e-15);
        b.AverageEffect.StandardError.Value.Should().BeApproximately(a.AverageEffect.StandardError.Value, 1e-15);
    }

    [Fact]
    public void A_monotone_transformation_changes_nothing()
    {
        var a = UpliftRanking.Of(Scores, Treatment, Outcomes);
        var b = UpliftRanking.Of(Scores.Select(s => -7 + s * s * s).ToArray(), Treatment, Outcomes);

        foreach (var kind in Kinds)
        {
            b.Curve(kind).Points.Should().Equal(a.Curve(kind).Points);
        }
    }

    [Fact]
    public void Scaling_the_outcome_scales_the_curve()
    {
        var a = UpliftRanking.Of(Scores, Treatment, Outcomes);
        var b = UpliftRanking.Of(Scores, Treatment, Outcomes.Select(y => 250 * y).ToArray());

        b.Curve(UpliftCurveKind.Qini).AreaOverRandom.Should().BeApproximately(250 * a.Curve(UpliftCurveKind.Qini).AreaOverRandom, 1e-8);
        ((Action)(() => b.QiniCoefficient())).Should().Throw<InvalidOperationException>().WithMessage("*outcomes 0 and 1 only*");
    }

    [Fact]
    public void Bins_hold_everyone_once()
    {
        var ranking = UpliftRanking.Of(Scores, Treatment, Outcomes);
        foreach (var scope in new[] { UpliftScope.Overall, UpliftScope.ByArm })
        {
            foreach (var ties in new[] { UpliftTies.Fractional, UpliftTies.EarlierRowFirst, UpliftTies.LaterRowFirst })
            {
                var bins = ranking.Bins(7, scope, ties);
                bins.Sum(b => b.TreatedCustomers + b.OtherCustomers).Should().BeApproximately(400, 1e-9);
                bins.Sum(b => b.TreatedCustomers * b.TreatedMean.Value).Should().BeApproximately(Enumerable.Range(0, 400).Where(i => Treatment[i]).Sum(i => Outcomes[i]), 1e-9);
            }
        }

        ranking.Bins(7, UpliftScope.Overall, UpliftTies.EarlierRowFirst).Select(b => (int)(b.TreatedCustomers + b.OtherCustomers)).Should().Equal(58, 57, 57, 57, 57, 57, 57);
    }

    [Fact]
    public void The_curve_is_straight_between_vertices()
    {
        var curve = UpliftCurve.Of(UpliftCurveKind.Qini, [3, 2, 1, 1], [true, false, true, false], [1, 0, 1, 1]);

        curve.At(0).Should().Be(0);
        curve.At(0.5).Should().Be(0.5);
        curve.At(4).Should().Be(curve.Points[^1].Value);
        ((Action)(() => curve.At(4.5))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Bad_input_is_refused_by_name()
    {
        ((Action)(() => UpliftRanking.Of([1, 2], [true, true], [0, 1]))).Should().Throw<ArgumentException>().WithMessage("An arm is empty: 2 treated customers, 0 others*");
        ((Action)(() => UpliftRanking.Of([], [], []))).Should().Throw<ArgumentException>().WithMessage("An arm is empty*");
        ((Action)(() => UpliftRanking.Of([1, double.NaN], [true, false], [0, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 of scores*");
        ((Action)(() => UpliftRanking.Of([1, 2], [true, false], [0, double.PositiveInfinity]))).Should().Throw<ArgumentException>().WithMessage("Row 1 of outcomes*");
        ((Action)(() => UpliftRanking.Of([1, 2], [true, false], [0, 1], [1, -1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks weight*");
        ((Action)(() => UpliftRanking.Of([1, 2], [true], [0, 1]))).Should().Throw<ArgumentException>().WithMessage("treatment has length 1; expected 2*");
        var ranking = UpliftRanking.Of([1, 2], [true, false], [0, 1]);
        ((Action)(() => ranking.Best(0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => ranking.Bins(0))).Should().Throw<ArgumentOutOfRangeException>();
        ranking.Best(0.5).Uplift.Reason.Should().Be(UndefinedReason.EmptyArm);
    }

    private static double[] Draw(string purpose, int n, int levels)
    {
        var random = RandomStream.Open(31, purpose);
        return Enumerable.Range(0, n).Select(_ => (double)random.NextInt(levels)).ToArray();
    }

    private static T[] Pick<T>(T[] source, int[] rows) => rows.Select(i => source[i]).ToArray();

    [Fact]
    public void A_customer_of_weight_zero_is_absent()
    {
        var ranking = UpliftRanking.Of([3, 2, 1, 0], [true, false, true, false], [1, 0, 7, 1], [1, 1, 0, 1]);

        ranking.IsBinary.Should().BeTrue();
        ranking.QiniCoefficient().Should().Be(UpliftRanking.Of([3, 2, 0], [true, false, false], [1, 0, 1]).QiniCoefficient());
    }

    [Fact]
    public void A_bin_without_an_arm_says_nothing_and_throws_nothing()
    {
        UpliftRanking.Of([1, 2, 3], [true, false, true], [1, 0, 1]).Bins(3)[0].Interval().Should().Match<ConfidenceInterval>(i => i.Lower == -1 && i.Upper == 1);
        UpliftRanking.Of([1, 2, 3], [true, false, true], [1, 0, 7]).Bins(3)[0].Interval().Width.Should().Be(double.PositiveInfinity);
    }
}
