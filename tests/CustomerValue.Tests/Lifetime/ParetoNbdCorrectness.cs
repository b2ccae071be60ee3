using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>golden/clv: CDNOW and apparel figures from CLVTools 0.12.1, BTYD 2.4.3 and complex-step Newton; hard cases from mpmath at 50–85 digits.</summary>
public sealed class ParetoNbdCorrectness
{
    private static readonly JsonElement Cdnow = GoldenFile.Read("clv/cdnow_pnbd.json");

    public static TheoryData<string> HardCases() => new(BgNbdCorrectness.Cases("pareto_nbd").Select(c => c.GetProperty("case").GetString()!));

    [Theory]
    [MemberData(nameof(HardCases))]
    public void Hard_cases_agree_with_high_precision_arithmetic(string name)
    {
        var hard = BgNbdCorrectness.Cases("pareto_nbd").Single(c => c.GetProperty("case").GetString() == name);
        var model = PurchaseModelUnderTest.Pareto(PurchaseModelUnderTest.Values(hard.GetProperty("params")));
        var data = hard.GetProperty("data");
        var expected = hard.GetProperty("expected");
        ReferenceChecks.Customer(model, data, expected, 1e-9, name);
        var history = ReferenceChecks.History(data);
        ReferenceChecks.Relative(model.Discounted(history, data.Number("delta")), model.LogAlive(history), expected.GetProperty("dert"), 1e-9, name + " discounted");
    }

    [Fact]
    public void Hard_cases_of_the_count_distribution_agree_far_into_the_tail()
    {
        foreach (var hard in BgNbdCorrectness.Cases("pareto_nbd_pmf"))
        {
            var model = PurchaseModelUnderTest.Pareto(PurchaseModelUnderTest.Values(hard.GetProperty("params")));
            var data = hard.GetProperty("data");
            var pmf = model.Count(default, data.GetProperty("n").GetInt32(), data.Number("t"));
            ReferenceChecks.Near(pmf, hard.GetProperty("expected").Number("pmf"), 1e-9, hard.GetProperty("case").GetString()!);
        }
    }

    [Fact]
    public void Figures_of_the_published_data_set_are_those_of_the_reference() =>
        ReferenceChecks.File(PurchaseModelUnderTest.Pareto(Cdnow.Numbers("params_eval")), Cdnow);

    [Fact]
    public void Purchases_of_the_published_cohort_are_tracked_and_counted_as_in_the_reference() =>
        ReferenceChecks.Tracking(PurchaseModelUnderTest.Pareto(PurchaseModelUnderTest.Values(Cdnow.GetProperty("mle").GetProperty("params"))), Cdnow);

    [SkippableFact]
    public void The_published_data_set_has_its_published_maximum_and_errors()
    {
        var model = ParetoNbdModel.Fit(ReferenceCohorts.Cdnow().Histories);
        ReferenceChecks.Maximum(model.Report, model.Covariance, Cdnow.GetProperty("mle"), 1e-8, 1e-6);
    }

    [SkippableFact]
    public void Customers_of_the_apparel_file_and_its_maximum_are_those_of_the_reference()
    {
        var block = Apparel("apparel_pnbd");
        var model = PurchaseModelUnderTest.Pareto(PurchaseModelUnderTest.Values(block.GetProperty("params_eval")));
        foreach (var customer in block.GetProperty("customers").EnumerateArray())
        {
            ReferenceChecks.Customer(model, customer, customer, 1e-9, "customer " + customer.GetProperty("id"));
            ReferenceChecks.Near(model.Discounted(ReferenceChecks.History(customer), block.Number("delta_dert")), customer.Number("dert"), 1e-9, "discounted");
        }

        var fit = ParetoNbdModel.Fit(ReferenceCohorts.Apparel());
        ReferenceChecks.Maximum(fit.Report, fit.Covariance, block.GetProperty("mle"), 1e-6, 1e-5);
    }

    [Fact]
    public void The_simulated_cohort_has_its_maximum()
    {
        // Simplex on 64-point quadrature by the file's provenance: parameters to 1e-4.
        var expected = GoldenFile.Read("clv/simulated_cohorts.json").GetProperty("cohorts").GetProperty("pnbd");
        var model = ParetoNbdModel.Fit(ReferenceCohorts.Simulated(7, "pnbd"));
        model.Report.Objective.Should().BeApproximately(expected.Number("log_likelihood"), 1e-5);
        ReferenceChecks.Close(model.Report.Estimates, expected.Numbers("parameters"), 1e-4);
    }

    [SkippableFact]
    public void Purchases_held_back_are_forecast_with_the_reference_errors()
    {
        var (histories, actual) = ReferenceCohorts.Cdnow();
        var reference = GoldenFile.Read("clv/cdnow_holdout_and_uncertainty.json").GetProperty("models").GetProperty("pnbd");
        ReferenceHoldout.Check(ParetoNbdModel.Fit(histories), (m, h, d) => m.ExpectedPurchases(h, 39, d), histories, actual, reference);
        ReferenceHoldout.CheckIntervals<ParetoNbdModel>(
            (f, level) => ParetoNbdModel.Fit(histories).Estimate(f, EstimateScale.Log, level),
            (m, h) => m.ExpectedPurchases(h, 39),
            (m, h, d) => m.ExpectedPurchases(h, 39, d),
            histories,
            reference.GetProperty("delta_method"));
    }

    internal static JsonElement Apparel(string block) => GoldenFile.Read("clv/apparel.json").GetProperty("blocks").GetProperty(block);
}
