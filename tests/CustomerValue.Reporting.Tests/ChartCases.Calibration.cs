using CustomerValue.Evaluation;

namespace CustomerValue.Reporting.Tests;

internal static partial class ChartCases
{
    internal static ChartCase Calibration => new(
        "calibration",
        text => Calibrated(24_000, 20, p => p * (1.35 - 1.6 * p), text),
        new Dictionary<string, Func<Chart>>
        {
            ["empty"] = () => Calibrated(0, 10, p => p),
            ["no events"] = () => Calibrated(300, 10, _ => 0),
            ["one bin"] = () => Calibrated(900, 1, p => p),
            ["small bins"] = () => Calibrated(90, 10, p => p),
            ["right"] = () => Calibrated(9_000, 10, p => p),
            ["too low"] = () => Calibrated(9_000, 10, p => 0.05 + p * 1.2),
            ["timid"] = () => Calibrated(40_000, 15, p => 5 * p * p),
            ["equal width"] = () => CalibrationChart.From(Scored(9_000, p => p).CalibrationTable(20), Scored(9_000, p => p).CalibrationLine(), Origin(), new CalibrationChartOptions { Level = 0.99 }),
        });

    internal static ProbabilityQuality Scored(int customers, Func<double, double> truth)
    {
        var state = 1958UL;
        double Next() => (state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL)) / 18446744073709551616.0;
        var (probabilities, bought) = (new double[customers], new bool[customers]);
        for (var i = 0; i < customers; i++)
        {
            var latent = Next();
            probabilities[i] = 0.004 + 0.32 * latent * latent * latent;
            bought[i] = Next() < truth(probabilities[i]);
        }

        return ProbabilityQuality.Of(probabilities, bought);
    }

    private static CalibrationChart Calibrated(int customers, int bins, Func<double, double> truth, string? text = null)
    {
        var quality = Scored(customers, truth);
        return CalibrationChart.From(
            quality.CalibrationTable(bins, CalibrationBinning.EqualFrequency), quality.CalibrationLine(), Origin(text), text is null ? null : new CalibrationChartOptions { Outcome = text });
    }
}
