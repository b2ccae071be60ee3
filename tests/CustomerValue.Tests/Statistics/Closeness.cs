namespace CustomerValue.Tests.Statistics;

/// <summary>Golden tolerance: relative, with an absolute floor for figures that are differences of near numbers.</summary>
internal static class Closeness
{
    public static void ShouldBeClose(this double actual, double expected, double relative = 1e-9, double absolute = 1e-13, string because = "")
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected))
        {
            actual.Should().Be(expected, because);
            return;
        }

        var tolerance = Math.Max(absolute, relative * Math.Abs(expected));
        (Math.Abs(actual - expected) <= tolerance).Should().BeTrue($"{because}: {actual:R} should be {expected:R} within {tolerance:R}");
    }

    public static void ShouldBeClose(this ConfidenceInterval actual, double[] expected, string because, double relative = 1e-9, double absolute = 1e-13)
    {
        actual.Lower.ShouldBeClose(expected[0], relative, absolute, because + " lower");
        actual.Upper.ShouldBeClose(expected[1], relative, absolute, because + " upper");
    }
}
