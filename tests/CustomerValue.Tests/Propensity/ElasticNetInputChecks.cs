using CustomerValue.Evaluation;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class ElasticNetInputChecks
{
    private static readonly LabeledBatch Sample = Samples.Logistic(100, 3, [3], 1);

    [Fact]
    public void An_unknown_column_is_named()
    {
        var fit = () => LogisticPath.Fit(Sample, ElasticNetOptions.Default with { PenaltyFactors = new Dictionary<string, double> { ["agee"] = 0 } });
        fit.Should().Throw<ArgumentException>().WithMessage("*'agee'*");
        var limited = () => LogisticModel.Fit(Sample, LogisticOptions.Default with { Limits = new Dictionary<string, EffectLimits> { ["c1=none"] = EffectLimits.NonNegative } });
        limited.Should().Throw<ArgumentException>().WithMessage("*'c1=none'*");
    }

    [Fact]
    public void A_negative_penalty_factor_is_refused()
    {
        var fit = () => LogisticPath.Fit(Sample, ElasticNetOptions.Default with { PenaltyFactors = new Dictionary<string, double> { ["x1"] = -1 } });
        fit.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Options_check_themselves()
    {
        ((Func<object>)(() => ElasticNetOptions.Default with { Alpha = 1.1 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<object>)(() => ElasticNetOptions.Default with { Lambdas = [0.1, -1] })).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<object>)(() => ElasticNetOptions.Default with { LambdaCount = 1 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<object>)(() => ElasticNetOptions.Default with { MinimumRatio = 1 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<object>)(() => EffectLimits.Between(1, 2))).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<object>)(() => EffectLimits.Between(-1, -0.5))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Folds_of_other_customers_are_refused()
    {
        var fit = () => LogisticPath.FitValidated(Sample, FoldPlan.AtRandom(99, 3, 1));
        fit.Should().Throw<ArgumentException>().WithMessage("*99*100*");
        var best = () => LogisticPath.Fit(Sample).Best();
        best.Should().Throw<InvalidOperationException>().WithMessage("*FitValidated*");
    }

    [Fact]
    public void Constant_columns_stay_out()
    {
        var batch = Samples.Numbers(["x", "constant"], [1, 2, 3, 4, 5, 6], [3, 3, 3, 3, 3, 3]);
        var path = LogisticPath.Fit(LabeledBatch.Of(batch, [0.0, 1, 0, 1, 0, 1]), ElasticNetOptions.Default with { Lambdas = [0.05, 0.01] });
        path.Steps[1].Effects[0].Should().BeGreaterThan(0);
        path.Steps[1].Effects[1].Should().Be(0);
    }

    [Fact]
    public void Separated_classes_without_penalty_are_named()
    {
        var sample = LabeledBatch.Of(Samples.Numbers(["x"], [1, 2, 3, 4]), [0.0, 0, 1, 1]);
        var fit = () => LogisticPath.Fit(sample, ElasticNetOptions.Default with { Lambdas = [0.1, 0] });
        fit.Should().Throw<ConvergenceException>().Which.Report!.Stop.Should().Be(StopReason.Separation);
        LogisticPath.Fit(sample, ElasticNetOptions.Default with { Lambdas = [0.1, 0], NonConvergence = NonConvergence.ReturnBest }).Steps.Should().HaveCount(1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.01)]
    public void Classes_that_separate_along_a_column_without_penalty_are_named(double lambda)
    {
        var batch = Samples.Numbers(["x", "noise"], [1, 3, 2, 1, 3, 4, 4, 1, 5, 5, 6, 9, 7, 2, 8, 6, 9, 5, 10, 3]);
        var sample = LabeledBatch.Of(batch, [0.0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
        var free = ElasticNetOptions.Default with { Lambdas = [lambda], PenaltyFactors = new Dictionary<string, double> { ["x"] = 0 } };
        var fit = () => LogisticPath.Fit(sample, free);
        fit.Should().Throw<ConvergenceException>().Which.Report!.Stop.Should().Be(StopReason.Separation);

        // The column that does not separate may go without penalty, and so may the one that is held back on the side where it would drift.
        LogisticPath.Fit(sample, free with { PenaltyFactors = new Dictionary<string, double> { ["noise"] = 0 } }).Steps.Should().HaveCount(1);
        var held = free with { Limits = new Dictionary<string, EffectLimits> { ["x"] = EffectLimits.NonPositive } };
        LogisticPath.Fit(sample, held).Steps[0].Effects[0].Should().Be(0);
        var wrongSide = () => LogisticPath.Fit(sample, free with { Limits = new Dictionary<string, EffectLimits> { ["x"] = EffectLimits.NonNegative } });
        wrongSide.Should().Throw<ConvergenceException>().Which.Report!.Stop.Should().Be(StopReason.Separation);
    }

    [Fact]
    public void Coefficients_of_a_path_have_no_errors()
    {
        var model = LogisticPath.Fit(Sample, ElasticNetOptions.Default with { Lambdas = [0.02] }).At(0.02);
        model.Coefficients.Should().OnlyContain(c => c.StandardError.Reason == UndefinedReason.AfterSelection && !c.PValue.IsDefined);
        model.Covariance.Length.Should().Be(0);
    }

    [Fact]
    public void Inference_refuses_a_penalty()
    {
        var inference = () => LogisticInference.Of(Sample, LogisticOptions.Default with { Ridge = 0.1 });
        inference.Should().Throw<ArgumentException>().WithMessage("*Ridge*");
        var name = () => FirthRegression.Fit(Sample).Test("nothing");
        name.Should().Throw<ArgumentException>().WithMessage("*'nothing'*(Intercept)*");
    }
}
