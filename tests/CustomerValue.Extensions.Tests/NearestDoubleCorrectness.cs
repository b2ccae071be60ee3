using System.Globalization;

namespace CustomerValue.Extensions.Tests;

/// <summary>The correction for runtimes whose parser misses, against this runtime's parser, which is exact (IEEE 754-2008).</summary>
public sealed class NearestDoubleCorrectness
{
    [Theory]
    [InlineData("0.1")]
    [InlineData("-0.3333333333333333")]
    [InlineData("5E-324")]
    [InlineData("2.4703282292062327208e-324")]
    [InlineData("2.4703282292062328e-324")]
    [InlineData("2.2250738585072014E-308")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("1.7976931348623157E+308")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740992.999999999999999999999999999999999999999999999999999999999999999999999")]
    [InlineData("9007199254740993.000000000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("4503599627370496.5")]
    [InlineData("4503599627370495.75")]
    [InlineData("1.0000000000000001110223024625156540423631668090820312500000000000000000000000000000000000001")]
    [InlineData("1e22")]
    [InlineData("8.98846567431158e307")]
    public void A_candidate_that_is_off_is_put_right(string text)
    {
        var exact = double.Parse(text, CultureInfo.InvariantCulture);
        foreach (var candidate in new[] { exact, Math.BitIncrement(exact), Math.BitDecrement(exact), Math.BitIncrement(Math.BitIncrement(exact)) }.Where(double.IsFinite))
        {
            BitConverter.DoubleToInt64Bits(NearestDouble.Of(text, candidate)).Should().Be(BitConverter.DoubleToInt64Bits(exact), candidate.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Random_texts_are_read_as_this_runtime_reads_them()
    {
        var random = new Random(5);
        var wrong = new List<string>();
        for (var i = 0; i < 5_000; i++)
        {
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => random.Next(10)));
            var text = string.Create(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "-" : "")}{random.Next(10)}.{digits}e{random.Next(-330, 305)}");
            var exact = double.Parse(text, CultureInfo.InvariantCulture);
            var near = BitConverter.Int64BitsToDouble(Math.Max(0, BitConverter.DoubleToInt64Bits(Math.Abs(exact)) + random.Next(-2, 3))) * (text[0] == '-' ? -1 : 1);
            if (!NearestDouble.Of(text, near).Equals(exact))
            {
                wrong.Add(text);
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void The_text_for_old_runtimes_is_the_text_of_this_one()
    {
        var state = 7UL;
        List<double> values = [1, 10, 123456, 1e14, 1e15, 1e16, 0.1, 1e-5, 9.999e-6, 1e-4, 123456789012345678, 1.5, -2.25e-300, 5e-324, double.MaxValue, 1e23, 100, 1200];
        for (var i = 0; i < 3_000; i++)
        {
            state = state * 6364136223846793005UL + 1442695040888963407UL;
            values.Add(BitConverter.UInt64BitsToDouble(state));
            values.Add(Math.Round((state >> 40) / 1000.0, (int)(state % 7)));
        }

        values.Where(v => double.IsFinite(v) && v != 0 && ShortestText.Of(v) != v.ToString("R", CultureInfo.InvariantCulture)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("1e999999999999")]
    [InlineData("1e-999999999999")]
    [InlineData("0.000e99")]
    public void Powers_beyond_every_double_leave_the_candidate(string text) => NearestDouble.Of(text, 0).Should().Be(0);
}
