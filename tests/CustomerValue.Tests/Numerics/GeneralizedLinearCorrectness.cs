using CustomerValue.Numerics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Propensity;
using Xunit;

namespace CustomerValue.Tests.Numerics;

public class GeneralizedLinearCorrectness
{
    // R 4.2.2: glm(y ~ x1 + x2 + x3, binomial(cloglog), epsilon = 1e-14). R's scoring stops by the deviance, which is flat at
    // the maximum: the score at its coefficients is 8e-7 (Σ over rows, in Python), so they hold to about 2e-8. Ours is checked.
    [Fact]
    public void Complementary_log_log_matches_R()
    {
        var golden = GoldenFile.Read("propensity/logit_glm_small.json");
        var data = golden.GetProperty("data");
        var columns = new[] { data.Numbers("x1"), data.Numbers("x2"), data.Numbers("x3") };
        var rows = Enumerable.Range(0, 60).SelectMany(i => columns.Select(c => c[i])).ToArray();
        var expected = golden.GetProperty("cloglog");

        var fit = GeneralizedLinearFit.Fit(
            new ArrayRowBlocks(rows, 3, data.Numbers("y")),
            new DesignLayout(true, 3),
            new GeneralizedLinearOptions { Family = LinearFamily.ComplementaryLogLog });

        fit.Stop.Should().Be(StopReason.Converged);
        fit.Coefficients.ShouldBeNear(expected.Numbers("coef"), 5e-8);
        fit.GradientNorm.Should().BeLessThan(1e-10);
        Enumerable.Range(0, 4).Select(p => Math.Sqrt(fit.Covariance()[p * 5])).ToArray().ShouldBeNear(expected.Numbers("se"), 5e-8);
        fit.Deviance.Should().BeApproximately(expected.Number("deviance"), 1e-9);
    }

    // statsmodels and R sandwich/clubSandwich, see the file.
    [Fact]
    public void Least_squares_and_its_robust_errors_match_the_references()
    {
        foreach (var item in GoldenFile.Read("ab/09_cluster_robust.json").GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("z", out _)))
        {
            var id = item.GetProperty("id").GetString()!;
            var expected = item.GetProperty("expected");
            var y = item.Numbers("y");
            var blocks = new ArrayRowBlocks(item.Numbers("z"), 1, y);
            var clusters = item.Numbers("cluster").Select(c => (int)c - 1).ToArray();
            var groups = clusters.Max() + 1;

            var fit = GeneralizedLinearFit.Fit(blocks, new DesignLayout(true, 1), new GeneralizedLinearOptions { Family = LinearFamily.Gaussian });

            fit.Coefficients.ShouldBeNear(expected.Numbers("beta"), 1e-12, id);
            fit.Dispersion.Should().BeApproximately(expected.Number("sigma2"), 1e-12, id);
            foreach (var (kind, name) in new[]
            {
                (CovarianceKind.Model, "se_classical"), (CovarianceKind.HC0, "se_HC0"), (CovarianceKind.HC1, "se_HC1"), (CovarianceKind.HC2, "se_HC2"),
                (CovarianceKind.HC3, "se_HC3"), (CovarianceKind.CR0, "se_CR0"), (CovarianceKind.CR1, "se_CR1"), (CovarianceKind.CR1GroupsOnly, "se_CR1_no_k"),
            })
            {
                var covariance = LinearCovariance.Estimate(blocks, fit, kind, clusters, groups);
                double[] errors = [Math.Sqrt(covariance[0]), Math.Sqrt(covariance[3])];
                errors.ShouldBeNear(expected.Numbers(name), name == "se_CR0" || name.StartsWith("se_CR1", StringComparison.Ordinal) ? 1e-7 : 1e-11, $"{id} {name}");
            }
        }
    }
}
