using CustomerValue.Evaluation;
using CustomerValue.Numerics;
using CustomerValue.Tests.Propensity;
using Xunit;

namespace CustomerValue.Tests.Evaluation;

public class BootstrapCorrectness
{
    // numpy.quantile and Efron's formulas with scipy.stats.norm, from these replicates and jackknife values.
    [Fact]
    public void Intervals_match_the_reference()
    {
        double[] replicates = [0.61, 0.72, 0.68, 0.75, 0.70, 0.66, 0.71, 0.69, 0.74, 0.73, 0.64, 0.70, 0.77, 0.67, 0.72, 0.71, 0.65, 0.70, 0.69, 0.78];
        double[] jackknife = [0.690, 0.702, 0.695, 0.711, 0.700, 0.688, 0.705, 0.730];

        var found = new BootstrapResult(Figure.Of(0.70), [.. replicates.Select(Figure.Of), Figure.Undefined(UndefinedReason.OneClass)], [.. jackknife.Select(Figure.Of)], 8);

        Limits(found.BiasCorrected()).ShouldBeNear([0.6153244630638309, 0.7705577052985491], 1e-12);
        Limits(found.BiasCorrected(0.8)).ShouldBeNear([0.6422165256599794, 0.7432277479615814], 1e-12);
        Limits(found.Percentile()).ShouldBeNear([0.62425, 0.77525], 1e-12);
        found.StandardError.Value.Should().BeApproximately(0.04266145801540308, 1e-14);
        found.Bias.Value.Should().BeApproximately(0.001, 1e-14);
        found.UndefinedReplicates.Should().Be(1);
        found.BiasCorrected().Method.Should().Be("bootstrap BCa");
    }

    [Fact]
    public void The_standard_error_of_a_mean_is_the_textbook_one()
    {
        var random = RandomStream.Open(4, "values");
        var values = Enumerable.Range(0, 200).Select(_ => random.NextNormal()).ToArray();
        var error = Math.Sqrt(values.Sum(v => (v - values.Average()) * (v - values.Average())) / 200 / 200);

        var found = Bootstrap.Run(200, rows => Mean(values, rows), 1);

        // The error of a standard deviation from 2000 draws: 1.6 %.
        found.StandardError.Value.Should().BeApproximately(error, 0.05 * error);
        found.Estimate.Value.Should().BeApproximately(values.Average(), 1e-14);
        found.Percentile().Width.Should().BeApproximately(2 * 1.96 * error, 0.1 * 4 * error);
        found.HasAcceleration.Should().BeTrue();
    }

    [Fact]
    public void Whole_clusters_are_drawn()
    {
        // Four equal rows a household: the error is that of 50 households, twice that of 200 rows.
        var random = RandomStream.Open(4, "households");
        var household = Enumerable.Range(0, 50).Select(_ => random.NextNormal()).ToArray();
        var clusters = Enumerable.Range(0, 200).Select(i => i / 4).ToArray();
        var values = clusters.Select(c => household[c]).ToArray();

        var (byRow, byHousehold) = (Bootstrap.Run(200, rows => Mean(values, rows), 1), Bootstrap.Run(200, rows => Mean(values, rows), 1, default, clusters));

        (byHousehold.StandardError.Value / byRow.StandardError.Value).Should().BeApproximately(2, 0.15);
        byHousehold.Units.Should().Be(50);
    }

    [Fact]
    public void Strata_keep_their_sizes()
    {
        var strata = Enumerable.Range(0, 90).Select(i => i % 9 == 0 ? 7 : -2).ToArray();

        var found = Bootstrap.Run(90, rows => Figure.Of(rows.ToArray().Count(r => strata[r] == 7)), 3, strata);

        found.Replicates.ToArray().Should().OnlyContain(count => count == 10);
    }

    [Fact]
    public void The_seed_alone_decides_whatever_the_threads()
    {
        var random = RandomStream.Open(8, "scores");
        var scores = Enumerable.Range(0, 150).Select(_ => random.NextDouble()).ToArray();
        var outcomes = scores.Select(s => random.NextDouble() < s ? 1.0 : 0).ToArray();
        BootstrapResult Run(ulong seed, int threads) => Bootstrap.Run(
            scores, outcomes, (s, y, w) => Discrimination.Of(s, y, w).Auc, seed, options: new BootstrapOptions { Threads = threads, Replicates = 300, JackknifeBlocks = 40 });

        var one = Run(5, 1);

        Run(5, 3).Replicates.ToArray().Should().Equal(one.Replicates.ToArray());
        Run(5, 3).BiasCorrected().Should().Be(one.BiasCorrected());
        Run(6, 1).Replicates.ToArray().Should().NotEqual(one.Replicates.ToArray());

        // DeLong's error of the same AUC.
        one.StandardError.Value.Should().BeApproximately(Discrimination.Of(scores, outcomes).AucStandardError.Value, 0.01);
    }

    [Fact]
    public void A_figure_that_is_undefined_in_some_draws_is_counted()
    {
        double[] outcomes = [1, 0, 0, 0, 0, 0];

        var found = Bootstrap.Run([0.9, 0.1, 0.3, 0.2, 0.8, 0.5], outcomes, (s, y, w) => Discrimination.Of(s, y, w).Auc, 1);
        var stratified = Bootstrap.Run([0.9, 0.1, 0.3, 0.2, 0.8, 0.5], outcomes, (s, y, w) => Discrimination.Of(s, y, w).Auc, 1, strata: [1, 0, 0, 0, 0, 0]);

        // No event drawn: (5/6)⁶ = 33 %; without the only event the jackknife is undefined, and so is BCa.
        (found.UndefinedReplicates / 2000.0).Should().BeApproximately(Math.Pow(5.0 / 6, 6), 0.04);
        found.HasAcceleration.Should().BeFalse();
        ((Action)(() => found.BiasCorrected())).Should().Throw<InvalidOperationException>();
        stratified.UndefinedReplicates.Should().Be(0);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        ((Action)(() => Bootstrap.Run(1, _ => Figure.Of(0), 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Bootstrap.Run(3, _ => Figure.Of(0), 0, [1, 2]))).Should().Throw<ArgumentException>().WithMessage("strata has length 2*");
        ((Action)(() => Bootstrap.Run(3, _ => Figure.Of(0), 0, [1, 1, 2], [5, 6, 5]))).Should().Throw<ArgumentException>().WithMessage("Row 2 breaks a cluster in one stratum*");
        ((Action)(() => Bootstrap.Run(3, _ => Figure.Of(0), 0, default, [5, 5, 5]))).Should().Throw<ArgumentException>().WithMessage("*two clusters*");
        ((Action)(() => _ = new BootstrapOptions { Replicates = 3 })).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Bootstrap.Run(3, _ => throw new NotSupportedException("mine"), 0, options: new BootstrapOptions { Threads = 2 }))).Should().Throw<NotSupportedException>();
    }

    private static Figure Mean(double[] values, ReadOnlySpan<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += values[row];
        }

        return Figure.Of(sum / rows.Length);
    }

    private static double[] Limits(ConfidenceInterval interval) => [interval.Lower, interval.Upper];
}
