namespace CustomerValue.Information;

/// <summary>The method of largest remainders in whole minor units.</summary>
internal static class AmountSplit
{
    public static KeyValuePair<RecordKey, decimal>[] Of(ReadOnlySpan<Ownership> list, decimal amount, int minorDigits)
    {
        var owners = list.ToArray().Where(o => o.Weight > 0).ToArray();
        if (owners.Length == 0)
        {
            return [];
        }

        // Shares are equal, so every part is the same quotient, cut after the minor unit, and every remainder ties with the others.
        var part = decimal.Round(amount / owners.Length, minorDigits);
        var unit = new decimal(1, 0, 0, false, (byte)minorDigits);
        part -= Math.Abs(part) * owners.Length > Math.Abs(amount) ? Math.Sign(amount) * unit : 0;
        var left = amount - part * owners.Length;
        var parts = new KeyValuePair<RecordKey, decimal>[owners.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var more = Math.Min(Math.Abs(left), unit) * Math.Sign(left);
            left -= more;
            parts[i] = new KeyValuePair<RecordKey, decimal>(owners[i].Client, part + more);
        }

        return parts;
    }
}
