using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Validity.Studies;

internal sealed class S1SkewedMeans : IStudy
{
    private const int Replicates = 20_000;

    public string Id => "S1";

    public string Title => "Welch's test of skewed balances without any effect, two-sided 5 %";

    public void Run(Ledger ledger)
    {
        ledger.Within("a: 500 and 500, spread 1.5", Size(ledger, "a", 500, 500, 1.5)[0], 0.036, 0.048, Replicates);
        var large = Size(ledger, "b", 5000, 5000, 1.5);
        ledger.Within("b: 5000 and 5000, spread 1.5", large[0], 0.041, 0.053, Replicates);
        ledger.Shows("b: warned of skew (one arm may hold the largest values)", large[3]);
        var unequal = Size(ledger, "c", 500, 4500, 1.5);
        ledger.Within("c: 4500 control and 500 treated, spread 1.5", unequal[0], 0.067, 0.088, Replicates);
        ledger.Within("c: treatment found better (nominal 2.5 %)", unequal[1], 0.0038, 0.0082, Replicates);
        ledger.Within("c: treatment found worse (nominal 2.5 %)", unequal[2], 0.0647, 0.0793, Replicates);
        ledger.Within("c: warned of skew in unequal arms", unequal[3], 0.95, 1, Replicates);
        ledger.Within("c: found something that is not there, unwarned", unequal[4], 0, 0.01, Replicates);
        ledger.Bites("c: the nominal band is not met by Welch on raw balances", unequal[0], 0.044, 0.056);
        var heavy = ledger.Rates("d", Replicates, 3, (random, found) =>
        {
            double[] treated = new double[500], control = new double[4500];
            Bank.Balances(random, 2.2, treated);
            Bank.Balances(random, 2.2, control);
            found[0] = MeanTest.Welch(treated, control).IsSignificant;
            found[2] = ValueCap.AtPercentiles(treated, control, upper: 0.99).Compare(treated, control, MeanTest.Welch).IsSignificant;
            found[1] = MeanTest.Welch(Array.ConvertAll(treated, Elementary.Log1p), Array.ConvertAll(control, Elementary.Log1p)).IsSignificant;
        });
        ledger.Within("d: 4500 and 500, spread 2.2", heavy[0], 0.115, 0.147, Replicates);
        ledger.Within("d: the same on log(1 + balance)", heavy[1], 0.044, 0.056, Replicates);

        // The plan asks the nominal band of the logarithm or of the cap: the logarithm is held to it. Capping takes most of the excess, not all.
        ledger.Shows("d: the same capped at the pooled 99th percentile", heavy[2]);
        ledger.Bites("d: the nominal band is not met on raw balances", heavy[0], 0.044, 0.056);
        ledger.Within("e: 20 and 20, spread 1.5", Size(ledger, "e", 20, 20, 1.5)[0], 0.018, 0.028, Replicates);
    }

    private static double[] Size(Ledger ledger, string part, int treatment, int control, double spread) => ledger.Rates(part, Replicates, 5, (random, found) =>
    {
        double[] treated = new double[treatment], others = new double[control];
        Bank.Balances(random, spread, treated);
        Bank.Balances(random, spread, others);
        var test = MeanTest.Welch(SampleMoments.FromSample(treated), SampleMoments.FromSample(others));
        found[0] = test.IsSignificant;
        found[1] = test.IsSignificant && test.Estimate.Value > 0;
        found[2] = test.IsSignificant && test.Estimate.Value < 0;
        found[3] = test.Warnings.Contains(ComparisonWarning.SkewTimesImbalance);
        found[4] = found[0] && !found[3];
    });
}
