using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Statistics;

/// <summary>golden/ab/17_multiplicity.json: exact arithmetic, equal to R's p.adjust.</summary>
public sealed class MultiplicityCorrectness
{
    private delegate void Adjustment(ReadOnlySpan<double> pValues, Span<double> adjusted);

    [Theory]
    [InlineData("bonferroni")]
    [InlineData("sidak")]
    [InlineData("holm")]
    [InlineData("holm_sidak")]
    [InlineData("hochberg")]
    [InlineData("bh")]
    [InlineData("by")]
    [InlineData("hommel")]
    public void Adjusted_values_equal_the_reference(string method)
    {
        Adjustment adjust = method switch
        {
            "bonferroni" => Multiplicity.Bonferroni,
            "sidak" => Multiplicity.Sidak,
            "holm" => Multiplicity.Holm,
            "holm_sidak" => Multiplicity.HolmSidak,
            "hochberg" => Multiplicity.Hochberg,
            "hommel" => Multiplicity.Hommel,
            "bh" => Multiplicity.BenjaminiHochberg,
            _ => Multiplicity.BenjaminiYekutieli,
        };
        foreach (var c in GoldenFile.Read("ab/17_multiplicity.json").GetProperty("cases").EnumerateArray().Where(c => !c.TryGetProperty("kind", out _)))
        {
            var p = c.Numbers("p");
            var expected = c.GetProperty("expected").Numbers(method);
            adjust(p, p);
            for (var i = 0; i < p.Length; i++)
            {
                p[i].ShouldBeClose(expected[i], 1e-12, 1e-320, c.GetProperty("id").GetString()!);
            }
        }
    }

    [Fact]
    public void Combined_p_values_equal_the_reference()
    {
        var c = GoldenFile.Read("ab/17_multiplicity.json").GetProperty("cases").EnumerateArray().Single(c => c.TryGetProperty("kind", out _));
        var e = c.GetProperty("expected");
        CombinedPValue fisher = CombinedPValue.Fisher(c.Numbers("p")), stouffer = CombinedPValue.Stouffer(c.Numbers("p"));
        fisher.Statistic.ShouldBeClose(e.Number("fisher_stat"));
        fisher.PValue.ShouldBeClose(e.Number("fisher_p"));
        stouffer.Statistic.ShouldBeClose(e.Number("stouffer_z"));
        stouffer.PValue.ShouldBeClose(e.Number("stouffer_p"));
        CombinedPValue.Fisher([0, 1]).PValue.Should().Be(0);
        ((Action)(() => CombinedPValue.Stouffer([0, 1]))).Should().Throw<ArgumentException>().WithMessage("*a 0 and a 1*");
        ((Action)(() => CombinedPValue.Fisher([]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_p_value_out_of_range_is_refused_by_row() =>
        ((Action)(() => Multiplicity.Holm([0.1, double.NaN], new double[2]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ p ≤ 1*");
}
