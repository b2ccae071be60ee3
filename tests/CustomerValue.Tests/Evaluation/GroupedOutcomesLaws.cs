using CustomerValue.Evaluation;
using Xunit;

namespace CustomerValue.Tests.Evaluation;

public class GroupedOutcomesLaws
{
    private static readonly double[] Probabilities = [0.1, 0.4, 0.4, 0.9];
    private static readonly double[] Shares = [0.25, 0.5, 0, 0.75];
    private static readonly double[] Weights = [4, 2, 3, 8];

    // Each group as its single customers.
    private static readonly ProbabilityQuality Single = ProbabilityQuality.Of(
        [.. Enumerable.Range(0, 4).SelectMany(g => Enumerable.Repeat(Probabilities[g], (int)Weights[g]))],
        [.. Enumerable.Range(0, 4).SelectMany(g => Enumerable.Range(0, (int)Weights[g]).Select(i => i < Shares[g] * Weights[g] ? 1.0 : 0.0))]);

    private static readonly ProbabilityQuality Grouped = ProbabilityQuality.Of(Probabilities, Shares, Weights);

    [Fact]
    public void A_group_scores_as_its_customers()
    {
        Grouped.Brier.Value.Should().BeApproximately(Single.Brier.Value, 1e-15);
        Grouped.BrierSkill.Value.Should().BeApproximately(Single.BrierSkill.Value, 1e-14);
        Grouped.LogLoss.Value.Should().BeApproximately(Single.LogLoss.Value, 1e-14);
        Grouped.Spiegelhalter().Statistic.Value.Should().BeApproximately(Single.Spiegelhalter().Statistic.Value, 1e-13);
    }

    [Fact]
    public void Murphys_parts_add_up_for_groups_too() =>
        (Grouped.Reliability.Value - Grouped.Resolution.Value + Grouped.Uncertainty.Value).Should().BeApproximately(Grouped.Brier.Value, 1e-15);
}
