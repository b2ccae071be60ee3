using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class LogisticLaws
{
    private static readonly LabeledBatch Sample = Samples.Logistic(600, 4, [3, 4], 7);
    private static readonly LogisticModel Model = LogisticModel.Fit(Sample);

    [Fact]
    public void Order_of_rows_does_not_matter()
    {
        var rows = Enumerable.Range(0, Sample.RowCount).ToArray();
        RandomStream.Open(1, "permute").Shuffle<int>(rows);

        var permuted = LogisticModel.Fit(Sample.Take(rows));

        Samples.Estimates(permuted).ShouldBeNear(Samples.Estimates(Model), 1e-11);
        Samples.Errors(permuted).ShouldBeNear(Samples.Errors(Model), 1e-11);
    }

    [Theory]
    [InlineData(CovarianceEstimate.ModelBased)]
    [InlineData(CovarianceEstimate.HC0)]
    [InlineData(CovarianceEstimate.HC1)]
    [InlineData(CovarianceEstimate.HC2)]
    [InlineData(CovarianceEstimate.HC3)]
    [InlineData(CovarianceEstimate.CR1)]
    public void Weight_two_equals_the_row_twice(CovarianceEstimate estimate)
    {
        var options = LogisticOptions.Default with { Covariance = estimate, Ridge = 0.001 };
        var random = RandomStream.Open(2, "weights");
        var weights = Enumerable.Range(0, Sample.RowCount).Select(_ => (double)random.NextInt(3)).ToArray();
        var copies = Enumerable.Range(0, Sample.RowCount).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        var clusters = Enumerable.Range(0, Sample.RowCount).Select(i => i / 3).ToArray();
        var clustered = Sample.WithClusters(clusters);

        // A cluster whose rows all have weight 0 is no cluster of the repeated rows: give each at least one.
        for (var i = 0; i < weights.Length; i += 3)
        {
            weights[i] = 2;
        }

        copies = Enumerable.Range(0, Sample.RowCount).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();

        var weighted = LogisticModel.Fit(clustered.WithWeights(weights), options);
        var repeated = LogisticModel.Fit(clustered.Take(copies), options);

        Samples.Estimates(weighted).ShouldBeNear(Samples.Estimates(repeated), 1e-11);
        Samples.Errors(weighted).ShouldBeNear(Samples.Errors(repeated), 1e-11);
        weighted.Report.Aic.Value.Should().BeApproximately(repeated.Report.Aic.Value, 1e-9);
        weighted.NullDeviance.Value.Should().BeApproximately(repeated.NullDeviance.Value, 1e-9);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1e-6, 0)]
    [InlineData(-3, 0)]
    [InlineData(1000, 0.05)]
    public void A_column_in_other_units_has_its_coefficient_in_other_units(double factor, double ridge)
    {
        var options = LogisticOptions.Default with { Ridge = ridge };
        var values = Sample.Features.Values.ToArray();
        for (var i = 0; i < values.Length; i += Sample.Features.ColumnCount)
        {
            values[i] *= factor;
        }

        var before = LogisticModel.Fit(Sample, options);
        var after = LogisticModel.Fit(LabeledBatch.Of(FeatureBatch.FromRows(Sample.Features.Schema, values), Sample.Outcomes), options);

        (after.NumberEffects[0] * factor).Should().BeApproximately(before.NumberEffects[0], 1e-10);
        after.NumberEffects[1].Should().BeApproximately(before.NumberEffects[1], 1e-10);
        after.Intercept.Should().BeApproximately(before.Intercept, 1e-10);
        (after.Coefficients[1].StandardError.Value * Math.Abs(factor)).Should().BeApproximately(before.Coefficients[1].StandardError.Value, 1e-10);
    }

    [Fact]
    public void A_far_away_origin_moves_only_the_intercept()
    {
        var values = Sample.Features.Values.ToArray();
        for (var i = 0; i < values.Length; i += Sample.Features.ColumnCount)
        {
            values[i] += 2026;
        }

        var after = LogisticModel.Fit(LabeledBatch.Of(FeatureBatch.FromRows(Sample.Features.Schema, values), Sample.Outcomes));

        after.NumberEffects.ToArray().ShouldBeNear(Model.NumberEffects.ToArray(), 1e-9);
        after.Intercept.Should().BeApproximately(Model.Intercept - 2026 * Model.NumberEffects[0], 1e-7);
    }

    [Fact]
    public void Swapping_the_classes_flips_every_sign()
    {
        var swapped = LogisticModel.Fit(LabeledBatch.Of(Sample.Features, Sample.Outcomes.ToArray().Select(y => 1 - y).ToArray()));

        Samples.Estimates(swapped).ShouldBeNear(Samples.Estimates(Model).Select(b => -b).ToArray(), 1e-11);
        Samples.Errors(swapped).ShouldBeNear(Samples.Errors(Model), 1e-11);
    }

    [Fact]
    public void The_mean_probability_is_the_rate_of_events()
    {
        var scores = new double[Sample.RowCount];

        Model.Score(Sample.Features, scores);

        scores.Average().Should().BeApproximately(Sample.Outcomes.ToArray().Average(), 1e-10);
    }

    [Fact]
    public void Another_reference_level_gives_the_same_probabilities()
    {
        var other = LogisticModel.Fit(Sample, LogisticOptions.Default with { ReferenceLevels = new Dictionary<string, string> { ["c1"] = "l2", ["c2"] = "l1" } });
        var (a, b) = (new double[Sample.RowCount], new double[Sample.RowCount]);

        Model.Score(Sample.Features, a);
        other.Score(Sample.Features, b);

        a.ShouldBeNear(b, 1e-11);
        other.Deviance.Value.Should().BeApproximately(Model.Deviance.Value, 1e-9);
        other.Coefficients.Select(c => c.Name).Should().Contain("c1=l0").And.NotContain("c1=l2");
    }

    [Fact]
    public void Codes_equal_dummy_columns()
    {
        var columns = Sample.Features.ColumnCount;
        var dummies = Enumerable.Range(0, 4).Select(j => Column(j)).Concat(
            from pair in new[] { (Column: 4, Levels: 3), (Column: 5, Levels: 4) }
            from level in Enumerable.Range(1, pair.Levels - 1)
            select Column(pair.Column).Select(v => v == level ? 1.0 : 0).ToArray()).ToArray();
        double[] Column(int j) => Enumerable.Range(0, Sample.RowCount).Select(i => Sample.Features.Values[i * columns + j]).ToArray();

        foreach (var ridge in new[] { 0, 0.02 })
        {
            var options = LogisticOptions.Default with { Ridge = ridge };
            var expanded = LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(dummies.Select((_, j) => $"d{j}").ToArray(), dummies), Sample.Outcomes), options);
            var coded = LogisticModel.Fit(Sample, options);

            Samples.Estimates(coded).ShouldBeNear(Samples.Estimates(expanded), 1e-10);
            Samples.Errors(coded).ShouldBeNear(Samples.Errors(expanded), 1e-10);
        }
    }

    [Fact]
    public void More_penalty_shrinks_and_none_is_maximum_likelihood()
    {
        var sizes = new[] { 0, 1e-4, 0.01, 1, 100 }.Select(l =>
            LogisticModel.Fit(Sample, LogisticOptions.Default with { Ridge = l }).NumberEffects.ToArray().Sum(b => b * b)).ToArray();

        sizes.Should().BeInDescendingOrder();
        sizes[^1].Should().BeLessThan(1e-4);
    }
}
