using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Extensions.Tests;

public sealed class UnlearnedLevelsLaws
{
    private static readonly FeatureSchema Schema = new([FeatureColumn.Number("age"), FeatureColumn.Category("job", ["clerk", "(other)", "(missing)"])]);

    [Fact]
    public void A_file_keeps_the_levels_that_the_fit_had_no_customers_of()
    {
        var logistic = LogisticModel.FromParameters(Schema, 0.5, [1, 0, 0, 0], ["job=(other)", "job=(missing)"]);
        var linear = LinearModel.FromParameters(Schema, 0.5, [1, 0, 0, 0], ["job=(missing)"]);

        ModelFile.Load<LogisticModel>(ModelFile.Save(logistic)).LevelsWithoutCustomers.Should().Equal("job=(other)", "job=(missing)");
        ModelFile.Load<LinearModel>(ModelFile.Save(linear)).LevelsWithoutCustomers.Should().Equal("job=(missing)");
    }

    [Fact]
    public void A_fitted_model_keeps_them_too()
    {
        var features = FeatureBatch.FromRows(Schema, [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]);
        var model = LogisticModel.Fit(features, [false, true, false, true, false, true]);
        model.LevelsWithoutCustomers.Should().NotBeEmpty();

        ModelFile.Load<LogisticModel>(ModelFile.Save(model)).LevelsWithoutCustomers.Should().Equal(model.LevelsWithoutCustomers);
    }

    [Fact]
    public void A_model_that_learned_all_levels_is_written_as_before()
    {
        ModelFile.Save(LogisticModel.FromParameters(Schema, 0.5, [1, 0, 0, 0], []))
            .Should().Be(ModelFile.Save(LogisticModel.FromParameters(Schema, 0.5, [1, 0, 0, 0])))
            .And.NotContain("levelsWithoutCustomers");
    }

    [Theory]
    [InlineData("job=boss")]
    [InlineData("age=1")]
    [InlineData("job=clerk", "job=clerk")]
    public void A_level_that_is_not_the_schemas_or_comes_twice_is_refused(params string[] levels)
    {
        ((Action)(() => LogisticModel.FromParameters(Schema, 0.5, [1, 0, 0, 0], levels))).Should().Throw<ArgumentException>().WithMessage("*level*");
        ((Action)(() => LinearModel.FromParameters(Schema, 0.5, [1, 0, 0, 0], levels))).Should().Throw<ArgumentException>().WithMessage("*level*");
    }
}
