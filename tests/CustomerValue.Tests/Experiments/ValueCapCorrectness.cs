using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/12_rank_quantile_trim.json (upper caps at type 7 quantiles): numpy.</summary>
public sealed class ValueCapCorrectness
{
    [Fact]
    public void Upper_caps_equal_the_reference_however_the_values_are_split_between_arms()
    {
        foreach (var c in GoldenFile.Read("ab/12_rank_quantile_trim.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == "upper_cap"))
        {
            var x = c.Numbers("x");
            var e = c.GetProperty("expected");
            foreach (var split in new[] { 0, 7, x.Length })
            {
                var cap = ValueCap.AtPercentiles(x.AsSpan(split), x.AsSpan(0, split), 0, c.Number("p"));
                Math.Min(cap.High, x.Max()).ShouldBeClose(e.Number("cap"));
                cap.Moments(x).Mean.ShouldBeClose(e.Number("mean"));
                cap.Moments(x).Variance.Value.ShouldBeClose(e.Number("var"));
                cap.CountBeyond(x).Should().Be(e.GetProperty("n_capped").GetInt32());
                cap.Low.Should().Be(double.NegativeInfinity);
            }
        }
    }

    [Fact]
    public void Both_tails_are_held_with_thresholds_of_all_arms_and_the_result_says_so()
    {
        double[] treatment = [-900, 1, 2, 3, 4, 5, 6, 7, 8, 4000], control = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        var cap = ValueCap.AtPercentiles(treatment, control, 0.05, 0.95);
        (cap.Low, cap.High).Should().Be((0, 10));
        var test = cap.Compare(treatment, control, MeanTest.Welch);
        test.Method.Should().Be("Welch t of values capped to [0, 10]");
        test.Treatment.Value.ShouldBeClose(4.6);
        var summary = cap.Compare(cap.Moments(treatment), cap.Moments(control), MeanTest.Welch);
        (summary.PValue, summary.Method).Should().Be((test.PValue, test.Method));
        cap.Compare(control, treatment, MeanTest.Welch).Estimate.Value.ShouldBeClose(-test.Estimate.Value);
    }

    [Fact]
    public void Broken_thresholds_and_values_are_refused()
    {
        ((Action)(() => ValueCap.At(2, 1))).Should().Throw<ArgumentException>().WithMessage("The thresholds are 2 and 1*");
        ((Action)(() => ValueCap.At(double.NaN, 1))).Should().Throw<ArgumentException>();
        ((Action)(() => ValueCap.AtPercentiles([], []))).Should().Throw<ArgumentException>().WithMessage("treatment and control are empty*");
        ((Action)(() => ValueCap.AtPercentiles([1, double.NaN], []))).Should().Throw<ArgumentException>().WithMessage("Row 1 of treatment*");
        ((Action)(() => ValueCap.AtPercentiles([1], [], 0.9, 0.1))).Should().Throw<ArgumentException>().WithMessage("lower is 0.9*");
        ((Action)(() => ValueCap.At(0, 1).Moments([double.NaN]))).Should().Throw<ArgumentException>().WithMessage("Row 0 of values*");
    }
}
