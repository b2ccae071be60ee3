using System.Globalization;
using CustomerValue.Information;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Tests.Information;

public class SnapshotLaws
{
    private static readonly Config Sixty = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20240630UL, 7UL);

    [Fact]
    public void Rows_after_the_day_or_not_yet_known_move_neither_the_digest_nor_a_bit_of_any_figure() =>
        Prop.ForAll<int, int, int>((bank, future, otherFuture) =>
        {
            var present = RandomBank.Make(bank);
            var (plain, one, other) = (present.Cut(), present.WithFuture(future).Cut(), present.WithFuture(otherFuture).Cut());
            one.Digest.Should().Be(plain.Digest);
            other.Digest.Should().Be(plain.Digest);
            Figures(one).Should().Equal(Figures(plain));
            Figures(other).Should().Equal(Figures(plain));
        }).Check(Sixty);

    [Fact]
    public void The_future_is_there_and_counted()
    {
        var snapshot = RandomBank.Make(1).WithFuture(2).Cut();

        snapshot.Lineage.Sources.Select(s => s.Name).Should().Equal("merges", "transactions", "accounts", "observations", "dispositions", "holdings", "contacts", "income");
        snapshot.Lineage.Sources.Should().OnlyContain(s => s.RowsAfterAsOf + s.RowsNotYetKnown > 0);
        snapshot.Lineage.Sources.Where(s => s.Quality is not null).Should().OnlyContain(s =>
            s.Name == "dispositions" || s.Quality!.RowsAccepted == s.RowsUsed + s.RowsAfterAsOf + s.RowsNotYetKnown + s.RowsSuperseded);
        RandomBank.Make(1).Cut().Lineage.Find("contacts")!.RowsAfterAsOf.Should().Be(0);
    }

    [Fact]
    public void The_order_of_rows_and_the_culture_move_no_bit() =>
        Prop.ForAll<int, int>((bank, order) =>
        {
            var culture = CultureInfo.CurrentCulture;
            var plain = RandomBank.Make(bank).Cut();
            try
            {
                CultureInfo.CurrentCulture = new CultureInfo("cs-CZ");
                var mixed = RandomBank.Make(bank).Shuffled(new Random(order)).Cut();
                mixed.Digest.Should().Be(plain.Digest);
                mixed.Lineage.ToString().Should().Be(plain.Lineage.ToString());
                Figures(mixed).Should().Equal(Figures(plain));
            }
            finally
            {
                CultureInfo.CurrentCulture = culture;
            }
        }).Check(Sixty);

    public static TheoryData<string> Changes => [.. ChangesOf.Keys];

    private static readonly Dictionary<string, Action<RandomBank>> ChangesOf = new()
    {
        ["amount"] = b => Change(b.Transactions, t => t with { Amount = t.Amount + 0.01m }),
        ["sign"] = b => Change(b.Transactions, t => t with { Amount = -t.Amount - 1 }),
        ["value day"] = b => Change(b.Transactions, t => t with { ValueDay = t.ValueDay.AddDays(-1), BookedOn = t.ValueDay, KnownAt = t.ValueDay }),
        ["booking day"] = b => Change(b.Transactions, t => t with { BookedOn = t.ValueDay.AddDays(-1), KnownAt = t.ValueDay }),
        ["known-at"] = b => Change(b.Transactions, t => t with { KnownAt = t.ValueDay.AddDays(1) }),
        ["kind"] = b => Change(b.Transactions, t => t with { Kind = t.Kind == TransactionKind.Card ? TransactionKind.Transfer : TransactionKind.Card, CustomerInitiated = t.IsByCustomer }),
        ["who did it"] = b => Change(b.Transactions, t => t with { CustomerInitiated = !t.IsByCustomer }),
        ["booked balance"] = b => Change(b.Transactions, t => t with { BalanceAfter = (t.BalanceAfter ?? 0) + 1 }),
        ["balance of nothing"] = b => Change(b.Transactions, t => t with { BalanceAfter = t.BalanceAfter is null ? 0 : null }),
        ["reversal"] = b => Change(b.Transactions, t => t with { Reverses = "no such row" }),
        ["id"] = b => Change(b.Transactions, t => t with { Id = "new" }),
        ["account of a row"] = b => Change(b.Transactions, t => t with { Account = t.Account == "A0" ? "A1" : "A0" }),
        ["a row less"] = b => b.Transactions.RemoveAt(0),
        ["a row more"] = b => b.Transactions.Add(new() { Account = "A0", ValueDay = RandomBank.AsOf, Amount = 0 }),
        ["opening"] = b => Change(b.Accounts, a => a with { OpenedOn = a.OpenedOn.AddDays(-1), KnownAt = a.OpenedOn }),
        ["closing"] = b => Change(b.Accounts, a => a with { ClosedOn = a.ClosedOn is null ? RandomBank.AsOf : null }),
        ["product of an account"] = b => Change(b.Accounts, a => a with { Product = "savings" }),
        ["branch"] = b => Change(b.Accounts, a => a with { Branch = "7" }),
        ["currency of an account"] = b => Change(b.Accounts, a => a with { Currency = "EUR" }),
        ["role"] = b => Change(b.Dispositions, d => d with { Role = DispositionRole.CoOwner }),
        ["client"] = b => Change(b.Dispositions, d => d with { Client = 77 }),
        ["end of a right"] = b => Change(b.Dispositions, d => d with { ValidTo = RandomBank.AsOf.AddDays(-1) }),
        ["observed balance"] = b => Change(b.Balances, o => o with { Balance = o.Balance + 0.01m }),
        ["day of a balance"] = b => Change(b.Balances, o => o with { Day = o.Day.AddDays(-1), KnownAt = o.Day }),
        ["holding"] = b => Change(b.Holdings, h => h with { Product = "loan" }),
        ["end of a holding"] = b => Change(b.Holdings, h => h with { HeldTo = h.HeldTo is null ? RandomBank.AsOf : null }),
        ["channel"] = b => Change(b.Contacts, c => c with { Channel = "branch" }),
        ["campaign"] = b => Change(b.Contacts, c => c with { Campaign = "other" }),
        ["response"] = b => Change(b.Contacts, c => c with { RespondedOn = c.RespondedOn is null ? RandomBank.AsOf : null }),
        ["margin"] = b => Change(b.Income, e => e with { Amount = e.Amount + 0.01m }),
        ["period"] = b => Change(b.Income, e => e with { From = e.From.AddDays(-1) }),
        ["kind of income"] = b => Change(b.Income, e => e with { Kind = IncomeKind.Commission }),
        ["merge"] = b => b.Merges[0] = b.Merges[0] with { Into = 0 },
        ["no merge"] = b => b.Merges.Clear(),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_of_what_is_visible_changes_the_digest(string what)
    {
        var bank = RandomBank.Make(5);
        var before = bank.Cut();
        ChangesOf[what](bank);
        var after = bank.Cut();

        after.Digest.Should().NotBe(before.Digest);
        after.Lineage.Sources.Select(s => s.Digest).Except(before.Lineage.Sources.Select(s => s.Digest)).Should().NotBeEmpty("a source shows where");
    }

    [Fact]
    public void How_it_is_cut_is_part_of_the_digest()
    {
        var sources = RandomBank.Make(5).Load();
        var options = SnapshotOptions.Default;
        Snapshot Cut(SnapshotOptions how) => sources.AsOf(RandomBank.AsOf, RandomBank.KnownAt, how);
        string[] digests =
        [
            Cut(options).Digest,
            sources.AsOf(RandomBank.AsOf, RandomBank.KnownAt.AddDays(1)).Digest,
            sources.AsOf(RandomBank.AsOf.AddDays(1), RandomBank.KnownAt).Digest,
            Cut(options with { Level = CustomerLevel.Client }).Digest,
            Cut(options with { DormantAfterDays = 30 }).Digest,
            Cut(options with { DefinitionVersion = "2" }).Digest,
            Cut(options with { Balances = new BalanceOptions { Tolerance = 1 } }).Digest,
            Cut(options with { Households = new HouseholdOptions { LargestHousehold = 3 } }).Digest,
            (sources with { Calendar = new BankCalendar("Prague", _ => default) }).AsOf(RandomBank.AsOf, RandomBank.KnownAt).Digest,
            (sources with { Rates = ExchangeRates.Into("CZK", "bank", []) }).AsOf(RandomBank.AsOf, RandomBank.KnownAt).Digest,
        ];

        digests.Should().OnlyHaveUniqueItems().And.OnlyContain(d => d.Length == 64);
    }

    [Fact]
    public void Money_written_with_more_zeros_is_the_same_money()
    {
        var bank = RandomBank.Make(5);
        var before = bank.Cut().Digest;
        for (var i = 0; i < bank.Transactions.Count; i++)
        {
            bank.Transactions[i] = bank.Transactions[i] with { Amount = decimal.Round(bank.Transactions[i].Amount, 6) };
        }

        var rounded = bank.Cut().Digest;
        for (var i = 0; i < bank.Transactions.Count; i++)
        {
            bank.Transactions[i] = bank.Transactions[i] with { Amount = bank.Transactions[i].Amount + 0.0000000000m };
        }

        bank.Cut().Digest.Should().Be(rounded).And.NotBe(before);
    }

    private static void Change<T>(List<T> rows, Func<T, T> change) => rows[0] = change(rows[0]);

    private static IEnumerable<string> Figures(Snapshot snapshot)
    {
        var table = ActivityFeatures.Extract(snapshot.Transactions, snapshot.Balances, snapshot.Households!, snapshot.Holdings, ActivityOptions.Default);
        foreach (var column in table.Schema.Columns)
        {
            foreach (var value in table.Number(column.Name).ToArray())
            {
                yield return $"{column.Name} {BitConverter.DoubleToInt64Bits(value)}";
            }
        }

        var panel = MonthlyBalances.ByCustomer(snapshot.Balances, snapshot.CustomerOf, snapshot.Accounts);
        yield return string.Join(" ", Enumerable.Range(0, panel.Months.Count).Select(m => panel.Total(m).ToString(CultureInfo.InvariantCulture)));
        foreach (var customer in snapshot.Population.Customers)
        {
            yield return $"{customer}: {string.Join(" ", snapshot.AccountsOf(customer).Select(a => $"{a} {snapshot.Statuses.Of(a)} {snapshot.Statuses.QuietDaysOf(a)}"))}";
            foreach (var record in snapshot.RowsOf(customer).Concat<object>(snapshot.HoldingsOf(customer)).Concat(snapshot.ContactsOf(customer)).Concat(snapshot.IncomeOf(customer)))
            {
                yield return string.Format(CultureInfo.InvariantCulture, "{0}", record switch
                {
                    Transaction t => (object)$"{t.Id} {t.ValueDay} {Bits(t.Amount)} {t.Kind} {t.Currency} {t.Reverses}",
                    ProductHolding h => $"{h.Product} {h.HeldFrom} {h.HeldTo}",
                    Contact c => $"{c.Day} {c.Channel} {c.RespondedOn}",
                    IncomeEntry e => $"{e.Id} {e.From} {Bits(e.Amount)} {e.Currency}",
                    _ => throw new InvalidOperationException(),
                });
            }
        }
    }

    private static string Bits(decimal amount) => string.Join(".", decimal.GetBits(amount));
}
