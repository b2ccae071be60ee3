using CustomerValue.Information;
using CustomerValue.Propensity;
using CustomerValue.Tests.Golden;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class LimitsCorrectness
{
    // R 4.2.2: x3's effect is negative, so that limited to ≥ 0 it leaves glm(y ~ x1 + x2, binomial, epsilon = 1e-14), whose errors come from its last weights but one.
    [Fact]
    public void A_limit_that_binds_gives_the_model_without_the_column()
    {
        var (sample, _) = Samples.GlmSmall();
        var model = LogisticModel.Fit(sample, LogisticOptions.Default with { Limits = new Dictionary<string, EffectLimits> { ["x3"] = EffectLimits.NonNegative } });

        Samples.Estimates(model).ShouldBeNear([-1.26831021271817, 1.22202263612982, 0.46533565376191, 0], 1e-9);
        model.Coefficients.Take(3).Select(c => c.StandardError.Value).ToArray().ShouldBeNear([0.744555358450, 0.375451993859, 0.249485845877], 1e-7);
        model.Coefficients[3].StandardError.Reason.Should().Be(UndefinedReason.AtLimit);
        model.Report.Stop.Should().Be(StopReason.Boundary);
    }

    [Fact]
    public void A_limit_that_does_not_bind_changes_nothing()
    {
        var (sample, _) = Samples.GlmSmall();
        var limits = new Dictionary<string, EffectLimits> { ["x1"] = EffectLimits.NonNegative, ["x3"] = EffectLimits.NonPositive };

        Samples.Estimates(LogisticModel.Fit(sample, LogisticOptions.Default with { Limits = limits })).Should().Equal(Samples.Estimates(LogisticModel.Fit(sample)));
    }

    [Fact]
    public void Counts_equal_their_customers()
    {
        var groups = Samples.Numbers(["x"], [0.0, 1, 2, 3]);
        var grouped = LabeledBatch.OfCounts(groups, [2, 5, 7, 0], [10, 12, 9, 0]);
        double[] x = [.. Enumerable.Repeat(0.0, 10), .. Enumerable.Repeat(1.0, 12), .. Enumerable.Repeat(2.0, 9)];
        double[] y = [.. Enumerable.Range(0, 10).Select(i => i < 2 ? 1.0 : 0), .. Enumerable.Range(0, 12).Select(i => i < 5 ? 1.0 : 0), .. Enumerable.Range(0, 9).Select(i => i < 7 ? 1.0 : 0)];

        var left = LogisticModel.Fit(grouped);
        var right = LogisticModel.Fit(LabeledBatch.Of(Samples.Numbers(["x"], x), y));

        Samples.Estimates(left).ShouldBeNear(Samples.Estimates(right), 1e-11);
        Samples.Errors(left).ShouldBeNear(Samples.Errors(right), 1e-11);
        var refused = () => LabeledBatch.OfCounts(groups, [2, 5, 10, 0], [10, 12, 9, 0]);
        refused.Should().Throw<ArgumentException>().WithMessage("Row 2*");
    }

    [Fact]
    public void Firth_weights_repeat_rows_and_flac_predicts_the_share_of_events()
    {
        var rare = GoldenFile.Read("propensity/firth.json").GetProperty("rare");
        var sample = LabeledBatch.Of(Samples.Numbers(["x", "z"], rare.Numbers("x"), rare.Numbers("z")), rare.Numbers("y"));
        var weights = Enumerable.Range(0, sample.RowCount).Select(i => (double)(i % 3)).ToArray();
        var copies = Enumerable.Range(0, sample.RowCount).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        var (left, right) = (FirthRegression.Fit(sample.WithWeights(weights)), FirthRegression.Fit(sample.Take(copies)));

        Samples.Estimates(left.Model).ShouldBeNear(Samples.Estimates(right.Model), 1e-9);
        left.PenalizedLogLikelihood.Should().BeApproximately(right.PenalizedLogLikelihood, 1e-9);
        Samples.Estimates(left.WithFlac()).ShouldBeNear(Samples.Estimates(right.WithFlac()), 1e-8);
        var scores = new double[sample.RowCount];
        FirthRegression.Fit(sample).WithFlac().Score(sample.Features, scores);
        scores.Average().Should().BeApproximately(0.01, 1e-9);
    }

    [Fact]
    public void The_fast_row_has_the_bits_of_the_batch()
    {
        foreach (var columns in new[] { 1, 7, 8, 9, 12, 15, 16, 20, 23, 24, 31 })
        {
            var sample = Samples.Logistic(200, columns, columns % 2 == 0 ? [] : [4], (ulong)columns);
            var effects = Enumerable.Range(0, columns + (columns % 2 == 0 ? 0 : 4)).Select(j => Math.Sin(j * j) * 30).ToArray();
            var model = LogisticModel.FromParameters(sample.Features.Schema, -0.3, effects);
            var scores = new double[200];
            model.Score(sample.Features, scores);
            for (var i = 0; i < 200; i++)
            {
                BitConverter.DoubleToInt64Bits(model.Score(sample.Features.Row(i))).Should().Be(BitConverter.DoubleToInt64Bits(scores[i]));
            }
        }
    }
}
