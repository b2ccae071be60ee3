using CustomerValue.Experiments;

namespace CustomerValue.Validity.Studies;

internal sealed class S9FewClusters : IStudy
{
    private const int Replicates = 40_000;
    private const int Clusters = 12;
    private const int Size = 40;
    private const double Correlation = 0.08;

    private static readonly AdjustmentOptions Cr0 = new() { Error = RobustError.CR0, DegreesOfFreedom = DegreesOfFreedomRule.Normal };
    private static readonly AdjustmentOptions Cr1 = new() { Error = RobustError.CR1, DegreesOfFreedom = DegreesOfFreedomRule.Clusters };
    private static readonly AdjustmentOptions Cr2 = new() { Error = RobustError.CR2, DegreesOfFreedom = DegreesOfFreedomRule.Satterthwaite };

    public string Id => "S9";

    public string Title => "Twelve branches of 40 customers, treated whole, correlation 0.08, no effect";

    public void Run(Ledger ledger)
    {
        var keys = Enumerable.Range(0, Clusters * Size).Select(i => (long)(i / Size)).ToArray();
        var treated = keys.Select(k => k % 2 == 0).ToArray();
        var rates = ledger.Rates("", Replicates, 4, (random, found) =>
        {
            var outcomes = new double[keys.Length];
            for (var c = 0; c < Clusters; c++)
            {
                var shared = Math.Sqrt(Correlation) * random.NextNormal();
                for (var i = 0; i < Size; i++)
                {
                    outcomes[c * Size + i] = shared + Math.Sqrt(1 - Correlation) * random.NextNormal();
                }
            }

            var columns = new TrialColumns { Outcomes = outcomes, IsTreated = treated, Clusters = keys };
            found[0] = RegressionAdjustment.Fit(columns, Cr1).Comparison.IsSignificant;
            found[1] = RegressionAdjustment.Fit(columns, Cr2).Comparison.IsSignificant;
            found[2] = RegressionAdjustment.Fit(columns, Cr0).Comparison.IsSignificant;
            found[3] = RegressionAdjustment.Fit(new TrialColumns { Outcomes = outcomes, IsTreated = treated }).Comparison.IsSignificant;
        });
        ledger.Within("CR2 with Satterthwaite's degrees of freedom", rates[1], 0.0503 - 0.0045, 0.0503 + 0.0045, Replicates);
        ledger.Within("CR1 with t of 11 degrees of freedom", rates[0], 0.0619 - 0.0045, 0.0619 + 0.0045, Replicates);
        ledger.Within("CR0 with the normal curve", rates[2], 0.105 - 0.0045, 0.105 + 0.0045, Replicates);
        ledger.Bites("customers taken for independent", rates[3], 0, 0.2);
    }
}
