using CustomerValue.Evaluation;
using CustomerValue.Numerics;
using Xunit;

namespace CustomerValue.Tests.Evaluation;

public class RankingLaws
{
    // scipy.integrate.quad of (TP + t·events)/(chosen + t·size) over every tied block.
    [Theory]
    [InlineData(false, 0.6798915324266801)]
    [InlineData(true, 0.6156363360280624)]
    public void The_area_of_Davis_and_Goadrich_is_the_integral_over_ties(bool weighted, double expected)
    {
        double[] scores = [.9, .8, .8, .7, .6, .5, .5, .5, .3, .2];
        double[] outcomes = [1, 1, 0, 0, 1, 0, 1, 0, 1, 0];
        double[] weights = weighted ? [1, 2, 1.5, 3, 1, 2, 1, .5, 2, 1] : [];

        Discrimination.Of(scores, outcomes, weights).DavisGoadrichArea.Value.Should().BeApproximately(expected, 1e-12);
    }

    // Python: logit AUC ± 1.96 se/(AUC (1 − AUC)) of golden/propensity/delong.json's s100b and wfns.
    [Theory]
    [InlineData("s100b", 0.6192169389927087, 0.8200857499134733)]
    [InlineData("wfns", 0.7357640966473049, 0.8868418443326122)]
    public void The_logit_interval_matches(string marker, double lower, double upper)
    {
        var study = Golden.GoldenFile.Read("propensity/delong.json").GetProperty("aSAH");

        var found = Discrimination.Of(Golden.GoldenFile.Numbers(study, marker), Golden.GoldenFile.Numbers(study, "y")).AucLogitInterval();

        new[] { found.Lower, found.Upper }.Should().SatisfyRespectively(l => l.Should().BeApproximately(lower, 1e-9), u => u.Should().BeApproximately(upper, 1e-9));
        found.Method.Should().Be("DeLong, logit");
    }

    [Fact]
    public void The_cheapest_threshold_costs_least_of_all()
    {
        var random = RandomStream.Open(3, "costs");
        var scores = Enumerable.Range(0, 200).Select(_ => Math.Round(random.NextDouble(), 2)).ToArray();
        var outcomes = scores.Select(s => random.NextDouble() < s ? 1.0 : 0).ToArray();
        var ranking = Discrimination.Of(scores, outcomes);

        var found = ranking.CheapestThreshold(costOfChoice: 1, costOfMiss: 4);

        var cheapest = scores.Append(2).Min(t => ranking.At(t).Cost(1, 4));
        ranking.At(found.Threshold).Cost(1, 4).Should().Be(cheapest);
        found.Threshold.Should().BeInRange(0.02, 0.4, "1/(1 + 4) if the scores are right");
        ranking.CheapestThreshold(1e6, 1).Threshold.Should().BeGreaterThan(ranking.CheapestThreshold(1, 1e6).Threshold);
        ((Action)(() => ranking.CheapestThreshold(0, 1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("few values")]
    [InlineData("every exponent")]
    [InlineData("neighbors")]
    [InlineData("rising")]
    [InlineData("nested clusters")]
    public void Keys_sort_like_the_library(string kind)
    {
        foreach (var n in new[] { 0, 1, 2, 25, 300, 5000, 40_000 })
        {
            var random = RandomStream.Open(13, kind, n);
            var values = Enumerable.Range(0, n).Select(i => kind switch
            {
                "uniform" => random.NextDouble(),
                "few values" => random.NextInt(3) - 1.0,
                "every exponent" => BitConverter.Int64BitsToDouble((long)random.NextUInt64()) is var v && !double.IsNaN(v) && !double.IsInfinity(v) ? v : -0.0,
                "neighbors" => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(0.3) + random.NextInt(50)),
                "rising" => i,
                _ => Math.Pow(0.5, random.NextInt(40)) + 1e-14 * random.NextInt(4),
            }).ToArray();
            var keys = values.Select(KeySort.Key).ToArray();

            KeySort.Ascending(keys, new ulong[n]);

            keys.Select(KeySort.Value).Should().Equal(values.Order());
        }
    }

    [Fact]
    public void Flags_numbers_and_unit_weights_give_the_same_bits()
    {
        var random = RandomStream.Open(3, "paths");
        var scores = Enumerable.Range(0, 3000).Select(i => i % 2 == 0 ? random.NextDouble() - 0.5 : random.NextInt(9) / 9.0 - 0.0).ToArray();
        scores[7] = -0.0;
        scores[8] = 0.0;
        var flags = scores.Select(s => random.NextDouble() < 0.5 + s / 2).ToArray();
        var numbers = flags.Select(f => f ? 1.0 : 0).ToArray();

        var (one, two, three) = (Discrimination.Of(scores, flags), Discrimination.Of(scores, numbers), Discrimination.Of(scores, numbers, Enumerable.Repeat(1.0, 3000).ToArray()));

        foreach (var other in new[] { two, three })
        {
            other.Auc.Should().Be(one.Auc);
            other.AucStandardError.Should().Be(one.AucStandardError);
            other.AveragePrecision.Should().Be(one.AveragePrecision);
            other.KolmogorovSmirnov.Should().Be(one.KolmogorovSmirnov);
            other.RocCurve().Should().Equal(one.RocCurve());
        }
    }
}
