using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

public sealed class CompensatedSumLaws
{
    [Fact]
    public void What_plain_addition_loses_is_kept()
    {
        CompensatedSum.Of([1, 1e100, 1, -1e100]).Should().Be(2);
        CompensatedSum.Of(Enumerable.Repeat(0.1, 10).ToArray()).Should().Be(1);
    }

    // 10⁶ whole numbers of 2⁻⁵⁰ and signs in both orders: decimal is exact here.
    [Fact]
    public void A_long_sum_is_the_exact_one_rounded_once()
    {
        var stream = RandomStream.Open(3, "sum");
        var exact = 0L;
        var values = new double[200_000];
        for (var i = 0; i < values.Length; i++)
        {
            var whole = (long)(stream.NextUInt64() >> 20) - (1L << 43);
            exact += whole;
            values[i] = whole * 8.8817841970012523e-16;
        }

        CompensatedSum.Of(values).Should().Be(exact * 8.8817841970012523e-16);
    }

    [Fact]
    public void Merged_blocks_agree_with_the_whole()
    {
        var values = NumericInputs.Uniform("merge", 10_000, -1e9, 1e9);
        var total = default(CompensatedSum);
        for (var block = 0; block < 10; block++)
        {
            var part = default(CompensatedSum);
            foreach (var value in values.Skip(block * 1000).Take(1000))
            {
                part.Add(value);
            }

            total.Merge(part);
        }

        total.Value.Should().Be(CompensatedSum.Of(values));
    }

    [Fact]
    public void The_default_is_0_and_infinities_pass_through()
    {
        default(CompensatedSum).Value.Should().Be(0);
        CompensatedSum.Of([1, double.PositiveInfinity, 2]).Should().Be(double.PositiveInfinity);
        double.IsNaN(CompensatedSum.Of([double.NegativeInfinity, double.PositiveInfinity])).Should().BeTrue();
    }
}
