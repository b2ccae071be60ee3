using CustomerValue.Information;
using CustomerValue.Lifetime;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>What each account's purchases of the next year are worth today.</summary>
internal sealed record LifetimeValues
{
    /// <summary>One year, in the models' weeks.</summary>
    private static readonly double Horizon = TimeUnit.Week.PerYear;

    public required CustomerPurchases Purchases { get; init; }

    public required BgNbdModel Frequency { get; init; }

    public required GammaGammaModel Spend { get; init; }

    public required double[] ProbabilityAlive { get; init; }

    /// <summary>Purchases expected in the next year.</summary>
    public required double[] ExpectedPurchases { get; init; }

    /// <summary>Their expected value, discounted at ten percent a year.</summary>
    public required double[] Values { get; init; }

    public static LifetimeValues Estimate(CustomerPurchases purchases, double penalty, Screen screen)
    {
        var histories = purchases.Histories;
        var frequency = screen.Work("Fitting purchase rates", progress => BgNbdModel.Fit(histories, new BgNbdOptions { Penalty = penalty }, progress));
        var spend = screen.Work("Fitting amounts", progress => GammaGammaModel.Fit(histories, progress: progress));
        var alive = new double[histories.Count];
        var expected = new double[histories.Count];
        var values = new double[histories.Count];
        frequency.ProbabilityAlive(histories, alive);
        frequency.ExpectedPurchases(histories, Horizon, expected);
        LifetimeValue.Compute(frequency, spend, histories, Horizon, values);
        return new LifetimeValues { Purchases = purchases, Frequency = frequency, Spend = spend, ProbabilityAlive = alive, ExpectedPurchases = expected, Values = values };
    }

    /// <summary>The values of all accounts of each household, in the order of <paramref name="keys"/>; 0 without purchases.</summary>
    public double[] ByHousehold(Households households, IReadOnlyList<RecordKey> keys)
    {
        var sums = new Dictionary<RecordKey, double>();
        for (var row = 0; row < Values.Length; row++)
        {
            var household = households.KeyOfAccount(Purchases.Customers[row]);
            if (!household.IsMissing)
            {
                sums[household] = sums.GetValueOrDefault(household) + Values[row];
            }
        }

        return [.. keys.Select(key => sums.GetValueOrDefault(key))];
    }
}
