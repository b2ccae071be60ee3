using CustomerValue.Experiments;
using CustomerValue.Numerics;

namespace CustomerValue.Validity.Studies;

internal sealed class S5Cuped : IStudy
{
    private const int Replicates = 20_000;
    private const int Arm = 1000;
    private const double Spread = 1.2;

    // ρ of two lognormals whose logarithms correlate by this is 0.94.
    private const double LogCorrelation = 0.96744;

    public string Id => "S5";

    public string Title => "CUPED on lognormal balances with last year's balance (correlation 0.94), 1000 an arm, no effect";

    public void Run(Ledger ledger)
    {
        var replicates = ledger.Replicates(Replicates);
        var ratios = new double[replicates];
        var next = -1;
        var rates = ledger.Rates("", Replicates, 2, (random, found) =>
        {
            double[] outcomes = new double[2 * Arm], before = new double[2 * Arm];
            for (var i = 0; i < outcomes.Length; i++)
            {
                var z = random.NextNormal();
                before[i] = Elementary.Exp(Spread * z);
                outcomes[i] = Elementary.Exp(Spread * (LogCorrelation * z + Math.Sqrt(1 - LogCorrelation * LogCorrelation) * random.NextNormal()));
            }

            var result = Cuped.Compare(outcomes.AsSpan(0, Arm), before.AsSpan(0, Arm), outcomes.AsSpan(Arm), before.AsSpan(Arm));
            found[0] = result.Comparison.IsSignificant;

            // The adjusted difference held against the error it had before.
            found[1] = Math.Abs(result.Comparison.Estimate.Value) > 1.96 * result.Unadjusted.StandardError.Value;
            ratios[Interlocked.Increment(ref next)] = result.VarianceRatio.Value;
        });
        Array.Sort(ratios);
        ledger.Within("error rate", rates[0], 0.044, 0.056, Replicates);
        ledger.Within("variance left, mean (1 − ρ² = 0.116)", ratios.Sum() / replicates, 0, 1 - 0.94 * 0.94 + 0.02);
        ledger.Bites("adjusted difference with the unadjusted error", rates[1], 0.044, 0.056);
        ledger.Bites("variance left by a covariate of correlation 0.5", DesignFactor.Covariate(0.5), 0, 1 - 0.94 * 0.94 + 0.02);
    }
}
