using System.Globalization;

namespace CustomerValue.Segmentation;

/// <summary>Figures of a card in a few digits.</summary>
internal static class CardText
{
    /// <summary>One column of the segment, as <c>balance: mean 44 [39, 49], median 44; bank 26.29 (1.67 times); 71.7 % of the total</c>.</summary>
    public static string Of(NumberInSegment number)
    {
        if (!number.Mean.IsDefined)
        {
            return $"{number.Column}: no values; bank {Amount(number.BankMean.ValueOrNaN)}";
        }

        var interval = double.IsInfinity(number.MeanInterval.Width) ? string.Empty : $" [{Amount(number.MeanInterval.Lower)}, {Amount(number.MeanInterval.Upper)}]";
        var times = number.Lift is { IsDefined: true, Value: >= 0 } ? $" ({Amount(number.Lift.Value)} times)" : string.Empty;
        var share = number.ShareOfTotal is { IsDefined: true, Value: >= 0 and <= 1 } ? $"; {Percent(number.ShareOfTotal)} of the total" : string.Empty;
        return $"{number.Column}: mean {Amount(number.Mean.Value)}{interval}, median {Amount(number.Median.ValueOrNaN)}; bank {Amount(number.BankMean.ValueOrNaN)}{times}{share}";
    }

    /// <summary>One rule, as <c>balance above 7,550 and age above 30 up to 50: 120 customers, 96.0 % of them here</c>.</summary>
    public static string Of(SegmentRule rule)
    {
        var conditions = rule.Conditions.Select(c =>
            c.Name + (double.IsInfinity(c.Above) ? string.Empty : " above " + Amount(c.Above)) + (double.IsInfinity(c.UpTo) ? string.Empty : " up to " + Amount(c.UpTo)));
        return $"{(rule.Conditions.Count > 0 ? string.Join(" and ", conditions) : "everybody")}: {Amount(rule.Count)} customers, {Percent(Figure.Of(rule.Purity))} of them here";
    }

    /// <summary>Whole from 1000, four digits below.</summary>
    public static string Amount(double value) => double.IsNaN(value) ? "–" : Math.Abs(value) switch
    {
        >= 1e15 => value.ToString("0.###E+0", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 1 or 0 => value.ToString("0.##", CultureInfo.InvariantCulture),
        >= 0.0001 => value.ToString("G3", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##E+0", CultureInfo.InvariantCulture),
    };

    public static string Percent(Figure share) => share.IsDefined ? share.Value.ToString("0.0 %", CultureInfo.InvariantCulture) : "–";
}
