namespace CustomerValue.Information;

/// <summary>A bank's exchange rates into one home currency, asked as of a day and as known at another: no rate of the future is ever taken.</summary>
/// <remarks>
/// The rate of a day is the latest one dated on or before it and known by then, however old; where there is none, conversion is an error, never a
/// guess. Immutable and thread-safe.
/// </remarks>
public sealed class ExchangeRates
{
    private readonly Dictionary<string, (int Day, int KnownAt, decimal Rate)[]> byCurrency;
    private readonly int minorUnits;

    private ExchangeRates(string home, string source, int minorUnits, Dictionary<string, (int Day, int KnownAt, decimal Rate)[]> byCurrency)
    {
        Home = home;
        Source = source;
        this.minorUnits = minorUnits;
        this.byCurrency = byCurrency;
    }

    /// <summary>ISO 4217 code of the currency that all amounts become.</summary>
    public string Home { get; }

    /// <summary>Where the rates come from, for the lineage, such as <c>ECB reference rates</c>.</summary>
    public string Source { get; }

    /// <summary>A table of rates.</summary>
    /// <param name="home">ISO 4217 code of the home currency.</param>
    /// <param name="source">Where the rates come from.</param>
    /// <param name="rates">The rates, in any order; read once.</param>
    /// <param name="minorUnits">Decimal places of the home currency, 0 to 8; converted amounts are rounded to them, halves away from zero.</param>
    /// <exception cref="ArgumentException">A rate is null, without currency or day, not positive, of the home currency itself, or contradicts another; or home is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Minor units are outside 0 to 8.</exception>
    public static ExchangeRates Into(string home, string source, IEnumerable<ExchangeRate> rates, int minorUnits = 2)
    {
        if (string.IsNullOrWhiteSpace(Guard.NotNull(home)))
        {
            throw new ArgumentException("The home currency has no code.", nameof(home));
        }

        Guard.NotNull(source);
        Guard.Between(minorUnits, 0, 8);
        var lists = new Dictionary<string, List<(int Day, int KnownAt, decimal Rate)>>(StringComparer.Ordinal);
        var row = 0L;
        foreach (var rate in Guard.NotNull(rates))
        {
            Check(rate, home, row++);
            if (!lists.TryGetValue(rate.Currency, out var list))
            {
                lists.Add(rate.Currency, list = []);
            }

            list.Add((rate.Day.Number, (rate.KnownAt ?? rate.Day).Number, rate.Rate));
        }

        return new ExchangeRates(home, source, minorUnits, lists.ToDictionary(pair => pair.Key, pair => Sorted(pair.Key, pair.Value), StringComparer.Ordinal));
    }

    /// <summary>Home currency for one unit of a currency.</summary>
    /// <param name="currency">ISO 4217 code; 1 for the home currency.</param>
    /// <param name="on">The day; no later rate is taken.</param>
    /// <param name="knownAt">The day of knowledge; no rate known later is taken.</param>
    /// <exception cref="ArgumentException">No such rate was known.</exception>
    public decimal RateOf(string currency, Day on, Day knownAt)
    {
        if (string.Equals(Guard.NotNull(currency), Home, StringComparison.Ordinal))
        {
            return 1;
        }

        if (byCurrency.TryGetValue(currency, out var rates))
        {
            var (low, high) = (0, rates.Length);
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                (low, high) = rates[middle].Day <= on.Number ? (middle + 1, high) : (low, middle);
            }

            for (var i = low - 1; i >= 0; i--)
            {
                if (rates[i].KnownAt <= knownAt.Number)
                {
                    return rates[i].Rate;
                }
            }
        }

        throw new ArgumentException($"No rate of '{currency}' in {Home} is dated on or before {on} and was known on {knownAt} ({Source}).", nameof(currency));
    }

    /// <summary>The transaction in the home currency, by the rate of its value day as known when the transaction was.</summary>
    /// <param name="transaction">A transaction; without a currency it is in the home currency already.</param>
    /// <returns>
    /// The same transaction when it is in the home currency; else one whose amount is converted and rounded, without
    /// <see cref="Transaction.BalanceAfter"/>, since balances converted day by day do not follow from the amounts.
    /// </returns>
    /// <exception cref="ArgumentException">No rate dated by then was known by then.</exception>
    /// <exception cref="OverflowException">The amount leaves the range of decimal.</exception>
    public Transaction Convert(Transaction transaction)
    {
        Guard.NotNull(transaction);
        if (string.IsNullOrEmpty(transaction.Currency) || string.Equals(transaction.Currency, Home, StringComparison.Ordinal))
        {
            return transaction;
        }

        var rate = RateOf(transaction.Currency, transaction.ValueDay, transaction.KnownAt ?? transaction.BookedOn ?? transaction.ValueDay);
        return transaction with
        {
            Amount = decimal.Round(transaction.Amount * rate, minorUnits, MidpointRounding.AwayFromZero),
            Currency = Home,
            BalanceAfter = null,
        };
    }

    private static void Check(ExchangeRate? rate, string home, long row)
    {
        if (rate is null)
        {
            throw Guard.BrokenRow("rates", row, "a rate on every row", "null");
        }

        if (string.IsNullOrWhiteSpace(rate.Currency) || string.Equals(rate.Currency, home, StringComparison.Ordinal))
        {
            throw Guard.BrokenRow("rates", row, $"a currency other than {home}", $"'{rate.Currency}'");
        }

        if (rate.Day == default || rate.KnownAt == default(Day))
        {
            throw Guard.BrokenRow("rates", row, "a day given, known-at given or null", "default");
        }

        if (rate.Rate <= 0)
        {
            throw Guard.BrokenRow("rates", row, "rate > 0", rate.Rate.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static (int Day, int KnownAt, decimal Rate)[] Sorted(string currency, List<(int Day, int KnownAt, decimal Rate)> rates)
    {
        rates.Sort();
        for (var i = 1; i < rates.Count; i++)
        {
            if (rates[i].Day == rates[i - 1].Day && rates[i].KnownAt == rates[i - 1].KnownAt && rates[i].Rate != rates[i - 1].Rate)
            {
                throw new ArgumentException($"Two rates of {currency} on {Day.FromNumber(rates[i].Day)} known the same day contradict each other.", nameof(rates));
            }
        }

        return rates.ToArray();
    }
}
