using CustomerValue.Experiments;
using CustomerValue.Statistics;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class StudyTableLaws
{
    private static readonly BankPanel Panel = BankPanel.Read();

    private static StudyTable Table(Func<int, int> row, double unit = 1, int repeats = 1)
    {
        var rows = Enumerable.Range(0, Panel.Before.Length * repeats).Select(i => row(i % Panel.Before.Length)).ToArray();
        return StudyTable.Of(new StudyPanel(
            new StudyColumns
            {
                Groups = rows.Select(i => Panel.Groups[i]).ToArray(),
                Households = rows.Select(i => Panel.Households[i]).ToArray(),
                AssetsBefore = rows.Select(i => Panel.Before[i] * unit).ToArray(),
                AssetsAfter = rows.Select(i => Panel.After[i] * unit).ToArray(),
                TiersBefore = rows.Select(i => Panel.TiersBefore[i]).ToArray(),
                TiersAfter = rows.Select(i => Panel.TiersAfter[i]).ToArray(),
            },
            4));
    }

    private static void ShouldAgree(StudyTable actual, StudyTable expected)
    {
        foreach (var (a, e) in actual.Contrasts.Zip(expected.Contrasts))
        {
            a.Comparison.Estimate.Value.ShouldBeClose(e.Comparison.Estimate.Value, 1e-11);
            a.Comparison.StandardError.Value.ShouldBeClose(e.Comparison.StandardError.Value, 1e-11);
            a.SimultaneousInterval.Width.ShouldBeClose(e.SimultaneousInterval.Width, 1e-10);
            a.AdjustedLogPValue.Value.ShouldBeClose(e.AdjustedLogPValue.Value, 1e-9);
        }
    }

    [Fact]
    public void Order_of_customers_does_not_matter() => ShouldAgree(Table(i => (i * 7 + 11) % 3000), Table(i => i));

    [Fact]
    public void Another_currency_changes_no_rate() => ShouldAgree(Table(i => i, unit: 0.04), Table(i => i));

    [Fact]
    public void A_customer_twice_in_his_household_adds_no_certainty() => ShouldAgree(Table(i => i, repeats: 2), Table(i => i));

    [Fact]
    public void Arms_swapped_flip_the_sign()
    {
        double[] a = [3, 5, 9, 1, 12], b = [2, 2, 7, 4];
        Check(MeanTest.Welch(a, b), MeanTest.Welch(b, a));
        Check(MeanTest.Pooled(a, b), MeanTest.Pooled(b, a));
        Check(MeanTest.Z(a, b), MeanTest.Z(b, a));
        ProportionCounts x = new(7, 20), y = new(3, 25);
        Check(ProportionTest.Pooled(x, y), ProportionTest.Pooled(y, x));
        Check(ProportionTest.Unpooled(x, y), ProportionTest.Unpooled(y, x));

        static void Check(ArmComparison one, ArmComparison other)
        {
            other.Estimate.Value.Should().Be(-one.Estimate.Value);
            other.StandardError.Value.ShouldBeClose(one.StandardError.Value, 1e-14);
            other.PValue.Value.ShouldBeClose(one.PValue.Value, 1e-14);
            other.PValueLess.Value.ShouldBeClose(one.PValueGreater.Value, 1e-14);
            other.Interval.Lower.ShouldBeClose(-one.Interval.Upper, 1e-13);
            other.GreaterInterval.Lower.ShouldBeClose(-one.LessInterval.Upper, 1e-13);
        }
    }

    [Fact]
    public void Weights_are_repeats_in_every_comparison_of_means()
    {
        double[] x = [3, 5, 9, 1], w = [1, 3, 2, 0], repeated = [3, 5, 5, 5, 9, 9], y = [2, 2, 7, 4];
        var weighted = MeanTest.Welch(SampleMoments.FromSample(x, w), SampleMoments.FromSample(y));
        var plain = MeanTest.Welch(repeated, y);
        weighted.StandardError.Value.ShouldBeClose(plain.StandardError.Value, 1e-14);
        weighted.DegreesOfFreedom.Value.ShouldBeClose(plain.DegreesOfFreedom.Value, 1e-14);
        weighted.PValue.Value.ShouldBeClose(plain.PValue.Value, 1e-13);
        double[] rows = [1, 3, 2, 5, 4, 9], rowWeights = [2, 0, 3], rowsRepeated = [1, 3, 1, 3, 4, 9, 4, 9, 4, 9];
        MomentMatrix a = MomentMatrix.FromRows(rows, 2, rowWeights), b = MomentMatrix.FromRows(rowsRepeated, 2);
        a.Covariance(0, 1).Value.ShouldBeClose(b.Covariance(0, 1).Value, 1e-14);
        var halves = MomentMatrix.FromRows(rowsRepeated.AsSpan(0, 4), 2) + MomentMatrix.FromRows(rowsRepeated.AsSpan(4), 2);
        halves.Covariance(0, 1).Value.ShouldBeClose(b.Covariance(0, 1).Value, 1e-14);
        halves.Means[1].ShouldBeClose(b.Means[1], 1e-15);
    }

    [Fact]
    public void Skewed_balances_in_unequal_arms_are_warned_of_and_in_equal_arms_rarely_are()
    {
        // Validity studies S1b and S1c of the peers: the equal design holds its level, the 9:1 design does not.
        static double[] Sample(int n, int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() < 0.1 ? 0 : Math.Exp(7.3 + 1.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
        }

        Enumerable.Range(0, 20).Count(s => MeanTest.Welch(Sample(4500, s), Sample(500, 1000 + s)).Warnings.Contains(ComparisonWarning.SkewTimesImbalance)).Should().BeGreaterThan(17);
        Enumerable.Range(0, 20).Count(s => MeanTest.Welch(Sample(5000, s), Sample(5000, 1000 + s)).Warnings.Contains(ComparisonWarning.SkewTimesImbalance)).Should().BeLessThan(6);
    }

    // Two groups that share every household and nearly every amount: Var x + Var y − 2 Cov is rounding noise, Σ(x − y)² is not.
    // By hand: bases of 1, the growths of a household's two customers differ by ±δ in turn; the clustered error is √(Σ(δ/G)² G/(G − 1)) = δ/√(G − 1).
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-9)]
    [InlineData(1e-11)]
    public void Groups_that_share_their_households_keep_the_error_of_their_difference(double delta)
    {
        const int Households = 100;
        var groups = new StudyGroup[(2 * Households) + 40];
        var (before, after, households) = (new double[groups.Length], new double[groups.Length], new long[groups.Length]);
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = i >= 2 * Households ? StudyGroup.NonRecommended : i % 2 == 0 ? StudyGroup.Marketing : StudyGroup.Recommended;
            households[i] = i / 2;
            before[i] = 1;
            after[i] = 1 + (i / 2 % 5 * 0.25) + (groups[i] == StudyGroup.Marketing ? (i / 2 % 2 == 0 ? delta : -delta) : 0);
        }

        var table = StudyTable.Of(
            new StudyPanel(new StudyColumns { Groups = groups, Households = households, AssetsBefore = before, AssetsAfter = after, TiersBefore = new int[groups.Length], TiersAfter = new int[groups.Length] }, 3),
            StudyOptions.Default with { KeepCrossingHouseholds = true });

        var contrast = table.Contrast(StudyMeasure.AssetEnhancement, StudyGroup.Marketing, StudyGroup.Recommended);
        contrast.Comparison.StandardError.Value.ShouldBeClose(delta / Math.Sqrt(Households - 1), 1e-4);
        contrast.SimultaneousInterval.Width.Should().BeGreaterThan(contrast.Comparison.Interval.Width);
    }
}
