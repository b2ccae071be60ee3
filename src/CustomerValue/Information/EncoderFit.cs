namespace CustomerValue.Information;

/// <summary>Learns an encoder's constants from a table.</summary>
internal static class EncoderFit
{
    public static FeatureEncoder Fit(CustomerTable table, EncoderOptions options)
    {
        if (table.RowCount == 0 || table.Schema.Count == 0)
        {
            throw new ArgumentException("The table is empty: an encoder needs at least one row and one column.", nameof(table));
        }

        var numeric = table.Schema.NumericCount;
        foreach (var name in options.SignedLog)
        {
            // Says which column is lacking or is no number.
            table.Number(name);
        }

        return FeatureEncoder.FromParameters(
            table.Schema.Columns.Take(numeric).Select((column, i) => Number(column.Name, table.NumberAt(i), options)),
            table.Schema.Columns.Skip(numeric).Select((column, i) => Category(column, table.CodesAt(i), options)));
    }

    private static NumberEncoding Number(string name, double[] values, EncoderOptions options)
    {
        var present = Array.FindAll(values, value => !double.IsNaN(value));
        var needsRows = options.Scaling != Scaling.None || options.Imputation is Imputation.Mean or Imputation.Median;
        if (present.Length == 0 && needsRows)
        {
            throw new ArgumentException($"Column '{name}' is missing in every row: there is nothing to learn its mean, median or scale from.", nameof(values));
        }

        double? fill = options.Imputation switch
        {
            Imputation.Mean => Mean(present),
            Imputation.Median => Median(present),
            Imputation.Constant => options.FillConstant,
            _ => null,
        };
        var shape = options.SignedLog.Contains(name, StringComparer.Ordinal) ? NumberShape.SignedLog : NumberShape.AsIs;
        if (options.Scaling == Scaling.None)
        {
            return new NumberEncoding(name, shape, fill, 0, 1);
        }

        present = Array.ConvertAll(present, value => NumberEncoding.Bend(shape, value));
        var mean = Mean(present);
        var deviation = Deviation(present, mean);
        return new NumberEncoding(name, shape, fill, mean, deviation > 0 ? deviation : 1);
    }

    private static CategoryEncoding Category(FeatureColumn column, int[] codes, EncoderOptions options)
    {
        var counts = new long[column.Levels.Count];
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        // Levels of the whole table that these rows lack were not seen here.
        var seen = column.Levels.Where((_, code) => counts[code] > 0).ToArray();
        var rare = column.Levels.Where((_, code) => counts[code] > 0 && counts[code] < options.RareBelow).ToArray();
        if (seen.Length == 0 && !options.MissingIsLevel && options.Unseen == UnseenCategory.Refuse)
        {
            throw new ArgumentException($"Column '{column.Name}' is missing in every row: there is no level to learn.", nameof(codes));
        }

        return new CategoryEncoding(column.Name, seen.Except(rare, StringComparer.Ordinal), rare, options.Unseen, options.MissingIsLevel);
    }

    // The second pass takes out the rounding of the first.
    private static double Mean(double[] values)
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

    private static double Deviation(double[] values, double mean)
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

        return largest * Math.Sqrt(sum / (values.Length - 1));
    }

    private static double Median(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
    }
}
