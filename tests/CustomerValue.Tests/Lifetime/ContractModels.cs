using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>golden/clv: Fader and Hardie (2007), table 1, fitted to seven years; hard cases from mpmath.</summary>
public sealed class ContractModels
{
    private static readonly JsonElement Golden = GoldenFile.Read("clv/sbg_bdw_fader_hardie_2007.json");

    public static TheoryData<string> Cohorts() => new(Golden.GetProperty("cohorts").EnumerateObject().Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Cohorts))]
    public void Shifted_beta_geometric_cohorts_have_the_published_maximum_curves_and_values(string name)
    {
        var cohort = Golden.GetProperty("cohorts").GetProperty(name);
        var block = cohort.GetProperty("sbg");
        var model = ShiftedBetaGeometricModel.Fit(Summary(cohort));
        ReferenceChecks.Maximum(model.Report, model.Covariance, block, 1e-8, 1e-7);
        model.LogLikelihood(Summary(cohort)).Should().BeApproximately(block.Number("log_likelihood"), 1e-8);
        Curve(block.Numbers("survival_t0_to_24"), model.Survival, 0);
        Curve(block.Numbers("retention_t1_to_12"), model.Retention, 1);
        ReferenceChecks.Near(model.DiscountedLifetime(0.1), block.Number("del_d0.1"), 1e-8, "DEL");
        Curve(block.Numbers("derl_d0.1_before_nth_renewal_n1_to_8"), n => model.DiscountedResidualLifetime(n, 0.1), 1);
    }

    [Theory]
    [MemberData(nameof(Cohorts))]
    public void Beta_discrete_Weibull_cohorts_have_the_published_maximum_curves_and_values(string name)
    {
        var cohort = Golden.GetProperty("cohorts").GetProperty(name);
        var block = cohort.GetProperty("bdw");
        var model = BetaDiscreteWeibullModel.Fit(Summary(cohort));
        ReferenceChecks.Maximum(model.Report, model.Covariance, block, 1e-7, 1e-6);
        model.LogLikelihood(Summary(cohort)).Should().BeApproximately(block.Number("log_likelihood"), 1e-8);
        Curve(block.Numbers("survival_t0_to_24"), model.Survival, 0);
        Curve(block.Numbers("retention_t1_to_12"), model.Retention, 1);
        ReferenceChecks.Near(model.DiscountedLifetime(0.1), block.Number("del_d0.1_sum3000"), 1e-8, "DEL");
        Curve(block.Numbers("derl_d0.1_before_nth_renewal_n1_to_8"), n => model.DiscountedResidualLifetime(n, 0.1), 1);
    }

    [Fact]
    public void Hard_cases_agree_with_high_precision_arithmetic()
    {
        foreach (var hard in BgNbdCorrectness.Cases("sbg_bdw"))
        {
            var name = hard.GetProperty("case").GetString()!;
            var p = PurchaseModelUnderTest.Values(hard.GetProperty("params"));
            var data = hard.GetProperty("data");
            var expected = hard.GetProperty("expected");
            var t = data.GetProperty("t").GetInt32();
            var renewal = data.GetProperty("n_renewal_opportunity").GetInt32();
            var bdw = BetaDiscreteWeibullModel.FromParameters(p[0], p[1], p[2]);
            ReferenceChecks.Near(bdw.Survival(t), expected.Number("survival"), 1e-10, name);
            ReferenceChecks.Near(bdw.ProbabilityOfEnding(t), expected.Number("pmf"), 1e-9, name);
            ReferenceChecks.Near(bdw.Retention(t), expected.Number("retention"), 1e-10, name);
            if (p[2] == 1)
            {
                var sbg = ShiftedBetaGeometricModel.FromParameters(p[0], p[1]);
                ReferenceChecks.Near(sbg.Survival(t), expected.Number("survival"), 1e-10, name);
                ReferenceChecks.Near(sbg.ProbabilityOfEnding(t), expected.Number("pmf"), 1e-10, name);
                ReferenceChecks.Near(sbg.DiscountedLifetime(data.Number("d")), expected.Number("del_"), 1e-9, name);
                ReferenceChecks.Near(sbg.DiscountedResidualLifetime(renewal, data.Number("d")), expected.Number("derl"), 1e-9, name);
            }
        }
    }

    [Fact]
    public void The_sum_of_discounted_survivals_is_the_same_however_it_is_added()
    {
        // c next to 1 takes the sum and the integral, c = 1 the known series; at 0.01 % per period the sum is long.
        foreach (var rate in new[] { 0.1, 0.002, 0.0001 })
        {
            var known = ShiftedBetaGeometricModel.FromParameters(0.668, 3.806);
            var added = BetaDiscreteWeibullModel.FromParameters(0.668, 3.806, 1 + 1e-13);
            ReferenceChecks.Near(added.DiscountedLifetime(rate), known.DiscountedLifetime(rate), 1e-9, $"rate {rate}");
            ReferenceChecks.Near(added.DiscountedResidualLifetime(4, rate), known.DiscountedResidualLifetime(4, rate), 1e-9, $"rate {rate}");
        }
    }

    [Fact]
    public void Ten_random_starts_arrive_at_one_maximum()
    {
        var cohort = Golden.GetProperty("cohorts").GetProperty("high_end");
        var random = RandomStream.Open(20261122, "starts");
        for (var k = 0; k < 10; k++)
        {
            var start = Enumerable.Range(0, 3).Select(_ => 4 * random.NextDouble() - 2).ToArray();
            var sbg = Optimizer.Minimize(new ContractLikelihood(Summary(cohort), false, 0), start.AsSpan(0, 2), 400);
            (-1000 * sbg.Value).Should().BeApproximately(cohort.GetProperty("sbg").Number("log_likelihood"), 1e-8);
            var bdw = Optimizer.Minimize(new ContractLikelihood(Summary(cohort), true, 0), start, 400);
            (-1000 * bdw.Value).Should().BeApproximately(cohort.GetProperty("bdw").Number("log_likelihood"), 1e-8);
        }
    }

    [Fact]
    public void Gradient_and_Hessian_are_those_of_the_value()
    {
        var cohort = Golden.GetProperty("cohorts").GetProperty("regular");
        Derivatives.Check(new ContractLikelihood(Summary(cohort), false, 0.01), [-0.4, 0.3]);
        Derivatives.Check(new ContractLikelihood(Summary(cohort), true, 0.01), [-0.4, 0.3, 0.2]);
    }

    [Fact]
    public void Contracts_one_by_one_are_their_summary_and_cohorts_twice_shrink_the_errors()
    {
        int[] tenure = [1, 1, 2, 3, 5, 5, 4, 1, 2, 7, 7, 7, 3, 2, 1];
        bool[] ended = [true, true, true, false, true, false, false, true, false, false, false, true, true, true, false];
        var histories = ContractHistories.FromColumns(tenure, ended);
        var rows = ShiftedBetaGeometricModel.Fit(histories, LifetimeFitOptions.Default with { Penalty = 0.01 });
        var counts = ShiftedBetaGeometricModel.Fit(histories.Summarize(), LifetimeFitOptions.Default with { Penalty = 0.01 });
        rows.Report.Estimates.ToArray().Should().Equal(counts.Report.Estimates.ToArray());
        var cohort = Summary(Golden.GetProperty("cohorts").GetProperty("regular"));
        var once = BetaDiscreteWeibullModel.Fit(cohort).Report;
        var twice = BetaDiscreteWeibullModel.Fit(cohort.Merge(cohort)).Report;
        for (var i = 0; i < 3; i++)
        {
            (once.StandardErrors[i] / twice.StandardErrors[i] / Math.Sqrt(2) - 1).Should().BeApproximately(0, 1e-6);
        }
    }

    [Fact]
    public void Curves_begin_at_one_fall_and_add_up()
    {
        var model = BetaDiscreteWeibullModel.FromParameters(0.4, 0.8, 1.3);
        var survival = new double[40];
        var retention = new double[39];
        model.SurvivalCurve(survival);
        model.RetentionCurve(retention);
        survival[0].Should().Be(1);
        var ended = 0.0;
        for (var t = 1; t < 40; t++)
        {
            survival[t].Should().BeApproximately(survival[t - 1] * retention[t - 1], 1e-14);
            ended += model.ProbabilityOfEnding(t);
        }

        (ended + survival[39]).Should().BeApproximately(1, 1e-13);
        model.ExpectedRenewals(0, 39).Should().BeApproximately(survival.Sum() - 1, 1e-12);
        model.ExpectedRenewals(3, 0).Should().Be(0);
        var estimate = ShiftedBetaGeometricModel.Fit(Summary(Golden.GetProperty("cohorts").GetProperty("regular"))).Estimate(m => m.Survival(12), EstimateScale.Logit);
        estimate.Interval!.Value.Contains(estimate.Value).Should().BeTrue();
        estimate.Interval!.Value.Upper.Should().BeLessThan(1);
    }

    [Fact]
    public void Nothing_to_fit_and_what_cannot_be_is_refused()
    {
        ((Action)(() => ShiftedBetaGeometricModel.Fit(ContractSummary.FromCohort([0])))).Should().Throw<ArgumentException>();
        ((Action)(() => ShiftedBetaGeometricModel.Fit(ContractSummary.FromCohort([100, 100, 100])))).Should().Throw<ConvergenceException>();
        ((Action)(() => ShiftedBetaGeometricModel.FromParameters(1, 0))).Should().Throw<ArgumentOutOfRangeException>();
        var model = ShiftedBetaGeometricModel.FromParameters(1, 1);
        ((Action)(() => model.DiscountedLifetime(0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => model.Retention(0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => model.Survival(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static ContractSummary Summary(JsonElement cohort) => ContractSummary.FromCohort(
        cohort.GetProperty("active_by_year_0_to_12").EnumerateArray().Select(n => n.GetInt64()).Take(cohort.GetProperty("calibration_years").GetInt32() + 1).ToArray());

    private static void Curve(double[] expected, Func<int, double> actual, int first)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            ReferenceChecks.Near(actual(first + i), expected[i], 1e-8, $"at {first + i}");
        }
    }
}
