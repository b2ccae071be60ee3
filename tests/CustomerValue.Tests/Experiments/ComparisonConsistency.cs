using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>Every kind of comparison gives one answer from raw rows and from what a warehouse sends.</summary>
public sealed class ComparisonConsistency
{
    [Fact]
    public void Lifts_and_equivalence_are_the_same_from_rows_and_from_moments()
    {
        double[] treatment = [3, 5, 4, 8, 6.5, 7], control = [2, 4, 3.5, 6, 5];
        SampleMoments t = SampleMoments.FromSample(treatment), c = SampleMoments.FromSample(control);
        RelativeLift.Fieller(treatment, control, 0.9).ToString().Should().Be(RelativeLift.Fieller(t, c, 0.9).ToString());
        RelativeLift.Delta(treatment, control, 0.9).ToString().Should().Be(RelativeLift.Delta(t, c, 0.9).ToString());
        RelativeLift.Log(treatment, control, 0.9).ToString().Should().Be(RelativeLift.Log(t, c, 0.9).ToString());
        EquivalenceTest.Welch(treatment, control, -1, 2).ToString().Should().Be(EquivalenceTest.Welch(t, c, -1, 2).ToString());
        EquivalenceTest.Pooled(treatment, control, -1, 2, 0.1).ToString().Should().Be(EquivalenceTest.Pooled(t, c, -1, 2, 0.1).ToString());
        EquivalenceTest.Lift(treatment, control, -0.1, 0.5).ToString().Should().Be(EquivalenceTest.Lift(t, c, -0.1, 0.5).ToString());
        RelativeLift.Fieller(control, treatment).Estimate.Value.Should().BeNegative();
    }

    [Fact]
    public void Rows_and_summaries_give_the_same_answer_for_every_kind()
    {
        var random = new Random(20261124);
        double[] Sample(int n, double shift) => [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() < 0.4 ? 0 : shift + 60 * random.NextDouble() * random.NextDouble() - 3)];
        Rows[] samples = [new("small", Sample(11, 2), Sample(9, 0)), new("uneven", Sample(400, 1), Sample(31, 0))];
        var kinds = ComparisonKinds.All().ToArray();
        kinds.Length.Should().BeGreaterThan(35);
        foreach (var rows in samples)
        {
            foreach (var (name, fromRows, fromSummaries) in kinds)
            {
                Found a = fromRows(rows), b = fromSummaries(rows);
                var because = $"{name}, {rows.Name}";
                a.PValue.IsDefined.Should().BeTrue(because);
                b.Estimate.Value.ShouldBeClose(a.Estimate.Value, 1e-10, 1e-12, because);
                b.Error.ValueOrNaN.ShouldBeClose(a.Error.ValueOrNaN, 1e-10, 1e-12, because);
                b.LogPValue.Value.ShouldBeClose(a.LogPValue.Value, 1e-9, 1e-11, because);
                b.Interval.ShouldBeClose([a.Interval.Lower, a.Interval.Upper], because, 1e-10, 1e-11);
                (b.Interval.Level, b.Interval.Method).Should().Be((a.Interval.Level, a.Interval.Method), because);
                b.Warnings.Should().Equal(a.Warnings.Where(w => name != "paired t" || w != ComparisonWarning.SkewedDifferences), because);
            }
        }
    }

    [Fact]
    public void Summaries_of_parts_merge_to_the_answer_of_the_whole()
    {
        var random = new Random(7);
        double[] a = [.. Enumerable.Range(0, 3000).Select(_ => 1e6 + random.NextDouble())], b = [.. Enumerable.Range(0, 2000).Select(_ => 1e6 + random.NextDouble())];
        var parts = SampleMoments.FromSample(a.AsSpan(0, 17)) + SampleMoments.FromSample(a.AsSpan(17, 1500)) + SampleMoments.FromSample(a.AsSpan(1517));
        MeanTest.Welch(parts, SampleMoments.FromSample(b)).LogPValue.Value.ShouldBeClose(MeanTest.Welch(a, b).LogPValue.Value, 1e-9);
    }

    [Fact]
    public void Equivalence_is_shown_exactly_when_the_interval_lies_between_the_margins()
    {
        SampleMoments t = SampleMoments.FromSummary(80, 10.4, 9), c = SampleMoments.FromSummary(90, 10, 8);
        RatioEstimate rt = RatioEstimate.Of([3, 1, 4, 1, 5, 9, 2], [2, 2, 3, 1, 2, 4, 2]), rc = RatioEstimate.Of([2, 7, 1, 8, 2, 8], [1, 3, 1, 4, 2, 5]);
        ProportionCounts pt = new(70, 200), pc = new(66, 190);
        foreach (var test in new Func<double, double, EquivalenceTest>[]
        {
            (l, h) => EquivalenceTest.Welch(t, c, l, h), (l, h) => EquivalenceTest.Pooled(t, c, l, h), (l, h) => EquivalenceTest.Lift(t, c, l, h), (l, h) => EquivalenceTest.Ratio(rt, rc, l, h),
            (l, h) => EquivalenceTest.Lift(rt, rc, l, h), (l, h) => EquivalenceTest.MiettinenNurminen(pt, pc, l, h), (l, h) => EquivalenceTest.FarringtonManning(pt, pc, l, h),
            (l, h) => EquivalenceTest.Unpooled(pt, pc, l, h), (l, h) => EquivalenceTest.Lift(pt, pc, l, h), (l, h) => EquivalenceTest.Of(MeanTest.Z(t, c, 0.9), l, h),
        })
        {
            var interval = test(-0.5, 0.5).Comparison.Interval;
            interval.Level.Should().BeApproximately(0.9, 1e-15);
            double inner = 1e-7 * interval.Width;
            test(interval.Lower - inner, interval.Upper + inner).IsEquivalent.Should().BeTrue();
            test(interval.Lower + inner, interval.Upper + inner).IsEquivalent.Should().BeFalse();
            test(interval.Lower - inner, interval.Upper - inner).IsEquivalent.Should().BeFalse();
            test(interval.Lower - inner, double.PositiveInfinity).IsNotInferior.Should().BeTrue();
            test(interval.Lower - inner, double.PositiveInfinity).PValue.Value.ShouldBeClose(0.05, 1e-5);
            test(double.NegativeInfinity, interval.Upper + inner).PValue.Value.ShouldBeClose(0.05, 1e-5);
        }
    }

    [Fact]
    public void Comparisons_whose_interval_is_of_another_kind_are_refused_by_name()
    {
        var rates = ProportionTest.Pooled(new(3, 10), new(4, 12), 0.9);
        ((Action)(() => EquivalenceTest.Of(rates, -1, 1))).Should().Throw<ArgumentException>().WithMessage("comparison is \"pooled z\"*");
        ((Action)(() => EquivalenceTest.Of(MeanTest.Z(SampleMoments.FromSample([1, 2]), SampleMoments.FromSample([1, 3])), double.NegativeInfinity, double.PositiveInfinity))).Should().Throw<ArgumentException>().WithMessage("The margins are*");
    }
}
