namespace CustomerValue.Tests.Common;

public sealed class DayLaws
{
    [Theory]
    [InlineData("2024-01-31", 1, "2024-02-29")]
    [InlineData("2023-01-31", 1, "2023-02-28")]
    [InlineData("2024-02-29", -12, "2023-02-28")]
    [InlineData("1994-02-28", -3, "1993-11-28")]
    public void Adding_months_clamps_to_the_end_of_shorter_months(string day, int months, string expected) =>
        Day.Parse(day).AddMonths(months).ToString().Should().Be(expected);

    [Fact]
    public void Every_number_of_a_year_survives_a_round_trip_through_text()
    {
        for (var number = new Day(2000, 1, 1).Number; number < new Day(2001, 1, 1).Number; number++)
        {
            Day.Parse(Day.FromNumber(number).ToString()).Number.Should().Be(number);
        }
    }

    [Theory]
    [InlineData("1994-02-30")]
    [InlineData("1.2.1994")]
    [InlineData("")]
    public void Text_that_is_no_day_is_refused(string text) =>
        ((Action)(() => Day.Parse(text))).Should().Throw<FormatException>().WithMessage("*yyyy-MM-dd*");
}
