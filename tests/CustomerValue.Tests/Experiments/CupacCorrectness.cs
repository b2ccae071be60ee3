using CustomerValue.Experiments;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class CupacCorrectness
{
    private static readonly Random Random = new(8);
    private static readonly bool[] Z = [.. Enumerable.Range(0, 300).Select(i => i % 2 == 0)];
    private static readonly long[] G = [.. Enumerable.Range(0, 300).Select(i => (long)(i / 4))];
    private static readonly double[] X = [.. Z.Select(_ => Random.NextDouble())];
    private static readonly double[] Y = [.. X.Select((x, i) => x * x * 10 + Random.NextDouble() + (Z[i] ? 0.2 : 0))];

    private static TrialColumns Columns => new() { Outcomes = Y, IsTreated = Z, Clusters = G };

    /// <summary>A regressogram in ten cells.</summary>
    private static void Predict(ReadOnlySpan<int> train, ReadOnlySpan<int> test, Span<double> predictions)
    {
        double[] sums = new double[10], counts = new double[10];
        foreach (var row in train)
        {
            sums[(int)(10 * X[row])] += Y[row];
            counts[(int)(10 * X[row])]++;
        }

        for (var i = 0; i < test.Length; i++)
        {
            var cell = (int)(10 * X[test[i]]);
            predictions[i] = counts[cell] > 0 ? sums[cell] / counts[cell] : 0;
        }
    }

    [Fact]
    public void The_prediction_is_the_covariate_of_the_regression_and_saves_customers()
    {
        var predictions = new double[300];
        Cupac.Predict(Columns, Predict, 7, predictions);
        var actual = Cupac.Compare(Columns, Predict, 7);
        var expected = RegressionAdjustment.Fit(new TrialColumns { Outcomes = Y, IsTreated = Z, Clusters = G, Covariates = predictions });
        actual.Comparison.Estimate.Should().Be(expected.Comparison.Estimate);
        actual.Coefficients[2].Name.Should().Be("prediction");
        actual.VarianceRatio.Value.Should().BeLessThan(0.1);
    }

    [Fact]
    public void Nobody_is_predicted_by_a_model_that_saw_his_household()
    {
        var seen = new int[300];
        Cupac.Predict(Columns, (train, test, predictions) =>
        {
            var known = train.ToArray().Select(row => G[row]).ToHashSet();
            (train.Length + test.Length).Should().Be(300);
            foreach (var row in test)
            {
                known.Contains(G[row]).Should().BeFalse();
                seen[row]++;
            }
        }, 7, new double[300]);
        seen.Should().OnlyContain(n => n == 1);
    }

    [Fact]
    public void The_seed_chooses_the_folds_and_control_only_trains_on_control()
    {
        double[] Fill(ulong seed)
        {
            var p = new double[300];
            Cupac.Predict(Columns, Predict, seed, p);
            return p;
        }

        Fill(1).Should().Equal(Fill(1)).And.NotEqual(Fill(2));
        Cupac.Predict(Columns, (train, _, _) => train.ToArray().Should().OnlyContain(row => !Z[row]), 1, new double[300], new CupacOptions { TrainOnControlOnly = true });
    }

    [Fact]
    public void Bad_predictions_and_too_few_clusters_are_refused()
    {
        ((Action)(() => Cupac.Compare(Columns, (_, _, p) => p.Fill(double.NaN), 1))).Should().Throw<ArgumentException>().WithMessage("Row * breaks a prediction is finite: prediction NaN*");
        ((Action)(() => Cupac.Compare(new TrialColumns { Outcomes = [1, 2, 3], IsTreated = [true, false, true], Clusters = [1, 1, 2] }, Predict, 1)))
            .Should().Throw<ArgumentException>().WithMessage("clusters is 2*");
    }
}
