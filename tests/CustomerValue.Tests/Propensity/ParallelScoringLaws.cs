using CustomerValue.Information;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class ParallelScoringLaws
{
    private static readonly LabeledBatch Sample = Samples.Logistic(70_001, 5, [4], 55);
    private static readonly LogisticModel Model = LogisticModel.FromParameters(Sample.Features.Schema, -1, [0.4, -0.3, 0.2, 0.1, 0.7, 0, 0.5, -0.5, 1]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void Any_number_of_threads_gives_the_same_bits(int threads)
    {
        var expected = new double[Sample.RowCount];
        Model.Score(Sample.Features, expected);

        var scores = new double[Sample.RowCount + 1];
        scores[Sample.RowCount] = 7;
        Model.Score(Sample.Features, scores, threads);

        scores.Take(Sample.RowCount).Should().Equal(expected);
        scores[Sample.RowCount].Should().Be(7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_missing_value_is_blamed_on_its_row_of_the_batch(int threads)
    {
        var values = Sample.Features.Values.ToArray();
        values[(60_000 * 6) + 2] = double.NaN;
        values[(65_000 * 6) + 1] = double.NaN;
        var batch = FeatureBatch.FromRows(Sample.Features.Schema, values);

        var score = () => Model.Score(batch, new double[batch.RowCount], threads);

        score.Should().Throw<ArgumentException>().WithMessage("Row 60000 *'x3'*");
    }

    [Fact]
    public void Bad_arguments_are_refused_before_any_work()
    {
        var none = () => Model.Score(Sample.Features, new double[Sample.RowCount], 0);
        var shorter = () => Model.Score(Sample.Features, new double[Sample.RowCount - 1], 2);
        var canceled = () => Model.Score(Sample.Features, new double[Sample.RowCount], 2, new CancellationToken(true));

        none.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("threads");
        shorter.Should().Throw<ArgumentException>().WithParameterName("destination");
        canceled.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void An_empty_batch_has_no_scores()
    {
        var empty = FeatureBatch.FromRows(Sample.Features.Schema, ReadOnlySpan<double>.Empty);
        var score = () => Model.Score(empty, Memory<double>.Empty, 4);

        score.Should().NotThrow();
    }
}
