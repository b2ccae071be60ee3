using CustomerValue.Experiments;

namespace CustomerValue.Tests.Experiments;

/// <summary>Matching against the plain double loop, and what it promises.</summary>
public sealed class MatchingLaws
{
    private static readonly MatchingOrder[] Orders = [MatchingOrder.LargestFirst, MatchingOrder.SmallestFirst, MatchingOrder.AsGiven];

    [Fact]
    public void Partners_are_those_of_the_plain_double_loop()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 400; trial++)
        {
            var n = random.Next(2, 60);

            // Few values: many equal scores and equal distances to both sides.
            var levels = random.Next(2, 40);
            var scores = Enumerable.Range(0, n).Select(_ => (1 + random.Next(levels)) / (levels + 1.0)).ToArray();
            var treated = Enumerable.Range(0, n).Select(i => i == 0 || (i > 1 && random.Next(2) == 0)).ToArray();
            var classes = Enumerable.Range(0, n).Select(_ => (double)random.Next(3)).ToArray();
            var options = new MatchingOptions
            {
                Estimand = random.Next(2) == 0 ? Estimand.Treated : Estimand.Controls,
                Partners = random.Next(1, 4),
                WithReplacement = random.Next(2) == 0,
                Caliper = random.Next(3) == 0 ? double.PositiveInfinity : random.NextDouble() / 3,
                CaliperUnit = CaliperUnit.Score,
                Order = Orders[random.Next(3)],
                Exact = random.Next(2) == 0 ? [] : ["x1"],
            };
            var columns = new TrialColumns { Outcomes = scores, IsTreated = treated, Covariates = classes };
            var actual = PropensityMatching.Fit(columns, scores, options);
            var expected = PlainLoop(scores, treated, classes, options);
            var found = new List<(int, int)>();
            for (var i = 0; i < actual.Matched.Length; i++)
            {
                found.Add((actual.Matched[i], actual.Partners[i]));
            }

            found.Should().Equal(expected, $"trial {trial}");
        }
    }

    [Fact]
    public void A_random_order_is_that_of_its_seed()
    {
        var (scores, treated) = Sample(200);
        var columns = new TrialColumns { Outcomes = scores, IsTreated = treated };
        var options = new MatchingOptions { Order = MatchingOrder.Random };
        var first = PropensityMatching.Fit(columns, scores, options, seed: 1).Partners.ToArray();
        PropensityMatching.Fit(columns, scores, options, seed: 1).Partners.ToArray().Should().Equal(first);
        PropensityMatching.Fit(columns, scores, options, seed: 2).Partners.ToArray().Should().NotEqual(first);
    }

    [Fact]
    public void Nobody_within_the_caliper_is_a_reason()
    {
        double[] scores = [0.1, 0.11, 0.9, 0.91];
        bool[] treated = [false, false, true, true];
        var actual = PropensityMatching.Fit(new TrialColumns { Outcomes = scores, IsTreated = treated }, scores, new MatchingOptions { Caliper = 0.1, CaliperUnit = CaliperUnit.Score });
        actual.Comparison.Estimate.Reason.Should().Be(UndefinedReason.NoneEligible);
        actual.Comparison.Warnings.Should().Contain(ComparisonWarning.Unmatched);
        actual.UnmatchedCount.Should().Be(2);
    }

    [Fact]
    public void Frequency_weights_unknown_names_and_empty_groups_are_told()
    {
        double[] scores = [0.2, 0.4, 0.6];
        bool[] treated = [true, false, true];
        FluentActions.Invoking(() => PropensityMatching.Fit(new TrialColumns { Outcomes = scores, IsTreated = treated, Weights = [1, 1, 1] }, scores)).Should().Throw<ArgumentException>().WithMessage("*weight*");
        FluentActions.Invoking(() => PropensityMatching.Fit(new TrialColumns { Outcomes = scores, IsTreated = treated }, scores, new MatchingOptions { Exact = ["branch"] })).Should().Throw<ArgumentException>().WithMessage("*branch*");
        PropensityMatching.Fit(new TrialColumns { Outcomes = scores, IsTreated = [true, true, true] }, scores).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
    }

    [Fact]
    public void Households_widen_or_narrow_the_error_but_not_the_effect()
    {
        var panel = new ConfoundedPanel();
        foreach (var replace in new[] { false, true })
        {
            var options = new MatchingOptions { Caliper = 0.2, WithReplacement = replace };
            var plain = PropensityMatching.Fit(panel.Columns("aum_after"), options);
            var clustered = PropensityMatching.Fit(panel.Columns("aum_after", true), options);
            clustered.Comparison.Estimate.Value.Should().Be(plain.Comparison.Estimate.Value);
            (clustered.Comparison.StandardError.Value / plain.Comparison.StandardError.Value).Should().BeInRange(0.7, 1.5).And.NotBe(1);
        }
    }

    private static (double[] Scores, bool[] Treated) Sample(int n)
    {
        var random = new Random(3);
        var scores = Enumerable.Range(0, n).Select(_ => 0.05 + 0.9 * random.NextDouble()).ToArray();
        return (scores, [.. scores.Select(s => random.NextDouble() < s)]);
    }

    private static List<(int Row, int Partner)> PlainLoop(double[] scores, bool[] treated, double[] classes, MatchingOptions options)
    {
        var seekers = Enumerable.Range(0, scores.Length).Where(i => treated[i] == (options.Estimand == Estimand.Treated)).ToArray();
        seekers = options.Order switch
        {
            MatchingOrder.LargestFirst => [.. seekers.OrderByDescending(i => scores[i])],
            MatchingOrder.SmallestFirst => [.. seekers.OrderBy(i => scores[i])],
            _ => seekers,
        };
        var used = new HashSet<int>();
        var partners = seekers.ToDictionary(i => i, _ => new List<int>());
        for (var round = 0; round < options.Partners; round++)
        {
            foreach (var i in seekers)
            {
                var best = -1;
                for (var j = 0; j < scores.Length && partners[i].Count == round; j++)
                {
                    var distance = Math.Abs(scores[j] - scores[i]);
                    if (treated[j] == treated[i] || distance > options.Caliper || partners[i].Contains(j) || (!options.WithReplacement && used.Contains(j))
                        || (options.Exact.Count > 0 && classes[i] != classes[j]))
                    {
                        continue;
                    }

                    best = best < 0 || distance < Math.Abs(scores[best] - scores[i]) ? j : best;
                }

                if (best >= 0)
                {
                    partners[i].Add(best);
                    used.Add(best);
                }
            }
        }

        return [.. seekers.OrderBy(i => i).SelectMany(i => partners[i].Select(j => (i, j)))];
    }
}
