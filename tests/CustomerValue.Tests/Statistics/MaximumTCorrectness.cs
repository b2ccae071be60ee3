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
        foreach (var c in Cases("dunnett_critical"))
        {
            var id = c.GetProperty("id").GetString()!;
            var correlation = Products(Enumerable.Repeat(Math.Sqrt(0.5), c.GetProperty("k_treatments").GetInt32()).ToArray());
            var e = c.GetProperty("expected");
            MaximumT.CriticalValue(0.95, correlation, c.Number("df")).ShouldBeClose(e.Number("two_sided_05"), 0, 1e-11, id);
            MaximumT.CriticalValue(0.99, correlation, c.Number("df")).ShouldBeClose(e.Number("two_sided_01"), 0, 1e-11, id);
            MaximumT.UpperCriticalValue(0.95, correlation, c.Number("df")).ShouldBeClose(e.Number("one_sided_05"), 0, 1e-11, id);
        }

        Cases("dunnett_critical").Count().Should().BeGreaterThan(15);
    }

    [Fact]
    public void Unequal_arms_equal_the_reference_deep_into_the_tail()
    {
        foreach (var c in Cases("dunnett_critical_unequal"))
        {
            var id = c.GetProperty("id").GetString()!;
            var correlation = Products(c.Numbers("lambda_"));
            var e = c.GetProperty("expected");
            MaximumT.CriticalValue(0.95, correlation, c.Number("df")).ShouldBeClose(e.Number("two_sided_05"), 0, 1e-11, id);
            MaximumT.UpperCriticalValue(0.95, correlation, c.Number("df")).ShouldBeClose(e.Number("one_sided_05"), 0, 1e-11, id);
            foreach (var point in e.GetProperty("sf").EnumerateObject())
            {
                var t = double.Parse(point.Name, System.Globalization.CultureInfo.InvariantCulture);

                // The reference is 1 − what lies within: absolute error near 1e-14.
                MaximumT.Survival(t, correlation, c.Number("df")).ShouldBeClose(point.Value.Number(), 1e-10, 2e-14, id + point.Name);
            }
        }
    }

    [Fact]
    public void The_two_integrals_agree_where_both_apply()
    {
        foreach (var rho in new[] { 0.0, 0.3, 0.5, 0.9, 0.99 })
        {
            foreach (var df in new[] { 1, 4, 30, 1e4, double.PositiveInfinity })
            {
                foreach (var t in new[] { 0.3, 2, 5, 20 })
                {
                    var plane = ContrastPlane.Of([1, rho, rho, 1], 2)!.LogSurvival(t, df);
                    SharedFactor.Of([1, rho, rho, 1], 2)!.LogSurvival(t, df, isOneSided: false).ShouldBeClose(plane, 1e-11, 1e-12, $"ρ {rho}, df {df}, t {t}");
                }
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(double.PositiveInfinity)]
    public void One_sided_tails_of_both_signs_leave_what_lies_between(double df)
    {
        double[] one = [1];
        MaximumT.UpperSurvival(-1.3, one, df).ShouldBeClose(1 - MaximumT.UpperSurvival(1.3, one, df), 1e-13);
        MaximumT.UpperSurvival(1.3, one, df).ShouldBeClose(MaximumT.Survival(1.3, one, df) / 2, 1e-13);

        // Independent contrasts with a known error factor; with an estimated one they still depend on it.
        double[] three = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        var p = MaximumT.Survival(2, one, df);
        if (double.IsInfinity(df))
        {
            MaximumT.Survival(2, three).ShouldBeClose(1 - Math.Pow(1 - p, 3), 1e-12);
        }
        else
        {
            MaximumT.Survival(2, three, df).Should().BeInRange(p, 1 - Math.Pow(1 - p, 3));
        }
    }

    [Fact]
    public void Tukey_for_three_equal_groups_equals_the_studentized_range()
    {
        double[] correlation = [1, 0.5, -0.5, 0.5, 1, 0.5, -0.5, 0.5, 1];
        foreach (var c in Cases("studentized_range"))
        {
            StudentizedRange.Survival(c.Number("q"), c.GetProperty("k").GetInt32(), c.Number("df")).ShouldBeClose(c.GetProperty("expected").Number("sf"), 0, 1e-11);
            if (c.GetProperty("k").GetInt32() > 3)
            {
                continue;
            }

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
    public void Range_critical_values_are_the_inverse_and_three_groups_agree_with_the_plane()
    {
        double[] pairs = [1, 0.5, -0.5, 0.5, 1, 0.5, -0.5, 0.5, 1];
        foreach (var df in new[] { 2, 17, double.PositiveInfinity })
        {
            StudentizedRange.CriticalValue(0.95, 3, df).ShouldBeClose(Math.Sqrt(2) * MaximumT.CriticalValue(0.95, pairs, df), 1e-11);
            StudentizedRange.LogSurvival(40, 3, df).ShouldBeClose(MaximumT.LogSurvival(40 / Math.Sqrt(2), pairs, df), 1e-10);
            StudentizedRange.Survival(StudentizedRange.CriticalValue(0.99, 12, df), 12, df).ShouldBeClose(0.01, 1e-11);
        }

        StudentizedRange.LogSurvival(100, 4).ShouldBeClose(Math.Log(6) + MaximumT.LogSurvival(100 / Math.Sqrt(2), [1]), 1e-12);
    }

    [Fact]
    public void Structures_that_are_not_covered_are_refused()
    {
        double[] chain = [1, 0.5, 0, 0, 0.5, 1, 0.5, 0, 0, 0.5, 1, 0.5, 0, 0, 0.5, 1];
        ((Action)(() => MaximumT.Survival(2, chain))).Should().Throw<ArgumentException>().WithMessage("*rank 1 or 2*");
        ((Action)(() => MaximumT.Survival(2, [1, 0.5]))).Should().Throw<ArgumentException>().WithMessage("correlation has length 2*");
        ((Action)(() => MaximumT.Survival(2, [1], 0))).Should().Throw<ArgumentException>().WithMessage("*degreesOfFreedom is 0*");
    }

    private static double[] Products(double[] lambda) =>
        lambda.SelectMany((a, i) => lambda.Select((b, j) => i == j ? 1 : a * b)).ToArray();
}
