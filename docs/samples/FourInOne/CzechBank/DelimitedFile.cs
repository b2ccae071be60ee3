using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using FourInOne.Output;

namespace FourInOne.CzechBank;

/// <summary>Reads one file line by line and refuses it at once when its shape is not the expected one.</summary>
internal static class DelimitedFile
{
    /// <summary>Gives every line below the header to <paramref name="take"/>; a <see cref="FieldFault"/> rejects the line.</summary>
    public static FileReading Read(string folder, FileFormat format, Action<BankLine, FileReading> take)
    {
        var file = Path.Combine(folder, format.Name);
        if (!File.Exists(file))
        {
            throw new BankFileException($"{format.Name}: found no such file in '{folder}', expected the files that --help lists.");
        }

        using var stream = File.OpenRead(file);
        var endsWithLine = EndsWithLine(stream);
        using var text = new StreamReader(stream);
        using var parser = new CsvParser(text, Configuration(format));
        var (places, width) = ReadHeader(format, parser);
        var reading = new FileReading(format.Name);
        var line = new BankLine(parser, places);
        var lastLine = line.Number;
        while (parser.Read())
        {
            reading.Lines++;
            CheckWidth(format, parser, width);
            lastLine = line.Number;
            try
            {
                take(line, reading);
            }
            catch (FieldFault fault)
            {
                reading.Reject(parser.RawRow, fault.Message);
            }
        }

        return endsWithLine
            ? reading
            : throw Fault(format, lastLine, "found the end of the file within the line, expected a line end: the file is cut");
    }

    private static CsvConfiguration Configuration(FileFormat format) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = format.Delimiter.ToString(),
        IgnoreBlankLines = false,
        LineBreakInQuotedFieldIsBadData = true,
        BadDataFound = bad => throw Fault(format, bad.Context.Parser!, $"found {Text.Quoted(bad.RawRecord)}, expected quotation marks in pairs on one line"),
    };

    private static (Dictionary<string, int> Places, int Width) ReadHeader(FileFormat format, CsvParser parser)
    {
        if (!parser.Read())
        {
            throw new BankFileException($"{format.Name}: found an empty file, expected a header.");
        }

        var header = parser.Record!.Select(name => name.Trim()).ToArray();
        var expected = $"columns {string.Join(", ", format.Columns)} separated by '{format.Delimiter}'";
        if (header.Length == 1)
        {
            throw Fault(format, parser, $"found {Text.Quoted(header[0])}, expected {expected}: the delimiter is another");
        }

        var missing = format.Columns.Except(header, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            throw Fault(format, parser, $"column {missing[0]}: found only {string.Join(", ", header)}, expected {expected}");
        }

        return (format.Columns.ToDictionary(name => name, name => Array.IndexOf(header, name), StringComparer.Ordinal), header.Length);
    }

    private static void CheckWidth(FileFormat format, CsvParser parser, int width)
    {
        if (parser.Count != width)
        {
            var why = parser.Count < width ? "the line is cut" : "a number has a decimal comma, or a text the delimiter in it";
            throw Fault(format, parser, $"found {Text.Plain(parser.Count)} fields in {Text.Quoted(parser.RawRecord)}, expected {Text.Plain(width)}: {why}");
        }
    }

    private static bool EndsWithLine(FileStream stream)
    {
        if (stream.Length == 0)
        {
            return true;
        }

        stream.Seek(-1, SeekOrigin.End);
        var last = stream.ReadByte();
        stream.Seek(0, SeekOrigin.Begin);
        return last == '\n';
    }

    private static BankFileException Fault(FileFormat format, IParser parser, string what) => Fault(format, parser.RawRow, what);

    private static BankFileException Fault(FileFormat format, int line, string what) => new($"{format.Name}, line {Text.Plain(line)}, {what}.");
}
