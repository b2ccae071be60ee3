using CustomerValue.Evaluation;
using CustomerValue.Numerics;
using Xunit;

namespace CustomerValue.Tests.Evaluation;

public class TimeFoldLaws
{
    private static readonly Day Start = new(2023, 1, 1);
    private static readonly Day[] Days = MakeDays();
    private static readonly int[] Households = Enumerable.Range(0, 400).Select(i => i * 7 % 150).ToArray();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 30)]
    [InlineData(60, 0)]
    [InlineData(60, 14)]
    public void Training_ends_before_the_gap_and_testing_begins_after_the_cut(int window, int gap)
    {
        Day[] cuts = [Start.AddDays(120), Start.AddDays(200), Start.AddDays(300)];
        var plan = FoldPlan.ByTime(Days, cuts, new TimeFoldOptions { WindowDays = window, GapDays = gap });

        plan.FoldCount.Should().Be(3);
        for (var fold = 0; fold < 3; fold++)
        {
            var (cut, next) = (cuts[fold], fold == 2 ? Day.MaxValue : cuts[fold + 1]);
            plan.Test(fold).Should().Equal(Enumerable.Range(0, 400).Where(i => Days[i] > cut && Days[i] <= next));
            var last = cut.AddDays(-gap);
            plan.Train(fold).Should().Equal(Enumerable.Range(0, 400).Where(i => Days[i] <= last && (window == 0 || Days[i] > last.AddDays(-window))));
        }

        plan.TestedRows.Should().Equal(Enumerable.Range(0, 400).Where(i => Days[i] > cuts[0]));
    }

    [Fact]
    public void A_household_never_trains_where_it_tests()
    {
        var plan = FoldPlan.ByTime(Days, 3, null, Households);
        var plain = FoldPlan.ByTime(Days, 3);

        for (var fold = 0; fold < 3; fold++)
        {
            plan.Test(fold).Should().Equal(plain.Test(fold), "only training gives way");
            plan.Train(fold).Select(i => Households[i]).Intersect(plan.Test(fold).Select(i => Households[i])).Should().BeEmpty();
            plan.Train(fold).Should().BeSubsetOf(plain.Train(fold)).And.NotBeEmpty();
        }
    }

    [Fact]
    public void Even_folds_hold_about_the_same_rows_and_split_no_day()
    {
        var plan = FoldPlan.ByTime(Days, 4);
        var sizes = Enumerable.Range(0, 4).Select(f => plan.Test(f).Count).Append(plan.FoldOf.ToArray().Count(f => f < 0)).ToArray();

        sizes.Sum().Should().Be(400);
        sizes.Should().OnlyContain(size => Math.Abs(size - 80) <= 4, "a day holds at most four rows");
        var foldOf = plan.FoldOf.ToArray();
        Enumerable.Range(0, 400).GroupBy(i => Days[i]).Should().OnlyContain(day => day.Select(i => foldOf[i]).Distinct().Count() == 1);
        plan.Train(3).Max(i => Days[i]).CompareTo(plan.Test(3).Min(i => Days[i])).Should().BeNegative();
    }

    [Fact]
    public void Three_days_make_two_folds_however_the_rows_fall()
    {
        Day[] days = [Start, Start.AddDays(1), .. Enumerable.Repeat(Start.AddDays(2), 50)];

        FoldPlan.ByTime(days, 2).FoldOf.ToArray().Should().Equal([-1, 0, .. Enumerable.Repeat(1, 50)]);
    }

    [Fact]
    public void Plans_check_themselves()
    {
        ((Action)(() => FoldPlan.ByTime([Start, Start], 1))).Should().Throw<ArgumentException>().WithMessage("1 distinct days do not make 1 folds*");
        ((Action)(() => FoldPlan.ByTime(Days, 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => FoldPlan.ByTime(Days, [Start.AddDays(9), Start.AddDays(9)]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks rising cuts: 2023-01-10, 2023-01-10*");
        ((Action)(() => FoldPlan.ByTime(Days, [Start.AddDays(-1)]))).Should().Throw<ArgumentException>().WithMessage("Fold 0, as of 2022-12-31, has 0 rows to train and 400 to test*");
        ((Action)(() => FoldPlan.ByTime(Days, [Start.AddDays(200)], new TimeFoldOptions { GapDays = 300 }))).Should().Throw<ArgumentException>().WithMessage("Fold 0*0 rows to train*");
        ((Action)(() => FoldPlan.ByTime(Days, [Start.AddDays(2000)]))).Should().Throw<ArgumentException>().WithMessage("*0 to test*");
        ((Action)(() => FoldPlan.ByTime(Days, 2, null, [1, 2]))).Should().Throw<ArgumentException>().WithMessage("groups has length 2*");
        ((Action)(() => _ = new TimeFoldOptions { GapDays = -1 })).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_comparison_shows_what_a_random_split_hides()
    {
        // The meaning of x turns half-way: at random both halves are known, out of time the second is a surprise.
        var random = RandomStream.Open(2, "drift");
        var x = Enumerable.Range(0, 400).Select(_ => random.NextDouble()).ToArray();
        var late = Enumerable.Range(0, 400).Select(i => Days[i] > Start.AddDays(180)).ToArray();
        var y = Enumerable.Range(0, 400).Select(i => random.NextDouble() < (late[i] ? 1 - x[i] : x[i]) ? 1.0 : 0).ToArray();

        var found = ValidationComparison.Run(FoldPlan.AtRandom(400, 4, 1), FoldPlan.ByTime(Days, [Start.AddDays(180)]), RatesByCell, y);

        found.AtRandom.Ranking.Auc.Value.Should().BeGreaterThan(0.6);
        found.OutOfTime.Ranking.Auc.Value.Should().BeLessThan(0.45);
        found.AucGap.Value.Should().BeApproximately(found.AtRandom.FoldAucs.Average(f => f.Value) - found.OutOfTime.Ranking.Auc.Value, 1e-15);
        found.AtRandom.Ranking.Observations.Should().Be(400);
        found.OutOfTime.Ranking.Observations.Should().Be(late.Count(l => l));
        found.OutOfTime.MeanFoldAuc.Should().Be(found.OutOfTime.Ranking.Auc, "one fold is its own mean");
        found.AtRandom.FoldAucs.Should().HaveCount(4);
        found.ToString().Should().MatchRegex(@"(?m)^AUC +0\.\d{4} +0\.\d{4}$").And.Contain("at random      out of time").And.Contain("log-loss");

        // Event rates by half of x and half of the year; a cell never seen takes that of the half of x.
        void RatesByCell(ReadOnlySpan<int> train, ReadOnlySpan<int> test, Span<double> scores)
        {
            var rows = train.ToArray();
            for (var i = 0; i < test.Length; i++)
            {
                var row = test[i];
                var like = rows.Where(r => x[r] > 0.5 == x[row] > 0.5).ToArray();
                var same = like.Where(r => late[r] == late[row]).ToArray();
                scores[i] = (same.Length > 0 ? same : like).Average(r => y[r]);
            }
        }
    }

    [Fact]
    public void A_comparison_of_one_class_is_undefined_not_an_error()
    {
        var found = ValidationComparison.Run(FoldPlan.AtRandom(400, 2, 1), FoldPlan.ByTime(Days, 2), (_, _, scores) => scores.Fill(2), new double[400]);

        found.AucGap.Reason.Should().Be(UndefinedReason.OneClass);
        found.AtRandom.Quality.Should().BeNull("2 is no probability");
        found.ToString().Should().Contain("OneClass").And.NotContain("log-loss");
    }

    [Fact]
    public void Rows_that_never_test_get_no_score()
    {
        var scores = new double[400];
        var plan = FoldPlan.ByTime(Days, 2);

        CrossValidation.OutOfFold(plan, (_, _, found) => found.Fill(1), scores);

        Enumerable.Range(0, 400).Where(i => double.IsNaN(scores[i])).Should().Equal(Enumerable.Range(0, 400).Where(i => plan.FoldOf[i] < 0));
    }

    private static Day[] MakeDays()
    {
        var order = Enumerable.Range(0, 400).ToArray();
        RandomStream.Open(6, "days").Shuffle<int>(order);
        return order.Select(i => Start.AddDays(i * 9 / 10)).ToArray();
    }
}
