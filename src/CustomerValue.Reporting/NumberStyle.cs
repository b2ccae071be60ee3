using System.Text;

namespace CustomerValue.Reporting;

/// <summary>How numbers are written; handed in, never read from the machine.</summary>
/// <remarks>Immutable and thread-safe. The minus is U+2212 in every style; a range with a sign is written with <see cref="To"/>.</remarks>
public sealed record NumberStyle
{
    /// <summary>Decimal point, thin space between thousands, <c>%</c> without a space, no currency.</summary>
    public static NumberStyle Default { get; } = new();

    /// <summary>Decimal comma, thin space between thousands, thin space before <c>%</c>, euro after the amount: as much of Europe writes.</summary>
    public static NumberStyle Continental { get; } = new() { DecimalMark = ",", PercentSign = "\u2009%", Currency = "\u2009€", IsCurrencyFirst = false };

    /// <summary>Between whole part and decimals; at most 4 characters.</summary>
    public string DecimalMark { get; init => field = Mark(value, nameof(DecimalMark)); } = ".";

    /// <summary>Between groups of three digits; may be empty.</summary>
    public string GroupMark { get; init => field = Mark(value, nameof(GroupMark)); } = "\u2009";

    /// <summary>After a share, with its space if there is one.</summary>
    public string PercentSign { get; init => field = Mark(value, nameof(PercentSign)); } = "%";

    /// <summary>Sign of the currency, with its space if there is one; may be empty.</summary>
    public string Currency { get; init => field = Mark(value, nameof(Currency)); } = string.Empty;

    /// <summary>True when the currency stands before the amount.</summary>
    public bool IsCurrencyFirst { get; init; } = true;

    /// <summary>Short word for thousand.</summary>
    public string Thousand { get; init => field = Mark(value, nameof(Thousand)); } = "k";

    /// <summary>Short word for million.</summary>
    public string Million { get; init => field = Mark(value, nameof(Million)); } = "m";

    /// <summary>Short word for billion.</summary>
    public string Billion { get; init => field = Mark(value, nameof(Billion)); } = "bn";

    /// <summary>Between the ends of a range that holds a sign.</summary>
    public string To { get; init => field = Mark(value, nameof(To)); } = "to";

    /// <summary>A number of a kind.</summary>
    /// <param name="kind">What the number is.</param>
    /// <param name="value">The number; a share as a share of 1. NaN is written as a dash, infinity as its sign.</param>
    /// <param name="digits">Decimals, 0 to 6; money, and plain numbers from a million on, have three significant digits instead.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such decimals.</exception>
    public string Format(NumberKind kind, double value, int digits = 0)
    {
        Guard.Between(digits, 0, 6);
        var text = new StringBuilder(16);
        Number(text, kind, value, digits, true);
        return text.ToString();
    }

    /// <summary>A range: <c>56–63%</c>, or <c>−2.9 to +11.0</c> where a sign appears.</summary>
    /// <param name="kind">What the numbers are.</param>
    /// <param name="lower">Lower end.</param>
    /// <param name="upper">Upper end.</param>
    /// <param name="digits">Decimals, 0 to 6.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such decimals.</exception>
    public string Range(NumberKind kind, double lower, double upper, int digits = 0)
    {
        Guard.Between(digits, 0, 6);
        var text = new StringBuilder(24);
        var hasSign = lower < 0 || IsSigned(kind) || double.IsInfinity(upper);
        Number(text, kind, lower, digits, kind == NumberKind.Money || (hasSign && kind == NumberKind.Share));
        text.Append(hasSign ? " " + To + " " : "–");
        Number(text, kind, upper, digits, true);
        return text.ToString();
    }

    /// <summary>Decimals that an error deserves: none finer than half of it.</summary>
    /// <param name="kind">What the number is.</param>
    /// <param name="standardError">Its standard error; with 0, NaN or infinity one decimal.</param>
    public static int DigitsFor(NumberKind kind, double standardError)
    {
        var half = standardError / 2 * (kind is NumberKind.Share or NumberKind.Points ? 100 : 1);
        if (!(half > 0) || double.IsInfinity(half))
        {
            return kind == NumberKind.Count ? 0 : 1;
        }

        var digits = 0;
        for (; half < 1 && digits < 6; half *= 10)
        {
            digits++;
        }

        return digits;
    }

    private static bool IsSigned(NumberKind kind) => kind is NumberKind.Points or NumberKind.Difference or NumberKind.MoneyDifference;

    private static string Mark(string value, string name) =>
        PlainText.Clean(value, name) is { Length: <= 12 } mark ? mark : throw new ArgumentException($"{name} has more than 12 characters.", name);

    private void Number(StringBuilder text, NumberKind kind, double value, int digits, bool hasUnit)
    {
        if (double.IsNaN(value))
        {
            text.Append('–');
            return;
        }

        var isMoney = kind is NumberKind.Money or NumberKind.MoneyDifference;
        if (isMoney || (kind is NumberKind.Plain or NumberKind.Difference && Math.Abs(value) is >= 1e6 and < 1e15))
        {
            Compact(text, value, IsSigned(kind), isMoney ? Currency : string.Empty);
            return;
        }

        NumberText.Append(text, kind is NumberKind.Share or NumberKind.Points ? 100 * value : value, digits, DecimalMark, GroupMark, IsSigned(kind));
        if (hasUnit)
        {
            text.Append(kind switch { NumberKind.Share => PercentSign, NumberKind.Multiple => "×", _ => string.Empty });
        }
    }

    private void Compact(StringBuilder text, double value, bool isSigned, string currency)
    {
        var size = Math.Abs(value);
        var (unit, word) = size switch
        {
            >= 999.5e6 => (1e9, Billion),
            >= 999.5e3 => (1e6, Million),
            >= 9_995 => (1e3, Thousand),
            _ => (1.0, string.Empty),
        };
        var shown = size / unit;
        var digits = shown >= 99.95 || (shown >= 1 && unit < 2 && Math.Round(shown) == shown) ? 0 : shown >= 9.995 ? 1 : 2;
        if (value < 0 || (isSigned && value > 0))
        {
            text.Append(value < 0 ? '\u2212' : '+');
        }

        text.Append(IsCurrencyFirst ? currency : string.Empty);
        NumberText.Append(text, shown, size == 0 ? 0 : digits, DecimalMark, GroupMark, false);
        text.Append(word).Append(IsCurrencyFirst ? string.Empty : currency);
    }
}
