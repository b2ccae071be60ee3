using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/19_power.json: mpmath; statsmodels and R beside it.</summary>
public sealed class SampleSizeCorrectness
{
    private static IEnumerable<JsonElement> Cases(string kind) =>
        GoldenFile.Read("ab/19_power.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    private static string Id(JsonElement c) => c.GetProperty("id").GetString()!;

    [Fact]
    public void Sizes_for_means_equal_the_reference()
    {
        foreach (var c in Cases("mean_sample_size"))
        {
            var e = c.GetProperty("expected");
            double delta = c.Number("delta"), sd0 = c.Number("sd_control"), sd1 = c.Number("sd_treatment");
            var formula = new DesignOptions
            {
                Significance = c.Number("alpha"), Power = c.Number("power"), OneSided = !c.GetProperty("two_sided").GetBoolean(),
                TreatmentPerControl = c.Number("ratio_treat_to_control"), MeanMethod = MeanPowerMethod.NormalFormula,
            };
            var size = SampleSize.ForMeans(delta, sd0, sd1, formula);
            size.ControlExact.ShouldBeClose(e.Number("n1_formula"), because: Id(c));
            ((double)size.Control).Should().Be(e.Number("n_control"), Id(c));
            ((double)size.Treatment).Should().Be(e.Number("n_treatment"), Id(c));
            var normal = SampleSize.ForMeans(delta, sd0, sd1, formula with { MeanMethod = MeanPowerMethod.Normal });
            normal.ControlExact.ShouldBeClose(e.Number("n1_exact_normal"), because: Id(c));
            if (e.TryGetProperty("n1_exact_t", out var exact))
            {
                SampleSize.ForMeans(delta, sd0, sd1, formula with { MeanMethod = MeanPowerMethod.NoncentralT }).ControlExact.ShouldBeClose(exact.Number(), because: Id(c));
            }

            if (size.Control >= 2)
            {
                Power.OfMeans(size.Control, size.Treatment, delta, sd0, sd1, formula with { MeanMethod = MeanPowerMethod.Normal })
                    .ShouldBeClose(e.Number("power_at_ceil"), 1e-6, because: Id(c));
            }
        }
    }

    [Fact]
    public void Power_of_the_t_test_equals_the_noncentral_t()
    {
        foreach (var c in Cases("t_power"))
        {
            var n = c.GetProperty("n_per_arm").GetInt64();
            var options = new DesignOptions { Significance = c.Number("alpha") };
            Power.OfMeans(n, n, c.Number("d"), 1, options).ShouldBeClose(c.GetProperty("expected").Number("power_two_sided"), because: Id(c));
            Power.OfMeans(n, n, c.Number("d"), 1, options with { OneSided = true }).ShouldBeClose(c.GetProperty("expected").Number("power_one_sided"), because: Id(c));
        }
    }

    [Theory]
    [InlineData("n_control_unpooled", ProportionPowerMethod.Unpooled)]
    [InlineData("n_control_pooled_fleiss", ProportionPowerMethod.PooledNull)]
    [InlineData("n_control_fleiss_cc", ProportionPowerMethod.PooledNullContinuity)]
    [InlineData("n_control_arcsine", ProportionPowerMethod.ArcSine)]
    public void Sizes_for_proportions_equal_the_reference(string name, ProportionPowerMethod method)
    {
        foreach (var c in Cases("proportion_sample_size"))
        {
            var options = new DesignOptions
            {
                Significance = c.Number("alpha"), Power = c.Number("power"), TreatmentPerControl = c.Number("ratio_treat_to_control"), ProportionMethod = method,
            };
            var size = SampleSize.ForProportions(c.Number("p_control"), c.Number("p_treatment"), options);
            size.ControlExact.ShouldBeClose(c.GetProperty("expected").Number(name), because: Id(c));
            size.PowerAttained.Should().BeInRange(options.Power, options.Power + 0.001, Id(c));
        }
    }

    [Fact]
    public void Detectable_effects_of_proportions_equal_the_reference()
    {
        foreach (var c in Cases("proportion_mde_unpooled"))
        {
            var n = c.GetProperty("n_per_arm").GetInt64();
            var options = new DesignOptions { Significance = c.Number("alpha"), Power = c.Number("power") };
            MinimumDetectableEffect.OfProportions(n, n, c.Number("p_control"), options).ShouldBeClose(c.GetProperty("expected").Number("mde_abs"), because: Id(c));
        }
    }

    [Fact]
    public void Variance_factors_equal_the_reference()
    {
        foreach (var c in Cases("variance_factor"))
        {
            var options = new DesignOptions { VarianceFactor = c.Number("factor"), MeanMethod = MeanPowerMethod.NormalFormula };
            SampleSize.ForMeans(c.Number("delta"), c.Number("sd"), options).ControlExact.ShouldBeClose(c.GetProperty("expected").Number("n_per_arm"), because: Id(c));
        }

        foreach (var c in Cases("mckenzie_variance_factor"))
        {
            int m = c.GetProperty("pre_rounds").GetInt32(), r = c.GetProperty("post_rounds").GetInt32();
            var e = c.GetProperty("expected");
            DesignFactor.RoundsAfter(r, c.Number("rho")).ShouldBeClose(e.Number("post"));
            DesignFactor.Ancova(m, r, c.Number("rho")).ShouldBeClose(e.Number("ancova"));
            if (m > 0)
            {
                DesignFactor.DifferenceInDifferences(m, r, c.Number("rho")).ShouldBeClose(e.Number("did"));
            }
        }

        foreach (var c in Cases("design_effect"))
        {
            DesignFactor.Clusters(c.Number("cluster_size"), c.Number("icc"), c.Number("cv")).ShouldBeClose(c.GetProperty("expected").Number("deff"));
        }

        foreach (var c in Cases("ratio_metric_sample_size"))
        {
            double r = c.Number("mean_num") / c.Number("mean_den"), md = c.Number("mean_den");
            var variance = (c.Number("var_num") - 2 * r * c.Number("cov") + r * r * c.Number("var_den")) / (md * md);
            SampleSize.ForMeans(r * c.Number("rel_effect"), Math.Sqrt(variance), new DesignOptions { MeanMethod = MeanPowerMethod.NormalFormula })
                .ControlExact.ShouldBeClose(c.GetProperty("expected").Number("n_per_arm"));
        }

        foreach (var c in Cases("abn_sample_size"))
        {
            var options = new DesignOptions { Comparisons = c.GetProperty("k_treatments").GetInt32(), MeanMethod = MeanPowerMethod.NormalFormula };
            SampleSize.ForMeans(c.Number("delta"), c.Number("sd"), options).ControlExact.ShouldBeClose(c.GetProperty("expected").Number("n_per_arm_bonferroni"));
        }
    }

    [Fact]
    public void What_cannot_be_attained_is_an_error_and_no_number()
    {
        ((Action)(() => SampleSize.ForMeans(0, 1))).Should().Throw<ArgumentException>().WithMessage("*no sample is large enough*");
        ((Action)(() => SampleSize.ForMeans(1e-9, 1e3))).Should().Throw<ArgumentException>().WithMessage("No sample of up to*");
        ((Action)(() => SampleSize.ForProportions(0.1, 0.1))).Should().Throw<ArgumentException>().WithMessage("*no sample is large enough*");
        ((Action)(() => SampleSize.ForProportions(0.1, 1))).Should().Throw<ArgumentException>();
        ((Action)(() => SampleSize.ForMeans(1, 1, new DesignOptions { Power = 0.04 }))).Should().Throw<ArgumentException>().WithMessage("*must exceed*");
        ((Action)(() => MinimumDetectableEffect.OfProportions(3, 3, 0.5))).Should().Throw<ArgumentException>().WithMessage("No rate up to 1*");
        ((Action)(() => _ = new DesignOptions { Power = 1 })).Should().Throw<ArgumentException>().WithMessage("Power is 1*");
        ((Action)(() => SampleSize.ForMeans(double.NaN, 1))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Size_power_and_detectable_effect_invert_each_other()
    {
        var size = SampleSize.ForMeans(0.2, 1);
        size.PowerAttained.Should().BeInRange(0.8, 0.802);
        Power.OfMeans(size.Control - 1, size.Treatment - 1, 0.2, 1).Should().BeLessThan(0.8);
        var effect = MinimumDetectableEffect.OfMeans(500, 700, 12);
        Power.OfMeans(500, 700, effect, 12).ShouldBeClose(0.8);
        MinimumDetectableEffect.OfMeans(500, 700, 12, new DesignOptions { Direction = EffectDirection.Decrease }).Should().Be(-effect);
        var up = MinimumDetectableEffect.OfProportions(645, 645, 0.1054);
        MinimumDetectableEffect.OfProportions(645, 645, 1 - 0.1054, new DesignOptions { Direction = EffectDirection.Decrease }).ShouldBeClose(-up);
    }
}
