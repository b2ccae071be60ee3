using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>golden/clv: CDNOW figures from lifetimes 0.11.3 and complex-step Newton, apparel; hard cases from mpmath.</summary>
public sealed class MbgNbdCorrectness
{
    private static readonly JsonElement Cdnow = GoldenFile.Read("clv/cdnow_mbgnbd.json");

    [Fact]
    public void Hard_cases_agree_with_high_precision_arithmetic()
    {
        foreach (var hard in BgNbdCorrectness.Cases("mbg_nbd"))
        {
            var model = PurchaseModelUnderTest.Mbg(PurchaseModelUnderTest.Values(hard.GetProperty("params")));
            ReferenceChecks.Customer(model, hard.GetProperty("data"), hard.GetProperty("expected"), 1e-9, hard.GetProperty("case").GetString()!);
        }
    }

    [Fact]
    public void Figures_of_the_published_data_set_are_those_of_the_reference() =>
        ReferenceChecks.File(PurchaseModelUnderTest.Mbg(Cdnow.Numbers("params_eval")), Cdnow);

    [Fact]
    public void Purchases_of_the_published_cohort_are_tracked_and_counted_as_in_the_reference() =>
        ReferenceChecks.Tracking(PurchaseModelUnderTest.Mbg(PurchaseModelUnderTest.Values(Cdnow.GetProperty("mle").GetProperty("params"))), Cdnow);

    [SkippableFact]
    public void The_published_data_set_has_its_published_maximum_and_errors()
    {
        var model = MbgNbdModel.Fit(ReferenceCohorts.Cdnow().Histories);
        ReferenceChecks.Maximum(model.Report, model.Covariance, Cdnow.GetProperty("mle"), 1e-8, 1e-6);
    }

    [SkippableFact]
    public void Customers_of_the_apparel_file_and_its_maximum_are_those_of_the_reference()
    {
        var block = ParetoNbdCorrectness.Apparel("apparel_mbgnbd");
        var model = PurchaseModelUnderTest.Mbg(PurchaseModelUnderTest.Values(block.GetProperty("params_eval")));
        foreach (var customer in block.GetProperty("customers").EnumerateArray())
        {
            ReferenceChecks.Customer(model, customer, customer, 1e-9, "customer " + customer.GetProperty("id"));
        }

        var fit = MbgNbdModel.Fit(ReferenceCohorts.Apparel());
        ReferenceChecks.Maximum(fit.Report, fit.Covariance, block.GetProperty("mle"), 1e-6, 1e-5);
    }

    [SkippableFact]
    public void Purchases_held_back_are_forecast_with_the_reference_errors()
    {
        var (histories, actual) = ReferenceCohorts.Cdnow();
        var reference = GoldenFile.Read("clv/cdnow_holdout_and_uncertainty.json").GetProperty("models").GetProperty("mbgnbd");
        var model = MbgNbdModel.Fit(histories);
        ReferenceHoldout.Check(model, (m, h, d) => m.ExpectedPurchases(h, 39, d), histories, actual, reference);
        ReferenceHoldout.CheckIntervals<MbgNbdModel>(
            (f, level) => model.Estimate(f, EstimateScale.Log, level),
            (m, h) => m.ExpectedPurchases(h, 39),
            (m, h, d) => m.ExpectedPurchases(h, 39, d),
            histories,
            reference.GetProperty("delta_method"));
    }
}
