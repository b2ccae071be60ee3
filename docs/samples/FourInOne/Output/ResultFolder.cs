using System.Globalization;
using CsvHelper;
using CustomerValue;

namespace FourInOne.Output;

/// <summary>The results as comma-separated files and pages, the same bytes in every culture.</summary>
internal sealed class ResultFolder
{
    private readonly List<string> files = [];

    private ResultFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>The files written so far.</summary>
    public IReadOnlyList<string> Files => files;

    public static ResultFolder Create(string path)
    {
        Directory.CreateDirectory(path);
        return new ResultFolder(path);
    }

    /// <summary>One file with a header, one line a row.</summary>
    public void Write<T>(string file, IEnumerable<T> rows, params (string Heading, Func<T, object?> Value)[] columns)
    {
        using var text = new StreamWriter(System.IO.Path.Combine(Path, file)) { NewLine = "\n" };
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var column in columns)
        {
            csv.WriteField(column.Heading);
        }

        csv.NextRecord();
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                csv.WriteField(Field(column.Value(row)));
            }

            csv.NextRecord();
        }

        files.Add(file);
    }

    /// <summary>One report as a page.</summary>
    public void Save(string file, CustomerValue.Reporting.Report report)
    {
        report.Save(System.IO.Path.Combine(Path, file));
        files.Add(file);
    }

    // Numbers to nine digits: enough for every use, short enough to read. Missing and undefined are empty.
    private static string Field(object? value) => value switch
    {
        null => string.Empty,
        double number => double.IsFinite(number) ? number.ToString("G9", CultureInfo.InvariantCulture) : string.Empty,
        Figure figure => Field(figure.ValueOrNaN),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
