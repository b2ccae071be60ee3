using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    internal static ChartCase Tracking => new(
        "tracking",
        text => Tracked(78, 39, 2_357, 0.92, text),
        new Dictionary<string, Func<Chart>>
        {
            ["one period"] = () => Tracked(1, 1, 500, 1),
            ["all fitted"] = () => Tracked(40, null, 2_000, 1),
            ["nobody bought"] = () => Tracked(12, 6, 300, 0),
            ["late split"] = () => Tracked(30, 29, 900, 1.1),
            ["early split"] = () => Tracked(400, 1, 90_000, 1),
            ["million"] = () => Tracked(24, 12, 4_000_000, 1.02),
        });

    internal static ChartCase RepeatCounts => new(
        "repeat-counts",
        text => Counted(64_000, 0.7, 10, 4, text),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => Counted(0, 0.7, 10, 4),
            ["one class"] = () => Counted(300, 0.7, 1, 0),
            ["misfit"] = () => Counted(24_000, 0.5, 10, 4),
            ["few customers"] = () => Counted(60, 0.7, 10, null),
            ["many classes"] = () => Counted(900_000, 0.7, 20, 2),
        });

    internal static ChartCase Forecast => new(
        "forecast",
        text => Forecasted(9_000, x => x * 1.02 + 0.05, text),
        new Dictionary<string, Func<Chart>>
        {
            ["one customer"] = () => Forecasted(1, x => x),
            ["nobody bought"] = () => Forecasted(400, _ => 0),
            ["small tenths"] = () => Forecasted(80, x => x),
            ["too low"] = () => Forecasted(9_000, x => 1.4 * x),
            ["too timid"] = () => Forecasted(30_000, x => 0.6 * x * x),
            ["right"] = () => Forecasted(5_000, x => x),
            ["money"] = () => ForecastChart.From(Evaluated(4_000, x => 90 * x, 90), Origin(), new ForecastChartOptions { Outcome = "margin", Kind = NumberKind.Money, Level = 0.99 }),
        });

    internal static readonly BgNbdModel Model = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);

    private static Func<double> Generator(ulong state) => () => (state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL)) / 18446744073709551616.0;

    private static TrackingChart Tracked(int periods, int? fitted, long customers, double factor, string? text = null)
    {
        var next = Generator(39);
        var tracking = PurchaseTracking.Compute(Model, [0, 3, 6, 9], [customers / 4, customers / 4, customers / 4, customers - 3 * (customers / 4)], periods, 1, TimeUnit.Week);
        var actual = tracking.Incremental.ToArray()
            .Select((e, k) => Math.Max(0, Math.Round(factor * (fitted is { } f && k >= f ? 1.06 : 1) * e + 1.1 * Math.Sqrt(factor * e) * (next() + next() + next() + next() - 2) * 1.7))).ToArray();
        return TrackingChart.From(tracking, actual, Origin(text), text is null ? new TrackingChartOptions { Fitted = fitted } : new TrackingChartOptions { Fitted = fitted, Period = text, Periods = text });
    }

    /// <summary>Customers drawn from a gamma mixture of Poisson counts with the shape; the table expects those of 0.7.</summary>
    private static RepeatCountsChart Counted(long customers, double shape, int lastClass, int? fitted, string? text = null)
    {
        var next = Generator(1999);
        double Share(double r, int n) => n == 0 ? Math.Pow(0.55, r) : Share(r, n - 1) * (r + n - 1) / n * 0.45;
        var counts = new long[lastClass + 1];
        var left = customers;
        for (var n = 0; n < lastClass; n++)
        {
            var mean = customers * Share(shape, n);
            counts[n] = Math.Min(left, Math.Max(0, (long)Math.Round(mean + 0.4 * Math.Sqrt(mean) * (next() + next() + next() - 1.5))));
            left -= counts[n];
        }

        counts[lastClass] = left;
        var classes = Enumerable.Range(0, counts.Length).Where(n => counts[n] > 0).ToArray();
        var histogram = PurchaseHistogram.FromCounts(classes, [.. classes.Select(n => (double)n)], [.. classes.Select(_ => 39.0)], [.. classes.Select(n => counts[n])], TimeUnit.Week);
        return RepeatCountsChart.From(FrequencyTable.Compute(histogram, (n, _) => Share(0.7, n), lastClass), Origin(text), new RepeatCountsChartOptions { FittedParameters = fitted });
    }

    private static ForecastChart Forecasted(int customers, Func<double, double> truth, string? text = null) =>
        ForecastChart.From(Evaluated(customers, truth, 1), Origin(text), text is null ? null : new ForecastChartOptions { Outcome = text });

    private static HoldoutEvaluation Evaluated(int customers, Func<double, double> truth, double unit)
    {
        var next = Generator(10);
        var (expected, actual) = (new double[customers], new double[customers]);
        for (var i = 0; i < customers; i++)
        {
            var latent = next();
            var rate = 0.05 + 4 * latent * latent * latent * latent;
            expected[i] = unit * rate;
            var mean = truth(rate) / unit;
            for (var step = 0; step < 20; step++)
            {
                actual[i] += next() < mean / 20 ? unit : 0;
            }
        }

        return HoldoutEvaluation.Compute(expected, actual, new int[customers]);
    }
}
