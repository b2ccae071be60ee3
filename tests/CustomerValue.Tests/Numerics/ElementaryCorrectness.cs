using CustomerValue.Numerics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Numerics;

/// <summary>Against mpmath at 2400 bits; the script stands in the golden file.</summary>
public sealed class ElementaryCorrectness
{
    // In steps between doubles from the correctly rounded value: an error below 1 ulp is at most one step, below 2.5 at most two.
    [Theory]
    [InlineData("exp", 1)]
    [InlineData("log", 1)]
    [InlineData("log1p", 1)]
    [InlineData("expm1", 1)]
    [InlineData("logistic", 2)]
    [InlineData("softplus", 2)]
    public void Every_golden_value_is_met_to_the_last_bits(string name, int steps)
    {
        Func<double, double> function = name switch
        {
            "exp" => Elementary.Exp,
            "log" => Elementary.Log,
            "log1p" => Elementary.Log1p,
            "expm1" => Elementary.Expm1,
            "logistic" => Elementary.Logistic,
            _ => Elementary.Softplus,
        };
        foreach (var item in GoldenFile.Read("numerics/elementary.json").GetProperty("cases").GetProperty(name).EnumerateArray())
        {
            var x = item[0].Number();
            Steps(function(x), item[1].Number()).Should().BeLessThanOrEqualTo(steps, "{0}({1:R})", name, x);
        }
    }

    [Fact]
    public void Every_golden_power_is_met_to_the_last_bit()
    {
        foreach (var item in GoldenFile.Read("numerics/elementary.json").GetProperty("cases").GetProperty("pow").EnumerateArray())
        {
            double x = item[0].Number(), y = item[1].Number();
            Steps(Elementary.Pow(x, y), item[2].Number()).Should().BeLessThanOrEqualTo(1, "pow({0:R}, {1:R})", x, y);
        }
    }

    [Fact]
    public void Whole_powers_below_2_to_the_53_are_exact()
    {
        for (var x = 2UL; x < 2000; x++)
        {
            var exact = x;
            for (var y = 2; exact <= (1UL << 53) / x; y++)
            {
                exact *= x;
                if (Elementary.Pow(x, y) != exact || Elementary.Pow(-(double)x, y) != (y % 2 == 0 ? exact : -(double)exact))
                {
                    Assert.Fail(FormattableString.Invariant($"±{x}^{y} is not exact."));
                }
            }
        }
    }

    [Fact]
    public void Powers_of_two_are_exact_down_to_the_smallest_subnormal()
    {
        for (var k = -1074; k <= 1023; k++)
        {
            var exact = k >= -1022 ? BitConverter.Int64BitsToDouble((k + 1023L) << 52) : BitConverter.Int64BitsToDouble(1L << (k + 1074));
            Elementary.Pow(2, k).Should().Be(exact, "2^{0}", k);
            Elementary.Pow(0.5, -k).Should().Be(exact, "0.5^{0}", -k);
        }
    }

    private static long Steps(double actual, double expected) =>
        double.IsNaN(actual) ? long.MaxValue : Math.Abs(Ordered(actual) - Ordered(expected));

    private static long Ordered(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        return bits < 0 ? long.MinValue - bits : bits;
    }
}
