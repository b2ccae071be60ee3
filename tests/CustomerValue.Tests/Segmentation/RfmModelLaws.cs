using CustomerValue.Segmentation;

namespace CustomerValue.Tests.Segmentation;

public sealed class RfmModelLaws
{
    private static readonly double[] Values = Enumerable.Range(0, 500).Select(i => (double)(i * 7919 % 97)).ToArray();

    public static TheoryData<string> Binnings() => ["quantile", "quantile type 2", "rank", "fixed"];

    [Theory]
    [MemberData(nameof(Binnings))]
    public void A_larger_value_never_gets_a_lower_bin_and_an_equal_value_the_same(string name)
    {
        var cuts = ScoreCuts.Fit(Values, Make(name));
        foreach (var a in Values.Take(60))
        {
            foreach (var b in Values.Take(60))
            {
                cuts.Bin(a).CompareTo(cuts.Bin(b)).Should().BeOneOf(0, Math.Sign(a - b));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Binnings))]
    public void Cuts_survive_a_round_trip_through_their_numbers(string name)
    {
        var cuts = ScoreCuts.Fit(Values, Make(name));
        var again = ScoreCuts.FromParameters(cuts.Cuts, cuts.Side);
        var left = new int[Values.Length];
        var right = new int[Values.Length];
        cuts.Bin(Values, left);
        again.Bin(Values, right);
        right.Should().Equal(left);
        cuts.Counts.ToArray().Sum().Should().Be(Values.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void Rank_bins_are_the_ntiles_that_keep_equal_values_together(int bins)
    {
        foreach (var sample in new[] { Values, [1, 1, 1, 1, 2, 2, 3, 5, 8, 13], [4, 4, 4, 4], [1, 2, 3], [2] })
        {
            var expected = new int[sample.Length];
            Ranks.Ntile(sample, bins + 1, expected);
            var actual = new int[sample.Length];
            ScoreCuts.Fit(sample, ScoreBinning.Rank(bins + 1)).Bin(sample, actual);
            actual.Should().Equal(expected);
        }
    }

    [Fact]
    public void Ties_that_swallow_bins_are_reported()
    {
        // Seven of ten customers bought once: the first cuts coincide at 1.
        double[] frequency = [1, 1, 1, 1, 1, 1, 1, 2, 3, 9];
        var cuts = ScoreCuts.Fit(frequency, ScoreBinning.Quantile(5));
        cuts.BinCount.Should().Be(5);
        cuts.EffectiveBinCount.Should().Be(3);
        cuts.Counts.ToArray().Should().Equal(7, 0, 0, 1, 2);
        cuts.Warnings.Should().HaveCount(2).And.Contain(w => w.StartsWith("Bin 2 of values is empty", StringComparison.Ordinal));
    }

    [Fact]
    public void Recency_scores_highest_for_the_most_recent()
    {
        var model = RfmModel.Fit([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]);
        model.Score(1, 1, 1).ToString().Should().Be("5-1-1");
        model.Score(5, 5, 5).ToString().Should().Be("1-5-5");
        model.Score(999, 0, -3).ToString().Should().Be("1-1-1");
    }

    [Fact]
    public void The_order_of_rows_changes_no_cut()
    {
        var reversed = Values.Reverse().ToArray();
        ScoreCuts.Fit(reversed, ScoreBinning.Quantile(5)).Cuts.ToArray().Should().Equal(ScoreCuts.Fit(Values, ScoreBinning.Quantile(5)).Cuts.ToArray());
    }

    [Fact]
    public void First_matching_rule_wins_and_everybody_has_one_segment()
    {
        var segments = RfmSegments.FromRules([new RfmRule("Best") { Recency = (5, 5) }, new RfmRule("Good") { Recency = (4, 5), Monetary = (2, 5) }]);
        segments.Names[segments.Assign(new RfmScore(5, 1, 5))].Should().Be("Best");
        segments.Names[segments.Assign(new RfmScore(4, 1, 5))].Should().Be("Good");
        segments.Names[segments.Assign(new RfmScore(4, 1, 1))].Should().Be("Others");
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var model = RfmModel.Fit(Values, Values, Values);
        var segments = RfmSegments.FromRules([new RfmRule("Best") { Recency = (5, 5) }]);
        var scores = new RfmScore[Values.Length];
        var assigned = new int[Values.Length];
        Zero.Bytes(() =>
        {
            model.Score(Values, Values, Values, scores);
            segments.Assign(scores, assigned);
            _ = model.Score(3, 4, 5);
        });
    }

    [Fact]
    public void A_weighted_score_is_a_weighted_mean() =>
        new RfmScore(5, 3, 1).Weighted(2, 1, 1).Should().Be(3.5);

    private static ScoreBinning Make(string name) => name switch
    {
        "quantile" => ScoreBinning.Quantile(5),
        "quantile type 2" => ScoreBinning.Quantile(7, QuantileType.AveragedInverse, CutSide.Above),
        "rank" => ScoreBinning.Rank(4),
        _ => ScoreBinning.FixedCuts([10, 20, 20, 50]),
    };
}
