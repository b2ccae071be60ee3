using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>Scores of many customers: each history gets the value of the single-customer formulas, computed once per pattern.</summary>
internal static class PurchaseBatch
{
    public static void Alive<T>(in T f, PurchaseHistories histories, Span<double> destination)
        where T : struct, IPurchaseFormulas
    {
        if (!f.OddsAreCostly)
        {
            for (var row = 0; row < histories.Count; row++)
            {
                destination[row] = PurchaseScoring.Alive(f, histories[row]);
            }

            return;
        }

        Run(f, histories, 0, histories.Count, new ScoreRequest(0, null), destination, default, default);
    }

    /// <summary>Fills those destinations that are not empty, for rows from…to.</summary>
    public static void Run<T>(
        in T f, PurchaseHistories histories, int from, int to, in ScoreRequest request, Span<double> alive, Span<double> expected, Span<double> discounted)
        where T : struct, IPurchaseFormulas
    {
        using var order = new RowOrder(histories.Repeats, from, to);
        using var known = new PatternMemory(to - from, f.ForgetsRecency);
        using var odds = new PatternMemory(f.OddsAreCostly ? to - from : 0, forgetsRecency: false);
        using var table = f.LeavesByChance ? DropoutTable.Rent() : default;
        for (var i = 0; i < order.Rows; i++)
        {
            var row = order[i];
            var h = histories[row];
            var probability = Probability(f, odds, h);
            if (alive.Length != 0)
            {
                alive[row] = probability;
            }

            if (expected.Length == 0 && discounted.Length == 0)
            {
                continue;
            }

            ref var entry = ref known.Find(h, out var isKnown);
            if (!isKnown)
            {
                entry.Value = expected.Length == 0 ? 0 : f.ExpectedAlive(h.Repeats, h.Recency, h.Age, request.Horizon);
                entry.Discounted = discounted.Length == 0 ? 0 : request.Discounted(f, h, table);
            }

            if (expected.Length != 0)
            {
                expected[row] = probability * entry.Value;
            }

            if (discounted.Length != 0)
            {
                discounted[row] = probability * entry.Discounted;
            }
        }
    }

    private static double Probability<T>(in T f, in PatternMemory odds, PurchaseHistory h)
        where T : struct, IPurchaseFormulas
    {
        if (!f.OddsAreCostly)
        {
            return PurchaseScoring.Alive(f, h);
        }

        ref var entry = ref odds.Find(h, out var known);
        if (!known)
        {
            entry.Value = PurchaseScoring.Alive(f, h);
        }

        return entry.Value;
    }
}
