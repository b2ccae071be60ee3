using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class CustomerTableCorrectness
{
    private static CustomerTable Table() => CustomerTable.WithKeys(["b", "7", "a"])
        .Category("job", ["clerk", null, "baker"])
        .Number("age", [30.0, 40, 50])
        .Number("income", [1.5, null, 2.5])
        .Build();

    [Fact]
    public void Numbers_come_first_and_missing_reads_as_NaN_or_minus_one()
    {
        var table = Table();
        table.Schema.Columns.Select(c => c.Name).Should().Equal("age", "income", "job");
        double.IsNaN(table.Number("income")[1]).Should().BeTrue();
        table.Codes("job").ToArray().Should().Equal(1, -1, 0);
        table.Level("job", 0).Should().Be("clerk");
        table.Level("job", 1).Should().BeNull();
        table.Contains("age").Should().BeTrue();
        table.Contains("Age").Should().BeFalse();
    }

    [Fact]
    public void A_row_is_found_by_its_key()
    {
        var table = Table();
        table.FindRow("a").Should().Be(2);
        table.FindRow(7).Should().Be(1);
        table.FindRow("c").Should().BeNull();
    }

    [Fact]
    public void Rows_and_columns_can_be_chosen_and_columns_added()
    {
        var part = Table().Rows([2, 0]).Columns("job", "age");
        part.Keys.Should().Equal("a", "b");
        part.Number("age").ToArray().Should().Equal(50, 30);
        part.Level("job", 0).Should().Be("baker");
        part.Contains("income").Should().BeFalse();
        part.FindRow("b").Should().Be(1);

        var more = part.ToBuilder().Number("extra", [1.0, 2]).Build();
        more.Schema.Columns.Select(c => c.Name).Should().Equal("age", "extra", "job");
        part.Contains("extra").Should().BeFalse();
        FluentActions.Invoking(() => Table().Rows([0, 3])).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ row < 3: 3.*");
        FluentActions.Invoking(() => Table().Rows([0, 0])).Should().Throw<ArgumentException>();
    }
}
