using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Validity.Studies;

internal sealed class S11GrowthOfAverage : IStudy
{
    private const int Replicates = 10_000;
    private const int Customers = 900;
    private const double MeanLogGrowth = 0.08;
    private const double SpreadOfGrowth = 0.35;

    public string Id => "S11";

    public string Title => "95 % interval of the growth of the average balance, 900 customers";

    public void Run(Ledger ledger)
    {
        var truth = Elementary.Exp(MeanLogGrowth + SpreadOfGrowth * SpreadOfGrowth / 2) - 1;
        var rates = ledger.Rates("", Replicates, 3, (random, found) =>
        {
            double[] before = new double[Customers], after = new double[Customers];
            Bank.Balances(random, 1.5, before);
            for (var i = 0; i < Customers; i++)
            {
                after[i] = before[i] * Elementary.Exp(MeanLogGrowth + SpreadOfGrowth * random.NextNormal());
            }

            found[0] = GrowthOfAverage.Of(before, after).Interval.Contains(truth);

            // As if other customers had been seen before: the pairing is thrown away.
            var unpaired = RelativeLift.Delta(SampleMoments.FromSample(after), SampleMoments.FromSample(before));
            found[1] = unpaired.Interval.Contains(truth);
        });
        ledger.Within("delta method on pairs", rates[0], 0.925, 0.945, Replicates);
        ledger.Bites("pairs taken for two samples", rates[1], 0.925, 0.945);
    }
}
