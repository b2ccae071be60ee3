using CustomerValue.Information;
using Microsoft.Data.Sqlite;

namespace CustomerValue.Extensions.Tests;

public sealed class SqliteReaders : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqliteReaders() => connection.Open();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void Transactions_households_and_balances_read_as_they_were_written()
    {
        BankTables.Fill(connection, "text", "text");

        BankTables.ReadsTheSame(connection);
    }

    [Fact]
    public void A_snapshot_of_what_was_read_has_the_digest_of_what_was_written()
    {
        BankTables.Fill(connection, "text", "text");

        BankTables.CutsTheSame(connection);
    }

    [Fact]
    public void Streams_give_the_figures_of_the_records()
    {
        BankTables.Fill(connection, "text", "text");

        BankTables.StreamsTheSame(connection);
    }

    [Theory]
    [InlineData("'x', '2024-06-01', 'mail', 'c', '2024-05-01'", RejectionReason.NegativeDuration, "Row 1 breaks Day ≤ RespondedOn: contact 2024-06-01, response 2024-05-01.")]
    [InlineData("'x', '1.6.2024', 'mail', 'c', null", RejectionReason.Unreadable, "Row 1 breaks day a calendar day (yyyy-MM-dd), without time of day: 1.6.2024.")]
    [InlineData("null, '2024-06-01', 'mail', 'c', null", RejectionReason.MissingKey, "Row 1 breaks a customer given: none.")]
    [InlineData("1, '2024-01-01', 'mail', 'c', '2024-01-02'", RejectionReason.Contradiction, "Row 0 breaks one content for one contact and known-at: customer 1 on 2024-01-01, channel 'mail', campaign 'c' and others.")]
    public void A_contact_that_breaks_a_rule_is_counted_and_named_and_a_strict_load_throws(string row, RejectionReason reason, string message)
    {
        BankTables.Run(connection, "create table t(customer, day, channel, campaign, responded_on)");
        BankTables.Run(connection, $"insert into t values (1, '2024-01-01', 'mail', 'c', null), ({row}), (2, '2024-01-01', 'mail', 'c', null)");
        RecordTable<Contact> Load(Strictness strictness) => BankTables.Read(
            connection, "select * from t", r => RecordTables.Contacts(r, BankTables.Contact, new LoadOptions { Strictness = strictness }));

        var quality = Load(Strictness.Lenient).Quality;

        quality.Count(reason).Should().Be(reason == RejectionReason.Contradiction ? 2 : 1);
        quality.RejectedRows[0].Message.Should().Be(message);
        FluentActions.Invoking(() => Load(Strictness.Strict)).Should().Throw<ArgumentException>().WithMessage(message + "*");
    }

    [Fact]
    public void A_query_of_contacts_or_income_that_fails_on_its_way_surfaces_and_leaves_no_half_snapshot()
    {
        const string Contacts = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) "
            + "select i as customer, '2024-01-01' as day, 'mail' as channel, case when i = 900 then abs(-9223372036854775807 - 1) end as campaign, null as responded_on from n";
        Snapshot? snapshot = null;

        var cut = () => snapshot = new SnapshotSources(TransactionLedger.Load(BankTables.Transactions))
        {
            Contacts = BankTables.Read(connection, Contacts, r => RecordTables.Contacts(r, BankTables.Contact, LoadOptions.Default)),
        }.AsOf(BankTables.AsOf);

        cut.Should().Throw<SqliteException>().WithMessage("*integer overflow*");
        snapshot.Should().BeNull();
    }

    [Fact]
    public void Money_kept_as_floating_point_reads_as_its_shortest_decimal_and_sums_of_floats_show()
    {
        BankTables.Run(connection, "create table t(id integer, account text, day text, amount decimal(10, 2))");
        BankTables.Run(connection, "insert into t values (1, 'A', '2024-01-01', '0.30'), (2, 'A', '2024-01-01', 0.1 + 0.2), (3, 'A', '2024-01-01', 7), (4, 'A', '2024-01-01', 92233720368547.75)");

        var rows = BankTables.Read(connection, "select * from t", r => TransactionLedger.Load(r, BankTables.Short, LoadOptions.Default)).AsOf(BankTables.AsOf).TransactionsOf("A");

        rows.Select(t => t.Amount).Should().Equal(0.3m, 0.30000000000000004m, 7m, 92233720368547.75m);
    }

    [Theory]
    [InlineData("1, 'A', null, 1", RejectionReason.Unreadable, "Row 1 breaks day a day: none.")]
    [InlineData("1, 'A', '2024-01-01', null", RejectionReason.Unreadable, "Row 1 breaks amount an amount: none.")]
    [InlineData("1, null, '2024-01-01', 1", RejectionReason.MissingKey, "Row 1 breaks an account given: none.")]
    [InlineData("1, 'A', '2024-01-01', 'ten'", RejectionReason.Unreadable, "Row 1 breaks amount an amount with a decimal point: ten.")]
    [InlineData("1, 'A', '2024-01-01', x'0102'", RejectionReason.Unreadable, "Row 1 breaks amount an amount with a decimal point: System.Byte[].")]
    [InlineData("1, 'A', '2024-01-01', 9e999", RejectionReason.NotFinite, "Row 1 breaks amount a finite amount: Infinity.")]
    [InlineData("1, 'A', 20240101, 1", RejectionReason.Unreadable, "Row 1 breaks day a calendar day (yyyy-MM-dd), without time of day: 20240101.")]
    [InlineData("1, 'A', '2024-01-01 10:00:00', 1", RejectionReason.Unreadable, "Row 1 breaks day a calendar day (yyyy-MM-dd), without time of day: 2024-01-01 10:00:00.")]
    [InlineData("1, 1.5, '2024-01-01', 1", RejectionReason.Unreadable, "Row 1 breaks account a whole number or a text: 1.5.")]
    public void A_row_that_cannot_be_read_is_counted_and_named(string row, RejectionReason reason, string message)
    {
        BankTables.Run(connection, "create table t(id, account, day, amount)");
        BankTables.Run(connection, $"insert into t values (0, 'A', '2024-01-01', 1), ({row}), (2, 'A', '2024-01-01', 1)");

        var quality = BankTables.Quality(connection, "select * from t");

        (quality.RowsRead, quality.RowsAccepted, quality.Count(reason)).Should().Be((3, 2, 1));
        quality.RejectedRows.Should().ContainSingle().Which.Message.Should().Be(message);
    }

    [Fact]
    public void A_query_that_fails_on_its_way_surfaces_and_leaves_nothing()
    {
        const string Rows = "with recursive n(id) as (select 1 union all select id + 1 from n where id < 2000) "
            + "select id, 'A' as account, '2024-01-01' as day, case when id = {0} then abs(-9223372036854775807 - 1) else 1 end as amount from n";
        TransactionLedger? ledger = null;
        var seen = 0;
        Transaction Counted(SourceRow row)
        {
            seen++;
            return BankTables.Short(row);
        }

        var load = () => ledger = BankTables.Read(connection, string.Format(null, Rows, 700), r => TransactionLedger.Load(r, Counted, LoadOptions.Default));

        load.Should().Throw<SqliteException>().WithMessage("*integer overflow*");
        seen.Should().Be(699);
        ledger.Should().BeNull();
        BankTables.Quality(connection, string.Format(null, Rows, 0)).RowsAccepted.Should().Be(2000);
    }

    [Fact]
    public void A_reader_closed_on_its_way_surfaces_and_leaves_nothing()
    {
        BankTables.Fill(connection, "text", "text");
        using var command = connection.CreateCommand();
        command.CommandText = "select * from bal";
        using var reader = command.ExecuteReader();
        var seen = 0;
        EndOfDayBalances? balances = null;

        var load = () => balances = EndOfDayBalances.FromObservations(
            reader,
            row =>
            {
                var balance = BankTables.Balance(row);
                if (++seen == 50)
                {
                    reader.Close();
                }

                return balance;
            },
            BankTables.AsOf,
            BankTables.AsOf,
            LoadOptions.Default);

        load.Should().Throw<InvalidOperationException>();
        (seen, balances).Should().Be((50, null));
    }

    [Fact]
    public void A_column_that_is_lacking_is_an_error_at_once_and_names_those_there_are()
    {
        BankTables.Fill(connection, "text", "text");

        var load = () => BankTables.Quality(connection, "select * from bal");

        load.Should().Throw<ArgumentException>().WithMessage("The source has no column 'id'; it has: account, at_end_of, balance.*");
    }
}
