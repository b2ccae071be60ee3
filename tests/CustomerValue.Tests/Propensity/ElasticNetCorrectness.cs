using System.Text.Json;
using CustomerValue.Evaluation;
using CustomerValue.Propensity;
using CustomerValue.Tests.Golden;
using Xunit;

namespace CustomerValue.Tests.Propensity;

// glmnet 4.1-6 with thresh = 1e-16; the file states its own largest violation, 2e-9.
public class ElasticNetCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("propensity/glmnet_path.json");

    public static TheoryData<string> Paths => ["lasso", "enet", "ridge", "lasso_nostd", "enet_weights", "enet_offset", "enet_w_off_pf", "lasso_bounds"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Matches_glmnet_along_the_path(string name)
    {
        var expected = Golden.GetProperty(name);
        var sample = Sample();
        sample = name.Contains("weights") || name.Contains("_w_") ? sample.WithWeights(Golden.Numbers("w")) : sample;
        sample = name.Contains("off") ? sample.WithOffsets(Golden.Numbers("offset")) : sample;
        var options = ElasticNetOptions.Default with
        {
            Alpha = expected.Number("alpha"),
            Standardize = expected.GetProperty("standardize").GetBoolean(),
            Lambdas = expected.Numbers("lambda"),
        };
        if (name.EndsWith("pf", StringComparison.Ordinal))
        {
            options = options with { PenaltyFactors = Golden.Numbers("penalty_factor").Select((f, j) => (f, j)).ToDictionary(p => $"x{p.j + 1}", p => p.f) };
        }

        if (expected.TryGetProperty("lower", out var lower))
        {
            var limits = EffectLimits.Between(lower.GetDouble(), expected.Number("upper"));
            options = options with { Limits = sample.Features.Schema.Columns.ToDictionary(c => c.Name, _ => limits) };
        }

        var path = LogisticPath.Fit(sample, options);

        path.Steps.Select(s => s.Lambda).Should().Equal(expected.Numbers("lambda"));
        path.Steps.Select(s => s.Intercept).ToArray().ShouldBeNear(expected.Numbers("a0"), 1e-7);
        for (var k = 0; k < path.Steps.Count; k++)
        {
            path.Steps[k].Effects.ToArray().ShouldBeNear(expected.GetProperty("beta")[k].Numbers(), 1e-7, $"at λ {k}");
            path.Steps[k].Report.GradientNorm.Should().BeLessThanOrEqualTo(1e-10);
        }

        path.Steps.Select(s => s.NonZero).Should().Equal(expected.Numbers("df").Select(d => (int)d));
        path.Steps.Select(s => s.DevianceRatio).ToArray().ShouldBeNear(expected.Numbers("dev_ratio"), 1e-7);
        path.NullDeviance.Should().BeApproximately(expected.Number("nulldev"), 1e-7);
    }

    [Theory]
    [InlineData(1.0, "auto_lambda_max_lasso")]
    [InlineData(0.5, "auto_lambda_max_enet05")]
    public void Chooses_the_lambdas_of_glmnet(double alpha, string name)
    {
        var path = LogisticPath.Fit(Sample(), ElasticNetOptions.Default with { Alpha = alpha });

        path.Steps[0].Lambda.Should().BeApproximately(Golden.Number(name), 1e-12);
        path.Steps[0].NonZero.Should().Be(0);
        if (alpha == 1)
        {
            path.Steps.Count.Should().Be((int)Golden.Number("auto_lambda_n"));
            (path.Steps[1].Lambda / path.Steps[0].Lambda).Should().BeApproximately(Math.Pow(Golden.Number("auto_lambda_min_ratio"), 1 / 99.0), 1e-12);
        }
    }

    [Fact]
    public void Cross_validates_as_glmnet_does()
    {
        var expected = Golden.GetProperty("cv");
        var folds = FoldPlan.Grouped(expected.Numbers("foldid").Select(f => (int)f).ToArray(), 5, seed: 1);
        var options = ElasticNetOptions.Default with { Lambdas = expected.Numbers("lambda") };

        var deviance = LogisticPath.FitValidated(Sample(), folds, PathMeasure.Deviance, options).Validation!;
        var auc = LogisticPath.FitValidated(Sample(), folds, PathMeasure.Auc, options).Validation!;

        deviance.Means.ToArray().ShouldBeNear(expected.Numbers("cvm_deviance"), 1e-7);
        deviance.StandardErrors.ToArray().ShouldBeNear(expected.Numbers("cvsd"), 1e-7);
        deviance.LambdaMinimum.Should().Be(expected.Number("lambda_min"));
        deviance.LambdaOneStandardError.Should().Be(expected.Number("lambda_1se"));
        auc.Means.ToArray().ShouldBeNear(expected.Numbers("cvm_auc"), 1e-7);
        auc.StandardErrors.ToArray().ShouldBeNear(expected.Numbers("cvsd_auc"), 1e-7);
    }

    private static LabeledBatch Sample()
    {
        var rows = Golden.GetProperty("X").EnumerateArray().Select(r => r.Numbers()).ToArray();
        var columns = Enumerable.Range(0, rows[0].Length).Select(j => rows.Select(r => r[j]).ToArray()).ToArray();
        return LabeledBatch.Of(Samples.Numbers(columns.Select((_, j) => $"x{j + 1}").ToArray(), columns), Golden.Numbers("y"));
    }
}
