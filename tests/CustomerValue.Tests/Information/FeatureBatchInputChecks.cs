using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class FeatureBatchInputChecks
{
    private static readonly FeatureSchema Schema = new([FeatureColumn.Number("age"), FeatureColumn.Category("job", ["clerk", "nurse"])]);

    [Theory]
    [InlineData(double.PositiveInfinity, 0, "Row 1 breaks age finite or missing: Infinity.*")]
    [InlineData(30, 2, "Row 1 breaks job a code 0…1: 2.*")]
    [InlineData(30, -1, "Row 1 breaks job a code 0…1: -1.*")]
    [InlineData(30, 0.5, "Row 1 breaks job a code 0…1: 0.5.*")]
    public void Infinities_and_codes_without_a_level_are_refused_by_row_and_column(double age, double job, string message) =>
        FluentActions.Invoking(() => FeatureBatch.FromRows(Schema, [30, 0, age, job])).Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Values_must_fill_their_rows() =>
        FluentActions.Invoking(() => FeatureBatch.FromRows(Schema, [30, 0, 1])).Should().Throw<ArgumentException>().WithMessage("3 values do not fill rows of 2 columns.*");

    [Fact]
    public void Columns_are_unique_and_numbers_come_first()
    {
        FluentActions.Invoking(() => new FeatureSchema([FeatureColumn.Number("a"), FeatureColumn.Number("a")])).Should().Throw<ArgumentException>().WithMessage("Column 'a' appears twice.*");
        FluentActions.Invoking(() => new FeatureSchema([FeatureColumn.Category("a", ["x"]), FeatureColumn.Number("b")])).Should().Throw<ArgumentException>().WithMessage("Number 'b' stands after a category; numbers come first.*");
        FluentActions.Invoking(() => FeatureColumn.Category("a", ["x", "x"])).Should().Throw<ArgumentException>().WithMessage("Category 'a' needs at least one level and none twice.*");
    }

    [Fact]
    public void Missing_is_NaN_in_numbers_and_categories_and_rows_can_be_chosen_again_and_again()
    {
        var batch = FeatureBatch.FromRows(Schema, [30, double.NaN, double.NaN, 1]).Rows([1, 0, 1]);
        batch.RowCount.Should().Be(3);
        double.IsNaN(batch.Row(0)[0]).Should().BeTrue();
        batch.Row(1)[0].Should().Be(30);
        batch.Row(2)[1].Should().Be(1);
        FluentActions.Invoking(() => batch.Rows([3])).Should().Throw<ArgumentOutOfRangeException>();
    }
}
