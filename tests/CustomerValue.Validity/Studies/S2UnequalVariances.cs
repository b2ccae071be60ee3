using CustomerValue.Experiments;

namespace CustomerValue.Validity.Studies;

internal sealed class S2UnequalVariances : IStudy
{
    private const int Replicates = 200_000;

    public string Id => "S2";

    public string Title => "Welch's test, 50 customers of spread 1 against 30 of spread 3";

    public void Run(Ledger ledger)
    {
        var rates = ledger.Rates("", Replicates, 2, (random, found) =>
        {
            var first = Bank.Normal(random, 50, 0, 1);
            var second = Bank.Normal(random, 30, 0, 3);
            found[0] = MeanTest.Welch(first, second).IsSignificant;
            found[1] = MeanTest.Pooled(first, second).IsSignificant;
        });
        ledger.Within("Welch", rates[0], 0.0480, 0.0520, Replicates);
        ledger.Bites("pooled variance", rates[1], 0.0480, 0.0520);
    }
}
