using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>Random and extreme parameters and customers, against the definitions of the models.</summary>
public sealed class ModelEdges
{
    [Fact]
    public void Edges_of_every_model_agree_with_high_precision_arithmetic()
    {
        // Golden/clv/model_edges.py: mpmath at 30 digits.
        foreach (var edge in GoldenFile.Read("clv/model_edges.json").GetProperty("cases").EnumerateArray())
        {
            var p = edge.GetProperty("params").EnumerateArray().Select(v => v.GetDouble()).ToArray();
            var model = edge.GetProperty("model").GetString() switch
            {
                "pareto" => PurchaseModelUnderTest.Pareto(p),
                "ggom" => PurchaseModelUnderTest.GGom(p),
                "bg" => PurchaseModelUnderTest.Cnbd(1, false, p),
                "mbg" => PurchaseModelUnderTest.Mbg(p),
                "cnbd2" => PurchaseModelUnderTest.Cnbd(2, false, p),
                _ => PurchaseModelUnderTest.Cnbd(3, true, p),
            };
            var history = new PurchaseHistory(edge.GetProperty("x").GetInt32(), edge.Number("tx"), edge.Number("T"));
            var horizon = edge.Number("horizon");
            var name = $"{edge.GetRawText()}";
            var logAlive = edge.Number("log_p_alive");
            Near(model.LogLikelihood(history), edge.Number("log_likelihood"), 1e-10, name);
            Near(model.LogAlive(history), logAlive, 1e-10, name);
            if (logAlive > -600 && edge.GetProperty("expected_given_alive").ValueKind != JsonValueKind.Null)
            {
                var alive = Math.Exp(logAlive);
                ReferenceChecks.Near(model.Expected(history, horizon) / alive, edge.Number("expected_given_alive"), 1e-9, name);
                ReferenceChecks.Near(model.AliveLater(history, horizon) / alive, edge.Number("stays_alive"), 1e-9, name);
            }
        }
    }

    private static void Near(double actual, double expected, double tolerance, string name) =>
        actual.Should().BeApproximately(expected, tolerance * Math.Max(1, Math.Abs(expected)), name);
}
