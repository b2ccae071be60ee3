using CustomerValue.Information;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class LogisticInputChecks
{
    private static readonly double[] Y = [0, 1, 0, 1, 1, 0];
    private static readonly double[] X = [1, 2, 3, 4, 2.5, 3.5];

    [Fact]
    public void One_class_is_refused_by_name()
    {
        var fit = () => LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], X), new double[6]));

        fit.Should().Throw<ArgumentException>().WithMessage("All outcomes are 0*");
    }

    [Fact]
    public void No_rows_are_refused()
    {
        var empty = FeatureBatch.FromRows(new FeatureSchema([FeatureColumn.Number("x")]), []);

        var fit = () => LogisticModel.Fit(LabeledBatch.Of(empty, Array.Empty<double>()));

        fit.Should().Throw<ArgumentException>().WithMessage("There are no rows*");
    }

    [Fact]
    public void One_row_is_one_class()
    {
        var fit = () => LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], [3.0]), [1.0]));

        fit.Should().Throw<ArgumentException>().WithMessage("All outcomes are 1*");
    }

    [Fact]
    public void A_missing_value_names_row_and_column()
    {
        var batch = Samples.Numbers(["age", "balance"], X, [1, 2, 3, double.NaN, 5, 6]);

        var fit = () => LogisticModel.Fit(LabeledBatch.Of(batch, Y));

        fit.Should().Throw<ArgumentException>().WithMessage("Row 3 breaks 'balance' present*");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(2)]
    [InlineData(-0.1)]
    public void An_outcome_that_is_no_probability_names_its_row(double outcome)
    {
        var fit = () => LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], X), [0, 1, outcome, 1, 1, 0]));

        fit.Should().Throw<ArgumentException>().WithMessage("Row 2*");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-1)]
    public void A_bad_weight_names_its_row(double weight)
    {
        var sample = LabeledBatch.Of(Samples.Numbers(["x"], X), Y);

        var act = () => sample.WithWeights([1, 1, 1, 1, weight, 1]);

        act.Should().Throw<ArgumentException>().WithMessage("Row 4 breaks weight finite*");
    }

    [Fact]
    public void Weights_that_are_all_zero_are_refused()
    {
        var act = () => LabeledBatch.Of(Samples.Numbers(["x"], X), Y).WithWeights(new double[6]);

        act.Should().Throw<ArgumentException>().WithMessage("All weights are 0*");
    }

    [Fact]
    public void Lengths_must_agree()
    {
        var batch = Samples.Numbers(["x"], X);

        ((Action)(() => LabeledBatch.Of(batch, [1.0]))).Should().Throw<ArgumentException>().WithMessage("outcomes has length 1; expected 6*");
        ((Action)(() => LabeledBatch.Of(batch, Y).WithOffsets([1.0]))).Should().Throw<ArgumentException>().WithMessage("offsets has length 1; expected 6*");
        ((Action)(() => LabeledBatch.Of(batch, Y).WithOffsets([1, 1, 1, 1, 1, double.NaN]))).Should().Throw<ArgumentException>().WithMessage("Row 5*");
        ((Action)(() => LogisticModel.Fit(LabeledBatch.Of(batch, Y)).Score(batch, new double[5]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_constant_column_is_named()
    {
        var batch = Samples.Numbers(["age", "bank"], X, [7, 7, 7, 7, 7, 7]);

        var fit = () => LogisticModel.Fit(LabeledBatch.Of(batch, Y));

        fit.Should().Throw<ArgumentException>().WithMessage("'bank' is constant*");
    }

    [Fact]
    public void A_combination_of_columns_is_named()
    {
        var batch = Samples.Numbers(["a", "b", "c"], X, [1, -1, 2, 0, 3, 1], X.Select((v, i) => 2 * v - new[] { 1, -1, 2, 0, 3, 1 }[i]).ToArray());

        var fit = () => LogisticModel.Fit(LabeledBatch.Of(batch, Y));

        fit.Should().Throw<ArgumentException>().WithMessage("'c' is constant, absent or a linear combination*");
    }

    [Fact]
    public void A_level_that_never_occurs_is_named_and_a_penalty_helps()
    {
        var schema = new FeatureSchema([FeatureColumn.Category("job", ["a", "b", "never"])]);
        var sample = LabeledBatch.Of(FeatureBatch.FromRows(schema, [0, 1, 0, 1, 0, 1]), [0.0, 1, 1, 0, 0, 1]);

        ((Action)(() => LogisticModel.Fit(sample))).Should().Throw<ArgumentException>().WithMessage("'job=never'*");
        LogisticModel.Fit(sample, LogisticOptions.Default with { Ridge = 0.01 }).LevelEffects[2].Should().Be(0);
    }

    [Fact]
    public void Scoring_a_missing_value_names_row_and_column()
    {
        var model = LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(["age"], X), Y));

        ((Action)(() => model.Score([double.NaN]))).Should().Throw<ArgumentException>().WithMessage("Row 0*'age'*missing*");
        ((Action)(() => model.Score([double.PositiveInfinity]))).Should().Throw<ArgumentException>().WithMessage("Row 0*'age'*");
        ((Action)(() => model.Score([1, 2]))).Should().Throw<ArgumentException>().WithMessage("features has length 2; expected 1*");
        ((Action)(() => model.Score(Samples.Numbers(["age"], [1, 2, double.NaN]), new double[3]))).Should().Throw<ArgumentException>().WithMessage("Row 2*'age'*");
    }

    [Fact]
    public void Scoring_an_unknown_code_names_row_and_column()
    {
        var schema = new FeatureSchema([FeatureColumn.Number("age"), FeatureColumn.Category("job", ["a", "b"])]);
        var model = LogisticModel.FromParameters(schema, 0.5, [0.1, 0, 0.3]);

        foreach (var code in new[] { -1, 2, 0.5, double.NaN, double.PositiveInfinity })
        {
            ((Action)(() => model.Score([1, code]))).Should().Throw<ArgumentException>().WithMessage("Row 0*'job'*");
        }
    }

    [Fact]
    public void Other_columns_are_refused_by_name()
    {
        var model = LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(["age"], X), Y));

        var act = () => model.Score(Samples.Numbers(["years"], X), new double[6]);

        act.Should().Throw<ArgumentException>().WithMessage("Column 0 of the batch is number 'years'; the model was fitted to number 'age'*");
    }

    [Fact]
    public void Options_check_themselves()
    {
        ((Action)(() => _ = LogisticOptions.Default with { Ridge = -1 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = LogisticOptions.Default with { Threads = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = LogisticOptions.Default with { GradientTolerance = double.NaN })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => LogisticModel.Fit(
            LabeledBatch.Of(Samples.Numbers(["age"], X), Y),
            LogisticOptions.Default with { ReferenceLevels = new Dictionary<string, string> { ["age"] = "old" } }))).Should().Throw<ArgumentException>().WithMessage("*'age'*no category*");
        ((Action)(() => LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(["age"], X), Y), LogisticOptions.Default with { Covariance = CovarianceEstimate.CR1 })))
            .Should().Throw<ArgumentException>().WithMessage("*clusters*");
    }

    [Fact]
    public void Cancellation_is_heard()
    {
        var fit = () => LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(["age"], X), Y), null, null, new CancellationToken(true));

        fit.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void A_coefficient_without_error_has_the_whole_line_for_interval()
    {
        var model = LinearModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], [1, 2]), [3.0, 4.0]));

        model.Coefficients[1].Interval().Width.Should().Be(double.PositiveInfinity);
    }
}
