using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerValue.Reporting.Tests;

/// <summary>Numbers as the style guide writes them.</summary>
public sealed class NumberStyleCorrectness
{
    private static readonly NumberStyle Style = NumberStyle.Default;

    [Theory]
    [InlineData(NumberKind.Count, 24_000, 0, "24\u2009000")]
    [InlineData(NumberKind.Count, 999.5, 0, "1\u2009000")]
    [InlineData(NumberKind.Count, 1234567890123, 0, "1\u2009234\u2009567\u2009890\u2009123")]
    [InlineData(NumberKind.Share, 0.166, 1, "16.6%")]
    [InlineData(NumberKind.Share, 1, 0, "100%")]
    [InlineData(NumberKind.Points, -0.017, 1, "\u22121.7")]
    [InlineData(NumberKind.Points, 0.017, 1, "+1.7")]
    [InlineData(NumberKind.Points, -0.0004, 1, "0.0")]
    [InlineData(NumberKind.Plain, -0.001, 2, "0.00")]
    [InlineData(NumberKind.Difference, 0, 2, "0.00")]
    [InlineData(NumberKind.Multiple, 3.94, 1, "3.9×")]
    [InlineData(NumberKind.Plain, double.NaN, 1, "–")]
    [InlineData(NumberKind.Points, double.NegativeInfinity, 1, "\u2212∞")]
    [InlineData(NumberKind.Points, double.PositiveInfinity, 1, "+∞")]
    [InlineData(NumberKind.Plain, 1e300, 1, "1.0e300")]
    public void A_number_is_written_as_said(NumberKind kind, double value, int digits, string expected) => Style.Format(kind, value, digits).Should().Be(expected);

    [Theory]
    [InlineData(310_432, "€310k")]
    [InlineData(9_994, "€9\u2009994")]
    [InlineData(9_995, "€10.0k")]
    [InlineData(12.345, "€12.3")]
    [InlineData(1.5e6, "€1.50m")]
    [InlineData(999_499, "€999k")]
    [InlineData(999_500, "€1.00m")]
    [InlineData(2.5e9, "€2.50bn")]
    [InlineData(-4_200, "\u2212€4\u2009200")]
    [InlineData(0, "€0")]
    [InlineData(7, "€7")]
    public void Money_has_three_significant_digits(double value, string expected) =>
        (Style with { Currency = "€" }).Format(NumberKind.Money, value).Should().Be(expected);

    [Fact]
    public void A_range_says_to_where_a_sign_appears()
    {
        Style.Range(NumberKind.Share, 0.56, 0.63).Should().Be("56–63%");
        Style.Range(NumberKind.Points, -0.029, 0.11, 1).Should().Be("\u22122.9 to +11.0");
        Style.Range(NumberKind.Share, -0.01, 0.05).Should().Be("\u22121% to 5%");
        (Style with { Currency = "€" }).Range(NumberKind.Money, 190_000, 430_000).Should().Be("€190k–€430k");
    }

    [Fact]
    public void Another_style_is_handed_in_whole() =>
        NumberStyle.Continental.Format(NumberKind.Share, 0.1666, 1).Should().Be("16,7\u2009%");

    [Theory]
    [InlineData(0.015, NumberKind.Share, 1)]
    [InlineData(0.0015, NumberKind.Share, 2)]
    [InlineData(0.03, NumberKind.Points, 0)]
    [InlineData(30, NumberKind.Plain, 0)]
    [InlineData(double.PositiveInfinity, NumberKind.Share, 1)]
    public void Digits_are_no_finer_than_half_an_error(double error, NumberKind kind, int expected) => NumberStyle.DigitsFor(kind, error).Should().Be(expected);

    /// <summary>Against the runtime's own invariant formatting, where that rounds the same way.</summary>
    [Fact]
    public void Fixed_decimals_agree_with_the_runtime() => Prop.ForAll(Gen.Choose(-2_000_000_000, 2_000_000_000).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (n, digits) =>
    {
        var value = n / 1024.0;
        var text = new StringBuilder();
        NumberText.Append(text, value, digits, ".", ",", false);
        var exact = Math.Round((decimal)value, digits, MidpointRounding.AwayFromZero);
        return text.ToString().Replace('\u2212', '-') == exact.ToString("N" + digits, CultureInfo.InvariantCulture);
    }).Check(Config.QuickThrowOnFailure.WithReplay(9UL, 11UL).WithMaxTest(3000));

    [Fact]
    public void Numbers_for_machines_come_back() => Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number =>
    {
        var value = number.Get;
        var back = double.Parse(NumberText.Plain(value), NumberStyles.Float, CultureInfo.InvariantCulture);
        return Math.Abs(back - value) <= 1e-11 * Math.Max(Math.Abs(value), 1e-4);
    }).Check(Config.QuickThrowOnFailure.WithReplay(9UL, 13UL).WithMaxTest(3000));

    [Fact]
    public void Marks_that_are_too_long_are_refused()
    {
        var act = () => Style with { DecimalMark = "a decimal point" };
        act.Should().Throw<ArgumentException>().WithMessage("*DecimalMark*12*");
    }
}
