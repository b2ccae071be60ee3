using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

#pragma warning disable xUnit1025 // To the analyzer 0.0 and −0.0 are one input.
public sealed class ElementaryLaws
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    [Theory]
    [InlineData("exp", 0.0, 1.0)]
    [InlineData("exp", -0.0, 1.0)]
    [InlineData("exp", Infinity, Infinity)]
    [InlineData("exp", -Infinity, 0.0)]
    [InlineData("exp", NaN, NaN)]
    [InlineData("exp", 709.782712893384, 1.7976931348622732e308)] // mpmath: 1.79769313486227317…e308
    [InlineData("exp", 709.7827128933841, Infinity)]
    [InlineData("exp", 1e300, Infinity)]
    [InlineData("exp", -745.2, 0.0)]
    [InlineData("exp", -1e300, 0.0)]
    [InlineData("log", 1.0, 0.0)]
    [InlineData("log", 0.0, -Infinity)]
    [InlineData("log", -0.0, -Infinity)]
    [InlineData("log", -5e-324, NaN)]
    [InlineData("log", -Infinity, NaN)]
    [InlineData("log", Infinity, Infinity)]
    [InlineData("log", NaN, NaN)]
    [InlineData("log1p", 0.0, 0.0)]
    [InlineData("log1p", -0.0, -0.0)]
    [InlineData("log1p", -1.0, -Infinity)]
    [InlineData("log1p", -1.0000000000000002, NaN)]
    [InlineData("log1p", -Infinity, NaN)]
    [InlineData("log1p", Infinity, Infinity)]
    [InlineData("log1p", NaN, NaN)]
    [InlineData("expm1", 0.0, 0.0)]
    [InlineData("expm1", -0.0, -0.0)]
    [InlineData("expm1", -Infinity, -1.0)]
    [InlineData("expm1", -800.0, -1.0)]
    [InlineData("expm1", 800.0, Infinity)]
    [InlineData("expm1", Infinity, Infinity)]
    [InlineData("expm1", NaN, NaN)]
    [InlineData("logistic", 0.0, 0.5)]
    [InlineData("logistic", -0.0, 0.5)]
    [InlineData("logistic", Infinity, 1.0)]
    [InlineData("logistic", -Infinity, 0.0)]
    [InlineData("logistic", -800.0, 0.0)]
    [InlineData("logistic", 800.0, 1.0)]
    [InlineData("logistic", NaN, NaN)]
    [InlineData("softplus", -Infinity, 0.0)]
    [InlineData("softplus", Infinity, Infinity)]
    [InlineData("softplus", 1e300, 1e300)]
    [InlineData("softplus", -800.0, 0.0)]
    [InlineData("softplus", NaN, NaN)]
    public void Limits_are_those_of_the_function(string name, double x, double expected) =>
        BitConverter.DoubleToInt64Bits(Function(name)(x)).Should().Be(BitConverter.DoubleToInt64Bits(expected), "{0}({1:R})", name, x);

    [Theory]
    [InlineData(NaN, 0.0, 1.0)]
    [InlineData(NaN, -0.0, 1.0)]
    [InlineData(1.0, NaN, 1.0)]
    [InlineData(1.0, Infinity, 1.0)]
    [InlineData(-1.0, Infinity, 1.0)]
    [InlineData(-1.0, -Infinity, 1.0)]
    [InlineData(NaN, 1.0, NaN)]
    [InlineData(2.0, NaN, NaN)]
    [InlineData(-2.0, 0.5, NaN)]
    [InlineData(-8.0, 1.0 / 3, NaN)]
    [InlineData(-2.0, 3.0, -8.0)]
    [InlineData(-2.0, -2.0, 0.25)]
    [InlineData(-1.0, 9007199254740993.0, 1.0)]
    [InlineData(-1.0, 9007199254740991.0, -1.0)]
    [InlineData(0.0, 0.5, 0.0)]
    [InlineData(0.0, 3.0, 0.0)]
    [InlineData(-0.0, 3.0, -0.0)]
    [InlineData(-0.0, 2.0, 0.0)]
    [InlineData(0.0, -1.0, Infinity)]
    [InlineData(-0.0, -1.0, -Infinity)]
    [InlineData(-0.0, -2.0, Infinity)]
    [InlineData(-0.0, -0.5, Infinity)]
    [InlineData(Infinity, 0.1, Infinity)]
    [InlineData(Infinity, -0.1, 0.0)]
    [InlineData(-Infinity, 3.0, -Infinity)]
    [InlineData(-Infinity, 2.0, Infinity)]
    [InlineData(-Infinity, -3.0, -0.0)]
    [InlineData(-Infinity, 0.5, Infinity)]
    [InlineData(0.5, Infinity, 0.0)]
    [InlineData(0.5, -Infinity, Infinity)]
    [InlineData(-2.0, Infinity, Infinity)]
    [InlineData(-2.0, -Infinity, 0.0)]
    [InlineData(1.0000000000000002, 1e300, Infinity)]
    [InlineData(0.9999999999999999, 1e300, 0.0)]
    [InlineData(0.9999999999999999, -1e300, Infinity)]
    [InlineData(10.0, 309.0, Infinity)]
    [InlineData(10.0, -330.0, 0.0)]
    [InlineData(-10.0, 309.0, -Infinity)]
    [InlineData(-10.0, -331.0, -0.0)]
    [InlineData(3.7, 1.0, 3.7)]
    [InlineData(3.7, 5e-324, 1.0)]
    public void Powers_at_the_limits_are_those_of_IEEE_754(double x, double y, double expected) =>
        BitConverter.DoubleToInt64Bits(Elementary.Pow(x, y)).Should().Be(BitConverter.DoubleToInt64Bits(expected), "pow({0:R}, {1:R})", x, y);

    // Over 100,000 sorted points a thousandth apart; between neighboring doubles, one rounding may go back a step.
    [Theory]
    [InlineData("exp")]
    [InlineData("logistic")]
    [InlineData("softplus")]
    [InlineData("expm1")]
    public void Values_never_fall_along_the_axis(string name)
    {
        var function = Function(name);
        var last = double.NegativeInfinity;
        for (var i = -50_000; i <= 50_000; i++)
        {
            var value = function(i / 1000.0);
            if (!(value >= last))
            {
                Assert.Fail(FormattableString.Invariant($"{name} falls from {last:R} to {value:R} at {i / 1000.0:R}."));
            }

            last = value;
        }
    }

    [Fact]
    public void The_single_rows_logistic_has_the_bits_of_the_definition()
    {
        var random = RandomStream.Open(17, "near logistic");
        double[] special = [0, -0.0, 5e-324, -5e-324, 1e-300, -1e-17, 0.5, -0.34657359027997264, 0.34657359027997264, 690, -690, 37, -37.5, 708.4 - 20];
        for (var i = 0; i < 200_000; i++)
        {
            var x = i < special.Length ? special[i] : (random.NextDouble() - 0.5) * (i % 3 == 0 ? 2 : i % 3 == 1 ? 80 : 1380);
            if (BitConverter.DoubleToInt64Bits(ElementaryKernel.LogisticNear(x)) != BitConverter.DoubleToInt64Bits(Elementary.Logistic(x)))
            {
                Assert.Fail(FormattableString.Invariant($"At {x:R}: {ElementaryKernel.LogisticNear(x):R}, not {Elementary.Logistic(x):R}."));
            }
        }
    }

    [Fact]
    public void Logistic_stays_within_0_and_1_and_softplus_above_0()
    {
        var stream = RandomStream.Open(1, "logistic");
        for (var i = 0; i < 100_000; i++)
        {
            var x = BitConverter.UInt64BitsToDouble(stream.NextUInt64());
            if (!double.IsNaN(x) && !(Elementary.Logistic(x) is >= 0 and <= 1 && Elementary.Softplus(x) >= Math.Max(0, x)))
            {
                Assert.Fail(FormattableString.Invariant($"At {x:R}: logistic {Elementary.Logistic(x):R}, softplus {Elementary.Softplus(x):R}."));
            }
        }
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("logistic")]
    public void Spans_of_every_length_hold_the_bits_of_the_scalar_function(string name)
    {
        var inputs = NumericInputs.Wild(4000);
        var function = Function(name);
        for (var length = 0; length <= 40; length++)
        {
            for (var start = 0; start < 60; start++)
            {
                Compare(name, function, inputs.AsSpan(start * 17, length));
            }
        }

        Compare(name, function, inputs);
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("logistic")]
    public void A_span_may_be_written_onto_itself(string name)
    {
        var inputs = NumericInputs.Wild(1003);
        var apart = new double[inputs.Length];
        Fill(name, inputs, apart);
        Fill(name, inputs, inputs);
        inputs.Select(BitConverter.DoubleToInt64Bits).Should().Equal(apart.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused() =>
        ((Action)(() => Elementary.Exp(new double[3], new double[2]))).Should().Throw<ArgumentOutOfRangeException>();

    private static void Compare(string name, Func<double, double> function, ReadOnlySpan<double> x)
    {
        var destination = new double[x.Length + 1];
        destination[x.Length] = 42;
        Fill(name, x, destination);
        for (var i = 0; i < x.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(destination[i]) != BitConverter.DoubleToInt64Bits(function(x[i])))
            {
                Assert.Fail(FormattableString.Invariant($"{name}({x[i]:R}) is {destination[i]:R} in a span of {x.Length}, {function(x[i]):R} alone."));
            }
        }

        destination[x.Length].Should().Be(42);
    }

    private static void Fill(string name, ReadOnlySpan<double> x, Span<double> destination)
    {
        switch (name)
        {
            case "exp":
                Elementary.Exp(x, destination);
                break;
            case "log":
                Elementary.Log(x, destination);
                break;
            default:
                Elementary.Logistic(x, destination);
                break;
        }
    }

    private static Func<double, double> Function(string name) => name switch
    {
        "exp" => Elementary.Exp,
        "log" => Elementary.Log,
        "log1p" => Elementary.Log1p,
        "expm1" => Elementary.Expm1,
        "logistic" => Elementary.Logistic,
        _ => Elementary.Softplus,
    };
}
