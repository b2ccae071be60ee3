using CustomerValue.Information;
using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Segmentation;

public sealed class KMeansModelInputChecks
{
    private static readonly double[] Rows = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void A_missing_value_is_named_by_row_and_column()
    {
        var schema = new FeatureSchema([FeatureColumn.Number("balance"), FeatureColumn.Number("age")]);
        var batch = FeatureBatch.FromRows(schema, [1, 2, 3, double.NaN]);
        ((Action)(() => KMeansModel.Fit(batch, 2, 1))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks age present*NaN*");
        var model = KMeansModel.Fit(Rows, 2, 2, 1);
        ((Action)(() => model.Assign(batch, new int[2]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks column 1 present*");
        ((Action)(() => model.Assign([double.NaN, 1.0]))).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks column 0 present*");
    }

    [Fact]
    public void A_category_is_refused()
    {
        var schema = new FeatureSchema([FeatureColumn.Number("balance"), FeatureColumn.Category("job", ["a", "b"])]);
        ((Action)(() => KMeansModel.Fit(FeatureBatch.FromRows(schema, [1, 0, 2, 1]), 2, 1))).Should().Throw<ArgumentException>().WithMessage("Column 'job' is a category*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-1)]
    public void Segments_out_of_range_are_refused(int segments) =>
        ((Action)(() => KMeansModel.Fit(Rows, 2, segments, 1))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("segments is*");

    [Fact]
    public void Rows_and_weights_that_do_not_fit_are_refused()
    {
        ((Action)(() => KMeansModel.Fit(Rows, 4, 1, 1))).Should().Throw<ArgumentException>().WithMessage("6 values do not fill rows of 4*");
        ((Action)(() => KMeansModel.Fit([], 2, 1, 1))).Should().Throw<ArgumentException>().WithMessage("rows is empty*");
        ((Action)(() => KMeansModel.Fit([1, double.PositiveInfinity], 1, 1, 1))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => KMeansModel.Fit([1, 1e101], 1, 1, 1))).Should().Throw<ArgumentException>().WithMessage("Row 1*1e100*");
        ((Action)(() => KMeansModel.Fit(Rows, 2, 1, 1, weights: [1, 1]))).Should().Throw<ArgumentException>().WithMessage("weights has length 2*");
        ((Action)(() => KMeansModel.Fit(Rows, 2, 1, 1, weights: [1, -1, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks weight*");
        ((Action)(() => KMeansModel.Fit(Rows, 2, 1, 1, weights: [0, 0, 0]))).Should().Throw<ArgumentException>().WithMessage("*positive, finite sum*");
        ((Action)(() => KMeansModel.Fit(Rows, 2, 1, 1, new KMeansOptions { OrderColumn = 2 }))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => new KMeansOptions { Restarts = 0 })).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Restarts*");
        ((Action)(() => KMeansModel.FromParameters([1, double.NaN], 2))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_row_or_destination_of_another_length_is_refused()
    {
        var model = KMeansModel.Fit(Rows, 2, 2, 1);
        ((Action)(() => model.Assign([1.0]))).Should().Throw<ArgumentException>();
        ((Action)(() => model.Assign(Rows, new int[2]))).Should().Throw<ArgumentException>().WithMessage("destination*");
        ((Action)(() => model.Assign([1.0, 2, 3], new int[2]))).Should().Throw<ArgumentException>();
        ((Action)(() => model.Center(2))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_pass_limit_throws_unless_the_best_is_asked_for()
    {
        var rows = KMeansModelLaws.Blobs(600, 5);
        var one = new KMeansOptions { MaxIterations = 1, Restarts = 1 };
        ((Action)(() => KMeansModel.Fit(rows, 5, 8, 1, one))).Should().Throw<ConvergenceException>();
        KMeansModel.Fit(rows, 5, 8, 1, one with { NonConvergence = NonConvergence.ReturnBest }).Report.Stop.Should().Be(StopReason.IterationLimit);
    }

    [Fact]
    public void Cancellation_and_progress_are_honored()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        ((Action)(() => KMeansModel.Fit(Rows, 2, 2, 1, cancellation: source.Token))).Should().Throw<OperationCanceledException>();
        ((Action)(() => KMeansModel.Fit(Rows, 2, 2, 1, new KMeansOptions { Threads = 2 }, cancellation: source.Token))).Should().Throw<OperationCanceledException>();
        var heard = new Heard();
        KMeansModel.Fit(Rows, 2, 2, 1, progress: heard);
        heard.All.Should().Contain(new FitProgress("restarts", 10, 10));
    }

    private sealed class Heard : IProgress<FitProgress>
    {
        public List<FitProgress> All { get; } = [];

        public void Report(FitProgress value) => All.Add(value);
    }
}
