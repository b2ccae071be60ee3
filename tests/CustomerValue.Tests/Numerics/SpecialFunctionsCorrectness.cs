using CustomerValue.Tests.Golden;
using FluentAssertions;
using S = CustomerValue.Numerics.SpecialFunctions;

namespace CustomerValue.Tests.Numerics;

public sealed class SpecialFunctionsCorrectness
{
    public static TheoryData<string> Functions()
    {
        var data = new TheoryData<string>();
        foreach (var name in ReferenceFunctions.Names())
        {
            data.Add(name);
        }

        return data;
    }

    // Golden/numerics/special.json quotes the mpmath script that made it.
    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_agrees_with_mpmath_to_twelve_digits_over_its_whole_grid(string function)
    {
        var ours = ReferenceFunctions.Ours[function];
        var misses = new List<string>();
        foreach (var (arguments, expected) in ReferenceFunctions.Cases(function))
        {
            var actual = ours(arguments);
            var error = ReferenceFunctions.RelativeError(actual, expected);
            if (!(error <= 1e-12))
            {
                misses.Add(FormattableString.Invariant($"{function}({string.Join(", ", arguments.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}) = {actual:R}, expected {expected:R}, error {error:E1}"));
            }
        }

        misses.Should().BeEmpty();
    }

    // mpmath 1.2.1, 50-85 digits, see the provenance in the file.
    [Fact]
    public void The_special_functions_of_the_lifetime_hard_cases_agree_to_twelve_digits()
    {
        var misses = new List<string>();
        var count = 0;
        foreach (var item in GoldenFile.Read("clv/hard_cases.json").GetProperty("cases").EnumerateArray())
        {
            var model = item.GetProperty("model").GetString()!;
            if (!model.StartsWith("special_", StringComparison.Ordinal))
            {
                continue;
            }

            count++;
            var p = item.GetProperty("params");
            var value = item.GetProperty("expected").GetProperty("value");
            var expected = value.ValueKind == System.Text.Json.JsonValueKind.Object ? double.NaN : value.Number();
            var actual = model switch
            {
                "special_hyp2f1" => CustomerValue.Numerics.Elementary.Exp(S.LogHypergeometric2F1(p.Number("a"), p.Number("b"), p.Number("c"), p.Number("z"))),
                "special_scaled_expint" => S.ScaledExponentialIntegral(p.Number("s"), p.Number("z")),
                "special_lbeta" => S.LogBeta(p.Number("a"), p.Number("b")),
                "special_lgamma_ratio" => S.LogGammaRatio(p.Number("r"), p.Number("x")),
                _ => throw new InvalidOperationException(model),
            };
            if (double.IsNaN(expected))
            {
                expected = value.Number("log_abs");
                actual = S.LogHypergeometric2F1(p.Number("a"), p.Number("b"), p.Number("c"), p.Number("z"));
            }

            if (!(ReferenceFunctions.RelativeError(actual, expected) <= 1e-12))
            {
                misses.Add(FormattableString.Invariant($"{item.GetProperty("case").GetString()}: {actual:R}, expected {expected:R}"));
            }
        }

        count.Should().BeGreaterThan(15);
        misses.Should().BeEmpty();
    }
}
