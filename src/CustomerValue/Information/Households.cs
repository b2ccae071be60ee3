using System.Data;

namespace CustomerValue.Information;

/// <summary>The households of a bank as of a day: clients connected over the accounts they may dispose of.</summary>
/// <remarks>
/// <para>A household is a connected component of clients over accounts, by dispositions in force on the day, capped at
/// <see cref="HouseholdOptions.LargestHousehold"/>. Every client in force is in exactly one household and every account counts in exactly one, so sums
/// over households equal sums over accounts to the last digit. Households are numbered by their smallest client key, whatever the order of the rows.</para>
/// <para>Memory: about 100 bytes per disposition in force, 500 while building. Immutable and thread-safe.</para>
/// </remarks>
public sealed class Households
{
    private readonly HouseholdMembers clients;
    private readonly HouseholdMembers accounts;
    private readonly Ownership[] owners;
    private readonly int[] ownerStart;
    private readonly OversizedComponent[] oversized;

    internal Households(
        Day asOf,
        Day knownAt,
        DataQuality quality,
        long outOfForce,
        HouseholdMembers clients,
        HouseholdMembers accounts,
        Ownership[] owners,
        int[] ownerStart,
        OversizedComponent[] oversized)
    {
        AsOf = asOf;
        KnownAt = knownAt;
        Quality = quality;
        DispositionsNotInForce = outOfForce;
        this.clients = clients;
        this.accounts = accounts;
        this.owners = owners;
        this.ownerStart = ownerStart;
        this.oversized = oversized;
        for (var i = 0; i < clients.Keys.Count; i++)
        {
            Count = Math.Max(Count, clients.Find(clients.Keys[i]) + 1);
        }
    }

    /// <summary>The day at whose end the dispositions hold.</summary>
    public Day AsOf { get; }

    /// <summary>The day at whose end they were known.</summary>
    public Day KnownAt { get; }

    /// <summary>What became of the rows.</summary>
    public DataQuality Quality { get; }

    /// <summary>Sound dispositions that did not hold, were not known, or were corrected by then.</summary>
    public long DispositionsNotInForce { get; }

    /// <summary>Number of households.</summary>
    public int Count { get; }

    /// <summary>Clients with a disposition in force, in key order.</summary>
    public IReadOnlyList<RecordKey> Clients => clients.Keys;

    /// <summary>Accounts with a disposition in force, in key order.</summary>
    public IReadOnlyList<RecordKey> Accounts => accounts.Keys;

    /// <summary>Components that were too large and were split, by smallest client key.</summary>
    public IReadOnlyList<OversizedComponent> OversizedComponents => oversized;

    /// <summary>Households as of a day, knowing what was known at its end.</summary>
    /// <param name="dispositions">Who may dispose of which account, in any order.</param>
    /// <param name="asOf">The day.</param>
    /// <exception cref="ArgumentNullException">There are no dispositions to read.</exception>
    public static Households Build(IEnumerable<Disposition> dispositions, Day asOf) => Build(dispositions, asOf, asOf, HouseholdOptions.Default);

    /// <summary>Households as of a day, as known at another.</summary>
    /// <param name="dispositions">Who may dispose of which account, in any order.</param>
    /// <param name="asOf">The day at whose end the dispositions hold.</param>
    /// <param name="knownAt">The day at whose end they were known.</param>
    /// <param name="options">The cap, and what to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">Strict, and a row breaks a rule.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static Households Build(
        IEnumerable<Disposition> dispositions,
        Day asOf,
        Day knownAt,
        HouseholdOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(dispositions);
        return HouseholdBuilder.Build(_ => RowMeter.Watch(dispositions, HouseholdBuilder.Source, progress, cancellation), asOf, knownAt, Guard.NotNull(options));
    }

    /// <summary>Households from an open reader that stays the caller's, row after row.</summary>
    /// <param name="reader">The open reader, before its first row.</param>
    /// <param name="map">Makes a disposition of a row, column by column.</param>
    /// <param name="asOf">The day at whose end the dispositions hold.</param>
    /// <param name="knownAt">The day at whose end they were known.</param>
    /// <param name="options">The cap, and what to do with bad rows.</param>
    /// <param name="progress">Told of rows read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">A column is lacking; or strict, and a row breaks a rule.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public static Households Build(
        IDataReader reader,
        Func<SourceRow, Disposition> map,
        Day asOf,
        Day knownAt,
        HouseholdOptions options,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(reader);
        Guard.NotNull(map);
        return HouseholdBuilder.Build(
            log => RowMeter.Watch(SourceRows.Read(reader, map, log), HouseholdBuilder.Source, progress, cancellation), asOf, knownAt, Guard.NotNull(options));
    }

    /// <summary>The household's key: its smallest client key.</summary>
    /// <param name="household">Household, 0 ≤ household &lt; <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such household.</exception>
    public RecordKey Key(int household) => ClientsOf(household)[0];

    /// <summary>The household of a client; null when no disposition of his is in force.</summary>
    /// <param name="client">The client's key.</param>
    public int? HouseholdOfClient(RecordKey client) => clients.Find(client) is >= 0 and var household ? household : null;

    /// <summary>The household an account counts in; null when nobody may dispose of it on the day.</summary>
    /// <param name="account">The account's key.</param>
    public int? HouseholdOfAccount(RecordKey account) => accounts.Find(account) is >= 0 and var household ? household : null;

    /// <summary>The key of the household an account counts in; missing when nobody may dispose of it on the day.</summary>
    /// <param name="account">The account's key.</param>
    public RecordKey KeyOfAccount(RecordKey account) => HouseholdOfAccount(account) is { } household ? Key(household) : default;

    /// <summary>The key of a client's household; missing when no disposition of his is in force.</summary>
    /// <param name="client">The client's key.</param>
    public RecordKey KeyOfClient(RecordKey client) => HouseholdOfClient(client) is { } household ? Key(household) : default;

    /// <summary>The clients of a household, in key order; at least one.</summary>
    /// <param name="household">Household, 0 ≤ household &lt; <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such household.</exception>
    public ReadOnlySpan<RecordKey> ClientsOf(int household) => clients.Of(Guard.Between(household, 0, Count - 1));

    /// <summary>The accounts that count in a household, in key order; may be none where a component was split.</summary>
    /// <param name="household">Household, 0 ≤ household &lt; <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such household.</exception>
    public ReadOnlySpan<RecordKey> AccountsOf(int household) => accounts.Of(Guard.Between(household, 0, Count - 1));

    /// <summary>Who may dispose of an account and whose it is: owners first; empty when nobody may on the day.</summary>
    /// <param name="account">The account's key.</param>
    public ReadOnlySpan<Ownership> OwnersOf(RecordKey account)
    {
        var place = accounts.Keys.Find(account);
        return place < 0 ? [] : owners.AsSpan(ownerStart[place], ownerStart[place + 1] - ownerStart[place]);
    }

    /// <summary>Splits an amount of an account among its owners, so that the parts sum to it to the last digit.</summary>
    /// <remarks>
    /// Each owner gets his share (<see cref="Ownership.Weight"/>: equal shares) rounded down to whole minor units, towards zero; the minor units that are left go one by one to the
    /// largest remainders, and among equal ones in the order of <see cref="OwnersOf"/>. Disponents get nothing and are not listed.
    /// </remarks>
    /// <param name="account">The account's key.</param>
    /// <param name="amount">The amount, in whole minor units; negative for debts.</param>
    /// <param name="minorDigits">Decimals of the currency, 0 to 6: 2 for cents, 0 for yen.</param>
    /// <returns>Owners with their parts; empty when nobody owns the account on the day, so that the amount belongs to nobody.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The decimals are out of range; the amount is not in whole minor units, or beyond ±10²¹.</exception>
    public IReadOnlyList<KeyValuePair<RecordKey, decimal>> Split(RecordKey account, decimal amount, int minorDigits = 2)
    {
        Guard.Between(minorDigits, 0, 6);
        if (decimal.Round(amount, minorDigits) != amount)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), $"{amount.ToString(System.Globalization.CultureInfo.InvariantCulture)} is not in whole minor units of {Guard.Text(minorDigits)} decimals; round it first.");
        }

        if (Math.Abs(amount) > 1e21m)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), "The amount is beyond ±10²¹: its minor units cannot be counted exactly.");
        }

        return AmountSplit.Of(OwnersOf(account), amount, minorDigits);
    }

    /// <summary>Sums over households, exact: together with what belongs to no household they equal the sum over accounts.</summary>
    /// <param name="amounts">Accounts with amounts of one currency; an account may occur more than once.</param>
    /// <exception cref="ArgumentNullException">There are no amounts to read.</exception>
    /// <exception cref="OverflowException">A sum leaves the range of decimal.</exception>
    public HouseholdTotals Sum(IEnumerable<KeyValuePair<RecordKey, decimal>> amounts)
    {
        var totals = new decimal[Count];
        var unassigned = 0m;
        var unassignedAmounts = 0L;
        foreach (var amount in Guard.NotNull(amounts))
        {
            var household = accounts.Find(amount.Key);
            if (household >= 0)
            {
                totals[household] += amount.Value;
            }
            else
            {
                unassigned += amount.Value;
                unassignedAmounts++;
            }
        }

        return new HouseholdTotals(totals, unassigned, unassignedAmounts);
    }
}
