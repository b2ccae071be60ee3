using System.Text;

namespace CustomerValue.Reporting;

/// <summary>The numbers behind a chart, as rows of text with the number each text stands for.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ChartTable
{
    internal ChartTable(string caption, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<ChartCell>> rows)
    {
        Caption = caption;
        Columns = columns;
        Rows = rows;
    }

    /// <summary>The finding of the chart.</summary>
    public string Caption { get; }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows, each with one cell a column.</summary>
    public IReadOnlyList<IReadOnlyList<ChartCell>> Rows { get; }

    /// <summary>Tab-separated text, one line a row: what a spreadsheet pastes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Join("\t", Columns)).Append('\n');
        foreach (var row in Rows)
        {
            text.Append(string.Join("\t", row.Select(c => c.Text))).Append('\n');
        }

        return text.ToString();
    }
}
