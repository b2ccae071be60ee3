using CustomerValue.Experiments;
using CustomerValue.Numerics;

namespace CustomerValue.Validity.Studies;

internal sealed class S10SampleRatio : IStudy
{
    private const int Replicates = 400_000;
    private const long Customers = 100_000;

    public string Id => "S10";

    public string Title => "Sample-ratio check at p < .001, 100,000 customers in arms of .3, .4, .3";

    public void Run(Ledger ledger)
    {
        ledger.Within("false alarms", Alarms(ledger, "right", 0.3), 0.0007, 0.0012, Replicates);
        var shifted = Alarms(ledger, "shifted", 0.31);
        ledger.Within("a shift of one point is caught", shifted, 0.99, 1, Replicates);
        ledger.Bites("shifted arms are no false alarm", shifted, 0.0007, 0.0012);
    }

    private static double Alarms(Ledger ledger, string part, double first) => ledger.Rates(part, Replicates, 1, (random, found) => found[0] = Check(random, first).IsMismatch())[0];

    private static SampleRatioCheck Check(RandomStream random, double first)
    {
        var a = random.NextBinomial(Customers, first);
        var b = random.NextBinomial(Customers - a, 0.4 / (1 - first));
        return SampleRatioCheck.Of([a, b, Customers - a - b], [0.3, 0.4, 0.3]);
    }
}
