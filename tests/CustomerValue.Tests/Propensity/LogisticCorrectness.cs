using CustomerValue.Information;
using CustomerValue.Propensity;
using CustomerValue.Tests.Golden;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class LogisticCorrectness
{
    // R 4.2.2: glm(y ~ x1 + x2 + x3, binomial, weights = w, offset = off, epsilon = 1e-14).
    [Theory]
    [InlineData("unweighted", null, false)]
    [InlineData("integer_weights", "w", false)]
    [InlineData("real_weights", "w2", false)]
    [InlineData("offset", null, true)]
    [InlineData("weights_offset", "w2", true)]
    public void Matches_glm_of_R(string name, string? weights, bool offset)
    {
        var (sample, golden) = Samples.GlmSmall();
        var data = golden.GetProperty("data");
        sample = weights is null ? sample : sample.WithWeights(data.Numbers(weights));
        sample = offset ? sample.WithOffsets(data.Numbers("off")) : sample;
        var expected = golden.GetProperty(name);

        var model = LogisticModel.Fit(sample);

        Samples.Estimates(model).ShouldBeNear(expected.Numbers("coef"), 1e-10);
        Samples.Errors(model).ShouldBeNear(expected.Numbers("se"), 1e-9);
        model.Deviance.Value.Should().BeApproximately(expected.Number("deviance"), 1e-9);
        model.NullDeviance.Value.Should().BeApproximately(expected.Number("null_deviance"), 1e-9);
        var fitted = new double[sample.RowCount];
        if (offset)
        {
            model.Score(sample.Features, sample.Offsets, fitted);
        }
        else
        {
            model.Score(sample.Features, fitted);
        }

        fitted.ShouldBeNear(expected.Numbers("fitted"), 1e-10);
        if (expected.TryGetProperty("z", out var z))
        {
            model.Coefficients.Select(c => c.Statistic.Value).ToArray().ShouldBeNear(z.Numbers(), 1e-8);
            model.Coefficients.Select(c => c.PValue.Value).ToArray().ShouldBeNear(expected.Numbers("p"), 1e-8);
        }

        if (expected.TryGetProperty("vcov", out var rows))
        {
            model.Covariance.ToArray().ShouldBeNear(rows.EnumerateArray().SelectMany(r => r.Numbers()).ToArray(), 1e-9);
        }

        if (expected.TryGetProperty("aic", out _))
        {
            model.Report.Aic.Value.Should().BeApproximately(expected.Number("aic"), 1e-9);
            model.Report.Objective.Should().BeApproximately(expected.Number("loglik"), 1e-9);
            model.Coefficients.Select(c => c.Interval().Lower).ToArray().ShouldBeNear(expected.Numbers("wald_ci95_lo"), 1e-8);
            model.Coefficients.Select(c => c.Interval().Upper).ToArray().ShouldBeNear(expected.Numbers("wald_ci95_hi"), 1e-8);
        }
    }

    // sandwich::vcovHC of the unweighted fit.
    [Theory]
    [InlineData(CovarianceEstimate.HC0, "hc0_se")]
    [InlineData(CovarianceEstimate.HC1, "hc1_se")]
    public void Matches_the_sandwich_of_R(CovarianceEstimate estimate, string name)
    {
        var (sample, golden) = Samples.GlmSmall();

        var model = LogisticModel.Fit(sample, LogisticOptions.Default with { Covariance = estimate });

        Samples.Errors(model).ShouldBeNear(golden.Numbers(name), 1e-9);
    }

    // R: drop1(fit, test = "LRT").
    [Fact]
    public void Matches_the_likelihood_ratio_tests_of_R()
    {
        var (sample, golden) = Samples.GlmSmall();
        var data = golden.GetProperty("data");
        var full = LogisticModel.Fit(sample);
        string[] names = ["x1", "x2", "x3"];
        for (var dropped = 0; dropped < 3; dropped++)
        {
            var kept = names.Where((_, j) => j != dropped).ToArray();
            var batch = Samples.Numbers(kept, kept.Select(n => data.Numbers(n)).ToArray());
            var test = full.CompareWith(LogisticModel.Fit(LabeledBatch.Of(batch, data.Numbers("y"))));
            var expected = golden.GetProperty("lr_test_drop1");
            test.Statistic.Should().BeApproximately(expected.Numbers("LRT")[dropped], 1e-9);
            test.PValue.Should().BeApproximately(expected.Numbers("p")[dropped], 1e-9);
            test.DegreesOfFreedom.Should().Be(1);
        }
    }

    // glmnet 4.1-6, alpha = 0, thresh 1e-16; the file's own optimality gap is 4e-10.
    [Fact]
    public void Matches_the_ridge_of_glmnet()
    {
        var golden = GoldenFile.Read("propensity/glmnet_path.json");
        var rows = golden.GetProperty("X").EnumerateArray().Select(r => r.Numbers()).ToArray();
        var columns = Enumerable.Range(0, rows[0].Length).Select(j => rows.Select(r => r[j]).ToArray()).ToArray();
        var batch = Samples.Numbers(columns.Select((_, j) => $"x{j}").ToArray(), columns);
        var sample = LabeledBatch.Of(batch, golden.Numbers("y"));
        var path = golden.GetProperty("ridge");
        var lambdas = path.Numbers("lambda");
        for (var k = 0; k < lambdas.Length; k++)
        {
            var model = LogisticModel.Fit(sample, LogisticOptions.Default with { Ridge = lambdas[k] });
            model.Intercept.Should().BeApproximately(path.Numbers("a0")[k], 1e-7);
            model.NumberEffects.ToArray().ShouldBeNear(path.GetProperty("beta")[k].Numbers(), 1e-7);
        }
    }

    // R glm on the training rows of bank-full.csv, 40 coefficients, treatment contrasts.
    [SkippableFact]
    public void Matches_R_on_bank_marketing()
    {
        var golden = GoldenFile.Read("propensity/logit_glm_bank_full.json");
        var model = LogisticModel.Fit(BankFull(test: false));

        model.Report.Observations.Should().Be(golden.Number("n"));
        Samples.Estimates(model).ShouldBeNear(golden.Numbers("coef"), 1e-8);
        Samples.Errors(model).ShouldBeNear(golden.Numbers("se"), 1e-8);
        model.Coefficients.Select(c => c.PValue.Value).ToArray().ShouldBeNear(golden.Numbers("p"), 1e-8);
        model.Deviance.Value.Should().BeApproximately(golden.Number("deviance"), 1e-8 * golden.Number("deviance"));
        model.NullDeviance.Value.Should().BeApproximately(golden.Number("null_deviance"), 1e-8 * golden.Number("null_deviance"));
        model.Report.Aic.Value.Should().BeApproximately(golden.Number("aic"), 1e-8 * golden.Number("aic"));
        var heldOut = BankFull(test: true);
        var scores = new double[heldOut.RowCount];
        model.Score(heldOut.Features, scores);
        scores.Take(10).ToArray().ShouldBeNear(golden.Numbers("test_first10_prob"), 1e-8);
        scores.Select((p, i) => (p - heldOut.Outcomes[i]) * (p - heldOut.Outcomes[i])).Average().Should().BeApproximately(golden.Number("test_brier"), 1e-9);
    }

    // R 4.2.2, the same rows: the roots of glm.fit(X[, -j], y, binomial(), offset = v * X[, j])$deviance - deviance(g) - qchisq(.95, 1) by
    // uniroot(tol = 1e-9), epsilon 1e-13.
    [SkippableTheory]
    [InlineData("age", 0.000580417173189, 0.009686404674652)]
    [InlineData("campaign", -0.1069062531261, -0.0669771437618)]
    [InlineData("housing=yes", -0.619703169728, -0.440660972958)]
    public void Profile_intervals_match_R_on_bank_marketing(string name, double lower, double upper)
    {
        var interval = LogisticInference.Of(BankFull(test: false)).ProfileInterval(name);

        interval.Lower.Should().BeApproximately(lower, 2e-8);
        interval.Upper.Should().BeApproximately(upper, 2e-8);
    }

    private static LabeledBatch BankFull(bool test)
    {
        var path = SharedData.Require("bank-marketing", "bank-full.csv");
        var held = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "propensity", "split_bank_full_random_test.csv"))
            .Where(l => l.Length > 0).Select(l => int.Parse(l, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        var lines = File.ReadAllLines(path).Select(l => l.Split(';').Select(v => v.Trim('"')).ToArray()).ToArray();
        var header = lines[0].ToList();
        var rows = lines.Skip(1).Where(l => l.Length == header.Count).ToArray();
        string[] numbers = ["age", "balance", "campaign", "previous"];
        string[] categories = ["job", "marital", "education", "default", "housing", "loan", "contact", "month", "poutcome"];
        var levels = categories.Select(c => rows.Select(r => r[header.IndexOf(c)]).Distinct().OrderBy(l => l, StringComparer.Ordinal).ToList()).ToArray();
        var schema = new FeatureSchema(numbers.Select(FeatureColumn.Number).Concat(categories.Select((c, k) => FeatureColumn.Category(c, levels[k]))));
        var chosen = rows.Where((_, i) => held.Contains(i) == test).ToArray();
        var values = chosen.SelectMany(r => numbers
            .Select(n => double.Parse(r[header.IndexOf(n)], System.Globalization.CultureInfo.InvariantCulture) / (n == "balance" ? 1000 : 1))
            .Concat(categories.Select((c, k) => (double)levels[k].IndexOf(r[header.IndexOf(c)])))).ToArray();
        return LabeledBatch.Of(FeatureBatch.FromRows(schema, values), chosen.Select(r => r[header.IndexOf("y")] == "yes" ? 1.0 : 0).ToArray());
    }

    // LP of Konis (2007) by scipy's HiGHS.
    [Fact]
    public void Finds_separation_as_the_linear_program_does()
    {
        foreach (var expected in GoldenFile.Read("propensity/separation.json").GetProperty("cases").EnumerateArray())
        {
            var name = expected.GetProperty("name").GetString()!;
            var rows = expected.GetProperty("X").EnumerateArray().Select(r => r.Numbers()).ToArray();
            var columns = Enumerable.Range(0, rows[0].Length).Select(j => rows.Select(r => r[j]).ToArray()).ToArray();
            var sample = LabeledBatch.Of(Samples.Numbers(columns.Select((_, j) => $"x{j + 1}").ToArray(), columns), expected.Numbers("y"));
            var status = expected.GetProperty("status").GetString();

            var found = Separation.Find(sample);

            (found?.Kind).Should().Be(
                status switch { "complete" => SeparationKind.Complete, "quasi-complete" => SeparationKind.QuasiComplete, _ => (SeparationKind?)null }, name);
            if (found is null)
            {
                LogisticModel.Fit(sample).Report.Converged.Should().BeTrue(name);
                continue;
            }

            var signs = expected.GetProperty("recession_sign_per_coef_intercept_first").EnumerateArray().Select(s => s.GetString()).ToArray();
            found.Direction.ToArray().Select(d => d > 0 ? "+" : d < 0 ? "-" : "0").Should().Equal(signs, name);
            var fit = () => LogisticModel.Fit(sample);
            fit.Should().Throw<ConvergenceException>().Which.Report!.Stop.Should().Be(StopReason.Separation);
            var best = LogisticModel.Fit(sample, LogisticOptions.Default with { NonConvergence = NonConvergence.ReturnBest });
            best.Separation!.Kind.Should().Be(found.Kind);
            best.Coefficients.Should().OnlyContain(c => double.IsFinite(c.Estimate) && !c.StandardError.IsDefined);
        }
    }
}
