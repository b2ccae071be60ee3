namespace CustomerValue.Information;

/// <summary>One currency per load: the one asked for, or the one that all rows share.</summary>
internal sealed class CurrencyRule(string source, string? asked)
{
    private long firstRow;

    public string Found { get; private set; } = asked ?? string.Empty;

    /// <summary>False when the row is in another currency than the one asked for.</summary>
    /// <exception cref="ArgumentException">None was asked for and the rows do not agree.</exception>
    public bool Accepts(string? currency, long row)
    {
        if (string.IsNullOrEmpty(currency) || string.Equals(currency, Found, StringComparison.Ordinal))
        {
            return true;
        }

        if (asked is not null)
        {
            return false;
        }

        if (Found.Length > 0)
        {
            throw Guard.BrokenRow(source, row, "one currency in a load", $"{currency}, row {Guard.Text(firstRow)} has {Found}; convert first, or set LoadOptions.Currency to take one");
        }

        Found = currency!;
        firstRow = row;
        return true;
    }
}
