using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class RecordKeyLaws
{
    [Theory]
    [InlineData("42", true)]
    [InlineData("-7", true)]
    [InlineData("0", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("042", false)]
    [InlineData("-0", false)]
    [InlineData("+42", false)]
    [InlineData(" 42", false)]
    [InlineData("-", false)]
    [InlineData("A-17", false)]
    [InlineData("４２", false)]
    public void A_text_is_a_number_exactly_when_it_is_that_numbers_invariant_text(string text, bool isNumber)
    {
        RecordKey key = text;
        key.IsNumber.Should().Be(isNumber);
        key.ToString().Should().Be(text);
        key.IsMissing.Should().BeFalse();
    }

    [Fact]
    public void A_number_equals_its_text_and_nothing_else()
    {
        ((RecordKey)42).Should().Be((RecordKey)"42").And.NotBe((RecordKey)"042").And.NotBe((RecordKey)"42 ");
        ((RecordKey)42).GetHashCode().Should().Be(((RecordKey)"42").GetHashCode());
        ((RecordKey)0).Should().NotBe(default(RecordKey));
        ((RecordKey)"#").Should().NotBe((RecordKey)0, "the mark of numbers is no text");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_text_is_no_key(string? text) => new RecordKey(text).Should().Be(default(RecordKey));

    [Fact]
    public void Order_is_missing_then_numbers_then_texts_ordinally()
    {
        RecordKey[] ordered = [default, long.MinValue, -5, 0, 9, 10, "007", "A", "B", "a", "ä"];
        ordered.Reverse().OrderBy(k => k).Should().Equal(ordered);
    }
}
