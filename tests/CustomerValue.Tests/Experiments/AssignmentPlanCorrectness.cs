using System.Globalization;
using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Numerics;
using CustomerValue.Statistics;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/20, 22 and 27: hashlib, numpy, scipy, GrowthBook's own vectors, MatchIt 4.5.5.</summary>
public sealed class AssignmentPlanCorrectness
{
    private static IEnumerable<JsonElement> Cases(string file, string kind) =>
        GoldenFile.Read(file).GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("kind", out var k) && k.GetString() == kind);

    private static string Id(JsonElement c) => c.GetProperty("id").GetString()!;

    [Fact]
    public void Permuted_blocks_equal_the_reference()
    {
        var seen = 0;
        foreach (var c in Cases("ab/20_randomisation.json", "permuted_block"))
        {
            var arms = c.Numbers("block").GroupBy(a => a).OrderBy(g => g.Key).Select(g => new AssignmentArm("arm " + g.Key.ToString(CultureInfo.InvariantCulture), g.Count())).ToArray();
            var plan = RandomizedAssignment.Blocks(c.GetProperty("n").GetInt32(), arms, c.GetProperty("seed").GetUInt64());
            plan.Rows.ToArray().Select(a => (double)a).Should().Equal(c.GetProperty("expected").Numbers("assignment"), Id(c));
            seen++;
        }

        seen.Should().Be(3);
    }

    [Fact]
    public void The_generator_of_blocks_equals_the_reference()
    {
        var c = Cases("ab/20_randomisation.json", "rng").Single();
        var state = c.GetProperty("seed").GetUInt64();
        foreach (var expected in c.GetProperty("expected").GetProperty("first5_u64").EnumerateArray())
        {
            RandomStream.Mix(ref state).ToString(CultureInfo.InvariantCulture).Should().Be(expected.GetString());
        }
    }

    [Fact]
    public void Foreign_hashes_equal_the_reference()
    {
        foreach (var c in Cases("ab/20_randomisation.json", "hash"))
        {
            var text = c.GetProperty("text").GetString()!;
            var e = c.GetProperty("expected");
            ForeignHash.Fnv1a(text).Should().Be(e.GetProperty("fnv1a32").GetUInt32(), Id(c));
            ForeignHash.Murmur3(text).Should().Be(e.GetProperty("murmur3_x86_32_seed0").GetUInt32(), Id(c));
            ForeignHash.Murmur3(text, 2654435769).Should().Be(e.GetProperty("murmur3_seed_2654435769").GetUInt32(), Id(c));
            KeyedHash.Unit(text).Should().Be(e.Number("sha256_unit_53bit"), Id(c));
            Math.Floor(KeyedHash.Unit(text) * 10_000).Should().Be(e.Number("bucket_10000"), Id(c));
        }

        foreach (var c in Cases("ab/20_randomisation.json", "growthbook_hash"))
        {
            string seed = c.GetProperty("seed").GetString()!, value = c.GetProperty("value").GetString()!;
            ForeignHash.GrowthBook(value, seed, 1).Should().Be(c.GetProperty("expected").Number("v1"), Id(c));
            ForeignHash.GrowthBook(value, seed).Should().Be(c.GetProperty("expected").Number("v2"), Id(c));
        }
    }

    [Fact]
    public void The_distance_of_two_arms_equals_the_reference()
    {
        var seen = 0;
        foreach (var c in Cases("ab/20_randomisation.json", "rerandomisation").Concat(Cases("ab/27_extra_edges.json", "rerandomisation")))
        {
            var x = c.GetProperty("X").EnumerateArray().Select(r => r.Numbers()).ToArray();
            var e = c.GetProperty("expected");
            var columns = x[0].Length;
            int[] arms = [.. c.Numbers("W").Select(w => (int)w)];
            var m = Rerandomization.DistanceOf(x.SelectMany(r => r).ToArray(), columns, arms);
            m.ShouldBeClose(e.Number("M"), because: Id(c));
            Rerandomization.PValueOf(m, columns).ShouldBeClose(e.TryGetProperty("p", out var p) ? p.Number() : e.Number("acceptance_p"), because: Id(c));
            if (e.TryGetProperty("threshold_p10", out var threshold))
            {
                Rerandomization.ThresholdOf(0.1, columns).ShouldBeClose(threshold.Number());
                Rerandomization.ThresholdOf(0.01, columns).ShouldBeClose(e.Number("threshold_p01"));
                Rerandomization.VarianceRatioOf(0.1, columns).ShouldBeClose(e.Number("variance_reduction_p10"));
            }

            seen++;
        }

        seen.Should().Be(4);
    }

    [Fact]
    public void Optimal_pairs_equal_the_reference()
    {
        foreach (var c in Cases("ab/20_randomisation.json", "matched_pairs").Concat(Cases("ab/27_extra_edges.json", "matched_pairs")))
        {
            var isOne = c.TryGetProperty("x", out var column);
            var x = isOne ? column.Numbers() : c.GetProperty("X").EnumerateArray().SelectMany(r => r.Numbers()).ToArray();
            var pairs = MatchedPairs.Draw(x, isOne ? 1 : 2, "control", "marketing", 1);
            var e = c.GetProperty("expected");
            pairs.TotalDistance.ShouldBeClose(e.Number(isOne ? "total" : "total_distance"), because: Id(c));
            var expected = e.GetProperty("pairs").EnumerateArray().Select(p => p.Numbers()).ToArray();
            pairs.First.ToArray().Select(i => (double)i).Should().Equal(expected.Select(p => p[0]), Id(c));
            pairs.Second.ToArray().Select(i => (double)i).Should().Equal(expected.Select(p => p[1]), Id(c));
            pairs.IsOptimal.Should().BeTrue();
        }
    }

    [Fact]
    public void Paired_experiments_equal_the_reference_from_rows_and_from_moments()
    {
        var seen = 0;
        foreach (var c in Cases("ab/27_extra_edges.json", "paired_experiment"))
        {
            var pairs = c.GetProperty("pairs_treated_control").EnumerateArray().Select(p => p.Numbers()).ToArray();
            double[] treated = [.. pairs.Select(p => p[0])], control = [.. pairs.Select(p => p[1])];
            var e = c.GetProperty("expected");
            foreach (var actual in new[] { MeanTest.Paired(treated, control), MeanTest.Paired(MomentMatrix.FromPairs(control, treated)) })
            {
                actual.Estimate.Value.ShouldBeClose(e.Number("diff"), because: Id(c));
                actual.StandardError.Value.ShouldBeClose(e.Number("se"), because: Id(c));
                actual.Statistic.Value.ShouldBeClose(e.Number("t"), because: Id(c));
                actual.DegreesOfFreedom.Value.Should().Be(e.Number("df"), Id(c));
                actual.PValue.Value.ShouldBeClose(e.Number("p_two"), because: Id(c));
            }

            seen++;
        }

        seen.Should().Be(2);
    }

    [Fact]
    public void Standardized_differences_equal_the_reference()
    {
        foreach (var c in Cases("ab/27_extra_edges.json", "smd"))
        {
            double[] treated = c.Numbers("treated"), control = c.Numbers("control");
            var row = BalanceReport.Of([.. control, .. treated], ["x"], [.. control.Select(_ => 0), .. treated.Select(_ => 1)]).Rows.Single();
            var e = c.GetProperty("expected");
            row.Difference.ShouldBeClose(e.Number("diff"), because: Id(c));
            Same(row.StandardizedDifference, e.GetProperty("smd_pooled"), Id(c));
            Same(row.StandardizedByArm, e.GetProperty("smd_treated"), Id(c));
            Same(row.VarianceRatio, e.GetProperty("variance_ratio"), Id(c));
        }
    }

    [Fact]
    public void Balance_of_the_bank_panel_equals_the_reference()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "ab", "data", "bank_panel.csv")).Skip(1).Select(l => l.Split(','))
            .Where(r => r[3] != "recommended").ToArray();
        double Value(string[] row, int column) => double.Parse(row[column], CultureInfo.InvariantCulture);
        string[] names = ["age", "digital", "products", "tenure_years", "l1", "l3"];
        var covariates = lines.SelectMany(r => new[]
        {
            Value(r, 4), Value(r, 7), Value(r, 8), Value(r, 5), Elementary.Log1p(Value(r, 9)), Elementary.Log1p(Value(r, 11)),
        }).ToArray();
        int[] arms = [.. lines.Select(r => r[3] == "marketing" ? 1 : 0)];
        var report = BalanceReport.Of(covariates, names, arms);
        var c = GoldenFile.Read("ab/22_matching_weighting_aipw.json").GetProperty("cases").EnumerateArray().First();
        var expected = c.GetProperty("expected").GetProperty("smd_unadjusted");
        foreach (var row in report.Rows)
        {
            var e = expected.GetProperty(row.Covariate);
            row.StandardizedDifference.Value.ShouldBeClose(e.Number("pooled_sd"), because: row.Covariate);
            row.StandardizedByArm.Value.ShouldBeClose(e.Number("treated_sd"), because: row.Covariate);
            row.VarianceRatio.Value.ShouldBeClose(e.Number("variance_ratio"), because: row.Covariate);
            row.KolmogorovSmirnov.ShouldBeClose(e.Number("ks"), because: row.Covariate);
        }

        report.Rows.Should().HaveCount(6);

        // The groups were chosen: no draw is so unbalanced.
        report.PValue.Value.Should().BeLessThan(1e-6);
        report.LogPValue.Value.Should().BeApproximately(Math.Log(report.PValue.Value), 1e-9);
    }

    // R: t.test(c(1,2,3,4,9), c(2,4,6,8,7,1), var.equal = TRUE)$p.value; with one covariate T² is t².
    [Fact]
    public void Hotelling_with_one_covariate_is_the_pooled_t_test() =>
        BalanceReport.Of([1, 2, 3, 4, 9, 2, 4, 6, 8, 7, 1], ["x"], [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]).HotellingPValue.Value.ShouldBeClose(
            MeanTest.Pooled([1, 2, 3, 4, 9], [2, 4, 6, 8, 7, 1]).PValue.Value, 1e-10);

    private static void Same(Figure figure, JsonElement expected, string because)
    {
        if (expected.ValueKind == JsonValueKind.String)
        {
            figure.Reason.Should().Be(expected.GetString() == "undefined" ? UndefinedReason.ZeroVariance : UndefinedReason.Infinite, because);
        }
        else
        {
            figure.Value.ShouldBeClose(expected.Number(), because: because);
        }
    }
}
