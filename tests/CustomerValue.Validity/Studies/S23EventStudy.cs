using CustomerValue.Experiments;

namespace CustomerValue.Validity.Studies;

internal sealed class S23EventStudy : IStudy
{
    private const int Replicates = 4_000;
    private const int Households = 600;
    private const int Periods = 6;
    private const double Shared = 0.5;

    public string Id => "S23";

    public string Title => "Pre-trend Wald test under parallel trends, 600 households of one to three, six half-years";

    public void Run(Ledger ledger)
    {
        var keys = Enumerable.Range(0, Households).SelectMany(h => Enumerable.Repeat((long)h, 1 + h % 3)).ToArray();
        var treated = keys.Select(k => k % 5 < 2).ToArray();
        int[] periods = [1, 2, 3, 4, 5, 6];
        var rates = ledger.Rates("", Replicates, 3, (random, found) =>
        {
            var outcomes = new double[keys.Length * Periods];
            var home = new double[Periods];
            for (var row = 0; row < keys.Length; row++)
            {
                if (row == 0 || keys[row] != keys[row - 1])
                {
                    Walk(random, home, Math.Sqrt(Shared));
                }

                // The treated are richer throughout, and everyone grows alike.
                var own = new double[Periods];
                Walk(random, own, Math.Sqrt(1 - Shared));
                for (var t = 0; t < Periods; t++)
                {
                    outcomes[row * Periods + t] = (treated[row] ? 2 : 0) + 0.3 * t + home[t] + own[t];
                }
            }

            var clustered = EventStudy.Fit(new EventStudyColumns { Outcomes = outcomes, Periods = periods, IsTreated = treated, Clusters = keys }, 5);
            found[0] = clustered.PreTrend.PValue.Value < 0.05;
            found[1] = clustered.PreTrend.ChiSquaredPValue.Value < 0.05;
            found[2] = EventStudy.Fit(new EventStudyColumns { Outcomes = outcomes, Periods = periods, IsTreated = treated }, 5).PreTrend.PValue.Value < 0.05;
        });
        ledger.Within("F, clustered by household", rates[0], 0.036, 0.064, Replicates);
        ledger.Within("χ², clustered by household", rates[1], 0.036, 0.064, Replicates);
        ledger.Bites("errors by customer", rates[2], 0, 0.064);
    }

    /// <summary>Balances wander: shocks last.</summary>
    private static void Walk(Numerics.RandomStream random, double[] path, double scale)
    {
        var at = 0.0;
        for (var t = 0; t < path.Length; t++)
        {
            at += scale * random.NextNormal();
            path[t] = at;
        }
    }
}
