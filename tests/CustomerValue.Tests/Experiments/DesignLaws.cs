using CustomerValue.Experiments;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class DesignLaws
{
    [Fact]
    public void Every_size_and_detectable_effect_inverts_its_power()
    {
        var pairs = SampleSize.ForPairs(0.4, 1);
        pairs.PowerAttained.Should().BeInRange(0.8, 0.82);
        Power.OfPairs(pairs.Treatment - 1, 0.4, 1).Should().BeLessThan(0.8);
        Power.OfPairs(40, MinimumDetectableEffect.OfPairs(40, 3), 3).ShouldBeClose(0.8);
        foreach (var method in new[] { ProportionPowerMethod.Unpooled, ProportionPowerMethod.PooledNull, ProportionPowerMethod.PooledNullContinuity, ProportionPowerMethod.ArcSine })
        {
            var o = new DesignOptions { ProportionMethod = method };
            SampleSize.ForProportion(0.1, 0.14, o).PowerAttained.Should().BeInRange(0.8, 0.802);
            Power.OfProportion(500, 0.1, 0.1 + MinimumDetectableEffect.OfProportion(500, 0.1, o), o).ShouldBeClose(0.8, because: method.ToString());
        }

        var clusters = new ClusterDesign(2.2, 0.1, 0.4);
        var size = SampleSize.ForClusters(0.5, 3, clusters);
        Power.OfClusters(size.Control, size.Treatment, 0.5, 3, clusters).Should().Be(size.PowerAttained);
        Power.OfClusters(50, 60, MinimumDetectableEffect.OfClusters(50, 60, 3, clusters), 3, clusters).ShouldBeClose(0.8);
        Power.OfRelativeLift(900, 900, MinimumDetectableEffect.OfRelativeLift(900, 900, -20, 60), -20, 60).ShouldBeClose(0.8);
        var margin = MinimumDetectableEffect.MarginOfEquivalence(300, 200, 5);
        Power.OfEquivalence(300, 200, 0, 5, -margin, margin).ShouldBeClose(0.8);
        Power.OfNonInferiority(300, 200, 0, 5, MinimumDetectableEffect.MarginOfNonInferiority(300, 200, 5)).ShouldBeClose(0.8);
        foreach (var sized in new[]
        {
            SampleSize.ForEquivalence(0.02, 1, -0.2, 0.25), SampleSize.ForNonInferiority(-0.05, 1, 0.3), SampleSize.ForEquivalentRates(0.1, 0.11, -0.05, 0.05),
            SampleSize.ForNotInferiorRates(0.1, 0.095, 0.03),
        })
        {
            sized.PowerAttained.Should().BeInRange(0.8, 0.803);
        }
    }

    [Fact]
    public void The_cluster_size_that_fixed_clusters_need_gives_the_power()
    {
        var size = SampleSize.ClusterSize(60, 60, 0.2, 1, 0.04);
        Power.OfClusters(60, 60, 0.2, 1, new ClusterDesign(size, 0.04)).ShouldBeClose(0.8);
    }

    [Fact]
    public void Few_clusters_need_more_than_their_variance_alone_says()
    {
        var clusters = new ClusterDesign(40, 0.05);
        var few = SampleSize.ForClusters(2, 4, clusters);
        few.ControlExact.Should().BeGreaterThan(SampleSize.ForClusters(2, 4, clusters, new DesignOptions { MeanMethod = MeanPowerMethod.Normal }).ControlExact * 1.1);
        few.Unit.Should().Be(SampleUnit.Cluster);
    }

    [Fact]
    public void Dunnett_lies_between_one_comparison_and_Sidak()
    {
        foreach (var method in new[] { MeanPowerMethod.Normal, MeanPowerMethod.NoncentralT })
        {
            double Size(ComparisonCorrection correction, int k) =>
                SampleSize.ForMeans(0.5, 1, new DesignOptions { Comparisons = k, Correction = correction, MeanMethod = method }).ControlExact;
            Size(ComparisonCorrection.Dunnett, 3).Should().BeInRange(Size(ComparisonCorrection.Dunnett, 1), Size(ComparisonCorrection.Sidak, 3));
        }
    }

    [Fact]
    public void Equivalence_is_the_same_from_both_sides()
    {
        var forward = Power.OfEquivalence(30, 40, 0.1, 1, -0.7, 0.9);
        Power.OfEquivalence(40, 30, -0.1, 1, -0.9, 0.7).ShouldBeClose(forward, 1e-12);
        Power.OfEquivalence(30, 40, 100, 1000, -700, 900).ShouldBeClose(forward, 1e-12);
        Power.OfEquivalentRates(300, 400, 0.2, 0.25, -0.1, 0.15).ShouldBeClose(Power.OfEquivalentRates(300, 400, 0.8, 0.75, -0.15, 0.1), 1e-12);
    }

    [Fact]
    public void Exact_power_approaches_the_approximations_from_below()
    {
        var exact = Power.OfProportions(2000, 2000, 0.1, 0.13, new DesignOptions { ProportionMethod = ProportionPowerMethod.Exact });
        exact.Should().BeInRange(0.8, Power.OfProportions(2000, 2000, 0.1, 0.13, new DesignOptions { ProportionMethod = ProportionPowerMethod.PooledNull }));
        var size = SampleSize.ForProportions(0.1, 0.3, new DesignOptions { ProportionMethod = ProportionPowerMethod.Exact });
        size.PowerAttained.Should().BeGreaterThanOrEqualTo(0.8);
        Power.OfProportions(size.Control - 1, size.Treatment - 1, 0.1, 0.3, new DesignOptions { ProportionMethod = ProportionPowerMethod.Exact }).Should().BeLessThan(0.8);
    }

    [Fact]
    public void A_curve_holds_the_points_of_its_function()
    {
        var curve = DesignCurve.PowerOverSizes([100, 200, 400], 0.3, 1);
        curve.X.ToArray().Should().Equal(100, 200, 400);
        curve.Y.ToArray().Should().Equal(Power.OfMeans(100, 100, 0.3, 1), Power.OfMeans(200, 200, 0.3, 1), Power.OfMeans(400, 400, 0.3, 1));
        curve.Y.ToArray().Should().BeInAscendingOrder();
        var detectable = DesignCurve.DetectableOverPowers(300, 300, [0.5, 0.8, 0.95], 1);
        detectable.Y[1].Should().Be(MinimumDetectableEffect.OfMeans(300, 300, 1));
        DesignCurve.PowerOverDifferences(300, 300, detectable.Y, 1).Y[2].ShouldBeClose(0.95);
        curve.ToString().Should().StartWith("control customers | power\n100 | 0.");
    }

    [Fact]
    public void What_is_detectable_over_sizes_is_what_each_size_detects()
    {
        var o = new DesignOptions { TreatmentPerControl = 0.5, Power = 0.9 };
        DesignCurve.DetectableOverSizes([100, 401], 2, o).Y.ToArray().Should().Equal(MinimumDetectableEffect.OfMeans(100, 50, 2, o), MinimumDetectableEffect.OfMeans(401, 201, 2, o));
        DesignCurve.DetectableRateOverSizes([400, 645], 0.1054).Y[1].Should().Be(MinimumDetectableEffect.OfProportions(645, 645, 0.1054));
        SampleRatioCheck.Of([60, 30], [2, 1]).ObservedCounts.ToArray().Should().Equal(60, 30);
    }

    [Fact]
    public void A_growth_is_planned_by_cluster_where_it_was_clustered()
    {
        double[] before = [10, 12, 9, 30, 22, 15, 18, 7], after = [12, 13, 9, 36, 21, 19, 22, 7];
        var plain = GrowthOfAverage.Of(before, after);
        var clustered = GrowthOfAverage.Of(before, after, [1, 1, 2, 2, 3, 3, 4, 4]);
        SampleSize.ForGrowths(0.1, plain).Unit.Should().Be(SampleUnit.Customer);
        SampleSize.ForGrowths(0.1, clustered).Unit.Should().Be(SampleUnit.Cluster);
        // The size at which the difference of two such arms has error e: e² = 2 unit variance / n.
        var n = SampleSize.ForGrowths(0.1, plain, new DesignOptions { MeanMethod = MeanPowerMethod.NormalFormula }).ControlExact;
        var error = plain.StandardError.Value * Math.Sqrt(8 / n * 2);
        error.ShouldBeClose(0.1 / (1.959963984540054 + 0.8416212335729143), 1e-9);
        Power.OfGrowths(100, 100, MinimumDetectableEffect.OfGrowths(100, 100, plain), plain).ShouldBeClose(0.8);
    }
}
