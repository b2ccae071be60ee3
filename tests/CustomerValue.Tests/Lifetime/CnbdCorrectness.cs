using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>golden/clv/grocery_cnbdk.json: likelihood and P(alive) of BTYDplus 1.2.0 to 1e-15, expectations exact and checked there by simulation.</summary>
public sealed class CnbdCorrectness
{
    public static TheoryData<string> Blocks() =>
        new(GoldenFile.Read("clv/grocery_cnbdk.json").GetProperty("blocks").EnumerateObject().Select(b => b.Name));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Grocery_customers_have_the_reference_figures(string name)
    {
        var block = GoldenFile.Read("clv/grocery_cnbdk.json").GetProperty("blocks").GetProperty(name);
        var model = Model(name, PurchaseModelUnderTest.Values(block.GetProperty("params_eval")));
        foreach (var customer in block.GetProperty("customers").EnumerateArray())
        {
            var what = $"{name}, customer {customer.GetProperty("cust")}";
            var history = ReferenceChecks.History(customer);
            ReferenceChecks.Close(model.LogLikelihood(history, customer.Number("litt")), customer.Number("log_likelihood"), 1e-10, what);
            ReferenceChecks.Near(model.ProbabilityAlive(history), customer.Number("p_alive"), 1e-9, what);
            ReferenceChecks.Near(model.ExpectedPurchases(history, 52), customer.Number("cet_52_exact"), 1e-9, what);
        }

        ReferenceChecks.Near(model.ExpectedPurchases(52), block.Number("unconditional_E52"), 1e-9, name);
    }

    internal static CnbdModel Model(string name, double[] p) =>
        CnbdModel.FromParameters(p[0], p[1], p[2], p[3], name[name.Length - 1] - '0', name.StartsWith('m'), TimeUnit.Week);
}
