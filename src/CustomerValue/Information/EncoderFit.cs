using CustomerValue.Numerics;

namespace CustomerValue.Information;

/// <summary>Learns an encoder's constants from a table.</summary>
internal static class EncoderFit
{
    // 1 ÷ Φ⁻¹(¾)
    private const double MadToDeviation = 1.482602218505602;

    public static FeatureEncoder Fit(CustomerTable table, EncoderOptions options)
    {
        if (table.RowCount == 0 || table.Schema.Count == 0)
        {
            throw new ArgumentException("The table is empty: an encoder needs at least one row and one column.", nameof(table));
        }

        var numeric = table.Schema.NumericCount;
        foreach (var name in options.SignedLog.Concat(options.Numbers.Keys))
        {
            // Says which column is lacking or is no number.
            table.Number(name);
        }

        foreach (var name in options.Categories.Keys)
        {
            table.Codes(name);
        }

        return FeatureEncoder.FromParameters(
            table.Schema.Columns.Take(numeric).Select((column, i) => Number(column.Name, table.NumberAt(i), options)),
            table.Schema.Columns.Skip(numeric).Select((column, i) => Category(column, table.CodesAt(i), options)));
    }

    private static NumberEncoding Number(string name, double[] values, EncoderOptions options)
    {
        options.Numbers.TryGetValue(name, out var own);
        var imputation = own?.Imputation ?? options.Imputation;
        var scaling = own?.Scaling ?? options.Scaling;
        var shape = own?.Shape ?? (options.SignedLog.Contains(name, StringComparer.Ordinal) ? NumberShape.SignedLog : options.Shape);
        var tails = own?.Winsorizing ?? options.Winsorizing;
        var codes = options.CodesOf(name);
        var present = Array.FindAll(values, value => !double.IsNaN(value) && Array.IndexOf(codes, value) < 0);
        var needsRows = scaling != Scaling.None || imputation is Imputation.Mean or Imputation.Median || shape > NumberShape.SignedLog || tails is { Lower: > 0 } or { Upper: > 0 };
        if (present.Length == 0 && needsRows)
        {
            throw new ArgumentException($"Column '{name}' is missing in every row: there is nothing to learn its mean, median or scale from.", nameof(values));
        }

        var flag = own?.MissingFlag ?? (options.MissingFlags && present.Length < values.Length);
        var (lowest, highest) = Limits(present, tails);
        present = Array.ConvertAll(present, value => value < lowest ? lowest.Value : value > highest ? highest.Value : value);
        double? fill = imputation switch
        {
            Imputation.Mean => Mean(present),
            Imputation.Median => Median(present),
            Imputation.Constant => own?.FillConstant ?? options.FillConstant,
            _ => null,
        };
        var transform = shape switch
        {
            NumberShape.YeoJohnson => YeoJohnson.Fit(present),
            NumberShape.UniformScore or NumberShape.NormalScore => RankScores.Fit(shape, present, options.QuantilePoints),
            _ => NumberTransform.Simple(shape),
        };
        present = scaling == Scaling.None ? present : Array.ConvertAll(present, transform.Bend);
        var (center, scale) = CenterAndScale(present, scaling);
        return new NumberEncoding(name, transform, fill, center, scale > 0 ? scale : 1, lowest, highest, codes, flag, null);
    }

    private static (double? Lowest, double? Highest) Limits(double[] present, Winsorizing? tails)
    {
        if (tails is null or { Lower: 0, Upper: 0 })
        {
            return (null, null);
        }

        var sorted = (double[])present.Clone();
        Array.Sort(sorted);
        return (
            tails.Lower > 0 ? SampleQuantile.OfSorted(sorted, tails.Lower, tails.Quantile) : null,
            tails.Upper > 0 ? SampleQuantile.OfSorted(sorted, 1 - tails.Upper, tails.Quantile) : null);
    }

    private static (double Center, double Scale) CenterAndScale(double[] values, Scaling scaling)
    {
        if (scaling == Scaling.None)
        {
            return (0, 1);
        }

        if (scaling is Scaling.Standardize or Scaling.StandardizePopulation)
        {
            var mean = Mean(values);
            return (mean, Deviation(values, mean, scaling == Scaling.Standardize ? values.Length - 1 : values.Length));
        }

        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        var median = Median(values);
        return scaling switch
        {
            Scaling.MedianIqr => (median, SampleQuantile.OfSorted(sorted, 0.75, QuantileType.Linear) - SampleQuantile.OfSorted(sorted, 0.25, QuantileType.Linear)),
            Scaling.MedianMad => (median, MadToDeviation * Median(Array.ConvertAll(values, value => Math.Abs(value - median)))),
            _ => throw Guard.OutOfRange(nameof(scaling), (int)scaling, "must be a defined scaling"),
        };
    }

    private static CategoryEncoding Category(FeatureColumn column, int[] codes, EncoderOptions options)
    {
        options.Categories.TryGetValue(column.Name, out var own);
        var missingIsLevel = own?.MissingIsLevel ?? options.MissingIsLevel;
        var unseen = own?.Unseen ?? options.Unseen;
        var rareBelow = own?.RareBelow ?? options.RareBelow;
        var missing = (own?.MissingCodes ?? options.MissingTexts).Where(text => !string.IsNullOrWhiteSpace(text)).ToArray();
        var counts = new long[column.Levels.Count];
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        for (var code = 0; code < counts.Length; code++)
        {
            counts[code] = missing.Contains(column.Levels[code], StringComparer.Ordinal) ? 0 : counts[code];
        }

        // Levels of the whole table that these rows lack were not seen here.
        var seen = column.Levels.Where((_, code) => counts[code] > 0).ToArray();
        var rare = column.Levels.Where((_, code) => counts[code] > 0 && counts[code] < rareBelow).ToArray();
        if (seen.Length == 0 && !missingIsLevel && unseen == UnseenCategory.Refuse)
        {
            throw new ArgumentException($"Column '{column.Name}' is missing in every row: there is no level to learn.", nameof(codes));
        }

        return new CategoryEncoding(column.Name, seen.Except(rare, StringComparer.Ordinal), rare, unseen, missingIsLevel, missing, null);
    }

    // The second pass takes out the rounding of the first.
    public static double Mean(double[] values)
    {
        var largest = values.Max(Math.Abs);
        if (largest.Equals(0.0))
        {
            return 0;
        }

        double sum = 0, rest = 0;
        foreach (var value in values)
        {
            sum += value / largest;
        }

        var mean = sum / values.Length * largest;
        foreach (var value in values)
        {
            rest += (value - mean) / largest;
        }

        return mean + rest / values.Length * largest;
    }

    public static double Deviation(double[] values, double mean, int divisor)
    {
        if (values.Length < 2 || Array.TrueForAll(values, value => value.Equals(values[0])))
        {
            return 0;
        }

        var largest = values.Max(value => Math.Abs(value - mean));
        var sum = 0.0;
        foreach (var value in values)
        {
            var scaled = (value - mean) / largest;
            sum += scaled * scaled;
        }

        return largest * Math.Sqrt(sum / divisor);
    }

    public static double Median(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
    }
}
