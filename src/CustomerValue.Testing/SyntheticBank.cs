using CustomerValue.Information;

namespace CustomerValue.Testing;

/// <summary>A retail bank of any size made from a seed, with its campaign and the truth behind it: for tests, samples and benchmarks.</summary>
/// <remarks>
/// <para>
/// Nothing is stored. Each household is drawn from its own random streams when it is read, so the same seed gives the same household in a
/// bank of a hundred and of a million, in every order and on every machine; an enumeration holds one household, below 100 kB.
/// Every enumeration starts again from the first household.
/// </para>
/// <para>
/// Keys are numbers: household h = 0, 1, … has the clients and the accounts 10h + 1, 10h + 2, …, and the key of its first client, as in
/// <see cref="Households"/>; an account's transactions have its key times 100,000 plus 1, 2, …. The distributions are those of docs/synthetic-bank.md. Amounts are in EUR.
/// Immutable and thread-safe; each enumerator belongs to one thread.
/// </para>
/// </remarks>
public sealed class SyntheticBank
{
    private const long TransactionStride = 100_000;

    private static readonly decimal[] Thresholds = [15_000, 30_000, 50_000];

    private readonly Lazy<KnownTruth> truth;

    private SyntheticBank(int households, ulong seed, SyntheticBankOptions options)
    {
        HouseholdCount = households;
        Seed = seed;
        Options = options;
        AsOf = options.Start.AddMonths(options.HistoryMonths).AddDays(-1);
        End = options.Start.AddMonths(options.HistoryMonths + options.OutcomeMonths).AddDays(-1);
        truth = new Lazy<KnownTruth>(() => KnownTruth.Of(this));
    }

    /// <summary>Household assets from which the second, third and fourth value tier begin: 15,000, 30,000 and 50,000.</summary>
    public static IReadOnlyList<decimal> TierThresholds { get; } = Array.AsReadOnly(Thresholds);

    /// <summary>The product that the campaign promotes.</summary>
    public static string CampaignProduct => "term deposit";

    /// <summary>Number of households.</summary>
    public int HouseholdCount { get; }

    /// <summary>The seed of everything.</summary>
    public ulong Seed { get; }

    /// <summary>The settings.</summary>
    public SyntheticBankOptions Options { get; }

    /// <summary>The last day before the campaign: features use rows up to its end, outcomes rows after it.</summary>
    public Day AsOf { get; }

    /// <summary>The last day of the records, the end of the outcome months.</summary>
    public Day End { get; }

    /// <summary>What no bank knows: segments, effects, both outcomes of everybody. Computed at first use, by one pass over the bank.</summary>
    public KnownTruth Truth => truth.Value;

    /// <summary>A bank.</summary>
    /// <param name="households">Number of households, 1 to 100 million.</param>
    /// <param name="seed">Seed; the first n households of a seed are the same in every bank that has them.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of households is outside its range.</exception>
    public static SyntheticBank Create(int households, ulong seed, SyntheticBankOptions? options = null) =>
        new(Guard.Between(households, 1, 100_000_000), seed, options ?? SyntheticBankOptions.Default);

    /// <summary>The key of the household (that of its first client) to which a client or account of a synthetic bank belongs.</summary>
    /// <param name="key">Key of a client or an account.</param>
    /// <exception cref="ArgumentException">The key is no key of a synthetic client or account.</exception>
    public static RecordKey HouseholdOf(RecordKey key) =>
        key.TryGetNumber(out var number) && number > 0 && number % HouseholdScript.IdStride is >= 1 and <= HouseholdScript.MaxMembers
            ? new RecordKey(number / HouseholdScript.IdStride * HouseholdScript.IdStride + 1)
            : throw new ArgumentException($"'{key.ToString()}' is no client or account of a synthetic bank.", nameof(key));

    /// <summary>The clients: one to four to a household, the first two adults.</summary>
    public IEnumerable<Client> EnumerateClients()
    {
        foreach (var household in Households())
        {
            for (var i = 0; i < household.MemberCount; i++)
            {
                var member = household.Members[i];
                yield return new Client
                {
                    Id = household.CustomerId(i),
                    BornOn = member.Born,
                    ClientSince = member.Born > household.Joined ? member.Born : household.Joined,
                    Gender = member.IsFemale ? "F" : "M",
                    Region = RegionNames[household.Region - 1],
                };
            }
        }
    }

    /// <summary>The accounts: a current account for each adult, then the household's savings account and fund account where it has them.</summary>
    public IEnumerable<Account> EnumerateAccounts()
    {
        foreach (var household in Households())
        {
            for (var i = 0; i < household.AccountCount; i++)
            {
                yield return new Account
                {
                    Id = household.AccountId(i),
                    OpenedOn = household.Joined,
                    Product = i < household.AdultCount ? "current" : i == household.AdultCount && household.HasSavings ? "savings" : "fund",
                    Branch = RegionNames[household.Region - 1],
                    Currency = Currency,
                };
            }
        }
    }

    /// <summary>Who may dispose of which account: adults own their current accounts and share the others; minors are disponents of the savings account.</summary>
    public IEnumerable<Disposition> EnumerateDispositions()
    {
        foreach (var household in Households())
        {
            for (var account = 0; account < household.AccountCount; account++)
            {
                var shared = account >= household.AdultCount;
                var savings = shared && account == household.AdultCount && household.HasSavings;
                for (var i = 0; i < household.MemberCount; i++)
                {
                    var minor = household.Members[i].IsMinor;
                    if (shared ? savings || !minor : i == account)
                    {
                        yield return new Disposition
                        {
                            Client = household.CustomerId(i),
                            Account = household.AccountId(account),
                            Role = minor ? DispositionRole.Disponent : shared && i > 0 ? DispositionRole.CoOwner : DispositionRole.Owner,
                        };
                    }
                }
            }
        }
    }

    /// <summary>All booked movements from the first day to <see cref="End"/>: household after household, account after account, by day, in booking order.</summary>
    /// <remarks>The opening row of an account (a transfer on the first day) brings its balance forward, so the rows of an account sum to its balance.</remarks>
    public IEnumerable<Transaction> EnumerateTransactions()
    {
        var assets = new AssetScript(Seed, Options);
        var ledger = new LedgerScript(Seed, Options);
        foreach (var household in Households())
        {
            assets.Load(household);
            ledger.Load(household, assets);
            for (var i = 0; i < household.AccountCount; i++)
            {
                var account = household.AccountId(i);
                var number = account * TransactionStride;
                long balance = 0;
                foreach (var row in ledger.Rows(i))
                {
                    balance += row.Cents;
                    yield return new Transaction
                    {
                        Id = ++number,
                        Account = account,
                        ValueDay = Day.FromNumber(row.Day),
                        Amount = Money(row.Cents),
                        Currency = Currency,
                        Kind = row.Kind,
                        BalanceAfter = Money(balance),
                    };
                }
            }
        }
    }

    /// <summary>The balance of every account at each month's end, account after account; the last rows of <see cref="EnumerateTransactions"/> agree with it to the cent.</summary>
    public IEnumerable<BalanceObservation> EnumerateMonthlyBalances()
    {
        var assets = new AssetScript(Seed, Options);
        var ends = MonthEnds(Options);
        var split = new long[HouseholdScript.MaxMembers];
        foreach (var household in Households())
        {
            assets.Load(household);
            for (var account = 0; account < household.AccountCount; account++)
            {
                for (var month = 1; month < ends.Length; month++)
                {
                    LedgerScript.Split(household, assets.Cents[month], split);
                    yield return new BalanceObservation
                    {
                        Account = household.AccountId(account),
                        Day = Day.FromNumber(ends[month]),
                        Balance = Money(split[account]),
                        Currency = Currency,
                    };
                }
            }
        }
    }

    /// <summary>Products held by the adults: card, loan, mortgage, insurance, fund, and the promoted <see cref="CampaignProduct"/> from the day it was taken.</summary>
    public IEnumerable<ProductHolding> EnumerateProductHoldings()
    {
        var assets = new AssetScript(Seed, Options);
        var contacts = new ContactScript(this);
        foreach (var household in Households())
        {
            assets.Load(household);
            for (var i = 0; i < household.AdultCount; i++)
            {
                foreach (var (product, from, to) in contacts.Holdings(household, assets, i))
                {
                    yield return new ProductHolding { Client = household.CustomerId(i), Product = product, HeldFrom = from, HeldTo = to };
                }
            }
        }
    }

    /// <summary>Contacts of the adults through branch, phone, mail and app: everyday ones, and those of the campaign in the month after <see cref="AsOf"/>.</summary>
    public IEnumerable<Contact> EnumerateContacts()
    {
        var assets = new AssetScript(Seed, Options);
        var contacts = new ContactScript(this);
        foreach (var household in Households())
        {
            assets.Load(household);
            for (var i = 0; i < household.AdultCount; i++)
            {
                foreach (var contact in contacts.Contacts(household, assets, i))
                {
                    yield return contact;
                }
            }
        }
    }

    /// <summary>The campaign as the bank sees it, one row per household: group, what was known before, assets after.</summary>
    public IEnumerable<CampaignHousehold> EnumerateCampaignHouseholds()
    {
        var assets = new AssetScript(Seed, Options);
        foreach (var household in Households())
        {
            assets.Load(household);
            yield return new CampaignHousehold(household, assets, Options);
        }
    }

    /// <summary>The campaign as the bank sees it, one row per adult client: group, what was known before, and whether the client took the product.</summary>
    public IEnumerable<CampaignClient> EnumerateCampaignClients()
    {
        var assets = new AssetScript(Seed, Options);
        foreach (var household in Households())
        {
            assets.Load(household);
            var row = new CampaignHousehold(household, assets, Options);
            for (var i = 0; i < household.AdultCount; i++)
            {
                var response = ResponseScript.Draw(Seed, Options, household, assets, i);
                yield return new CampaignClient(row, household, i, assets.Group == CampaignGroup.Marketing ? response.IfTreated : response.IfControl, AsOf);
            }
        }
    }

    internal const string Currency = "EUR";

    private static readonly string[] RegionNames = ["North", "Northeast", "East", "Southeast", "South", "Southwest", "West", "Northwest"];

    /// <summary>The index of the tier of assets in cents, 0 to 3.</summary>
    internal static int TierOf(long cents)
    {
        var tier = 0;
        while (tier < Thresholds.Length && cents >= 100 * Thresholds[tier])
        {
            tier++;
        }

        return tier;
    }

    /// <summary>Day numbers of the ends of months 1, 2, …; element 0 is the day before the first.</summary>
    internal static int[] MonthEnds(SyntheticBankOptions options)
    {
        var ends = new int[options.HistoryMonths + options.OutcomeMonths + 1];
        for (var month = 0; month < ends.Length; month++)
        {
            ends[month] = options.Start.AddMonths(month).Number - 1;
        }

        return ends;
    }

    internal static decimal Money(long cents) =>
        new(unchecked((int)Math.Abs(cents)), unchecked((int)(Math.Abs(cents) >> 32)), 0, cents < 0, 2);

    /// <summary>All households in order, in one buffer that the next one replaces.</summary>
    internal IEnumerable<HouseholdScript> Households()
    {
        var household = new HouseholdScript(Seed, Options);
        for (var index = 0; index < HouseholdCount; index++)
        {
            household.Load(index);
            yield return household;
        }
    }
}
