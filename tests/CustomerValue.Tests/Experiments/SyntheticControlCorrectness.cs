using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/23_synthetic_control.json where its input is inline; did_own.json: numpy, every support tried.</summary>
public sealed class SyntheticControlCorrectness
{
    [Fact]
    public void Every_simplex_case_with_inline_input_equals_the_reference()
    {
        var seen = 0;
        foreach (var c in GoldenFile.Read("ab/23_synthetic_control.json").GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("donors_pre", out _)))
        {
            var donors = c.GetProperty("donors_pre").EnumerateArray().Select(d => d.Numbers()).ToArray();
            var treated = c.Numbers("treated_pre");
            double[] outcomes = [.. treated, treated[^1], .. donors.SelectMany(d => d.Append(d[^1]))];
            var actual = SyntheticControl.Fit(outcomes, [.. Enumerable.Range(1, treated.Length + 1)], [true, .. donors.Select(_ => false)], treated.Length + 1);
            var expected = c.GetProperty("expected").Numbers("w");
            for (var j = 0; j < donors.Length; j++)
            {
                actual.Weights[j + 1].ShouldBeClose(expected[j], 1e-8, 1e-10, c.GetProperty("id").GetString()!);
            }

            actual.OptimalityGap.Should().BeLessThan(1e-12);
            actual.IsPoorFit.Should().Be(c.TryGetProperty("note", out var note) && note.GetString()!.Contains("must warn"));
            seen++;
        }

        seen.Should().Be(2);
    }

    [Theory]
    [InlineData(SyntheticMethod.SyntheticControl, "sc")]
    [InlineData(SyntheticMethod.SyntheticDifference, "sdid")]
    [InlineData(SyntheticMethod.Difference, "did")]
    public void Random_panels_equal_the_best_of_all_supports(SyntheticMethod method, string name)
    {
        foreach (var c in GoldenFile.Read("ab/did_own.json").GetProperty("synthetic").EnumerateArray())
        {
            var y = c.Numbers("y");
            var periods = (int)c.Number("T");
            var units = y.Length / periods;
            var treated = (int)c.Number("treated");
            var e = c.GetProperty(name);
            var actual = SyntheticControl.Fit(
                y, [.. Enumerable.Range(1, periods)], [.. Enumerable.Range(0, units).Select(i => i >= units - treated)], (int)c.Number("T0") + 1, new SyntheticControlOptions { Method = method });
            actual.Comparison.Estimate.Value.ShouldBeClose(e.Number("att"), 1e-8);
            actual.PreError.ShouldBeClose(e.Number("pre"), 1e-8);
            for (var j = 0; j < units - treated; j++)
            {
                actual.Weights[j].ShouldBeClose(e.Numbers("w")[j], 1e-7, 1e-9);
            }

            if (treated == 1)
            {
                actual.PlaceboPValue.Value.ShouldBeClose(e.Number("p"));
                actual.Comparison.StandardError.Value.ShouldBeClose(e.Number("se"), 1e-8);
            }
        }
    }
}
