using System.Globalization;
using System.Text;
using FluentAssertions;
using MathNet.Numerics.Distributions;
using Xunit.Abstractions;
using M = MathNet.Numerics.SpecialFunctions;

namespace CustomerValue.Tests.Numerics;

/// <summary>The table of docs/numerics.md: our largest relative error on the mpmath grid, and MathNet's on the same points.</summary>
public sealed class NumericsErrorTable(ITestOutputHelper output)
{
    // Absent: MathNet has no such function. Its logarithms are those of its plain values, its upper tails the mirror where it has one, else 1 − cdf.
    private static readonly Dictionary<string, Func<double[], double>> MathNets = new()
    {
        ["lgamma"] = a => M.GammaLn(a[0]),
        ["digamma"] = a => M.DiGamma(a[0]),
        ["lgammaratio"] = a => M.GammaLn(a[0] + a[1]) - M.GammaLn(a[0]),
        ["lbeta"] = a => M.BetaLn(a[0], a[1]),
        ["erf"] = a => M.Erf(a[0]),
        ["erfc"] = a => M.Erfc(a[0]),
        ["gammap"] = a => M.GammaLowerRegularized(a[0], a[1]),
        ["gammaq"] = a => M.GammaUpperRegularized(a[0], a[1]),
        ["betai"] = a => M.BetaRegularized(a[0], a[1], a[2]),
        ["betaiupper"] = a => M.BetaRegularized(a[1], a[0], 1 - a[2]),
        ["tsf"] = a => StudentT.CDF(0, 1, a[1], -a[0]),
        ["tisf"] = a => -StudentT.InvCDF(0, 1, a[1], a[0]),
        ["logfcdf"] = a => Math.Log(FisherSnedecor.CDF(a[1], a[2], a[0])),
        ["logfsf"] = a => Math.Log(1 - FisherSnedecor.CDF(a[1], a[2], a[0])),
        ["logbinomcdf"] = a => Math.Log(Binomial.CDF(a[2], (int)a[1], a[0])),
        ["logbinomsf"] = a => Math.Log(1 - Binomial.CDF(a[2], (int)a[1], a[0])),
        ["logbinompmf"] = a => Binomial.PMFLn(a[2], (int)a[1], (int)a[0]),
        ["logpoiscdf"] = a => Math.Log(Poisson.CDF(a[1], a[0])),
        ["logpoissf"] = a => Math.Log(1 - Poisson.CDF(a[1], a[0])),
        ["logpoispmf"] = a => Poisson.PMFLn(a[1], (int)a[0]),
        ["normsf"] = a => Normal.CDF(0, 1, -a[0]),
        ["normisf"] = a => -Normal.InvCDF(0, 1, a[0]),
        ["gammaisflog"] = a => MathNet.Numerics.Distributions.Gamma.InvCDF(a[1], 1, 1 - Math.Exp(a[0])),
        ["gammappflog"] = a => MathNet.Numerics.Distributions.Gamma.InvCDF(a[1], 1, Math.Exp(a[0])),
        ["betappflog"] = a => Beta.InvCDF(a[1], a[2], Math.Exp(a[0])),
    };

    [Fact]
    public void Ours_stays_below_twelve_digits_and_the_table_is_printed()
    {
        var table = new StringBuilder("| function | points | ours | MathNet | MathNet off by > 1e-9, fails |\n|---|---|---|---|---|\n");
        var worst = 0.0;
        foreach (var name in ReferenceFunctions.Names())
        {
            var cases = ReferenceFunctions.Cases(name).ToList();
            var ours = cases.Max(c => ReferenceFunctions.RelativeError(ReferenceFunctions.Ours[name](c.Arguments), c.Expected));
            worst = Math.Max(worst, ours);
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {cases.Count} | {ours:0.0E+0} | ");
            if (!MathNets.TryGetValue(name, out var theirs))
            {
                table.Append("none | |\n");
                continue;
            }

            double largest = 0;
            int off = 0, fails = 0;
            foreach (var (arguments, expected) in cases)
            {
                var error = Error(theirs, arguments, expected);
                if (error is null)
                {
                    fails++;
                    continue;
                }

                largest = Math.Max(largest, error.Value);
                off += error > 1e-9 ? 1 : 0;
            }

            table.Append(CultureInfo.InvariantCulture, $"{largest:0.0E+0} | {off}, {fails} |\n");
        }

        output.WriteLine(table.ToString());
        worst.Should().BeLessThanOrEqualTo(1e-12);
    }

    // The traps that docs/numerics.md names: MathNet 5.0.0 itself, so that the page is wrong as soon as MathNet mends them.
    [Fact]
    public void The_traps_are_still_there()
    {
        var t = StudentT.CDF(0, 1, 1e15, -1.959963984540054);
        var upper = 1 - Normal.CDF(0, 1, 10);
        var quantile = -Normal.InvCDF(0, 1, 1e-10);
        var tQuantile = -StudentT.InvCDF(0, 1, 20, 1e-10);
        output.WriteLine(FormattableString.Invariant($"t at df 1e15: {t:R}; 1 - cdf(10): {upper:R}; normal 1e-10: {quantile:R}; t 1e-10 df 20: {tQuantile:R}"));
        output.WriteLine(FormattableString.Invariant($"Beta(2e8,8e8) at .2: {M.BetaRegularized(2e8, 8e8, 0.2):R}; Expm1(2e-5): {M.Expm1(2e-5):R}; Log1p(2e-4): {M.Log1p(2e-4):R}"));
        Math.Abs(t - 0.025).Should().BeGreaterThan(1e-3);
        upper.Should().Be(0);
    }

    private static double? Error(Func<double[], double> function, double[] arguments, double expected)
    {
        try
        {
            var value = function(arguments);
            return double.IsNaN(value) || double.IsInfinity(value) ? null : ReferenceFunctions.RelativeError(value, expected);
        }
        catch (Exception e) when (e is MathNet.Numerics.NonConvergenceException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
