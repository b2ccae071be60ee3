using FourInOne.Output;

namespace FourInOne.CzechBank;

/// <summary>A folder of delimited files, read strictly.</summary>
/// <remarks>
/// A file of another shape than expected (missing, empty, cut, other columns, other delimiter, a line with too few or too many fields) is refused at
/// once. A line with a bad field is rejected, counted and reported; so many of them that the file cannot be the right one refuse it too.
/// </remarks>
internal sealed class BankFolder(string path)
{
    private readonly List<FileReading> readings = [];

    /// <summary>What became of each file so far.</summary>
    public IReadOnlyList<FileReading> Readings => readings;

    /// <summary>The rows of a file in order, whether or not some are equal.</summary>
    public IReadOnlyList<T> ReadRows<T>(FileFormat format, Func<BankLine, T> make)
    {
        var rows = new List<T>();
        Keep(DelimitedFile.Read(path, format, (line, _) => rows.Add(make(line))));
        return rows;
    }

    /// <summary>The rows of a file by key: a repeated row counts once, rows that contradict each other not at all.</summary>
    public IReadOnlyDictionary<long, T> ReadTable<T>(FileFormat format, string key, Func<BankLine, T> make)
        where T : notnull
    {
        var rows = new Dictionary<long, (T Row, int Line, bool IsContradicted)>();
        Keep(DelimitedFile.Read(path, format, (line, reading) =>
        {
            var id = line.Id(key);
            var row = make(line);
            if (rows.TryAdd(id, (row, line.Number, false)))
            {
                return;
            }

            var first = rows[id];
            if (!first.IsContradicted && first.Row.Equals(row))
            {
                reading.Duplicates++;
                return;
            }

            if (!first.IsContradicted)
            {
                rows[id] = first with { IsContradicted = true };
                reading.Reject(first.Line, Contradiction(key, id, line.Number));
            }

            throw new FieldFault(Contradiction(key, id, first.Line));
        }));
        return rows.Where(entry => !entry.Value.IsContradicted).ToDictionary(entry => entry.Key, entry => entry.Value.Row);
    }

    private void Keep(FileReading reading)
    {
        reading.Check();
        readings.Add(reading);
    }

    private static string Contradiction(string key, long id, int otherLine) =>
        $"column {key}: found '{Text.Plain(id)}' with other content than in line {Text.Plain(otherLine)}, expected one content for a key";
}
