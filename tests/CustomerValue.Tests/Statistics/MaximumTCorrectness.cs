using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Statistics;

/// <summary>golden/ab/18_dunnett_tukey.json, the cases of two dimensions: Gauss–Legendre double quadrature, absolute error below 1e-11.</summary>
public sealed class MaximumTCorrectness
{
    private static readonly System.Text.Json.JsonElement File = GoldenFile.Read("ab/18_dunnett_tukey.json");

    private static IEnumerable<System.Text.Json.JsonElement> Cases(string kind) =>
        File.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    [Fact]
    public void Dunnett_against_one_control_equals_the_reference()
    {
        var checkedCases = 0;
        foreach (var c in Cases("dunnett_critical").Where(c => c.GetProperty("k_treatments").GetInt32() <= 2))
        {
            var df = c.Number("df");
            double[] correlation = c.GetProperty("k_treatments").GetInt32() == 1 ? [1] : [1, 0.5, 0.5, 1];
            var e = c.GetProperty("expected");
            MaximumT.CriticalValue(0.95, correlation, df).ShouldBeClose(e.Number("two_sided_05"), 1e-11, because: c.GetProperty("id").GetString()!);
            MaximumT.CriticalValue(0.99, correlation, df).ShouldBeClose(e.Number("two_sided_01"), 1e-11, because: c.GetProperty("id").GetString()!);
            checkedCases++;
        }

        checkedCases.Should().BeGreaterThan(3);
    }

    [Fact]
    public void Unequal_arms_equal_the_reference_deep_into_the_tail()
    {
        foreach (var c in Cases("dunnett_critical_unequal").Where(c => c.GetProperty("n_treatments").GetArrayLength() == 2))
        {
            var lambda = c.Numbers("lambda_");
            double[] correlation = [1, lambda[0] * lambda[1], lambda[0] * lambda[1], 1];
            var e = c.GetProperty("expected");
            MaximumT.CriticalValue(0.95, correlation, c.Number("df")).ShouldBeClose(e.Number("two_sided_05"), 1e-11);
            foreach (var point in e.GetProperty("sf").EnumerateObject())
            {
                var t = double.Parse(point.Name, System.Globalization.CultureInfo.InvariantCulture);
                MaximumT.Survival(t, correlation, c.Number("df")).ShouldBeClose(point.Value.Number(), 1e-9, 1e-14, point.Name);
            }
        }
    }

    [Fact]
    public void Tukey_for_three_equal_groups_equals_the_studentized_range()
    {
        double[] correlation = [1, 0.5, -0.5, 0.5, 1, 0.5, -0.5, 0.5, 1];
        foreach (var c in Cases("studentized_range").Where(c => c.GetProperty("k").GetInt32() <= 3))
        {
            var threshold = c.Number("q") / Math.Sqrt(2);
            double[] contrasts = c.GetProperty("k").GetInt32() == 2 ? [1] : correlation;
            MaximumT.Survival(threshold, contrasts, c.Number("df")).ShouldBeClose(c.GetProperty("expected").Number("sf"), 0, 1e-11);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(double.PositiveInfinity)]
    public void One_contrast_twice_is_one_contrast(double df) =>
        MaximumT.CriticalValue(0.95, [1, 1, 1, 1], df).Should().Be(MaximumT.CriticalValue(0.95, [1], df));

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(double.PositiveInfinity)]
    public void Contrasts_at_right_angles_factor_when_normal_and_order_never_matters(double df)
    {
        double[] a = [1, 0, 0.6, 0, 1, 0.8, 0.6, 0.8, 1], b = [1, 0.8, 0.6, 0.8, 1, 0, 0.6, 0, 1];
        MaximumT.Survival(2, a, df).ShouldBeClose(MaximumT.Survival(2, b, df), 1e-13);
        if (double.IsInfinity(df))
        {
            var one = MaximumT.Survival(2, [1], df);
            MaximumT.Survival(2, [1, 0, 0, 1], df).ShouldBeClose(one * (2 - one), 1e-12);
        }
    }

    [Fact]
    public void The_tail_keeps_its_logarithm_beyond_underflow()
    {
        // Far out the contrasts' tails no longer overlap: P ≈ 3 P(one).
        var one = MaximumT.LogSurvival(60, [1]);
        MaximumT.LogSurvival(60, [1, 0.5, -0.5, 0.5, 1, 0.5, -0.5, 0.5, 1]).ShouldBeClose(one + Math.Log(3), 1e-12);
    }

    [Fact]
    public void More_than_two_dimensions_are_refused()
    {
        double[] identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        ((Action)(() => MaximumT.Survival(2, identity))).Should().Throw<ArgumentException>().WithMessage("*rank 1 or 2*");
        ((Action)(() => MaximumT.Survival(2, [1, 0.5]))).Should().Throw<ArgumentException>().WithMessage("correlation has length 2*");
        ((Action)(() => MaximumT.Survival(2, [1], 0))).Should().Throw<ArgumentException>().WithMessage("*degreesOfFreedom is 0*");
    }
}
