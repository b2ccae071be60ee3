using System.Text.Json;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>golden/clv: a simulated cohort with an interior optimum, and hard cases from mpmath at 50–85 digits.</summary>
public sealed class GGomNbdCorrectness
{
    private static readonly JsonElement Simulated = GoldenFile.Read("clv/ggom_sim.json");

    public static TheoryData<string> HardCases() => new(BgNbdCorrectness.Cases("ggom_nbd").Select(c => c.GetProperty("case").GetString()!));

    [Theory]
    [MemberData(nameof(HardCases))]
    public void Hard_cases_agree_with_high_precision_arithmetic(string name)
    {
        var hard = BgNbdCorrectness.Cases("ggom_nbd").Single(c => c.GetProperty("case").GetString() == name);
        var model = PurchaseModelUnderTest.GGom(PurchaseModelUnderTest.Values(hard.GetProperty("params")));
        var data = hard.GetProperty("data");
        var expected = hard.GetProperty("expected");
        ReferenceChecks.Customer(model, data, expected, 1e-9, name);
        if (expected.TryGetProperty("dert", out var discounted))
        {
            var history = ReferenceChecks.History(data);
            ReferenceChecks.Relative(model.Discounted(history, data.Number("delta")), model.LogAlive(history), discounted, 1e-9, name + " discounted");
        }
    }

    [Fact]
    public void Customers_of_the_simulated_cohort_have_the_reference_figures()
    {
        // Quadrature by the file's provenance: 1e-8.
        var model = PurchaseModelUnderTest.GGom(Simulated.Numbers("params_eval"));
        foreach (var customer in Simulated.GetProperty("customers").EnumerateArray())
        {
            var what = "customer " + customer.GetProperty("id");
            ReferenceChecks.Customer(model, customer, customer, 1e-8, what);
            ReferenceChecks.Near(model.Discounted(ReferenceChecks.History(customer), Delta()), customer.Number("dert"), 1e-8, what);
        }

        foreach (var pair in Simulated.GetProperty("unconditional_expectation").EnumerateArray().Select(e => e.Numbers()))
        {
            ReferenceChecks.Near(model.Expected(default, pair[0]), pair[1], 1e-8, $"at {pair[0]}");
        }

        var pmf = Simulated.Numbers("pmf_t52");
        for (var n = 0; n < pmf.Length; n++)
        {
            ReferenceChecks.Near(model.Count(default, n, 52), pmf[n], 1e-8, $"n {n}");
        }
    }

    [Fact]
    public void The_simulated_cohort_has_its_maximum()
    {
        var mle = Simulated.GetProperty("mle");
        var model = GGomNbdModel.Fit(ReferenceCohorts.GGom());
        model.CollapsesToParetoNbd.Should().BeFalse();
        ReferenceChecks.Maximum(model.Report, model.Covariance, mle, 1e-6, 1e-5);
    }

    [SkippableFact]
    public void Where_readiness_to_leave_does_not_grow_the_fit_says_that_it_is_Pareto()
    {
        // golden/clv/ggom_sim.json, cdnow_check: a boundary with the likelihood of Pareto/NBD.
        var (histories, _) = ReferenceCohorts.Cdnow();
        var fit = () => GGomNbdModel.Fit(histories);
        fit.Should().Throw<ConvergenceException>().WithMessage("*collapses to Pareto/NBD*").Which.Report!.Stop.Should().Be(StopReason.Boundary);
        var best = GGomNbdModel.Fit(histories, LifetimeFitOptions.Default with { NonConvergence = NonConvergence.ReturnBest });
        best.CollapsesToParetoNbd.Should().BeTrue();
        best.Covariance.Length.Should().Be(0);
        best.Report.Objective.Should().BeApproximately(GoldenFile.Read("clv/cdnow_pnbd.json").GetProperty("mle").Number("log_likelihood_total"), 1e-3);
    }

    // ln 1.1 a year of 52 weeks, as in golden/clv/apparel.json.
    private static double Delta() => ParetoNbdCorrectness.Apparel("apparel_pnbd").Number("delta_dert");
}
