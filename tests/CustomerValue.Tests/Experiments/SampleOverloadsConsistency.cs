using CustomerValue.Experiments;
using CustomerValue.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>Rates from rows are rates from counts; capped comparisons of every kind are those of capped values.</summary>
public sealed class SampleOverloadsConsistency
{
    [Fact]
    public void Every_comparison_of_rates_runs_from_rows()
    {
        var random = new Random(11);
        bool[] t = [.. Enumerable.Range(0, 80).Select(_ => random.NextDouble() < 0.4)], c = [.. Enumerable.Range(0, 90).Select(_ => random.NextDouble() < 0.25)];
        ProportionCounts pt = ProportionCounts.FromOutcomes(t), pc = ProportionCounts.FromOutcomes(c);
        foreach (var (rows, counts) in new (object Rows, object Counts)[]
        {
            (ProportionTest.Pooled(t, c, 0.9), ProportionTest.Pooled(pt, pc, 0.9)), (ProportionTest.Score(t, c), ProportionTest.Score(pt, pc)),
            (ProportionTest.Unpooled(t, c), ProportionTest.Unpooled(pt, pc)), (ProportionTest.LogOdds(t, c), ProportionTest.LogOdds(pt, pc)),
            (ProportionTest.Yates(t, c), ProportionTest.Yates(pt, pc)),
            (RelativeLift.Fieller(t, c), RelativeLift.Fieller(pt, pc)), (RelativeLift.Delta(t, c), RelativeLift.Delta(pt, pc)), (RelativeLift.Log(t, c), RelativeLift.Log(pt, pc)),
            (RelativeLift.Koopman(t, c, 0.8), RelativeLift.Koopman(pt, pc, 0.8)),
            (ExactTest.Fisher(t, c), ExactTest.Fisher(pt, pc)), (ExactTest.FisherMidP(t, c), ExactTest.FisherMidP(pt, pc)), (ExactTest.Barnard(t, c), ExactTest.Barnard(pt, pc)),
            (ExactTest.Boschloo(t, c), ExactTest.Boschloo(pt, pc)), (ExactTest.Binomial(t, 0.3), ExactTest.Binomial(pt, 0.3)),
            (EquivalenceTest.MiettinenNurminen(t, c, -0.1, 0.4), EquivalenceTest.MiettinenNurminen(pt, pc, -0.1, 0.4)),
            (EquivalenceTest.FarringtonManning(t, c, -0.1, 0.4), EquivalenceTest.FarringtonManning(pt, pc, -0.1, 0.4)),
            (EquivalenceTest.Unpooled(t, c, -0.1, 0.4), EquivalenceTest.Unpooled(pt, pc, -0.1, 0.4)), (EquivalenceTest.Lift(t, c, -0.1, 0.9), EquivalenceTest.Lift(pt, pc, -0.1, 0.9)),
        })
        {
            rows.ToString().Should().Be(counts.ToString());
        }

        bool[] before = [true, true, false, false, false, true], after = [true, false, true, true, true, true];
        ExactTest.McNemar(after, before).ToString().Should().Be(ExactTest.McNemar(3, 1).ToString());
        bool[] all = [.. t, .. c, true];
        int[] arms = [.. t.Select(_ => 1), .. c.Select(_ => 0), -1];
        ProportionTest.ChiSquared(all, arms, 2).ToString().Should().Be(ProportionTest.ChiSquared([pc, pt]).ToString());
        ProportionTest.LikelihoodRatio(all, arms, 3).ToString().Should().Be(ProportionTest.LikelihoodRatio([pc, pt, default]).ToString());
        ((Action)(() => ProportionTest.ChiSquared([true, false], [0, 2], 2))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks arm < 2*");
        ((Action)(() => ExactTest.McNemar([true], [true, false]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void One_cap_serves_every_comparison_of_means()
    {
        var random = new Random(12);
        double[] Draw(int n) => [.. Enumerable.Range(0, n).Select(_ => Math.Exp(2 * random.NextDouble() + (random.Next(20) == 0 ? 4 : 0)) - (random.Next(20) == 0 ? 90 : 0))];
        double[] t = Draw(60), c = Draw(60), t0 = Draw(60), c0 = Draw(60), u1 = [.. t0.Select(Math.Abs)], u0 = [.. c0.Select(Math.Abs)];
        var cap = ValueCap.AtPercentiles(t, c, 0.05, 0.95);
        double[] Held(double[] x) => [.. x.Select(cap.Apply)];
        double[] ht = Held(t), hc = Held(c), all = [.. t, .. c], heldAll = [.. ht, .. hc], covariates = [.. t0, .. c0];
        bool[] isTreated = [.. t.Select(_ => true), .. c.Select(_ => false)];
        AdjustedComparison Regress(double[] y) => RegressionAdjustment.Fit(new TrialColumns { Outcomes = y, IsTreated = isTreated, Covariates = covariates });
        foreach (var (capped, plain) in new (ArmComparison Capped, ArmComparison Plain)[]
        {
            (cap.Compare(t, c, MeanTest.Welch), MeanTest.Welch(ht, hc)), (cap.Compare(t, c, MeanTest.Pooled), MeanTest.Pooled(ht, hc)), (cap.Compare(t, c, MeanTest.Z, 0.9), MeanTest.Z(ht, hc, 0.9)),
            (cap.Compare(t, c, MeanTest.Paired), MeanTest.Paired(ht, hc)), (cap.Compare(t, c, RelativeLift.Fieller), RelativeLift.Fieller(ht, hc)),
            (cap.Compare(t, c, RelativeLift.Delta), RelativeLift.Delta(ht, hc)), (cap.Compare(t, c, RelativeLift.Log), RelativeLift.Log(ht, hc)),
            (cap.Compare(cap.Moments(t), cap.Moments(c), MeanTest.Pooled), MeanTest.Pooled(ht, hc)), (cap.Compare(cap.Moments(t), cap.Moments(c), RelativeLift.Fieller), RelativeLift.Fieller(ht, hc)),
            (cap.Compare(t, c, (a, b, _) => Cuped.Compare(a, t0, b, c0).Comparison), Cuped.Compare(ht, t0, hc, c0).Comparison),
            (cap.Compare(t, c, (a, b, level) => RatioEstimate.Compare(RatioEstimate.Of(a, u1), RatioEstimate.Of(b, u0), level)), RatioEstimate.Compare(RatioEstimate.Of(ht, u1), RatioEstimate.Of(hc, u0))),
            (cap.Compare(t, c, (a, b, level) => GrowthOfAverage.Compare(GrowthOfAverage.Of(u1, a), GrowthOfAverage.Of(u0, b), level)), GrowthOfAverage.Compare(GrowthOfAverage.Of(u1, ht), GrowthOfAverage.Of(u0, hc))),
            (cap.Name(Regress(heldAll).Comparison), Regress(heldAll).Comparison),
        })
        {
            capped.Method.Should().Be($"{plain.Method} of values {cap}");
            (capped.Estimate, capped.StandardError, capped.LogPValue, capped.Interval.Lower, capped.Interval.Upper, capped.LessInterval.Upper)
                .Should().Be((plain.Estimate, plain.StandardError, plain.LogPValue, plain.Interval.Lower, plain.Interval.Upper, plain.LessInterval.Upper));
            capped.Warnings.Should().Equal(plain.Warnings);
        }

        Regress(all).Comparison.Estimate.Should().NotBe(Regress(heldAll).Comparison.Estimate);
        ((Action)(() => cap.Compare([1, double.NaN], c, MeanTest.Welch))).Should().Throw<ArgumentException>().WithMessage("Row 1 of treatment*");
    }
}
