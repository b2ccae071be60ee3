using CustomerValue.Experiments;
using CustomerValue.Numerics;

namespace CustomerValue.Validity.Studies;

internal sealed class S12ChosenGroups : IStudy
{
    private const int Replicates = 3_000;
    private const int Customers = 1_000;
    private const double Effect = 1;

    private static readonly WeightingOptions Weighted = new() { Estimand = Estimand.All };
    private static readonly DoublyRobustOptions Robust = new() { Estimand = Estimand.All };
    private static readonly DoublyRobustOptions Stacked = new() { Estimand = Estimand.All, Error = NuisanceError.Stacked };

    public string Id => "S12";

    public string Title => "1,000 customers chosen by three covariates that move the outcome too, effect 1";

    public void Run(Ledger ledger)
    {
        var rates = ledger.Rates("", Replicates, 6, (random, found) =>
        {
            var covariates = new double[3 * Customers];
            var outcomes = new double[Customers];
            var treated = new bool[Customers];
            for (var i = 0; i < Customers; i++)
            {
                double a = random.NextNormal(), b = random.NextNormal(), c = random.NextNormal();
                (covariates[3 * i], covariates[3 * i + 1], covariates[3 * i + 2]) = (a, b, c);
                treated[i] = random.NextDouble() < Elementary.Logistic(0.3 * a - 0.2 * b + 0.1 * c);
                outcomes[i] = 2 * a - b + c + (treated[i] ? Effect : 0) + random.NextNormal();
            }

            var columns = new TrialColumns { Outcomes = outcomes, IsTreated = treated, Covariates = covariates };
            var weighted = InverseProbabilityWeighting.Fit(columns, Weighted);
            found[0] = DoublyRobust.Fit(columns, Robust).Comparison.Interval.Contains(Effect);
            found[1] = weighted.Comparison.Interval.Contains(Effect);
            found[2] = Math.Abs(weighted.Comparison.Estimate.Value - Effect) <= 1.959963984540054 * weighted.KnownWeightsError.Value;
            found[3] = weighted.Unadjusted.Interval.Contains(Effect);
            found[4] = DoublyRobust.Fit(columns, Stacked).Comparison.Interval.Contains(Effect);
            found[5] = EntropyBalancing.Fit(columns, new EntropyBalancingOptions { Estimand = Estimand.All }).Comparison.Interval.Contains(Effect);
        });
        ledger.Within("coverage of the doubly robust interval", rates[0], 0.93, 0.96, Replicates);
        ledger.Within("the same with stacked errors", rates[4], 0.93, 0.96, Replicates);
        ledger.Within("weighting, errors of M-estimation", rates[1], 0.93, 0.96, Replicates);
        ledger.Within("entropy balancing, errors of M-estimation", rates[5], 0.93, 0.96, Replicates);
        ledger.Within("weighting, weights taken as known: far too wide", rates[2], 0.99, 1, Replicates);
        ledger.Within("difference of means: hardly ever", rates[3], 0, 0.35, Replicates);
        ledger.Bites("weights taken as known, were they right", rates[2], 0.93, 0.96);
        ledger.Bites("difference of means, were it an effect", rates[3], 0.93, 0.96);
    }
}
