namespace CustomerValue.Information;

/// <summary>The rules that every purchase history obeys, checked in one place.</summary>
internal static class PurchaseRules
{
    public static void Check(int repeats, double recency, double age, double averageValue)
    {
        if (Broken(repeats, recency, age) || BrokenValue(repeats, averageValue))
        {
            var (name, rule, found) = Explain(repeats, recency, age, averageValue);
            throw new ArgumentException($"The history breaks {rule}: {found}.", name);
        }
    }

    public static void CheckRows(ReadOnlySpan<int> repeats, ReadOnlySpan<double> recency, ReadOnlySpan<double> age, ReadOnlySpan<double> averageValue)
    {
        Guard.SameLength(recency.Length, repeats.Length, nameof(recency));
        Guard.SameLength(age.Length, repeats.Length, nameof(age));
        if (averageValue.Length != 0)
        {
            Guard.SameLength(averageValue.Length, repeats.Length, nameof(averageValue));
        }

        for (var row = 0; row < repeats.Length; row++)
        {
            var value = averageValue.Length == 0 ? 0 : averageValue[row];
            if (Broken(repeats[row], recency[row], age[row]) || BrokenValue(repeats[row], value))
            {
                var (name, rule, found) = Explain(repeats[row], recency[row], age[row], value);
                throw Guard.BrokenRow(name, row, rule, found);
            }
        }
    }

    // NaN fails every comparison and age must be below infinity, so four comparisons check all three numbers.
    private static bool Broken(int repeats, double recency, double age) =>
        !(repeats >= 0 && recency >= 0 && recency <= age && age <= double.MaxValue) || (repeats == 0 && recency > 0);

    private static bool BrokenValue(int repeats, double averageValue) => !double.IsFinite(averageValue) || (repeats == 0 && averageValue != 0);

    private static (string Name, string Rule, string Found) Explain(int repeats, double recency, double age, double averageValue)
    {
        if (repeats < 0)
        {
            return (nameof(repeats), "repeats ≥ 0", $"repeats {Guard.Text(repeats)}");
        }

        if (!double.IsFinite(age))
        {
            return (nameof(age), "age finite", $"age {Guard.Text(age)}");
        }

        if (!(recency >= 0 && recency <= age))
        {
            return (nameof(recency), "0 ≤ recency ≤ age", $"recency {Guard.Text(recency)}, age {Guard.Text(age)}");
        }

        if (repeats == 0 && recency > 0)
        {
            return (nameof(recency), "recency 0 where there is no repeat purchase", $"recency {Guard.Text(recency)}, repeats 0");
        }

        return double.IsFinite(averageValue)
            ? (nameof(averageValue), "average value 0 where there is no repeat purchase", $"average value {Guard.Text(averageValue)}, repeats 0")
            : (nameof(averageValue), "average value finite", $"average value {Guard.Text(averageValue)}");
    }
}
