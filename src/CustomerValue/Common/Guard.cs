using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CustomerValue;

/// <summary>Argument checks whose messages name the parameter, the row, the value and the rule, in invariant text.</summary>
internal static class Guard
{
    public static T NotNull<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : class => value ?? throw new ArgumentNullException(name);

    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : throw OutOfRange(name, value, "must be finite");

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value > 0 ? value : throw OutOfRange(name, value, "must be finite and > 0");

    public static double NonNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value >= 0 ? value : throw OutOfRange(name, value, "must be finite and ≥ 0");

    /// <summary>Strictly between 0 and 1: a confidence level, a rate that may be neither certain nor impossible.</summary>
    public static double OpenUnit(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && value < 1 ? value : throw OutOfRange(name, value, "must be > 0 and < 1");

    public static double Unit(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && value <= 1 ? value : throw OutOfRange(name, value, "must be ≥ 0 and ≤ 1");

    public static int AtLeast(int value, int minimum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum ? value : throw OutOfRange(name, value, $"must be ≥ {Text(minimum)}");

    public static long AtLeast(long value, long minimum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum ? value : throw OutOfRange(name, value, $"must be ≥ {Text(minimum)}");

    public static double AtLeast(double value, double minimum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value >= minimum ? value : throw OutOfRange(name, value, $"must be finite and ≥ {Text(minimum)}");

    public static int Between(int value, int minimum, int maximum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum && value <= maximum
            ? value
            : throw OutOfRange(name, value, $"must be between {Text(minimum)} and {Text(maximum)}");

    public static void SameLength(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"{name} has length {Text(actual)}; expected {Text(expected)}.", name);
        }
    }

    /// <summary>For destinations: at least as long as what is written to them.</summary>
    public static void LongEnough(int actual, int needed, string name)
    {
        if (actual < needed)
        {
            throw new ArgumentException($"{name} has length {Text(actual)}; at least {Text(needed)} is needed.", name);
        }
    }

    public static void AllFinite(ReadOnlySpan<double> values, string name)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (!double.IsFinite(values[row]))
            {
                throw new ArgumentException($"Row {Text(row)} of {name} is {Text(values[row])}; every value must be finite.", name);
            }
        }
    }

    public static ArgumentOutOfRangeException OutOfRange(string name, double value, string rule) =>
        new(name, $"{name} is {Text(value)}; it {rule}.");

    /// <summary>"Row 3 breaks 0 ≤ recency ≤ age: recency 9, age 4."</summary>
    public static ArgumentException BrokenRow(string name, long row, string rule, string found) =>
        new($"Row {Text(row)} breaks {rule}: {found}.", name);

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
