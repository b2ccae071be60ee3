using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/20_randomisation.json (Python hashlib) and 16_srm.json (mpmath).</summary>
public sealed class AssignmentCorrectness
{
    private static IEnumerable<System.Text.Json.JsonElement> Cases(string kind) =>
        GoldenFile.Read("ab/20_randomisation.json").GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("kind", out var k) && k.GetString() == kind);

    private static AssignmentArm[] Arms(params double[] weights) => [.. weights.Select((w, i) => new AssignmentArm("arm " + i, w))];

    [Fact]
    public void Bucket_ranges_equal_the_reference()
    {
        foreach (var c in Cases("bucket_ranges"))
        {
            var assignment = new Assignment("s", Arms(c.Numbers("weights")), c.Number("coverage"));
            var ranges = c.GetProperty("expected").EnumerateArray().Select(r => r.Numbers()).ToArray();
            for (var arm = 0; arm < ranges.Length; arm++)
            {
                assignment.LowerBound(arm).ShouldBeClose(ranges[arm][0], 1e-12);
                assignment.UpperBound(arm).ShouldBeClose(ranges[arm][1], 1e-12);
            }
        }
    }

    [Fact]
    public void A_population_is_drawn_as_in_the_reference()
    {
        var keys = Enumerable.Range(0, 100_000).Select(i => (long)i).ToArray();
        var arms = new int[keys.Length];
        foreach (var c in Cases("hash_assignment"))
        {
            var assignment = new Assignment(c.GetProperty("salt").GetString()!, Arms(0.3, 0.4, 0.3));
            assignment.Assign(keys, arms);
            var e = c.GetProperty("expected");
            arms.Take(20).Select(a => (double)a).Should().Equal(e.Numbers("first20"));
            var counts = Enumerable.Range(0, 3).Select(a => (long)arms.Count(x => x == a)).ToArray();
            counts.Select(x => (double)x).Should().Equal(e.Numbers("counts"));
            var check = assignment.Check(counts);
            check.ChiSquared.Value.ShouldBeClose(e.Number("chi2"));
            check.PValue.ShouldBeClose(e.Number("p"));
        }
    }

    [Fact]
    public void Sample_ratio_checks_equal_the_reference()
    {
        foreach (var c in GoldenFile.Read("ab/16_srm.json").GetProperty("cases").EnumerateArray())
        {
            var id = c.GetProperty("id").GetString()!;
            var check = SampleRatioCheck.Of([.. c.Numbers("observed").Select(x => (long)x)], c.Numbers("weights"));
            var e = c.GetProperty("expected");
            if (c.TryGetProperty("kind", out _))
            {
                check.ExactPValue().ShouldBeClose(e.Number("p"), because: id);
                continue;
            }

            check.PValue.ShouldBeClose(e.Number("p"), because: id);
            check.IsImpossible.Should().Be(e.TryGetProperty("impossible", out _), id);
            if (e.TryGetProperty("chi2", out var chi))
            {
                check.ChiSquared.Value.ShouldBeClose(chi.Number(), because: id);
                check.DegreesOfFreedom.Should().Be(e.GetProperty("df").GetInt32());
                check.LogPValue.Value.ShouldBeClose(e.Number("log_p"), because: id);
                check.LikelihoodRatio.Value.ShouldBeClose(e.Number("g"), because: id);
                check.LikelihoodRatioPValue.ShouldBeClose(e.Number("p_g"), because: id);
                if (check.LikelihoodRatioPValue > 0)
                {
                    check.LogLikelihoodRatioPValue.Value.Should().BeApproximately(Math.Log(e.Number("p_g")), 1e-9, id);
                }
                check.ExpectedCounts.ToArray().Should().Equal(e.Numbers("expected_counts"));
            }
            else
            {
                check.ChiSquared.IsDefined.Should().BeFalse();
            }
        }
    }

    [Fact]
    public void The_logarithm_outlives_the_p_value()
    {
        // One degree of freedom: ln p of χ² is ln 2 + ln Q(√χ²), and Q(z) lies within 1/z² of φ(z) / z.
        var check = SampleRatioCheck.Of([600_000, 400_000], [0.5, 0.5]);
        check.LikelihoodRatioPValue.Should().Be(0);
        var z = Math.Sqrt(check.LikelihoodRatio.Value);
        var mills = Math.Log(2) - z * z / 2 - Math.Log(z) - 0.5 * Math.Log(2 * Math.PI);
        check.LogLikelihoodRatioPValue.Value.Should().BeInRange(mills - 1 / (z * z), mills);
    }

    [Fact]
    public void An_empty_arm_is_a_mismatch_and_a_planned_absence_is_none()
    {
        SampleRatioCheck.Of([1000, 0], [0.5, 0.5]).IsMismatch().Should().BeTrue();
        var planned = SampleRatioCheck.Of([500, 510, 0], [0.5, 0.5, 0]);
        planned.DegreesOfFreedom.Should().Be(1);
        planned.PValue.Should().Be(SampleRatioCheck.Of([500, 510], [0.5, 0.5]).PValue);
        SampleRatioCheck.Of([500, 510, 1], [0.5, 0.5, 0]).IsMismatch().Should().BeTrue();
        SampleRatioCheck.Of([7], [1]).PValue.Should().Be(1);
    }
}
