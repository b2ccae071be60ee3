using System.Globalization;
using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>What a fitted model says of a customer base, as numbers and in plain words.</summary>
public sealed class PurchaseOutlook
{
    private readonly double horizon;
    private readonly TimeUnit unit;

    private PurchaseOutlook(int customers, double alive, double expected, double newcomer, double horizon, TimeUnit unit)
    {
        Customers = customers;
        ExpectedAlive = alive;
        ExpectedPurchases = expected;
        NewCustomerPurchases = newcomer;
        this.horizon = horizon;
        this.unit = unit;
    }

    /// <summary>Number of customers.</summary>
    public int Customers { get; }

    /// <summary>Expected number of them who are still customers.</summary>
    public double ExpectedAlive { get; }

    /// <summary>Expected purchases of all of them within the horizon.</summary>
    public double ExpectedPurchases { get; }

    /// <summary>Expected repeat purchases of one new customer within the horizon.</summary>
    public double NewCustomerPurchases { get; }

    /// <summary>Sums a model's scores.</summary>
    /// <param name="model">A fitted model.</param>
    /// <param name="histories">The customers, at least one.</param>
    /// <param name="horizon">How far ahead, in the unit of the histories, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">There are no customers, or they do not suit the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is not finite and positive.</exception>
    public static PurchaseOutlook Of(IPurchaseModel model, PurchaseHistories histories, double horizon)
    {
        Guard.NotNull(model);
        Guard.Positive(horizon);
        if (Guard.NotNull(histories).Count == 0)
        {
            throw new ArgumentException("There are no customers to look at.", nameof(histories));
        }

        var scores = new double[histories.Count];
        model.ProbabilityAlive(histories, scores);
        var alive = scores.Sum();
        model.ExpectedPurchases(histories, horizon, scores);
        var expected = scores.Sum();
        model.ExpectedPurchases(PurchaseHistories.FromColumns([0], [0], [0], histories.Unit), horizon, scores);
        return new PurchaseOutlook(histories.Count, alive, expected, scores[0], horizon, histories.Unit);
    }

    /// <summary>Two sentences, in invariant text.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "Of {0} customers about {1:0} ({2:0.0} %) are still customers; within {3} times {4} they are expected to buy {5:0.0} times, {6:0.00} each. A new customer is expected to buy {7:0.00} times more in that time.",
        Customers,
        ExpectedAlive,
        100 * ExpectedAlive / Customers,
        horizon,
        unit,
        ExpectedPurchases,
        ExpectedPurchases / Customers,
        NewCustomerPurchases);
}
