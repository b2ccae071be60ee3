using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>What estimates of chosen groups promise whatever the rows: order, units, repetition, names of clusters, swapped groups.</summary>
public sealed class WeightingLaws
{
    private const int Columns = 3;

    public delegate ArmComparison Estimate(TrialColumns columns);

    private static readonly (string Name, Estimate Run)[] Estimates =
    [
        .. Enum.GetValues<Estimand>().Select(e => ($"weighting {e}", (Estimate)(c => InverseProbabilityWeighting.Fit(c, new WeightingOptions { Estimand = e }).Comparison))),
        .. new[] { Estimand.All, Estimand.Treated, Estimand.Controls }.SelectMany(e => new (string, Estimate)[]
        {
            ($"totals {e}", c => InverseProbabilityWeighting.Fit(c, new WeightingOptions { Estimand = e, Normalized = false }).Comparison),
            ($"robust {e}", c => DoublyRobust.Fit(c, new DoublyRobustOptions { Estimand = e }).Comparison),
            ($"normalized {e}", c => DoublyRobust.Fit(c, new DoublyRobustOptions { Estimand = e, Normalized = true }).Comparison),
            ($"stacked {e}", c => DoublyRobust.Fit(c, new DoublyRobustOptions { Estimand = e, Error = NuisanceError.Stacked }).Comparison),
            ($"stacked normalized {e}", c => DoublyRobust.Fit(c, new DoublyRobustOptions { Estimand = e, Error = NuisanceError.Stacked, Normalized = true }).Comparison),
            ($"entropy {e}", c => EntropyBalancing.Fit(c, new EntropyBalancingOptions { Estimand = e }).Comparison),
            ($"entropy of 2 moments {e}", c => EntropyBalancing.Fit(c, new EntropyBalancingOptions { Estimand = e, Moments = 2 }).Comparison),
        }),
    ];

    private sealed class Rows
    {
        public double[] Outcomes { get; set; } = [];

        public bool[] IsTreated { get; set; } = [];

        public double[] Covariates { get; set; } = [];

        public long[] Clusters { get; set; } = [];

        public double[] Weights { get; set; } = [];

        public TrialColumns Columns => new() { Outcomes = Outcomes, IsTreated = IsTreated, Covariates = Covariates, Clusters = Clusters, Weights = Weights };

        public static Rows Sample(int n, int seed, bool isClustered)
        {
            var random = new Random(seed);
            var rows = new Rows { Outcomes = new double[n], IsTreated = new bool[n], Covariates = new double[n * WeightingLaws.Columns], Clusters = new long[isClustered ? n : 0] };
            for (var i = 0; i < n; i++)
            {
                double a = random.NextDouble() * 4 - 2, b = random.Next(3), c = random.Next(2);
                (rows.Covariates[3 * i], rows.Covariates[3 * i + 1], rows.Covariates[3 * i + 2]) = (a, b, c);
                rows.IsTreated[i] = random.NextDouble() < 1 / (1 + Math.Exp(-(0.6 * a - 0.3 * b + 0.4 * c)));
                rows.Outcomes[i] = 10 + 3 * a + a * a + b + (rows.IsTreated[i] ? 2 : 0) + random.NextDouble();
                if (isClustered)
                {
                    rows.Clusters[i] = random.Next(n / 2);
                }
            }

            return rows;
        }

        public Rows Take(IReadOnlyList<int> order) => new()
        {
            Outcomes = [.. order.Select(i => Outcomes[i])],
            IsTreated = [.. order.Select(i => IsTreated[i])],
            Covariates = [.. order.SelectMany(i => Covariates.Skip(i * WeightingLaws.Columns).Take(WeightingLaws.Columns))],
            Clusters = Clusters.Length > 0 ? [.. order.Select(i => Clusters[i])] : [],
        };
    }

    private static void Same(ArmComparison actual, ArmComparison expected, string because, double sign = 1, double scale = 1)
    {
        actual.Estimate.Value.ShouldBeClose(sign * scale * expected.Estimate.Value, 1e-8, 1e-12 * scale, because);
        actual.StandardError.Value.ShouldBeClose(scale * expected.StandardError.Value, 1e-7, 1e-12 * scale, because);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_order_of_rows_does_not_matter(bool isClustered)
    {
        var rows = Rows.Sample(300, 1, isClustered);
        var shuffled = rows.Take([.. Enumerable.Range(0, 300).OrderBy(i => (i * 7919) % 300)]);
        foreach (var (name, run) in Estimates)
        {
            Same(run(shuffled.Columns), run(rows.Columns), name);
        }
    }

    [Fact]
    public void Units_of_covariates_do_not_matter()
    {
        var rows = Rows.Sample(300, 2, true);
        var scaled = rows.Take([.. Enumerable.Range(0, 300)]);
        for (var i = 0; i < 300; i++)
        {
            scaled.Covariates[3 * i] = 1e12 + 1e8 * scaled.Covariates[3 * i];
            scaled.Covariates[3 * i + 1] = 5 - 1e-8 * scaled.Covariates[3 * i + 1];
            scaled.Covariates[3 * i + 2] += 1000 * rows.Covariates[3 * i];
        }

        foreach (var (name, run) in Estimates.Where(e => !e.Name.Contains("2 moments")))
        {
            var (actual, expected) = (run(scaled.Columns), run(rows.Columns));

            // 1e12 + 1e8 x keeps twelve digits of x.
            actual.Estimate.Value.ShouldBeClose(expected.Estimate.Value, 1e-6, because: name);
            actual.StandardError.Value.ShouldBeClose(expected.StandardError.Value, 1e-6, because: name);
        }
    }

    [Fact]
    public void Outcomes_scale_the_estimate_and_its_error()
    {
        var rows = Rows.Sample(200, 3, true);
        foreach (var scale in new[] { 1e-9, 1e9 })
        {
            var scaled = rows.Take([.. Enumerable.Range(0, 200)]);
            scaled.Outcomes = [.. rows.Outcomes.Select(y => scale * y)];
            foreach (var (name, run) in Estimates)
            {
                Same(run(scaled.Columns), run(rows.Columns), name, 1, scale);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_weight_of_two_is_the_row_twice(bool isClustered)
    {
        var rows = Rows.Sample(240, 4, isClustered);
        rows.Weights = [.. Enumerable.Range(0, 240).Select(i => (double)(i % 3))];
        var repeated = rows.Take([.. Enumerable.Range(0, 240).SelectMany(i => Enumerable.Repeat(i, i % 3))]);
        foreach (var (name, run) in Estimates)
        {
            Same(run(rows.Columns), run(repeated.Columns), name);
        }

        var (weighted, plain) = (InverseProbabilityWeighting.Fit(rows.Columns), InverseProbabilityWeighting.Fit(repeated.Columns));
        weighted.EffectiveControls.ShouldBeClose(plain.EffectiveControls, 1e-8);
        for (var i = 0; i < weighted.Balance!.Rows.Count; i++)
        {
            var (a, b) = (weighted.Balance.Rows[i], plain.Balance!.Rows[i]);
            a.StandardizedDifference.Value.ShouldBeClose(b.StandardizedDifference.Value, 1e-7, 1e-9);
            a.VarianceRatio.Value.ShouldBeClose(b.VarianceRatio.Value, 1e-7);
            a.KolmogorovSmirnov.ShouldBeClose(b.KolmogorovSmirnov, 1e-7, 1e-9);
        }

        weighted.BalanceBefore!.Distance.ShouldBeClose(plain.BalanceBefore!.Distance, 1e-8);
        weighted.BalanceBefore.HotellingPValue.Value.ShouldBeClose(plain.BalanceBefore.HotellingPValue.Value, 1e-8);
    }

    [Fact]
    public void Swapped_groups_turn_the_sign()
    {
        var rows = Rows.Sample(300, 5, true);
        var swapped = rows.Take([.. Enumerable.Range(0, 300)]);
        swapped.IsTreated = [.. rows.IsTreated.Select(t => !t)];
        foreach (var (name, run) in Estimates)
        {
            var mirror = name.Contains("Treated") ? name.Replace("Treated", "Controls") : name.Replace("Controls", "Treated");
            Same(Estimates.Single(e => e.Name == mirror).Run(swapped.Columns), run(rows.Columns), name, -1);
        }
    }

    [Fact]
    public void Names_of_clusters_do_not_matter_and_clusters_of_one_are_none()
    {
        var rows = Rows.Sample(200, 6, true);
        var renamed = rows.Take([.. Enumerable.Range(0, 200)]);
        renamed.Clusters = [.. rows.Clusters.Select(c => long.MaxValue - 13 * c)];
        var single = rows.Take([.. Enumerable.Range(0, 200)]);
        single.Clusters = [.. Enumerable.Range(0, 200).Select(i => (long)i)];
        var none = rows.Take([.. Enumerable.Range(0, 200)]);
        none.Clusters = [];
        foreach (var (name, run) in Estimates)
        {
            Same(run(renamed.Columns), run(rows.Columns), name);
            if (!name.StartsWith("robust All", StringComparison.Ordinal) && !name.StartsWith("normalized All", StringComparison.Ordinal))
            {
                Same(run(single.Columns), run(none.Columns), name);
            }
        }
    }

    [Fact]
    public void Propensities_all_alike_leave_the_difference_of_means()
    {
        var rows = Rows.Sample(100, 7, false);
        rows.Covariates = [];
        var (treated, controls) = (rows.Outcomes.Where((_, i) => rows.IsTreated[i]).Average(), rows.Outcomes.Where((_, i) => !rows.IsTreated[i]).Average());
        foreach (var (name, run) in Estimates.Where(e => !e.Name.StartsWith("entropy", StringComparison.Ordinal)))
        {
            run(rows.Columns).Estimate.Value.ShouldBeClose(treated - controls, 1e-12, because: name);
        }
    }

    [Fact]
    public void Cross_fits_are_those_of_their_seed_and_near_the_plain_estimate()
    {
        var rows = Rows.Sample(600, 8, true);
        var first = CrossFitting.Fit(rows.Columns, 1).Comparison;
        CrossFitting.Fit(rows.Columns, 1).Comparison.Estimate.Value.Should().Be(first.Estimate.Value);
        CrossFitting.Fit(rows.Columns, 2).Comparison.Estimate.Value.Should().NotBe(first.Estimate.Value);
        var plain = DoublyRobust.Fit(rows.Columns).Comparison;
        Math.Abs(first.Estimate.Value - plain.Estimate.Value).Should().BeLessThan(plain.StandardError.Value);
        (first.StandardError.Value / plain.StandardError.Value).Should().BeInRange(0.8, 1.3);
    }

    [Fact]
    public void The_callers_learners_see_no_one_they_predict_nor_his_cluster()
    {
        var rows = Rows.Sample(300, 9, true);
        var calls = 0;
        var result = CrossFitting.Fit(
            rows.Columns,
            (train, test, scores) =>
            {
                Check(train, test);
                scores.Fill(0.5);
            },
            (train, test, predictions) =>
            {
                Check(train, test);
                foreach (var row in train)
                {
                    rows.IsTreated[row].Should().Be(rows.IsTreated[train[0]]);
                }

                predictions.Fill(12);
            },
            seed: 3,
            new DoublyRobustOptions { Estimand = Estimand.All });
        calls.Should().Be(15);

        // Propensities of one half and constant predictions: 12 + 2 Σ (y − 12) / n on either side.
        var expected = (2 * rows.Outcomes.Where((_, i) => rows.IsTreated[i]).Sum(y => y - 12) - 2 * rows.Outcomes.Where((_, i) => !rows.IsTreated[i]).Sum(y => y - 12)) / 300;
        result.Comparison.Estimate.Value.ShouldBeClose(expected, 1e-12);

        void Check(ReadOnlySpan<int> train, ReadOnlySpan<int> test)
        {
            calls++;
            var seen = new HashSet<long>(train.ToArray().Select(row => rows.Clusters[row]));
            test.ToArray().Should().NotContain(row => seen.Contains(rows.Clusters[row]));
        }
    }
}
