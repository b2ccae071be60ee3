using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>Power, size and smallest effect of every kind of comparison: each the inverse of the others, least sizes, and what simulation finds.</summary>
public sealed class PowerKindsLaws
{
    private static readonly double[] Rates = [0.05, 0.2, 0.4], Shares = [3, 2, 1];

    private static GrowthOfRate PastRate => GrowthOfRate.Of(
        [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0)], [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? i % 5 != 0 : i % 4 == 0)]);

    private static GrowthOfAverage PastAverage => GrowthOfAverage.Of(
        [.. Enumerable.Range(0, 60).Select(i => 100.0 + i * 7919 % 61)], [.. Enumerable.Range(0, 60).Select(i => 110.0 + i * 7907 % 83)]);

    private static RatioEstimate PastRatio => RatioEstimate.Of([3, 1, 4, 1, 5, 9, 2, 6], [2, 2, 3, 1, 2, 4, 2, 3]);

    private static IEnumerable<(string Name, Func<DesignOptions, SampleSize> Size, Func<long, long, DesignOptions, double> Power)> Kinds()
    {
        var clusters = new ClusterDesign(2.2, 0.1, 0.4);
        yield return ("means", o => SampleSize.ForMeans(0.3, 1, 1.4, o), (n, m, o) => Power.OfMeans(n, m, 0.3, 1, 1.4, o));
        yield return ("clusters", o => SampleSize.ForClusters(0.5, 3, clusters, o), (n, m, o) => Power.OfClusters(n, m, 0.5, 3, clusters, o));
        yield return ("ratios", o => SampleSize.ForRatios(0.3, PastRatio, o), (n, m, o) => Power.OfRatios(n, m, 0.3, PastRatio, o));
        yield return ("growth of averages", o => SampleSize.ForGrowths(0.1, PastAverage, o), (n, m, o) => Power.OfGrowths(n, m, 0.1, PastAverage, o));
        yield return ("growth of rates", o => SampleSize.ForGrowths(0.2, PastRate, o), (n, m, o) => Power.OfGrowths(n, m, 0.2, PastRate, o));
        yield return ("change of rates", o => SampleSize.ForChanges(0.1, PastRate, o), (n, m, o) => Power.OfChanges(n, m, 0.1, PastRate, o));
        yield return ("lift", o => SampleSize.ForRelativeLift(0.05, -20, 8, o), (n, m, o) => Power.OfRelativeLift(n, m, 0.05, -20, 8, o));
        yield return ("CUPED", o => SampleSize.ForCuped(0.3, 1, 0.7, o), (n, m, o) => Power.OfCuped(n, m, 0.3, 1, 0.7, o));
        yield return ("DiD", o => SampleSize.ForDifferenceInDifferences(0.3, 1, 2, 3, 0.6, o), (n, m, o) => Power.OfDifferenceInDifferences(n, m, 0.3, 1, 2, 3, 0.6, o));
        yield return ("strata", o => SampleSize.ForStrata(0.3, 1, 0.4, o), (n, m, o) => Power.OfStrata(n, m, 0.3, 1, 0.4, o));
        yield return ("log odds", o => SampleSize.ForLogOdds(0.1, 0.15, o), (n, m, o) => Power.OfLogOdds(n, m, 0.1, 0.15, o));
        yield return ("Mantel–Haenszel", o => SampleSize.ForMantelHaenszel(Rates, Shares, 0.6, o), (n, m, o) => Power.OfMantelHaenszel(n, m, Rates, Shares, 0.6, o));
        yield return ("equivalence", o => SampleSize.ForEquivalence(0.02, 1, -0.2, 0.25, o), (n, m, o) => Power.OfEquivalence(n, m, 0.02, 1, -0.2, 0.25, o));
        yield return ("non-inferiority", o => SampleSize.ForNonInferiority(-0.05, 1, 0.3, o), (n, m, o) => Power.OfNonInferiority(n, m, -0.05, 1, 0.3, o));
        yield return ("equivalent rates", o => SampleSize.ForEquivalentRates(0.1, 0.11, -0.05, 0.05, o), (n, m, o) => Power.OfEquivalentRates(n, m, 0.1, 0.11, -0.05, 0.05, o));
        yield return ("rates not inferior", o => SampleSize.ForNotInferiorRates(0.1, 0.095, 0.03, o), (n, m, o) => Power.OfNotInferiorRates(n, m, 0.1, 0.095, 0.03, o));
        yield return ("equivalent lift", o => SampleSize.ForEquivalentLift(0.01, 50, 30, -0.1, 0.08, o), (n, m, o) => Power.OfEquivalentLift(n, m, 0.01, 50, 30, -0.1, 0.08, o));
        yield return ("lift not inferior", o => SampleSize.ForNotInferiorLift(-0.01, -50, 30, 0.1, o), (n, m, o) => Power.OfNotInferiorLift(n, m, -0.01, -50, 30, 0.1, o));
    }

    [Fact]
    public void A_size_attains_its_power_and_one_customer_less_does_not()
    {
        foreach (var (name, size, power) in Kinds())
        {
            foreach (var o in new[]
            {
                DesignOptions.Default, new DesignOptions { Power = 0.95, Significance = 0.01 }, new DesignOptions { OneSided = true, Power = 0.9 },
                new DesignOptions { Comparisons = 3, VarianceFactor = 1.3 },
            })
            {
                var s = size(o);
                s.PowerAttained.Should().BeGreaterThanOrEqualTo(o.Power, name);
                power(s.Control, s.Treatment, o).Should().BeApproximately(s.PowerAttained, 1e-12, name);
                power(s.Control - 1, s.Treatment - 1, o).Should().BeLessThan(o.Power, name);
            }

            var unequal = size(new DesignOptions { TreatmentPerControl = 2.5 });
            unequal.PowerAttained.Should().BeInRange(0.8, 0.83, name);
            (unequal.TreatmentExact / unequal.ControlExact).ShouldBeClose(2.5, because: name);
        }
    }

    [Fact]
    public void The_smallest_effect_has_exactly_the_power()
    {
        foreach (var o in new[] { DesignOptions.Default, new DesignOptions { Direction = EffectDirection.Decrease, Power = 0.9 } })
        {
            var sign = o.Direction == EffectDirection.Increase ? 1 : -1;
            void Check(string name, double effect, Func<double, double> power, double none = 0)
            {
                Math.Sign(effect - none).Should().Be(sign, name);
                power(effect).ShouldBeClose(o.Power, 1e-9, because: name);
            }

            Check("ratios", MinimumDetectableEffect.OfRatios(300, 200, PastRatio, o), d => Power.OfRatios(300, 200, d, PastRatio, o));
            Check("growths", MinimumDetectableEffect.OfGrowths(300, 200, PastAverage, o), d => Power.OfGrowths(300, 200, d, PastAverage, o));
            Check("rate growths", MinimumDetectableEffect.OfGrowths(300, 200, PastRate, o), d => Power.OfGrowths(300, 200, d, PastRate, o));
            Check("rate changes", MinimumDetectableEffect.OfChanges(300, 200, PastRate, o), d => Power.OfChanges(300, 200, d, PastRate, o));
            Check("CUPED", MinimumDetectableEffect.OfCuped(300, 200, 3, 0.8, o), d => Power.OfCuped(300, 200, d, 3, 0.8, o));
            Check("DiD", MinimumDetectableEffect.OfDifferenceInDifferences(300, 200, 3, 1, 2, 0.4, o), d => Power.OfDifferenceInDifferences(300, 200, d, 3, 1, 2, 0.4, o));
            Check("strata", MinimumDetectableEffect.OfStrata(300, 200, 3, 0.3, o), d => Power.OfStrata(300, 200, d, 3, 0.3, o));
            double Rate(double odds) => odds * 0.2 / (0.8 + odds * 0.2);
            Check("log odds", MinimumDetectableEffect.OfLogOdds(900, 800, 0.2, o), odds => Power.OfLogOdds(900, 800, 0.2, Rate(odds), o), 1);
            Check("Mantel–Haenszel", MinimumDetectableEffect.OfMantelHaenszel(900, 800, Rates, Shares, o), odds => Power.OfMantelHaenszel(900, 800, Rates, Shares, odds, o), 1);
            var margin = MinimumDetectableEffect.MarginOfEquivalentLift(900, 800, -20, 15, o);
            Power.OfEquivalentLift(900, 800, 0, -20, 15, -margin, margin, o).ShouldBeClose(o.Power);
            Power.OfNotInferiorLift(900, 800, 0, 20, 15, MinimumDetectableEffect.MarginOfNotInferiorLift(900, 800, 20, 15, o), o).ShouldBeClose(o.Power);
        }
    }

    [Fact]
    public void Named_designs_are_the_plain_ones_with_their_factor()
    {
        SampleSize.ForCuped(0.3, 1, 0.9).ControlExact.Should().Be(SampleSize.ForMeans(0.3, 1, DesignOptions.ForCuped(0.9)).ControlExact);
        SampleSize.ForDifferenceInDifferences(0.3, 1, 1, 1, 0.5).ControlExact.Should().Be(SampleSize.ForMeans(0.3, 1, DesignOptions.ForDifferenceInDifferences(1, 1, 0.5)).ControlExact);

        // One round each and ρ = ½: 2 (1 − ρ) = 1, no gain and no loss.
        SampleSize.ForDifferenceInDifferences(0.3, 1, 1, 1, 0.5).ControlExact.Should().Be(SampleSize.ForMeans(0.3, 1).ControlExact);
        Power.OfMantelHaenszel(400, 300, [0.3], [1], 1.5).ShouldBeClose(
            Power.OfProportions(400, 300, 0.3, 0.45 / 1.15, new DesignOptions { ProportionMethod = ProportionPowerMethod.PooledNull }), 1e-12);

        // Alike strata are one stratum.
        Power.OfMantelHaenszel(400, 300, [0.3, 0.3], [2, 5], 1.5).ShouldBeClose(Power.OfMantelHaenszel(400, 300, [0.3], [9], 1.5), 1e-12);

        // A base without error: margins of the lift are margins of the mean.
        Power.OfEquivalentLift(2_000_000_000, 500, 0.01, 50, 30, -0.1, 0.08).ShouldBeClose(
            Power.OfEquivalence(2_000_000_000, 500, 0.5, 30, -5, 4, new DesignOptions { MeanMethod = MeanPowerMethod.Normal }), 1e-6);
    }

    [Fact]
    public void What_nothing_attains_is_an_error_with_its_reason()
    {
        void Refused(Action ask, string because) => ask.Should().Throw<ArgumentException>().WithMessage(because);
        Refused(() => SampleSize.ForLogOdds(0.1, 0.1), "*difference of 0*");
        Refused(() => SampleSize.ForLogOdds(0.1, 0.1 + 1e-12), "No sample of up to 1E15*");
        Refused(() => SampleSize.ForMantelHaenszel([0.1], [1], 1), "*difference of 0*");
        Refused(() => SampleSize.ForMantelHaenszel([0.1, 1], [1, 1], 2), "Row 1 breaks 0 < rate < 1*");
        Refused(() => SampleSize.ForMantelHaenszel([0.1], [0], 2), "Row 0 breaks 0 < share*");
        Refused(() => SampleSize.ForMantelHaenszel([], [], 2), "*");
        Refused(() => SampleSize.ForGrowths(0, PastRate), "*difference of 0*");
        Refused(() => SampleSize.ForGrowths(0.1, GrowthOfRate.Of([true, true], [true, true])), "*no variance*");
        Refused(() => SampleSize.ForEquivalentLift(0.1, 50, 30, -0.1, 0.1), "*beyond a margin*");
        Refused(() => SampleSize.ForEquivalentLift(0, 0, 30, -0.1, 0.1), "controlMean is 0*");
        Refused(() => SampleSize.ForNotInferiorLift(-0.2, 50, 30, 0.1), "*beyond a margin*");
        Refused(() => SampleSize.ForCuped(0.1, 1, 1), "*correlation*");
        Refused(() => SampleSize.ForStrata(0.1, 1, 1), "*explained*");
        Refused(() => MinimumDetectableEffect.OfLogOdds(8, 8, 0.5), "No odds ratio is detected*");
        Refused(() => MinimumDetectableEffect.OfMantelHaenszel(3, 3, [0.5], [1]), "No odds ratio is detected*");
        Refused(() => MinimumDetectableEffect.MarginOfEquivalentLift(3, 3, 1, 10), "No margin up to 100 %*");
        Refused(() => Power.OfEquivalentLift(3, 3, 0, 1, 1, 0.2, 0.1), "The margins are*");
    }

    [Fact]
    public void Simulated_tests_find_as_often()
    {
        const int Draws = 20_000;
        var random = RandomStream.Open(2041, "power simulation");

        // Woolf's and the Mantel–Haenszel test, on counts.
        int woolf = 0, strata = 0;
        double[] treated = [.. Rates.Select(p => 1.6 * p / (1 - p + 1.6 * p))];
        long[] sizes = [300, 200, 100];
        for (var draw = 0; draw < Draws; draw++)
        {
            double a = random.NextBinomial(700, 0.15), c = random.NextBinomial(900, 0.1), b = 700 - a, d = 900 - c;
            woolf += Math.Abs(Math.Log(a * d / b / c)) > 1.959964 * Math.Sqrt(1 / a + 1 / b + 1 / c + 1 / d) ? 1 : 0;
            double excess = 0, variance = 0;
            for (var s = 0; s < 3; s++)
            {
                double n = sizes[s], x = random.NextBinomial(sizes[s], treated[s]), y = random.NextBinomial(sizes[s], Rates[s]);
                excess += (x - y) / 2;
                variance += (x + y) * (2 * n - x - y) / 4 / (2 * n - 1);
            }

            strata += excess * excess > 3.841459 * variance ? 1 : 0;
        }

        // The normal curve itself is off by a point or so at such counts.
        Rate(woolf).Should().BeApproximately(Power.OfLogOdds(900, 700, 0.1, 0.15), 0.015);
        Rate(strata).Should().BeApproximately(Power.OfMantelHaenszel(600, 600, Rates, Shares, 1.6), 0.015);

        // Margins of the lift, on means of known error: joint, so to sampling error.
        int same = 0, notWorse = 0;
        double sd = 0.6, ea = sd / Math.Sqrt(500), eb = sd / Math.Sqrt(400);
        for (var draw = 0; draw < Draws; draw++)
        {
            double a = 1.01 + ea * random.NextNormal(), b = 1 + eb * random.NextNormal();
            bool lower = a - 0.88 * b > 1.644854 * Math.Sqrt(ea * ea + 0.88 * 0.88 * eb * eb), upper = a - 1.14 * b < -1.644854 * Math.Sqrt(ea * ea + 1.14 * 1.14 * eb * eb);
            same += lower && upper ? 1 : 0;
            notWorse += lower ? 1 : 0;
        }

        Rate(same).Should().BeApproximately(Power.OfEquivalentLift(400, 500, 0.01, 1, sd, -0.12, 0.14), 4 * Math.Sqrt(0.25 / Draws));
        Rate(notWorse).Should().BeApproximately(Power.OfNotInferiorLift(400, 500, 0.01, 1, sd, 0.12), 4 * Math.Sqrt(0.25 / Draws));

        static double Rate(int found) => found / (double)Draws;
    }
}
