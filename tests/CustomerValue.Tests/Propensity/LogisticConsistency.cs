using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class LogisticConsistency
{
    [Fact]
    public void Scoring_allocates_nothing()
    {
        var sample = Samples.Logistic(500, 7, [3, 5], 3);
        var model = LogisticModel.Fit(sample);
        var scores = new double[500];
        var row = sample.Features.Row(3).ToArray();
        for (var i = 0; i < 200; i++)
        {
            model.Score(sample.Features, scores);
            _ = model.Score(row);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Score(sample.Features, scores);
        model.LogOdds(sample.Features, scores);
        _ = model.Score(row);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(24)]
    public void One_row_and_the_batch_give_the_same_bits(int numbers)
    {
        var sample = Samples.Logistic(300, numbers, [4], 11);
        var model = LogisticModel.Fit(sample, LogisticOptions.Default with { Ridge = 0.01 });
        var scores = new double[300];

        model.Score(sample.Features, scores);

        for (var i = 0; i < 300; i++)
        {
            model.Score(sample.Features.Row(i)).Should().Be(scores[i]);
        }
    }

    [Fact]
    public void A_row_whose_log_odds_overflow_is_refused_alone_and_in_a_batch()
    {
        foreach (var columns in new[] { 3, 9, 20 })
        {
            var effects = Enumerable.Repeat(1e200, columns).ToArray();
            var schema = new FeatureSchema(Enumerable.Range(0, columns).Select(j => FeatureColumn.Number($"x{j}")));
            var model = LogisticModel.FromParameters(schema, 0, effects);
            foreach (var broken in new[] { 0, 5, 16 })
            {
                var values = new double[17 * columns];
                values[(broken * columns) + columns - 1] = -1e200;
                var batch = FeatureBatch.FromRows(schema, values);
                var message = $"*Row {broken} *overflow*";
                ((Action)(() => model.Score(batch, new double[17]))).Should().Throw<ArgumentException>().WithMessage(message);
                ((Action)(() => model.LogOdds(batch, new double[17]))).Should().Throw<ArgumentException>().WithMessage(message);
                ((Action)(() => model.Score(batch.Row(broken)))).Should().Throw<ArgumentException>().WithMessage("*overflow*");
            }
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var sample = Samples.Logistic(40_000, 6, [4, 3], 5);
        var one = LogisticModel.Fit(sample);

        foreach (var threads in new[] { 2, 3, 7 })
        {
            var many = LogisticModel.Fit(sample, LogisticOptions.Default with { Threads = threads });
            Samples.Estimates(many).Should().Equal(Samples.Estimates(one));
            many.Covariance.ToArray().Should().Equal(one.Covariance.ToArray());
        }
    }

    [Fact]
    public void Sixteen_threads_may_share_a_model()
    {
        var sample = Samples.Logistic(2_000, 9, [4], 6);
        var model = LogisticModel.Fit(sample);
        var expected = new double[2_000];
        model.Score(sample.Features, expected);
        var results = new double[16][];

        var threads = Enumerable.Range(0, 16).Select(t => new Thread(() =>
        {
            results[t] = new double[2_000];
            for (var round = 0; round < 5; round++)
            {
                model.Score(sample.Features, results[t]);
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        results.Should().OnlyContain(r => r.SequenceEqual(expected));
    }

    [Fact]
    public void Rebuilding_from_parameters_gives_the_same_bits()
    {
        var sample = Samples.Logistic(400, 5, [3], 8);
        var model = LogisticModel.Fit(sample);
        var rebuilt = LogisticModel.FromParameters(model.Schema, model.Intercept, [.. model.NumberEffects, .. model.LevelEffects]);
        var (a, b) = (new double[400], new double[400]);

        model.Score(sample.Features, a);
        rebuilt.Score(sample.Features, b);

        b.Should().Equal(a);
        rebuilt.Report.Stop.Should().Be(StopReason.NotFitted);
    }

    [Fact]
    public void Truth_is_found_again()
    {
        var sample = Samples.Logistic(60_000, 3, [], 12);

        var model = LogisticModel.Fit(sample);

        // Samples.Logistic: effects −0.8, 0, 0.8 and intercept −0.5; five standard errors.
        double[] truth = [-0.5, -0.8, 0, 0.8];
        for (var p = 0; p < 4; p++)
        {
            model.Coefficients[p].Estimate.Should().BeApproximately(truth[p], 5 * model.Coefficients[p].StandardError.Value);
        }
    }

    [Fact]
    public void The_report_says_that_the_gradient_was_checked()
    {
        var report = LogisticModel.Fit(Samples.Logistic(400, 5, [3], 8)).Report;

        report.Converged.Should().BeTrue();
        report.GradientNorm.Should().BeLessThanOrEqualTo(1e-10);
        report.Iterations.Should().BeLessThan(10);
    }

    [Fact]
    public void Rare_quasi_separation_in_many_rows_is_found()
    {
        // A dummy that is 1 in three rows, all of them events, among 20,000 rows.
        var sample = Samples.Logistic(20_000, 3, [3], 15);
        var columns = sample.Features.ColumnCount;
        var outcomes = sample.Outcomes.ToArray();
        var marked = Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i] == 1).Take(3).ToHashSet();
        var schema = new FeatureSchema([.. sample.Features.Schema.Columns, FeatureColumn.Category("rare", ["no", "yes"])]);
        var values = Enumerable.Range(0, outcomes.Length)
            .SelectMany(i => sample.Features.Row(i).ToArray().Append(marked.Contains(i) ? 1.0 : 0)).ToArray();

        var fit = () => LogisticModel.Fit(LabeledBatch.Of(FeatureBatch.FromRows(schema, values), outcomes));

        fit.Should().Throw<ConvergenceException>().WithMessage("*Quasi-complete separation: rare=yes → +∞*");
    }
}
