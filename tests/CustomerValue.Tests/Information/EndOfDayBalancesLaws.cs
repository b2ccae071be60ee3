using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class EndOfDayBalancesLaws
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 12345.67)]
    public void Whatever_order_the_rows_of_a_day_come_in_the_true_close_is_found(int seed, double opening)
    {
        var random = new Random(seed);
        var rows = new List<Transaction>();
        var truth = new Dictionary<(RecordKey, int), decimal>();
        for (RecordKey account = 1; account.CompareTo(40) < 0; account.TryGetNumber(out var n), account = n + 1)
        {
            var balance = (decimal)opening;
            for (var day = 0; day < 30; day++)
            {
                for (var i = random.Next(1, 6); i > 0; i--)
                {
                    var amount = random.Next(-500_000, 500_000) / 100m;
                    balance += amount;
                    rows.Add(EndOfDayBalancesCorrectness.Row(day, amount, balance, account, rows.Count));
                }

                truth[(account, day)] = balance;
            }
        }

        var shuffled = rows.OrderBy(_ => random.Next()).Select((row, i) => row with { Id = random.Next() % 2 == 0 ? default : row.Id }).ToList();
        var balances = EndOfDayBalances.FromTransactions(TransactionLedger.Load(shuffled).AsOf(new Day(2024, 12, 31)));

        balances.Reconciliation.ReconciledDays.Should().Be(truth.Count);
        truth.Should().OnlyContain(t => balances.BalanceOn(t.Key.Item1, new Day(2024, 1, 1).AddDays(t.Key.Item2)) == t.Value);
    }

    // The rule said plainly: of all pairs of a first and a last row, the one whose balances fit the day's flow best; the smaller opening at a tie.
    [Fact]
    public void An_unknown_opening_is_the_best_of_all_pairs_of_rows()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 500; trial++)
        {
            var day = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (Amount: random.Next(-9, 10), Balance: 100 + random.Next(0, 12))).ToArray();
            var net = day.Sum(row => row.Amount);
            var opening = day.SelectMany(_ => day, (last, first) => (Before: first.Balance - first.Amount, Gap: Math.Abs(last.Balance - net - (first.Balance - first.Amount))))
                .OrderBy(pair => pair.Gap).ThenBy(pair => pair.Before).First().Before;
            var close = day.Select(row => row.Balance).OrderBy(balance => Math.Abs(balance - (opening + net))).ThenBy(balance => balance).First();

            var rows = day.Select((row, i) => EndOfDayBalancesCorrectness.Row(0, row.Amount, row.Balance, 1, i)).ToArray();
            var balances = EndOfDayBalances.FromTransactions(TransactionLedger.Load(rows).AsOf(new Day(2024, 12, 31)));
            balances.BalanceOn(1, new Day(2024, 12, 31)).Should().Be(close);
        }
    }
}
