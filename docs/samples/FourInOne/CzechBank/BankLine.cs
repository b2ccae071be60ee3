using System.Globalization;
using CsvHelper;
using CustomerValue;

namespace FourInOne.CzechBank;

/// <summary>The fields of the current line, by column; one that is not what it should be throws a <see cref="FieldFault"/>.</summary>
internal sealed class BankLine(CsvParser parser, IReadOnlyDictionary<string, int> places)
{
    public int Number => parser.RawRow;

    public string Text(string column) => parser[places[column]].Trim();

    public long Id(string column) => long.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
        ? id
        : throw FieldFault.In(column, Text(column), "a whole number from 1");

    /// <summary>A key that must stand in another file.</summary>
    public long KnownId<T>(string column, IReadOnlyDictionary<long, T> known, string file)
    {
        var id = Id(column);
        return known.ContainsKey(id) ? id : throw FieldFault.In(column, Text(column), $"a key of {file}");
    }

    /// <summary>An amount with a decimal point, without thousands separators.</summary>
    public decimal Money(string column) =>
        decimal.TryParse(Text(column), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money)
            ? money
            : throw FieldFault.In(column, Text(column), "an amount such as 1234.50");

    /// <summary>The meaning of a code.</summary>
    public T Code<T>(string column, IReadOnlyDictionary<string, T> codes) => codes.TryGetValue(Text(column), out var meaning)
        ? meaning
        : throw FieldFault.In(column, Text(column), "one of " + string.Join(", ", codes.Keys.Select(code => code.Length == 0 ? "nothing" : code)));

    public Day IsoDay(string column) => Day.TryParse(Text(column), out var day) ? day : throw FieldFault.In(column, Text(column), "a date such as 1993-11-30");

    public Day ShortDay(string column) => ShortDate.TryParse(Text(column), out var day) ? day : throw FieldFault.In(column, Text(column), "a date YYMMDD");
}
