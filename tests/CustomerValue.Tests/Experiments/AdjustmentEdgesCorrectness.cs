using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>Golden/ab/adjustment_edges.json, made by adjustment_edges.py with dense n × n matrices in numpy.</summary>
public sealed class AdjustmentEdgesCorrectness
{
    private static IEnumerable<JsonElement> Cases(string kind) =>
        GoldenFile.Read("ab/adjustment_edges.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    private static TrialColumns Columns(JsonElement c, bool twoWay = false) => new()
    {
        Outcomes = c.Numbers("y"), IsTreated = c.Numbers("z").Select(z => z == 1).ToArray(), Covariates = c.Numbers("x"), Clusters = Keys(c, "cluster"),
        SecondClusters = twoWay ? Keys(c, "second") : default,
    };

    private static long[] Keys(JsonElement c, string name) => [.. c.Numbers(name).Select(k => (long)k)];

    [Theory]
    [InlineData(RobustError.CR0)]
    [InlineData(RobustError.CR1)]
    [InlineData(RobustError.CR1S)]
    [InlineData(RobustError.CR2)]
    [InlineData(RobustError.CR3)]
    public void Clustered_regressions_with_covariates_equal_dense_matrices(RobustError error)
    {
        foreach (var c in Cases("regression"))
        {
            var e = c.GetProperty("expected");
            var options = new AdjustmentOptions { Error = error, Interacted = c.GetProperty("interacted").GetBoolean(), DegreesOfFreedom = DegreesOfFreedomRule.Satterthwaite };
            var actual = RegressionAdjustment.Fit(Columns(c), options);
            for (var i = 0; i < actual.Coefficients.Count; i++)
            {
                var because = $"{c.GetProperty("id")} {error} {actual.Coefficients[i].Name}";
                actual.Coefficients[i].Value.ShouldBeClose(e.Numbers("beta")[i], 1e-8, because: because);
                actual.Coefficients[i].StandardError.Value.ShouldBeClose(e.GetProperty(error.ToString()).Numbers("se")[i], 1e-8, because: because);
                actual.Coefficients[i].DegreesOfFreedom.Value.ShouldBeClose(e.GetProperty(error.ToString()).Numbers("df_satt")[i], 1e-8, because: because);
            }
        }
    }

    [Fact]
    public void Two_way_variances_equal_dense_matrices()
    {
        foreach (var c in Cases("regression"))
        {
            var actual = RegressionAdjustment.Fit(Columns(c, twoWay: true), new AdjustmentOptions { Interacted = c.GetProperty("interacted").GetBoolean() });
            actual.Comparison.DegreesOfFreedom.Value.Should().Be(Math.Min(actual.Clusters, actual.SecondClusters) - 1);
            for (var i = 0; i < actual.Coefficients.Count; i++)
            {
                var error = actual.Coefficients[i].StandardError.Value;
                (error * error).ShouldBeClose(c.GetProperty("expected").Numbers("twoway_CR1S_variance")[i], 1e-8, because: c.GetProperty("id").GetString()!);
            }
        }
    }

    // Two checkerboards of residuals: every row cluster and every column cluster sums to 0, every cell does not, so that V = −V of the cells.
    [Fact]
    public void A_negative_two_way_variance_is_raised_and_gives_no_error()
    {
        var actual = RegressionAdjustment.Fit(new TrialColumns
        {
            Outcomes = [1, -1, -1, 1, 4, 2, 2, 4],
            IsTreated = [false, false, false, false, true, true, true, true],
            Clusters = [1, 1, 2, 2, 3, 3, 4, 4],
            SecondClusters = [1, 2, 1, 2, 3, 4, 3, 4],
        });
        actual.Comparison.Warnings.Should().Contain(ComparisonWarning.NegativeVarianceRaised);
        actual.Comparison.Method.Should().Contain("negative eigenvalues raised");
        actual.Comparison.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
    }

    [Fact]
    public void Intraclass_correlation_equals_the_analysis_of_variance()
    {
        foreach (var c in Cases("regression"))
        {
            var e = c.GetProperty("expected").GetProperty("icc");
            var id = c.GetProperty("id").GetString()!;
            var y = c.Numbers("y");
            var keys = Keys(c, "cluster");
            var fromMoments = keys.Distinct().Select(k => SampleMoments.FromSample(y.Where((_, i) => keys[i] == k).ToArray())).ToArray();
            foreach (var actual in new[] { IntraclassCorrelation.Of(y, keys), IntraclassCorrelation.Of(fromMoments) })
            {
                actual.Value.Value.ShouldBeClose(e.Number("icc"), because: id);
                actual.EffectiveSize.ShouldBeClose(e.Number("m0"), because: id);
                actual.PValue.Value.ShouldBeClose(e.Number("p"), because: id);
                actual.Interval.ShouldBeClose(e.Numbers("ci"), id);
                actual.DesignEffect.Value.ShouldBeClose(e.Number("deff"), because: id);
            }
        }
    }

    [Fact]
    public void Breslow_Day_and_risk_ratio_equal_root_finding_over_sparse_strata()
    {
        foreach (var c in Cases("strata"))
        {
            var tables = c.GetProperty("tables").EnumerateArray().Select(t => t.Numbers()).ToArray();
            var actual = MantelHaenszel.Of(
                tables.Select(t => new ProportionCounts((long)t[0], (long)t[1])).ToArray(), tables.Select(t => new ProportionCounts((long)t[2], (long)t[3])).ToArray());
            var e = c.GetProperty("expected");
            actual.OddsRatio.Value.Value.ShouldBeClose(e.Number("or"));
            actual.BreslowDay.Statistic.Value.ShouldBeClose(e.Number("breslow_day"));
            actual.Tarone.Statistic.Value.ShouldBeClose(e.Number("tarone"));
            actual.Tarone.DegreesOfFreedom.Should().Be((int)e.Number("df"));
            actual.Tarone.PValue.Value.ShouldBeClose(e.Number("p_tarone"));
            actual.RiskRatio.Value.Value.ShouldBeClose(e.Number("rr"));
            actual.RiskRatio.StandardError.Value.ShouldBeClose(e.Number("log_rr_se"));
        }
    }
}
