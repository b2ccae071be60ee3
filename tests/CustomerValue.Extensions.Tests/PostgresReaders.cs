using CustomerValue.Information;
using Npgsql;

namespace CustomerValue.Extensions.Tests;

public sealed class PostgresReaders(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly BankCalendar Prague = new("Prague", moment => TimeSpan.FromHours(
        moment >= new DateTimeOffset(2024, 3, 31, 1, 0, 0, TimeSpan.Zero) && moment < new DateTimeOffset(2024, 10, 27, 1, 0, 0, TimeSpan.Zero) ? 2 : 1));

    [SkippableFact]
    public void Transactions_households_and_balances_read_as_they_were_written()
    {
        using var connection = server.Open();
        BankTables.Run(connection, "create schema same; set search_path to same");
        BankTables.Fill(connection, "numeric(28, 4)", "date");

        BankTables.ReadsTheSame(connection);
    }

    [SkippableFact]
    public void A_snapshot_of_what_was_read_has_the_digest_of_what_was_written()
    {
        using var connection = server.Open();
        BankTables.Run(connection, "create schema cut; set search_path to cut");
        BankTables.Fill(connection, "numeric(28, 4)", "date");

        BankTables.CutsTheSame(connection);
    }

    [SkippableFact]
    public void Streams_give_the_figures_of_the_records()
    {
        using var connection = server.Open();
        BankTables.Run(connection, "create schema streamed; set search_path to streamed");
        BankTables.Fill(connection, "numeric(28, 4)", "date");

        BankTables.StreamsTheSame(connection);
    }

    [SkippableFact]
    public void A_server_process_killed_between_contacts_surfaces_and_leaves_no_half_snapshot()
    {
        const string Rows = "select generate_series(1, 5000000) as customer, date '2024-01-01' as day, 'mail' as channel, 'c' as campaign, null::date as responded_on";
        using var connection = server.Open();
        using var killer = server.Open();
        Snapshot? snapshot = null;
        var seen = 0;
        Contact Killing(SourceRow row)
        {
            if (++seen == 1000)
            {
                BankTables.Run(killer, $"select pg_terminate_backend({connection.ProcessID})");
            }

            return BankTables.Contact(row);
        }

        var cut = () => snapshot = new SnapshotSources(TransactionLedger.Load(BankTables.Transactions))
        {
            Contacts = BankTables.Read(connection, Rows, r => RecordTables.Contacts(r, Killing, LoadOptions.Default)),
        }.AsOf(BankTables.AsOf);

        cut.Should().Throw<NpgsqlException>();
        seen.Should().BeInRange(1000, 4_999_999, "the rest never came");
        snapshot.Should().BeNull();
    }

    [SkippableTheory]
    [InlineData("'A', null, 1.5", RejectionReason.Unreadable, "Row 1 breaks day a day: none.")]
    [InlineData("'A', '2024-01-01', null", RejectionReason.Unreadable, "Row 1 breaks amount an amount: none.")]
    [InlineData("null, '2024-01-01', 1.5", RejectionReason.MissingKey, "Row 1 breaks an account given: none.")]
    [InlineData("'A', '2024-01-01', 'NaN'", RejectionReason.Unreadable, "Row 1 breaks amount a value that .NET can hold: *")]
    [InlineData("'A', '2024-01-01', 1e40", RejectionReason.Unreadable, "Row 1 breaks amount a value that .NET can hold: *")]
    public void A_row_that_cannot_be_read_is_counted_and_named_and_its_neighbors_are_taken(string row, RejectionReason reason, string message)
    {
        using var connection = server.Open();

        var quality = BankTables.Quality(connection, $"select 0 as id, 'A' as account, date '2024-01-01' as day, 1::numeric as amount union all select 1, {row} union all select 2, 'A', '2024-01-01', 1");

        (quality.RowsRead, quality.RowsAccepted, quality.Count(reason)).Should().Be((3, 2, 1));
        quality.RejectedRows.Should().ContainSingle().Which.Message.Should().Match(message);
    }

    [SkippableTheory]
    [InlineData("'A'", "date '2024-01-01'", "'NaN'::float8", RejectionReason.NotFinite, "Row 0 breaks amount a finite amount: NaN.")]
    [InlineData("'A'", "date '2024-01-01'", "true", RejectionReason.Unreadable, "Row 0 breaks amount an amount with a decimal point: True.")]
    [InlineData("'A'", "timestamp '2024-01-01 10:00'", "1", RejectionReason.Unreadable, "Row 0 breaks day a calendar day (yyyy-MM-dd), without time of day: 01/01/2024 10:00:00.")]
    [InlineData("'A'", "timestamptz '2024-01-01 00:00+00'", "1", RejectionReason.Unreadable, "Row 0 breaks day a calendar day (yyyy-MM-dd), without time of day: 01/01/2024 00:00:00.")]
    [InlineData("1.5::float8", "date '2024-01-01'", "1", RejectionReason.Unreadable, "Row 0 breaks account a whole number or a text: 1.5.")]
    public void A_column_of_a_wrong_type_rejects_the_row_by_column_and_value(string account, string day, string amount, RejectionReason reason, string message)
    {
        using var connection = server.Open();

        var quality = BankTables.Quality(connection, $"select 1 as id, {account} as account, {day} as day, {amount} as amount");

        (quality.RowsRead, quality.Count(reason)).Should().Be((1, 1));
        quality.RejectedRows.Should().ContainSingle().Which.Message.Should().Be(message);
    }

    [SkippableFact]
    public void Uuid_keys_midnight_timestamps_integers_and_days_without_end_read_as_meant()
    {
        using var connection = server.Open();
        var ledger = BankTables.Read(
            connection,
            "select 1::smallint as id, '0f8fad5b-d9cb-469f-a165-70867728950e'::uuid as account, timestamp '2024-01-01' as day, 3::int as amount "
            + "union all select 2, '0f8fad5b-d9cb-469f-a165-70867728950e'::uuid, 'infinity', 4",
            r => TransactionLedger.Load(r, BankTables.Short, LoadOptions.Default));

        ledger.Accounts.Should().Equal("0f8fad5b-d9cb-469f-a165-70867728950e");
        ledger.AsOf(BankTables.AsOf).TransactionsOf(ledger.Accounts[0]).Should().ContainSingle().Which.Amount.Should().Be(3);
    }

    [SkippableFact]
    public void Moments_become_days_of_the_banks_calendar_and_those_without_zone_are_refused()
    {
        using var connection = server.Open();
        static Transaction Map(SourceRow row) => new() { Account = "A", ValueDay = row.Day("at", Prague) };
        var days = BankTables.Read(
            connection,
            "select timestamptz '2024-03-30 23:30+00' as at union all select timestamptz '2024-03-31 21:59+00' union all select timestamptz '2024-03-31 23:30-05'",
            r => TransactionLedger.Load(r, Map, LoadOptions.Default)).AsOf(BankTables.AsOf).TransactionsOf("A").Select(t => t.ValueDay);
        var refused = BankTables.Read(connection, "select timestamp '2024-03-31 23:30' as at", r => TransactionLedger.Load(r, Map, LoadOptions.Default)).Quality;

        days.Should().Equal(new Day(2024, 3, 31), new Day(2024, 3, 31), new Day(2024, 4, 1));
        refused.RejectedRows.Should().ContainSingle().Which.Message.Should().Be("Row 0 breaks at a moment with its offset from UTC: 03/31/2024 23:30:00.");
    }

    [SkippableFact]
    public void A_server_process_killed_on_its_way_surfaces_and_leaves_nothing()
    {
        const string Rows = "select generate_series(1, {0}) as id, 'A' as account, date '2024-01-01' as day, 1.25 as amount";
        using var connection = server.Open();
        using var killer = server.Open();
        TransactionLedger? ledger = null;
        var seen = 0;
        Transaction Killing(SourceRow row)
        {
            if (++seen == 1000)
            {
                BankTables.Run(killer, $"select pg_terminate_backend({connection.ProcessID})");
            }

            return BankTables.Short(row);
        }

        var load = () => ledger = BankTables.Read(connection, string.Format(null, Rows, 5_000_000), r => TransactionLedger.Load(r, Killing, LoadOptions.Default));

        load.Should().Throw<NpgsqlException>();
        seen.Should().BeInRange(1000, 4_999_999, "the rest never came");
        ledger.Should().BeNull();
        BankTables.Quality(killer, string.Format(null, Rows, 3000)).RowsAccepted.Should().Be(3000, "a new load is whole");
    }
}
