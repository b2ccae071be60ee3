using CustomerValue.Information;
using CustomerValue.Propensity;
using CustomerValue.Tests.Golden;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class LinearCorrectness
{
    // statsmodels and R sandwich/clubSandwich, golden/ab/09_cluster_robust.json.
    [Fact]
    public void Least_squares_and_its_errors_match_the_references()
    {
        foreach (var item in GoldenFile.Read("ab/09_cluster_robust.json").GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("z", out _)))
        {
            var expected = item.GetProperty("expected");
            var sample = LabeledBatch.Of(Samples.Numbers(["z"], item.Numbers("z")), item.Numbers("y"))
                .WithClusters(item.Numbers("cluster").Select(c => (int)c).ToArray());
            foreach (var (kind, name) in new[]
            {
                (CovarianceEstimate.ModelBased, "se_classical"), (CovarianceEstimate.HC0, "se_HC0"), (CovarianceEstimate.HC1, "se_HC1"),
                (CovarianceEstimate.HC2, "se_HC2"), (CovarianceEstimate.HC3, "se_HC3"), (CovarianceEstimate.CR0, "se_CR0"), (CovarianceEstimate.CR1, "se_CR1"),
            })
            {
                var model = LinearModel.Fit(sample, LinearOptions.Default with { Covariance = kind });
                model.Coefficients.Select(c => c.Estimate).ToArray().ShouldBeNear(expected.Numbers("beta"), 1e-12);

                // Two clusters: the exact answer is 0, ours the root of a rounding error.
                model.Coefficients.Select(c => c.StandardError.Value).ToArray().ShouldBeNear(expected.Numbers(name), expected.Numbers(name)[0] == 0 ? 1e-6 : 1e-11, name);
                model.ResidualVariance.Value.Should().BeApproximately(expected.Number("sigma2"), 1e-11);
            }
        }
    }

    [Fact]
    public void Coefficients_follow_the_units_of_the_outcome()
    {
        var sample = Samples.Logistic(300, 3, [3], 51);
        var a = LinearModel.Fit(sample);
        var b = LinearModel.Fit(LabeledBatch.Of(sample.Features, sample.Outcomes.ToArray().Select(y => 1e9 * y + 5e9).ToArray()));

        b.NumberEffects[0].Should().BeApproximately(1e9 * a.NumberEffects[0], 1e-3);
        b.Intercept.Should().BeApproximately(1e9 * a.Intercept + 5e9, 1e-2);
        b.Coefficients[2].StandardError.Value.Should().BeApproximately(1e9 * a.Coefficients[2].StandardError.Value, 1e-2);
        b.Coefficients[2].PValue.Value.Should().BeApproximately(a.Coefficients[2].PValue.Value, 1e-9);
    }

    [Fact]
    public void Offsets_are_subtracted_and_weights_repeat()
    {
        var sample = Samples.Logistic(300, 3, [3], 52);
        var offsets = Enumerable.Range(0, 300).Select(i => i % 7 / 3.0).ToArray();
        var a = LinearModel.Fit(sample.WithOffsets(offsets));
        var b = LinearModel.Fit(LabeledBatch.Of(sample.Features, sample.Outcomes.ToArray().Select((y, i) => y - offsets[i]).ToArray()));
        a.Coefficients.Select(c => c.Estimate).ToArray().ShouldBeNear(b.Coefficients.Select(c => c.Estimate).ToArray(), 1e-12);

        var weights = Enumerable.Range(0, 300).Select(i => (double)(i % 3)).ToArray();
        var copies = Enumerable.Range(0, 300).SelectMany(i => Enumerable.Repeat(i, i % 3)).ToArray();
        var (c, d) = (LinearModel.Fit(sample.WithWeights(weights)), LinearModel.Fit(sample.Take(copies)));
        c.Coefficients.Select(x => x.Estimate).ToArray().ShouldBeNear(d.Coefficients.Select(x => x.Estimate).ToArray(), 1e-12);
        c.Coefficients.Select(x => x.StandardError.Value).ToArray().ShouldBeNear(d.Coefficients.Select(x => x.StandardError.Value).ToArray(), 1e-12);
    }

    [Fact]
    public void As_many_parameters_as_rows_leave_no_error()
    {
        var model = LinearModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], [1, 2]), [3.0, 5]));

        model.NumberEffects[0].Should().BeApproximately(2, 1e-12);
        model.Coefficients[0].StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        model.ResidualVariance.Reason.Should().Be(UndefinedReason.TooFewObservations);
        model.Score([5]).Should().BeApproximately(11, 1e-11);
    }

    [Fact]
    public void Bad_input_is_refused_by_name()
    {
        ((Action)(() => LinearModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], [1, double.NaN]), [3.0, 5])))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 'x' present*");
        ((Action)(() => LinearModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], [1, 1]), [3.0, 5])))).Should().Throw<ArgumentException>().WithMessage("'x' is constant*");
        ((Action)(() => LinearModel.FromParameters(new FeatureSchema([FeatureColumn.Number("x")]), 0, [1, 2]))).Should().Throw<ArgumentException>();
        ((Action)(() => LinearModel.FromParameters(new FeatureSchema([FeatureColumn.Number("x")]), 0, [1]).Score([double.NaN]))).Should().Throw<ArgumentException>().WithMessage("Row 0*'x'*");
    }

    [Fact]
    public void An_outcome_that_never_varies_is_a_constant()
    {
        var model = LinearModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], [1, 2, 4]), [7.0, 7, 7]));

        model.Intercept.Should().BeApproximately(7, 1e-12);
        model.NumberEffects[0].Should().BeApproximately(0, 1e-12);
    }
}
