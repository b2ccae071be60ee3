using System.Data;
using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class CustomerContractsCorrectness
{
    private static readonly Day AsOf = new(2024, 6, 30);

    private static readonly Contract Yearly = new() { Id = 1, StartedOn = new Day(2022, 7, 1), Period = CalendarSpan.OfMonths(12) };

    private static CustomerContracts Build(params Contract[] contracts) => CustomerContracts.Build(RecordTables.Contracts(contracts), AsOf);

    private static (int Tenure, bool Ended) Of(Contract contract)
    {
        var histories = Build(contract).Histories;
        return (histories.Tenure[0], histories.Ended[0]);
    }

    [Fact]
    public void Renewals_count_on_their_day_and_what_comes_later_is_censored()
    {
        Of(Yearly).Should().Be((1, false), "the second renewal is tomorrow");
        Of(Yearly with { StartedOn = new Day(2022, 6, 30) }).Should().Be((2, false), "today");
        Of(Yearly with { StartedOn = AsOf }).Should().Be((0, false));
        Of(Yearly with { EndedOn = AsOf.AddDays(1) }).Should().Be((1, false), "a termination that lies ahead");
        Of(Yearly with { Period = CalendarSpan.OfDays(365) }).Should().Be((2, false), "730 days after 1 July 2022 is 30 June 2024");
    }

    [Theory]
    [InlineData("2022-07-01", 1)]
    [InlineData("2023-06-30", 1)]
    [InlineData("2023-07-01", 2)]
    [InlineData("2023-12-31", 2)]
    [InlineData("2024-06-30", 2)]
    public void A_contract_that_ended_ran_the_periods_it_had_begun(string last, int periods) =>
        Of(Yearly with { EndedOn = Day.Parse(last) }).Should().Be((periods, true));

    // Renewals of 31 January by months: 29 February, 31 March, 30 April, 31 May, 30 June 2024.
    [Fact]
    public void Months_are_clamped_from_the_first_day_and_do_not_drift()
    {
        var monthly = Yearly with { StartedOn = new Day(2024, 1, 31), Period = CalendarSpan.OfMonths(1) };
        Of(monthly).Should().Be((5, false));
        Of(monthly with { EndedOn = new Day(2024, 2, 28) }).Should().Be((1, true));
        Of(monthly with { EndedOn = new Day(2024, 2, 29) }).Should().Be((2, true));
        Of(monthly with { EndedOn = new Day(2024, 3, 30) }).Should().Be((2, true));
        Of(monthly with { EndedOn = new Day(2024, 3, 31) }).Should().Be((3, true));
    }

    [Fact]
    public void Old_histories_stay_as_they_were_known()
    {
        var table = RecordTables.Contracts([Yearly with { EndedOn = new Day(2023, 6, 30), KnownAt = new Day(2024, 8, 1) }, Yearly, Yearly with { Id = 2, StartedOn = AsOf.AddDays(1) }]);
        var then = CustomerContracts.Build(table, AsOf);
        (then.Histories.Tenure[0], then.Histories.Ended[0]).Should().Be((1, false));
        (then.NotYetStarted, then.NotYetKnown, then.Superseded, then.Quality.Corrections).Should().Be((1, 1, 0, 1));
        var now = CustomerContracts.Build(table, AsOf, new Day(2024, 8, 1));
        (now.Histories.Tenure[0], now.Histories.Ended[0], now.Superseded).Should().Be((1, true, 1));
        var early = CustomerContracts.Build(table, AsOf, new Day(2023, 1, 1));
        (early.Histories.Tenure[0], early.Histories.Ended[0]).Should().Be((0, false), "in January 2023 no renewal was known");
    }

    [Fact]
    public void Every_row_is_accepted_a_duplicate_or_rejected_for_a_reason()
    {
        Contract[] rows =
        [
            Yearly, Yearly, null!, Yearly with { Id = default }, Yearly with { Id = 2, StartedOn = default }, Yearly with { Id = 3, Period = default },
            Yearly with { Id = 4, EndedOn = new Day(2022, 6, 30) }, Yearly with { Id = 5 }, Yearly with { Id = 5, Customer = "x" }, Yearly with { Id = 6, EndedOn = default(Day) },
        ];
        var quality = Build(rows).Quality;
        (quality.RowsRead, quality.RowsAccepted, quality.Duplicates, quality.RowsRejected).Should().Be((10, 1, 1, 8));
        (quality.Count(RejectionReason.NullRow), quality.Count(RejectionReason.MissingKey), quality.Count(RejectionReason.MissingDay)).Should().Be((1, 1, 3));
        (quality.Count(RejectionReason.NegativeDuration), quality.Count(RejectionReason.Contradiction)).Should().Be((1, 2));
        FluentActions.Invoking(() => RecordTables.Contracts(rows, new LoadOptions { Strictness = Strictness.Strict })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CustomerContracts.Build(RecordTables.Contracts([Yearly], new LoadOptions { CompleteThrough = AsOf.AddDays(-1) }), AsOf)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Contracts_come_from_a_reader_and_their_summary_gives_retention()
    {
        using var table = new DataTable();
        table.Columns.Add("id");
        table.Columns.Add("start");
        table.Columns.Add("end");
        table.Rows.Add("1", "2020-07-01", null);
        table.Rows.Add("2", "2020-07-01", "2021-06-30");
        table.Rows.Add("3", "2020-07-01", "2022-06-30");
        table.Rows.Add("4", "yesterday", null);
        var contracts = RecordTables.Contracts(
            table.CreateDataReader(),
            row => new Contract { Id = row.Key("id"), StartedOn = row.Day("start"), EndedOn = row.OptionalDay("end"), Period = CalendarSpan.OfMonths(12) },
            LoadOptions.Default);
        contracts.Quality.RowsRejected.Should().Be(1);
        var summary = CustomerContracts.Build(contracts, AsOf).Histories.Summarize();
        summary.RetentionAt(1).Value.Should().Be(2.0 / 3);
        summary.RetentionAt(2).Value.Should().Be(0.5);
        summary.RetentionAt(3).Value.Should().Be(1);
    }
}
