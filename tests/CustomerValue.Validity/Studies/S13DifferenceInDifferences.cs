using CustomerValue.Experiments;

namespace CustomerValue.Validity.Studies;

internal sealed class S13DifferenceInDifferences : IStudy
{
    private const int Replicates = 4_000;
    private const int Households = 300;
    private const double Correlation = 0.4;

    public string Id => "S13";

    public string Title => "Difference in differences, 300 households of two whose changes correlate by 0.4, no effect";

    public void Run(Ledger ledger)
    {
        var keys = Enumerable.Range(0, 2 * Households).Select(i => (long)(i / 2)).ToArray();
        var treated = keys.Select(k => k % 2 == 0).ToArray();
        var rates = ledger.Rates("", Replicates, 2, (random, found) =>
        {
            var changes = new double[keys.Length];
            for (var home = 0; home < Households; home++)
            {
                var shared = Math.Sqrt(Correlation) * random.NextNormal();
                for (var i = 0; i < 2; i++)
                {
                    // What stays the same from before to after drops out of the change.
                    var level = random.NextNormal();
                    changes[2 * home + i] = level + shared + Math.Sqrt(1 - Correlation) * random.NextNormal() - level;
                }
            }

            found[0] = RegressionAdjustment.Fit(new TrialColumns { Outcomes = changes, IsTreated = treated, Clusters = keys }).Comparison.IsSignificant;
            found[1] = RegressionAdjustment.Fit(new TrialColumns { Outcomes = changes, IsTreated = treated }).Comparison.IsSignificant;
        });
        ledger.Within("errors clustered by household", rates[0], 0.037, 0.066, Replicates);
        ledger.Bites("errors by customer", rates[1], 0, 0.08);
    }
}
