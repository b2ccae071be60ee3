using CustomerValue.Information;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class LevelsWithoutCustomersLaws
{
    private static readonly LabeledBatch Plain = Samples.Logistic(400, 2, [3], 77);

    // The same customers under a schema with two more levels that none of them has.
    private static readonly LabeledBatch Wider = LabeledBatch.Of(
        FeatureBatch.FromRows(
            new FeatureSchema([FeatureColumn.Number("x1"), FeatureColumn.Number("x2"), FeatureColumn.Category("c1", ["l0", "l1", "l2", "(other)", "(missing)"])]),
            Plain.Features.Values),
        Plain.Outcomes);

    [Fact]
    public void They_change_no_estimate_no_error_and_no_degree_of_freedom()
    {
        var (plain, wider) = (LogisticModel.Fit(Plain), LogisticModel.Fit(Wider));

        wider.Coefficients.Select(c => c.Name).Should().Equal(plain.Coefficients.Select(c => c.Name));
        wider.Coefficients.Select(c => c.Estimate).Should().Equal(plain.Coefficients.Select(c => c.Estimate));
        wider.Coefficients.Select(c => c.StandardError.Value).Should().Equal(plain.Coefficients.Select(c => c.StandardError.Value));
        wider.ResidualDegreesOfFreedom.Should().Be(plain.ResidualDegreesOfFreedom);
        wider.LevelsWithoutCustomers.Should().Equal("c1=(other)", "c1=(missing)");
        plain.LevelsWithoutCustomers.Should().BeEmpty();
    }

    [Fact]
    public void They_score_as_the_reference_level()
    {
        var model = LogisticModel.Fit(Wider, LogisticOptions.Default with { ReferenceLevels = new Dictionary<string, string> { ["c1"] = "l1" } });

        model.Score([0.5, -0.5, 3]).Should().Be(model.Score([0.5, -0.5, 1]));
        model.LevelEffects[4].Should().Be(0);
    }

    [Fact]
    public void Customers_of_weight_0_do_not_count()
    {
        double[] values = [.. Plain.Features.Values, 0.1, 0.2, 3];
        double[] weights = [.. Enumerable.Repeat(1.0, 400), 0];
        var weighted = LabeledBatch.Of(FeatureBatch.FromRows(Wider.Features.Schema, values), [.. Plain.Outcomes, 1.0]).WithWeights(weights);

        LogisticModel.Fit(weighted).LevelsWithoutCustomers.Should().Contain("c1=(other)");
    }

    [Fact]
    public void Linear_fits_Firth_and_likelihood_inference_leave_them_out_too()
    {
        LinearModel.Fit(Wider).LevelsWithoutCustomers.Should().HaveCount(2);
        var firth = FirthRegression.Fit(Wider);
        firth.Model.LevelsWithoutCustomers.Should().HaveCount(2);
        firth.WithFlac().NumberEffects.ToArray().Should().Equal(FirthRegression.Fit(Plain).WithFlac().NumberEffects.ToArray());
        LogisticInference.Of(Wider).LikelihoodRatio("c1").DegreesOfFreedom.Should().Be(2);
        Separation.Find(Wider).Should().BeNull();
    }

    [Fact]
    public void Any_other_empty_level_is_still_refused_by_name()
    {
        var schema = new FeatureSchema([FeatureColumn.Number("x1"), FeatureColumn.Number("x2"), FeatureColumn.Category("c1", ["l0", "l1", "l2", "never"])]);
        var sample = LabeledBatch.Of(FeatureBatch.FromRows(schema, Plain.Features.Values), Plain.Outcomes);

        var fit = () => LogisticModel.Fit(sample);

        fit.Should().Throw<ArgumentException>().WithMessage("'c1=never' is constant, absent*");
    }
}
