using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class ActivityFeaturesLaws
{
    private static readonly Day AsOf = new(2024, 5, 31);

    private static List<Transaction> Bank(int seed)
    {
        var random = new Random(seed);
        var rows = new List<Transaction>();
        for (var account = 0; account < 60; account++)
        {
            var opened = random.Next(0, 250);
            for (var i = 0; i < 40; i++)
            {
                rows.Add(new Transaction
                {
                    Id = rows.Count,
                    Account = account,
                    ValueDay = new Day(2024, 1, 1).AddDays(opened + random.Next(0, 120)),
                    Amount = random.Next(-100_000, 120_000) / 100m,
                    Kind = (TransactionKind)random.Next(0, 14),
                });
            }
        }

        return rows;
    }

    private static IEnumerable<long> Bits(IEnumerable<Transaction> rows)
    {
        var snapshot = TransactionLedger.Load(rows).AsOf(AsOf);
        var table = ActivityFeatures.Extract(snapshot, EndOfDayBalances.FromTransactions(snapshot));
        return table.Keys.Select(k => k.TryGetNumber(out var n) ? n : -1)
            .Concat(table.Schema.Columns.SelectMany(c => table.Number(c.Name).ToArray()).Select(BitConverter.DoubleToInt64Bits)).ToList();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_after_the_as_of_day_may_change_vanish_or_multiply_and_no_bit_of_a_feature_moves(int seed)
    {
        var rows = Bank(seed);
        var random = new Random(seed + 100);
        var before = Bits(rows);
        rows.Count(r => r.ValueDay > AsOf).Should().BeGreaterThan(300);

        Bits(rows.Where(r => r.ValueDay <= AsOf)).Should().Equal(before, "deleted");
        Bits(rows.Select(r => r.ValueDay > AsOf ? r with { Amount = random.Next(), Kind = TransactionKind.Salary, Account = random.Next(200) } : r)).Should().Equal(before, "changed");
        Bits(rows.OrderBy(_ => random.Next())).Should().Equal(before, "shuffled");
        Bits(rows.Concat(rows.Where(r => r.ValueDay <= AsOf).Select(r => r with { Amount = 9999, KnownAt = AsOf.AddDays(1) }))).Should().Equal(before, "corrected later");
        Bits(rows.Concat(rows.Where(r => r.ValueDay > AsOf).Select(r => r with { Id = r.Id + "x" }))).Should().Equal(before, "multiplied");
    }

    [Fact]
    public void A_change_on_the_as_of_day_itself_does_move_the_features()
    {
        var rows = Bank(1);
        var on = rows.FindIndex(r => r.ValueDay == AsOf);
        var before = Bits(rows);
        rows[on] = rows[on] with { Amount = rows[on].Amount + 1 };
        Bits(rows).Should().NotEqual(before);
    }

    [Fact]
    public void Balances_are_those_of_walking_day_by_day_over_all_accounts_of_the_household()
    {
        var snapshot = TransactionLedger.Load(Bank(3)).AsOf(AsOf);
        var balances = EndOfDayBalances.FromTransactions(snapshot);
        var households = Households.Build(
            snapshot.Accounts.Select(a => HouseholdsCorrectness.Of(a.TryGetNumber(out var n) ? n / 3 : -1, a)), AsOf);
        var table = ActivityFeatures.Extract(snapshot, balances, households, [], ActivityOptions.Default);

        table.RowCount.Should().Be(households.Count);
        for (var row = 0; row < table.RowCount; row++)
        {
            var accounts = snapshot.Accounts.Where(a => households.KeyOfAccount(a) == table.Keys[row]).ToList();
            var first = accounts.Min(a => balances.FirstDayOf(a)!.Value.Number);
            var days = Enumerable.Range(new Day(2024, 2, 29).Number + 1, AsOf.Number - new Day(2024, 2, 29).Number).Where(d => d >= first)
                .Select(d => (double)accounts.Sum(a => balances.BalanceOn(a, Day.FromNumber(d)) ?? 0)).ToList();
            var mean = days.Average();
            table.Number(ActivityFeatures.MeanBalance)[row].Should().BeApproximately(mean, 1e-9);
            table.Number(ActivityFeatures.BalanceDeviation)[row].Should().BeApproximately(Math.Sqrt(days.Average(b => (b - mean) * (b - mean))), 1e-9);
            table.Number(ActivityFeatures.Balance)[row].Should().Be(days[^1]);
            var start = (double)accounts.Sum(a => balances.BalanceOn(a, new Day(2024, 2, 29)) ?? 0);
            table.Number(ActivityFeatures.BalanceChange)[row].Should().BeApproximately(days[^1] - start, 1e-9);
        }
    }
}
