using CustomerValue.Experiments;

namespace CustomerValue.Validity.Studies;

internal sealed class S16Equivalence : IStudy
{
    private const int Replicates = 40_000;

    public string Id => "S16";

    public string Title => "Two one-sided tests at the margin: 200 an arm, true difference 0.3 = the margin";

    public void Run(Ledger ledger)
    {
        var rates = ledger.Rates("", Replicates, 2, (random, found) =>
        {
            var treatment = Bank.Normal(random, 200, 0.3, 1);
            var control = Bank.Normal(random, 200, 0, 1);
            found[0] = EquivalenceTest.Welch(treatment, control, -0.3, 0.3).IsEquivalent;
            found[1] = !MeanTest.Welch(treatment, control).IsSignificant;
        });
        ledger.Within("equivalence claimed", rates[0], 0.0443, 0.0530, Replicates);
        ledger.Bites("\"not significant, hence the same\"", rates[1], 0.0443, 0.0530);
    }
}
