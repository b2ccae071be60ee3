namespace CustomerValue.Reporting;

/// <summary>The table of a chart's series.</summary>
internal static class SeriesTable
{
    public static ChartTable Of(Words words, string caption, IReadOnlyList<Series> all)
    {
        var hasNames = all.Count > 1;
        var hasInterval = all.Any(s => s.Points.Any(p => p.HasInterval));
        var hasCount = all.Any(s => s.Points.Any(p => double.IsFinite(p.N)));
        var isOne = all.Select(s => s.Measure).Distinct(StringComparer.Ordinal).Count() == 1;
        var columns = new List<string>();
        if (hasNames)
        {
            columns.Add(words.Say("part"));
        }

        columns.Add(all.Count > 0 && all.All(s => string.Equals(s.RowHead, all[0].RowHead, StringComparison.Ordinal)) ? all[0].RowHead : words.Say("row"));
        columns.Add(isOne ? all[0].Measure : words.Say("value"));
        if (hasInterval)
        {
            columns.Add(words.Say("from"));
            columns.Add(words.Say("to"));
        }

        if (hasCount)
        {
            columns.Add("n");
        }

        var rows = new List<IReadOnlyList<ChartCell>>();
        foreach (var series in all)
        {
            foreach (var point in series.Points)
            {
                var row = new List<ChartCell>();
                if (hasNames)
                {
                    row.Add(new ChartCell(series.Name));
                }

                row.Add(new ChartCell(point.Label, point.X));
                row.Add(Number(words, series, point.Value));
                if (hasInterval)
                {
                    row.Add(point.HasInterval ? Number(words, series, point.Lower) : default);
                    row.Add(point.HasInterval ? Number(words, series, point.Upper) : default);
                }

                if (hasCount)
                {
                    row.Add(double.IsNaN(point.N) ? default : new ChartCell(words.Cell(point.N), words.IsSmall(point.N) ? null : point.N));
                }

                rows.Add(row);
            }
        }

        return new ChartTable(caption, columns, rows);
    }

    private static ChartCell Number(Words words, Series series, double value) =>
        new(double.IsNaN(value) ? words.Say("not shown") : words.Numbers.Format(series.Kind, value, series.Digits), value);
}
