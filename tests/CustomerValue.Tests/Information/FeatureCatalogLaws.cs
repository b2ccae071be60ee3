using CustomerValue.Information;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Tests.Information;

public class FeatureCatalogLaws
{
    private static readonly Config Ten = Config.QuickThrowOnFailure.WithMaxTest(10).WithReplay(20261124, 0xabcd1);

    private static readonly string[] NotInCurrency = ["count", "days", "share", "flag", "ratio"];

    private static List<long> Bits(CustomerFeatures features) =>
        [.. features.Catalog.Features.SelectMany(f => features.Table.Number(f.Name).ToArray()).Select(BitConverter.DoubleToInt64Bits)];

    private static void ForSeeds(Action<int> law) => Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed =>
    {
        law(seed);
        return true;
    }).Check(Ten);

    [Fact]
    public void What_is_dated_after_the_as_of_day_may_change_vanish_or_move_and_no_bit_of_a_feature_moves() => ForSeeds(seed =>
    {
        var bank = FeatureBank.Of(seed);
        var random = new Random(seed);
        var before = Bits(bank.Extract());

        Bits(bank.WithoutTheFuture().Extract()).Should().Equal(before, "deleted");
        Bits(bank.Shuffle(seed).Extract()).Should().Equal(before, "shuffled");
        Bits(bank.Change(t => t.ValueDay > FeatureBank.AsOf ? t with { Amount = random.Next(), Kind = TransactionKind.Salary, Reverses = default } : t).Extract()).Should().Equal(before, "changed");
    });

    [Fact]
    public void A_change_on_the_as_of_day_itself_does_move_them()
    {
        var bank = FeatureBank.Of(1);
        var before = bank.Extract();
        bank.Transactions.Add(new Transaction { Id = "new", Account = bank.Accounts.First(a => a.OpenedOn < FeatureBank.AsOf && a.ClosedOn is null).Id, ValueDay = FeatureBank.AsOf, Amount = 1 });
        var after = bank.Extract();
        Bits(after).Should().NotEqual(Bits(before));
        after.Digest.Should().NotBe(before.Digest);
    }

    [Fact]
    public void What_an_account_is_called_changes_no_feature_of_its_household() => ForSeeds(seed =>
    {
        var bank = FeatureBank.Of(seed);
        var names = bank.Accounts.Select(a => a.Id).ToArray();
        Bits(bank.Rename(key => "z" + (1000 - Array.IndexOf(names, key) * 37 % 101)).Extract()).Should().Equal(Bits(bank.Extract()));
    });

    [Fact]
    public void In_another_unit_of_currency_money_scales_and_nothing_else_moves() => ForSeeds(seed =>
    {
        var bank = FeatureBank.Of(seed);
        var (one, four) = (bank.Extract().Table, bank.Scale(4).Extract().Table);
        foreach (var feature in FeatureCatalog.RetailBanking.Features)
        {
            var factor = NotInCurrency.Contains(feature.Unit) ? 1 : 4;
            for (var row = 0; row < one.RowCount; row++)
            {
                var (x, y) = (one.Number(feature.Name)[row], four.Number(feature.Name)[row]);
                (double.IsNaN(x) ? double.IsNaN(y) : Math.Abs(factor * x - y) <= 1e-12 * Math.Abs(y)).Should().BeTrue("{0}: {1} and {2}", feature, x, y);
            }
        }
    });

    [Fact]
    public void A_row_taken_back_on_the_same_day_leaves_no_mark_on_activity_and_balances() => ForSeeds(seed =>
    {
        var bank = FeatureBank.Of(seed);
        var plain = bank.Extract().Table;
        var account = bank.Accounts.First(a => plain.FindRow(bank.Dispositions.First(d => d.Account == a.Id).Client) is not null && a.OpenedOn < FeatureBank.AsOf && (a.ClosedOn ?? FeatureBank.AsOf) >= FeatureBank.AsOf);
        var first = bank.Transactions.Where(t => t.Account == account.Id && t.ValueDay >= account.OpenedOn && t.ValueDay <= FeatureBank.AsOf).Select(t => t.ValueDay).DefaultIfEmpty(FeatureBank.AsOf).Min();
        Transaction undone = new() { Id = "u", Account = account.Id, ValueDay = first, Amount = 500, Kind = TransactionKind.Transfer };
        bank.Transactions.Add(undone);
        bank.Transactions.Add(undone with { Id = "v", Amount = -500, Reverses = "u" });
        var netted = bank.Extract().Table;
        foreach (var feature in FeatureCatalog.RetailBanking.Features)
        {
            netted.Number(feature.Name).ToArray().Should().Equal(plain.Number(feature.Name).ToArray(), feature.Name);
        }
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_move_no_bit(int threads)
    {
        var rows = Enumerable.Range(0, 1300).SelectMany(customer => Enumerable.Range(0, 3).Select(i => new Transaction { Id = customer * 3 + i, Account = customer, ValueDay = FeatureBank.AsOf.AddDays(-i * 40 - customer % 30), Amount = (customer * 31 + i * 17) % 900 - 300 }));
        var snapshot = new SnapshotSources(TransactionLedger.Load(rows)).AsOf(FeatureBank.AsOf);
        var one = FeatureCatalog.RetailBanking.Extract(snapshot);
        var told = new List<FitProgress>();
        var many = FeatureCatalog.RetailBanking.Extract(snapshot, new ExtractionOptions { Threads = threads }, new Told(told));

        Bits(many).Should().Equal(Bits(one));
        many.Digest.Should().Be(one.Digest);
        told.Max(p => p.Done).Should().Be(1300);
        told.Should().OnlyContain(p => p.Stage == "features" && p.Total == 1300);
    }

    [Fact]
    public void The_traced_rows_alone_give_the_traced_figure() => ForSeeds(seed =>
    {
        var bank = FeatureBank.Of(seed);
        var features = bank.Extract();
        var random = new Random(seed);
        foreach (var feature in features.Catalog.Features.OrderBy(_ => random.Next()).Take(25))
        {
            var customer = features.Table.Keys[random.Next(features.Table.RowCount)];
            var trace = features.Trace(customer, feature.Name);
            BitConverter.DoubleToInt64Bits(trace.Value == 0 ? 0 : trace.Value).Should().Be(BitConverter.DoubleToInt64Bits(features.Table.Number(feature.Name)[features.Table.FindRow(customer)!.Value]));

            var kept = trace.Transactions.Select(t => t.Id).ToHashSet();
            var alone = FeatureCatalog.RetailBanking.Only(feature.Name).Extract(bank.Change(t => kept.Contains(t.Id) || !bank.Dispositions.Exists(d => d.Account == t.Account && d.Client == customer) ? t : null).Snapshot());
            var again = alone.Table.FindRow(customer) is { } row ? alone.Table.Number(feature.Name)[row] : double.NaN;
            if (feature.Name is not ("balance" or "assets" or "debts") && !feature.Name.StartsWith("balance", StringComparison.Ordinal) && !feature.Name.StartsWith("days_negative", StringComparison.Ordinal) && feature.Name is not ("is_active" or "is_dormant" or "accounts"))
            {
                again.Should().Be(features.Table.Number(feature.Name)[features.Table.FindRow(customer)!.Value], "{0} of {1}", feature, customer);
            }
        }
    });

    private sealed class Told(List<FitProgress> list) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            lock (list)
            {
                list.Add(value);
            }
        }
    }
}
