using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class FeatureCatalogCorrectness
{
    private static readonly Day AsOf = FeatureBank.AsOf;

    private static Transaction Row(Day day, decimal amount, TransactionKind kind = TransactionKind.Transfer, RecordKey account = default) =>
        new() { Account = account.IsMissing ? "a" : account, ValueDay = day, Amount = amount, Kind = kind };

    private static Snapshot SnapshotOf(params Transaction[] rows) => new SnapshotSources(TransactionLedger.Load(rows))
    {
        Dispositions = RecordTables.Dispositions([new() { Client = 1, Account = "a", Role = DispositionRole.Owner }, new() { Client = 1, Account = "b", Role = DispositionRole.Owner }]),
    }.AsOf(AsOf);

    private static double Feature(string name, params Transaction[] rows) => FeatureCatalog.RetailBanking.Extract(SnapshotOf(rows)).Table.Number(name)[0];

    // Every window counted over again from the raw rows, day by day.
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Features_are_those_of_counting_raw_rows_day_by_day(int seed)
    {
        var bank = FeatureBank.Of(seed);
        var table = bank.Extract().Table;
        table.RowCount.Should().BeGreaterThan(4);
        foreach (var customer in table.Keys)
        {
            var row = table.FindRow(customer)!.Value;
            var accounts = bank.Accounts.Where(a => a.OpenedOn <= AsOf && bank.Dispositions.Exists(d => d.Account == a.Id && d.Client == customer)).ToList();
            var raw = bank.Transactions.Where(t => t.ValueDay <= AsOf && accounts.Exists(a => a.Id == t.Account)).ToList();
            var net = Net(raw).Where(t => t.CustomerInitiated == true).ToList();
            var balance = Enumerable.Range(AsOf.Number - 400, 401).ToDictionary(day => day, day => BalanceOn(accounts, raw, Day.FromNumber(day)));
            var begin = raw.Select(t => t.ValueDay).Concat(accounts.Select(a => a.OpenedOn)).Min();
            void Check(string name, double expected)
            {
                var found = table.Number(name)[row];
                (double.IsNaN(expected) ? double.IsNaN(found) : Math.Abs(found - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected)))
                    .Should().BeTrue("{0} of {1} is {2}, expected {3}", name, customer, found, expected);
            }

            Check("recency_days", net.Count == 0 ? double.NaN : AsOf.DaysSince(net.Max(t => t.ValueDay)));
            Check("tenure_days", AsOf.DaysSince(begin));
            var held = bank.Holdings.Where(h => accounts.Exists(a => a.Id == h.Account) && h.HeldFrom <= AsOf && !(h.HeldTo < AsOf)).ToList();
            Check("products", held.Count);
            Check("product_kinds", held.Select(h => h.Product).Distinct().Count());
            Check("accounts", accounts.Count(a => !(a.ClosedOn < AsOf)));
            Check("accounts_closed", accounts.Count(a => a.ClosedOn < AsOf));
            Check("balance", (double?)balance[AsOf.Number] ?? double.NaN);
            Check("is_new", AsOf.DaysSince(begin) < 90 ? 1 : 0);
            foreach (var days in new[] { 30, 90, 365 })
            {
                var rows = net.Where(t => AsOf.DaysSince(t.ValueDay) < days).ToList();
                var closes = Enumerable.Range(AsOf.Number - days + 1, days).Where(d => balance[d] is not null).Select(d => (Day: (double)d, Balance: (double)balance[d]!.Value)).ToList();
                Check($"frequency_{days}d", rows.Count);
                Check($"active_days_{days}d", rows.Select(t => t.ValueDay).Distinct().Count());
                Check($"monetary_{days}d", (double)rows.Sum(t => Math.Abs(t.Amount)));
                Check($"inflow_{days}d", (double)rows.Sum(t => Math.Max(0, t.Amount)));
                Check($"outflow_{days}d", (double)rows.Sum(t => Math.Max(0, -t.Amount)));
                Check($"net_flow_{days}d", (double)rows.Sum(t => t.Amount));
                Check($"fees_charged_{days}d", (double)Net(raw).Where(t => AsOf.DaysSince(t.ValueDay) < days && t.Kind is TransactionKind.Fee or TransactionKind.OverdraftInterest && AsOf.DaysSince(t.ValueDay) < days).Sum(t => -t.Amount));
                Check($"share_card_{days}d", rows.Count == 0 ? double.NaN : rows.Count(t => t.Kind == TransactionKind.Card) / (double)rows.Count);
                Check($"share_cash_{days}d", rows.Count == 0 ? double.NaN : rows.Count(t => t.Kind is TransactionKind.CashDeposit or TransactionKind.CashWithdrawal) / (double)rows.Count);
                (rows.Count == 0 || Math.Abs(1 - new[] { "cash", "card", "transfer", "standing", "investment", "other" }.Sum(kind => table.Number($"share_{kind}_{days}d")[row])) < 1e-12).Should().BeTrue("shares make a whole");
                var outs = rows.Where(t => t.Amount < 0).ToList();
                Check($"transfer_out_share_{days}d", outs.Count == 0 ? double.NaN : (double)(outs.Where(t => t.Kind == TransactionKind.Transfer).Sum(t => t.Amount) / outs.Sum(t => t.Amount)));
                var mean = closes.Count == 0 ? double.NaN : closes.Average(c => c.Balance);
                Check($"balance_average_{days}d", mean);
                Check($"balance_deviation_{days}d", closes.Count == 0 ? double.NaN : Math.Sqrt(closes.Average(c => (c.Balance - mean) * (c.Balance - mean))));
                Check($"balance_minimum_{days}d", closes.Count == 0 ? double.NaN : closes.Min(c => c.Balance));
                Check($"days_negative_{days}d", closes.Count == 0 ? double.NaN : closes.Count(c => c.Balance < 0));
                Check($"balance_change_{days}d", balance[AsOf.Number] is null ? double.NaN : (double)(balance[AsOf.Number]! - (balance[AsOf.Number - days] ?? 0)));
                var middle = closes.Count == 0 ? double.NaN : closes.Average(c => c.Day);
                Check($"balance_trend_{days}d", closes.Count < 2 ? double.NaN : closes.Sum(c => (c.Day - middle) * (c.Balance - mean)) / closes.Sum(c => (c.Day - middle) * (c.Day - middle)));
                var contacts = bank.Contacts.Where(c => c.Customer == customer && c.Day <= AsOf && AsOf.DaysSince(c.Day) < days).ToList();
                Check($"contacts_{days}d", contacts.Count);
                Check($"responses_{days}d", contacts.Count(c => c.RespondedOn <= AsOf));
                var income = bank.Income.Where(e => accounts.Exists(a => a.Id == e.Account) && e.From <= AsOf && AsOf.DaysSince(e.From) < days).ToList();
                Check($"margin_{days}d", (double)income.Where(e => e.Kind is IncomeKind.DepositMargin or IncomeKind.LoanMargin).Sum(e => e.Amount));
                Check($"fee_income_{days}d", (double)income.Where(e => e.Kind is IncomeKind.Fee or IncomeKind.Commission).Sum(e => e.Amount));
                Check($"contribution_{days}d", (double)income.Sum(e => e.Amount));
            }

            var (recent, before, start) = (new Day(2024, 2, 29), new Day(2023, 5, 31), new Day(2023, 2, 28));
            var (now, then) = (net.Count(t => t.ValueDay > recent), net.Count(t => t.ValueDay > start && t.ValueDay <= before));
            Check("frequency_yoy_3m", begin > start || then == 0 ? double.NaN : now / (double)then);
        }
    }

    [Fact]
    public void A_salary_is_regular_when_it_came_in_each_of_three_months_near_its_day_and_amount()
    {
        Transaction[] salary = [Row(new Day(2024, 5, 28), 3000), Row(new Day(2024, 4, 30), 2800), Row(new Day(2024, 3, 26), 3200)];
        Feature("has_regular_credit", salary).Should().Be(1);
        Feature("regular_credit", salary).Should().Be(3000);
        Feature("has_regular_credit", salary[0], salary[1]).Should().Be(0, "twice is not three months");
        Feature("regular_credit", salary[0], salary[1]).Should().Be(double.NaN);
        Feature("has_regular_credit", salary[0], salary[1], Row(new Day(2024, 3, 20), 3000)).Should().Be(0, "eight days early");
        Feature("has_regular_credit", salary[0], salary[1], Row(new Day(2024, 3, 28), 2200)).Should().Be(0, "more than a quarter less");
        Feature("has_regular_credit", [.. salary.Select(t => t with { ValueDay = t.ValueDay.AddMonths(-2) })]).Should().Be(0, "it stopped");
        Feature("has_regular_credit", [.. salary.Select(t => t with { Kind = TransactionKind.Interest })]).Should().Be(0, "the bank's");
        Feature("has_regular_credit", [.. salary.Select(t => t with { Kind = TransactionKind.CashDeposit })]).Should().Be(0, "no salary comes in cash");
        Feature("has_regular_credit", [.. salary, .. salary.Select(t => t with { Account = "b", Amount = -t.Amount })]).Should().Be(0, "from an own account");
        Feature("regular_credit", [.. salary, .. salary.Select(t => t with { Amount = 100 })]).Should().Be(3000, "the largest");
    }

    // 31 May − 1 month is 30 April, − 3 months 29 February, by the clamped month rule.
    [Fact]
    public void Windows_are_open_at_their_start_and_closed_at_their_end()
    {
        Feature("frequency_30d", Row(new Day(2024, 5, 1), 1), Row(new Day(2024, 5, 2), 1), Row(AsOf, 1)).Should().Be(2);
        var month = FeatureCatalog.Empty.With("rows_3m", "count", CalendarSpan.OfMonths(3), 1, c => c.Movements.Count);
        month.Extract(SnapshotOf(Row(new Day(2024, 2, 29), 1), Row(new Day(2024, 3, 1), 1), Row(AsOf, 1))).Table.Number("rows_3m")[0].Should().Be(2);
        CalendarSpan.OfMonths(3).Before(AsOf).Should().Be(new Day(2024, 2, 29));
        CalendarSpan.OfDays(90).Before(AsOf).Should().Be(new Day(2024, 3, 2));
        CalendarSpan.AllTime.Before(AsOf).Should().Be(Day.MinValue);
        CalendarSpan.OfMonths(int.MaxValue).Before(AsOf).Should().Be(Day.MinValue);
        CalendarSpan.OfDays(int.MaxValue).Before(AsOf).Should().Be(Day.MinValue);
        CalendarSpan.OfMonths(5).Before(new Day(1, 5, 31)).Should().Be(Day.MinValue);
        CalendarSpan.OfMonths(4).Before(new Day(1, 5, 31)).Should().Be(new Day(1, 1, 31));
        (CalendarSpan.OfDays(90).Suffix, CalendarSpan.OfMonths(3).Suffix, CalendarSpan.AllTime.Suffix).Should().Be(("90d", "3m", ""));
    }

    [Fact]
    public void A_rule_of_ones_own_sees_its_window_and_nothing_else()
    {
        var catalog = FeatureCatalog.Empty
            .With("cards_30d", "count", CalendarSpan.OfDays(30), 1, c => c.Movements.Count(m => m.Kind == TransactionKind.Card), "Card payments.")
            .With("lowest_30d", "currency", CalendarSpan.OfDays(30), 1, c => c.Balances.Count == 0 ? double.NaN : (double)c.Balances.Min(b => b.Balance))
            .With("half_30d", "ratio", CalendarSpan.OfDays(30), 1, c => (double)c.Between(AsOf.AddDays(-15), AsOf).Frequency / c.Frequency);
        var table = catalog.Extract(SnapshotOf(Row(AsOf.AddDays(-30), -5, TransactionKind.Card), Row(AsOf.AddDays(-29), -7, TransactionKind.Card), Row(AsOf, 100))).Table;
        table.Number("cards_30d")[0].Should().Be(1);
        table.Number("lowest_30d")[0].Should().Be(-12);
        table.Number("half_30d")[0].Should().Be(0.5);
        catalog.Find("cards_30d")!.Description.Should().Be("Card payments.");

        var reaching = FeatureCatalog.Empty.With("far", "count", CalendarSpan.OfDays(30), 1, c => c.Between(AsOf.AddDays(-31), AsOf).Frequency);
        FluentActions.Invoking(() => reaching.Extract(SnapshotOf(Row(AsOf, 1)))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*is not within the window*");
    }

    [Fact]
    public void What_was_not_loaded_is_missing_not_zero()
    {
        foreach (var name in new[] { "products", "product_kinds", "contacts_90d", "responses_90d", "margin_90d", "fee_income_90d", "contribution_90d" })
        {
            Feature(name, Row(AsOf, 1)).Should().Be(double.NaN, name);
        }

        Feature("recency_days", Row(AsOf, 1, TransactionKind.Interest)).Should().Be(double.NaN);
        Feature("share_card_90d", Row(AsOf, 1, TransactionKind.Interest)).Should().Be(double.NaN);
        Feature("frequency_90d", Row(AsOf, 1, TransactionKind.Interest)).Should().Be(0);
        Feature("is_active", Row(AsOf.AddDays(-400), 1, TransactionKind.Interest)).Should().Be(0);
        Feature("is_dormant", Row(AsOf.AddDays(-400), 1, TransactionKind.Interest), Row(AsOf, 1, TransactionKind.Fee)).Should().Be(1);
    }

    [Fact]
    public void A_trace_names_the_rows_that_count_with_their_reversals()
    {
        var features = FeatureCatalog.RetailBanking.Extract(SnapshotOf(
            Row(AsOf.AddDays(-40), -9, TransactionKind.Card) with { Id = 1 },
            Row(AsOf.AddDays(-20), -80, TransactionKind.Card) with { Id = 2 },
            Row(AsOf.AddDays(-10), 30, TransactionKind.Card) with { Id = 3, Reverses = 2 },
            Row(AsOf.AddDays(-5), 4, TransactionKind.Interest) with { Id = 4 }));

        var outflow = features.Trace(1, "outflow_30d");
        outflow.Value.Should().Be(50);
        outflow.Transactions.Select(t => t.Id).Should().Equal(2, 3);
        features.Trace(1, "balance_average_30d").Transactions.Select(t => t.Id).Should().Equal(1, 2, 3, 4);
        features.Trace(1, "balance_average_30d").Balances.Sum(b => b.Days).Should().Be(30);
        features.Trace(1, "tenure_days").Transactions.Select(t => t.Id).Should().Equal(1);
        features.Trace(1, "contacts_30d").Transactions.Should().BeEmpty();
        outflow.ToString().Should().Be("outflow_30d of 1 is 50: 2 transactions, 0 holdings, 0 contacts, 0 income entries in (2024-05-01, 2024-05-31]");
        FluentActions.Invoking(() => features.Trace(2, "outflow_30d")).Should().Throw<ArgumentException>().WithMessage("'2' is no customer of the population*");
        FluentActions.Invoking(() => features.Trace(1, "outflow")).Should().Throw<ArgumentException>().WithMessage("There is no feature 'outflow' in the catalog*");
    }

    private static List<Transaction> Net(List<Transaction> raw) =>
    [
        .. raw.Where(t => t.Reverses.IsMissing)
            .Select(t => (Row: t, Left: t.Amount + raw.Where(r => r.Reverses == t.Id && Math.Sign(r.Amount) == -Math.Sign(t.Amount)).Sum(r => r.Amount)))
            .Where(t => t.Left == t.Row.Amount || (t.Left != 0 && Math.Sign(t.Left) == Math.Sign(t.Row.Amount)))
            .Select(t => t.Row with
            {
                Amount = t.Left,
                CustomerInitiated = t.Row.Kind is not (TransactionKind.Interest or TransactionKind.Fee or TransactionKind.OverdraftInterest or TransactionKind.Adjustment),
            }),
    ];

    private static decimal? BalanceOn(List<Account> accounts, List<Transaction> raw, Day day)
    {
        var open = accounts.Where(a => !(a.ClosedOn < day) && raw.Exists(t => t.Account == a.Id && t.ValueDay <= day)).ToList();
        return open.Count == 0 ? null : open.Sum(a => raw.Where(t => t.Account == a.Id && t.ValueDay <= day).Sum(t => t.Amount));
    }
}
