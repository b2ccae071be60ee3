using CustomerValue.Evaluation;
using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class ElasticNetLaws
{
    private static readonly ElasticNetOptions Options = ElasticNetOptions.Default with { Alpha = 0.7, Lambdas = [0.1, 0.03, 0.01, 0.001] };

    [Theory]
    [InlineData((ushort)1)]
    [InlineData((ushort)2)]
    [InlineData((ushort)3)]
    [InlineData((ushort)4)]
    public void Order_of_rows_does_not_matter(ushort seed)
    {
        var sample = Samples.Logistic(200, 5, [3], seed + 1UL);
        var rows = Enumerable.Range(0, sample.RowCount).ToArray();
        RandomStream.Open(seed, "permute").Shuffle<int>(rows);

        ShouldBeNear(LogisticPath.Fit(sample.Take(rows), Options), LogisticPath.Fit(sample, Options));
    }

    [Theory]
    [InlineData((ushort)1)]
    [InlineData((ushort)2)]
    [InlineData((ushort)3)]
    [InlineData((ushort)4)]
    public void A_weight_equals_repeating_the_row(ushort seed)
    {
        var sample = Samples.Logistic(150, 4, [3], seed + 1UL);
        var random = RandomStream.Open(seed, "weights");
        var weights = Enumerable.Range(0, sample.RowCount).Select(_ => (double)random.NextInt(3)).ToArray();
        var copies = Enumerable.Range(0, sample.RowCount).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();

        ShouldBeNear(LogisticPath.Fit(sample.WithWeights(weights), Options), LogisticPath.Fit(sample.Take(copies), Options));
    }

    [Theory]
    [InlineData((ushort)1)]
    [InlineData((ushort)2)]
    [InlineData((ushort)3)]
    [InlineData((ushort)4)]
    public void Another_outcome_flips_every_sign(ushort seed)
    {
        var sample = Samples.Logistic(200, 5, [3], seed + 1UL);
        var flipped = LabeledBatch.Of(sample.Features, sample.Outcomes.ToArray().Select(y => 1 - y).ToArray());
        var (left, right) = (LogisticPath.Fit(sample, Options), LogisticPath.Fit(flipped, Options));
        for (var k = 0; k < left.Steps.Count; k++)
        {
            left.Steps[k].Intercept.Should().BeApproximately(-right.Steps[k].Intercept, 1e-8);
            left.Steps[k].Effects.ToArray().ShouldBeNear(right.Steps[k].Effects.ToArray().Select(e => -e).ToArray(), 1e-8);
        }
    }

    [Fact]
    public void Scaling_a_column_rescales_its_effect()
    {
        var sample = Samples.Logistic(300, 3, [], 5);
        var values = sample.Features.Values.ToArray().Select((v, i) => i % 3 == 1 ? 1000 * v + 7 : v).ToArray();
        var scaled = LabeledBatch.Of(FeatureBatch.FromRows(sample.Features.Schema, values), sample.Outcomes);
        var (left, right) = (LogisticPath.Fit(sample, Options), LogisticPath.Fit(scaled, Options));
        for (var k = 0; k < left.Steps.Count; k++)
        {
            left.Steps[k].Effects[0].Should().BeApproximately(right.Steps[k].Effects[0], 1e-8);
            left.Steps[k].Effects[1].Should().BeApproximately(1000 * right.Steps[k].Effects[1], 1e-8);
        }
    }

    [Fact]
    public void Without_penalty_the_path_ends_at_maximum_likelihood()
    {
        var sample = Samples.Logistic(500, 4, [3], 11);
        var path = LogisticPath.Fit(sample, ElasticNetOptions.Default with { Lambdas = [0.01, 0] });
        var model = LogisticModel.Fit(sample);

        path.At(0).NumberEffects.ToArray().ShouldBeNear(model.NumberEffects.ToArray(), 1e-8);
        path.At(0).LevelEffects.ToArray().ShouldBeNear(model.LevelEffects.ToArray(), 1e-8);
        path.Steps[1].Deviance.Should().BeApproximately(model.Deviance.Value, 1e-8);
        path.NullDeviance.Should().BeApproximately(model.NullDeviance.Value, 1e-8);
    }

    [Fact]
    public void A_linear_path_of_squares_is_the_ridge_regression()
    {
        var sample = Samples.Logistic(400, 4, [3], 13);
        var amounts = sample.Outcomes.ToArray().Select((y, i) => 50 * y + sample.Features.Row(i)[0] * 20 + i % 7).ToArray();
        var linear = LabeledBatch.Of(sample.Features, amounts).WithWeights(Enumerable.Range(0, 400).Select(i => 1.0 + i % 3).ToArray());
        var path = LinearPath.Fit(linear, ElasticNetOptions.Default with { Alpha = 0, Lambdas = [0.3], StandardizeOutcomes = false });
        var ridge = LinearModel.Fit(linear, LinearOptions.Default with { Ridge = 0.3 });

        path.At(0.3).NumberEffects.ToArray().ShouldBeNear(ridge.NumberEffects.ToArray(), 1e-8);
        path.At(0.3).LevelEffects.ToArray().ShouldBeNear(ridge.LevelEffects.ToArray(), 1e-8);
        path.At(0.3).Intercept.Should().BeApproximately(ridge.Intercept, 1e-7);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var sample = Samples.Logistic(20_000, 6, [4], 17);
        var folds = FoldPlan.Stratified(sample.Outcomes, 4, seed: 3);
        var options = ElasticNetOptions.Default with { LambdaCount = 12 };
        var one = LogisticPath.FitValidated(sample, folds, PathMeasure.Deviance, options);
        var three = LogisticPath.FitValidated(sample, folds, PathMeasure.Deviance, options with { Threads = 3 });

        three.Validation!.Means.ToArray().Should().Equal(one.Validation!.Means.ToArray());
        three.Steps.Last().Effects.ToArray().Should().Equal(one.Steps.Last().Effects.ToArray());
        three.Best().Intercept.Should().Be(one.Best().Intercept);
    }

    // More columns than rows and than the screening threshold: every condition is checked by hand.
    [Fact]
    public void Screened_columns_still_meet_every_optimality_condition()
    {
        const int Rows = 80;
        var sample = Samples.Logistic(Rows, 150, [], 19);
        var path = LogisticPath.Fit(sample, ElasticNetOptions.Default with { LambdaCount = 20, Standardize = false });
        path.Steps[0].NonZero.Should().Be(0);
        foreach (var step in path.Steps)
        {
            var scores = new double[Rows];
            path.At(step.Lambda).Score(sample.Features, scores);
            for (var j = 0; j < 150; j++)
            {
                var gradient = Enumerable.Range(0, Rows).Sum(i => sample.Features.Row(i)[j] * (sample.Outcomes[i] - scores[i])) / Rows;
                var effect = step.Effects[j];
                var violation = effect == 0 ? Math.Abs(gradient) - step.Lambda : Math.Abs(gradient - Math.Sign(effect) * step.Lambda);
                violation.Should().BeLessThan(1e-9);
            }
        }
    }

    private static void ShouldBeNear(LogisticPath actual, LogisticPath expected)
    {
        for (var k = 0; k < expected.Steps.Count; k++)
        {
            actual.Steps[k].Intercept.Should().BeApproximately(expected.Steps[k].Intercept, 1e-8);
            actual.Steps[k].Effects.ToArray().ShouldBeNear(expected.Steps[k].Effects.ToArray(), 1e-8);
        }
    }
}
