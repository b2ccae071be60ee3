namespace CustomerValue.Targeting;

/// <summary>Amounts in whole decimal units, such as cents: sums then move in steps, which tightens bounds.</summary>
internal static class DecimalUnits
{
    // Beyond so many units a double no longer tells neighbors apart safely.
    private const double MostUnits = 1e10;

    private static readonly double[] Candidates = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1_000, 10_000];

    /// <summary>The fewest units per 1 that make every amount whole; 0 when there are none, or the total is too large.</summary>
    public static double Find(double[] amounts, double total)
    {
        var largest = 0.0;
        foreach (var amount in amounts)
        {
            largest = Math.Max(largest, Math.Abs(amount));
        }

        foreach (var units in Candidates)
        {
            if (Math.Max(Math.Abs(total), largest) * units > MostUnits)
            {
                return 0;
            }

            if (Fits(amounts, units, largest))
            {
                return units;
            }
        }

        return 0;
    }

    /// <summary>The largest sum of such amounts within a limit.</summary>
    public static double Floor(double limit, double units) => units > 0 ? Math.Min(limit, Math.Floor(limit * units * (1 + 1e-12)) / units) : limit;

    // Whole up to the rounding of sums of a few amounts: small ones are not zero because the unit is large.
    private static bool Fits(double[] amounts, double units, double largest)
    {
        foreach (var amount in amounts)
        {
            var scaled = amount * units;
            if (Math.Abs(scaled - Math.Round(scaled)) > 2e-15 * largest * units)
            {
                return false;
            }
        }

        return true;
    }
}
