using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Validity.Studies;

internal sealed class S17RelativeLift : IStudy
{
    private const int Replicates = 20_000;

    public string Id => "S17";

    public string Title => "95 % interval of a relative lift, lognormal outcomes, 100 an arm, no effect";

    public void Run(Ledger ledger)
    {
        var rates = ledger.Rates("", Replicates, 4, (random, found) =>
        {
            SampleMoments treatment = Draw(random), control = Draw(random);
            found[0] = RelativeLift.Delta(treatment, control).Interval.Contains(0);
            found[1] = RelativeLift.Log(treatment, control).Interval.Contains(0);
            found[2] = RelativeLift.Fieller(treatment, control).Interval.Contains(0);

            // The control's mean taken for a known number.
            found[3] = Math.Abs(treatment.Mean - control.Mean) <= 1.96 * treatment.StandardError.Value;
        });
        ledger.Within("delta method", rates[0], 0.926, 0.940, Replicates);
        ledger.Within("on the logarithm", rates[1], 0.929, 0.943, Replicates);
        ledger.Within("Fieller", rates[2], 0.944, 0.958, Replicates);
        ledger.Bites("the control taken for known", rates[3], 0.926, 0.958);
    }

    private static SampleMoments Draw(RandomStream random)
    {
        var values = new double[100];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Elementary.Exp(random.NextNormal());
        }

        return SampleMoments.FromSample(values);
    }
}
