using CustomerValue.Evaluation;
using CustomerValue.Propensity;
using CustomerValue.Tests.Numerics;
using Xunit;

namespace CustomerValue.Tests.Propensity;

/// <summary>
/// Hashes of our own outputs, frozen: they say that nothing changed between CPUs, widths, assets and versions, not that anything
/// is right (the correctness tests say that).
/// </summary>
[Trait("Category", "Bits")]
public class PropensityBits
{
    [Theory]
    [InlineData("logistic coefficients", 18160741605635346966UL)]
    [InlineData("logistic covariance", 6994042657642565146UL)]
    [InlineData("logistic scores", 1789995737158232784UL)]
    [InlineData("linear coefficients", 7014478848452445720UL)]
    [InlineData("ranking", 14815145460398531847UL)]
    public void Outputs_hash_to_the_frozen_value(string name, ulong frozen) => NumericInputs.Hash(Outputs(name)).Should().Be(frozen);

    private static double[] Outputs(string name)
    {
        var sample = Samples.Logistic(20_000, 13, [4, 7], 99).WithWeights(Enumerable.Range(0, 20_000).Select(i => 0.5 + i % 3).ToArray());
        if (name == "linear coefficients")
        {
            return LinearModel.Fit(sample).Report.Estimates.ToArray();
        }

        var model = LogisticModel.Fit(sample);
        var scores = new double[sample.RowCount];
        model.Score(sample.Features, scores);
        switch (name)
        {
            case "logistic coefficients":
                return model.Report.Estimates.ToArray();
            case "logistic covariance":
                return model.Covariance.ToArray();
            case "logistic scores":
                return scores;
            default:
                var ranking = Discrimination.Of(scores, sample.Outcomes, sample.Weights);
                return [ranking.Auc.Value, ranking.AucStandardError.Value, ranking.KolmogorovSmirnov.Value, ranking.AveragePrecision.Value];
        }
    }
}
