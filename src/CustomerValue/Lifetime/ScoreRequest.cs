using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>What is asked of every customer: purchases within a horizon, and discounted either within it by terms or for ever at a rate.</summary>
internal readonly struct ScoreRequest(double horizon, DiscountTerms? terms, double unlimitedRate = 0)
{
    private readonly DiscountTerms terms = terms ?? default;

    public double Horizon => horizon;

    /// <summary>Discounted purchases of one who is alive.</summary>
    public double Discounted<T>(in T f, PurchaseHistory h, in DropoutTable table)
        where T : struct, IPurchaseFormulas => unlimitedRate > 0
            ? f.DiscountedAlive(h.Repeats, h.Recency, h.Age, unlimitedRate, double.PositiveInfinity, table)
            : PurchaseScoring.DiscountedIfAlive(f, h, horizon, terms, table);
}
