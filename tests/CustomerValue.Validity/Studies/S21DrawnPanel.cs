using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Validity.Studies;

internal sealed class S21DrawnPanel : IStudy
{
    private const int Reassignments = 2_000;
    private const ulong Seed = 20261124;

    public string Id => "S21";

    public string Title => "The bank panel with customers drawn by lot 2,000 times: marketing against nothing, true effect known";

    public void Run(Ledger ledger)
    {
        var panel = BankPanel.Read();
        var truth = panel.IfMarketing.Zip(panel.IfNonRecommended, (a, b) => a - b).Average();
        var replicates = ledger.Replicates(Reassignments);
        string[] names = ["difference of means", "CUPED, each arm its slope", "Lin's regression", "post-stratification by tier", "difference of means, the rich picked", "CUPED, one slope for both arms"];
        var found = new double[names.Length][];
        for (var k = 0; k < found.Length; k++)
        {
            found[k] = new double[replicates];
        }

        Parallel.For(0, replicates, i =>
        {
            var estimates = Estimate(panel, RandomStream.Open(Seed, "S21", i));
            for (var k = 0; k < found.Length; k++)
            {
                found[k][i] = estimates[k];
            }
        });
        var moments = Array.ConvertAll(found, values => SampleMoments.FromSample(values));
        for (var k = 0; k < 4; k++)
        {
            ledger.Within($"{names[k]}: bias in Monte Carlo errors", Bias(moments[k], truth), -3, 3);
        }

        // The effect grows with the base and bases are skewed: a shared slope leaves about 2 % of bias at this size, which 2,000 draws see.
        ledger.Bites($"{names[4]}: bias in Monte Carlo errors", Bias(moments[4], truth), -3, 3);
        if (!ledger.IsShort)
        {
            ledger.Bites($"{names[5]}: bias in Monte Carlo errors", Bias(moments[5], truth), -3, 3);
        }

        for (var k = 1; k < 4; k++)
        {
            ledger.Within($"{names[k]}: variance over that of the plain difference", moments[k].Variance.Value / moments[0].Variance.Value, 0, k == 3 ? 1 : 0.5);
        }
    }

    private static double Bias(SampleMoments estimates, double truth) => (estimates.Mean - truth) / Math.Sqrt(estimates.Variance.Value / estimates.Count);

    private static double[] Estimate(BankPanel panel, RandomStream random)
    {
        var n = panel.Before.Length;
        var (drawn, picked) = (new bool[n], new bool[n]);
        for (var row = 0; row < n; row++)
        {
            drawn[row] = random.NextDouble() < 0.5;
            picked[row] = random.NextDouble() < 0.2 + 0.6 * Math.Min(1, panel.Before[row] / 10_000);
        }

        var outcomes = Outcomes(panel, drawn);
        double[] Of(double[] column, bool arm) => [.. column.Where((_, row) => drawn[row] == arm)];
        return
        [
            Difference(outcomes, drawn),
            Adjusted(CupedSlope.PerArm),
            RegressionAdjustment.Fit(new TrialColumns { Outcomes = outcomes, IsTreated = drawn, Covariates = Wide(panel) }).Comparison.Estimate.Value,
            StratifiedComparison.Of(outcomes, drawn, Array.ConvertAll(panel.TiersBefore, t => (long)t)).Comparison.Estimate.Value,
            Difference(Outcomes(panel, picked), picked),
            Adjusted(CupedSlope.WithinArms),
        ];

        double Adjusted(CupedSlope slope) =>
            Cuped.Compare(Of(outcomes, true), Of(panel.Before, true), Of(outcomes, false), Of(panel.Before, false), new CupedOptions { Slope = slope }).Comparison.Estimate.Value;
    }

    private static double[] Outcomes(BankPanel panel, bool[] treated) => [.. treated.Select((t, row) => t ? panel.IfMarketing[row] : panel.IfNonRecommended[row])];

    private static double Difference(double[] outcomes, bool[] treated) =>
        outcomes.Where((_, row) => treated[row]).Average() - outcomes.Where((_, row) => !treated[row]).Average();

    // Assets before, in money, and the other covariates.
    private static double[] Wide(BankPanel panel) =>
        [.. Enumerable.Range(0, panel.Before.Length).SelectMany(i => panel.Covariates.Skip(6 * i).Take(4).Prepend(panel.Before[i]))];
}
