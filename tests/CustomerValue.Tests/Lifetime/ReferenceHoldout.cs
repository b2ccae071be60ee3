using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>golden/clv/cdnow_holdout_and_uncertainty.json: forecasts of 39 weeks against what came, and their errors by the delta method.</summary>
internal static class ReferenceHoldout
{
    public delegate void Forecast<T>(T model, PurchaseHistories histories, Span<double> destination);

    public static void Check<T>(T model, Forecast<T> forecast, PurchaseHistories histories, double[] actual, JsonElement reference)
    {
        var expected = new double[histories.Count];
        forecast(model, histories, expected);
        actual.Sum().Should().Be(reference.Number("total_actual"));
        ReferenceChecks.Near(expected.Sum(), reference.Number("total_expected"), 1e-6, "total");
        var errors = expected.Zip(actual, (e, a) => e - a).ToArray();
        ReferenceChecks.Near(errors.Average(Math.Abs), reference.Number("mae"), 1e-6, "MAE");
        ReferenceChecks.Near(Math.Sqrt(errors.Average(e => e * e)), reference.Number("rmse"), 1e-6, "RMSE");
    }

    public static void CheckIntervals<T>(
        Func<Func<T, double>, double, ModelEstimate> estimate,
        Func<T, PurchaseHistory, double> expected,
        Forecast<T> forecast,
        PurchaseHistories histories,
        JsonElement reference)
    {
        Compare(estimate(m => expected(m, default), 0.95), reference.Number("E_X39"), reference.Number("se_E_X39"), "new customer");
        foreach (var customer in reference.GetProperty("customers").EnumerateArray())
        {
            var row = customer.GetProperty("id").GetInt32() - 1;
            Compare(estimate(m => expected(m, histories[row]), 0.9), customer.Number("cet"), customer.Number("se"), $"customer {row + 1}");
        }

        var scores = new double[histories.Count];
        var total = estimate(
            m =>
            {
                forecast(m, histories, scores);
                return scores.Sum();
            },
            0.95);
        Compare(total, reference.Number("total_cet"), reference.Number("se_total_cet"), "total");
        total.Interval!.Value.Contains(total.Value).Should().BeTrue();
    }

    private static void Compare(ModelEstimate estimate, double value, double error, string what)
    {
        ReferenceChecks.Near(estimate.Value, value, 1e-6, what);
        ReferenceChecks.Near(estimate.StandardError.Value, error, 1e-3, what + " error");
    }
}
