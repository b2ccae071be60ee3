using CustomerValue.Experiments;

namespace CustomerValue.Validity.Studies;

internal sealed class S4Power : IStudy
{
    private const int Replicates = 20_000;

    public string Id => "S4";

    public string Title => "The planned size finds what it was planned for: difference 0.2 of a spread, 393 an arm";

    public void Run(Ledger ledger)
    {
        ledger.Within("393 an arm", Found(ledger, "right", 393), 0.787, 0.812, Replicates);
        ledger.Within("power computed", Power.OfMeans(393, 393, 0.2, 1), 0.7990, 0.8001);
        ledger.Bites("300 an arm", Found(ledger, "small", 300), 0.787, 0.812);

        // Clusters: 15 branches an arm of 40 customers, planned for 80 %.
        var clusters = new ClusterDesign(40, 0.08);
        var difference = MinimumDetectableEffect.OfClusters(15, 15, 1, clusters);
        double[] byCluster = ledger.Rates("clusters", Replicates, 1, (random, found) =>
            found[0] = MeanTest.Pooled(Means(random, difference), Means(random, 0)).IsSignificant);
        ledger.Within("15 branches an arm of 40 customers, what they detect", byCluster[0], 0.788, 0.812, Replicates);
        ledger.Bites("the same planned as 600 independent customers an arm", Power.OfMeans(600, 600, difference, 1), 0.788, 0.812);

        // Equivalence, by the joint power of both tests.
        double[] same = ledger.Rates("equivalence", Replicates, 1, (random, found) =>
            found[0] = EquivalenceTest.Pooled(Bank.Normal(random, 60, 0, 1), Bank.Normal(random, 60, 0, 1), -0.5, 0.5).IsEquivalent);
        var power = Power.OfEquivalence(60, 60, 0, 1, -0.5, 0.5);
        ledger.Within("equivalence within half a spread, 60 an arm", same[0] - power, -0.0125, 0.0125, Replicates);
        ledger.Bites("the same taken for one of the two tests alone", Power.OfNonInferiority(60, 60, 0, 1, 0.5) - power, -0.0125, 0.0125);
    }

    private static double Found(Ledger ledger, string part, int n) => ledger.Rates(part, Replicates, 1, (random, found) =>
        found[0] = MeanTest.Welch(Bank.Normal(random, n, 0.2, 1), Bank.Normal(random, n, 0, 1)).IsSignificant)[0];

    private static Statistics.SampleMoments Means(Numerics.RandomStream random, double mean)
    {
        var means = new double[15];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = mean + Math.Sqrt(0.08) * random.NextNormal() + Bank.Normal(random, 40, 0, Math.Sqrt(0.92)).Mean;
        }

        return Statistics.SampleMoments.FromSample(means);
    }
}
