using CustomerValue.Evaluation;
using CustomerValue.Propensity;
using CustomerValue.Tests.Propensity;
using Xunit;

namespace CustomerValue.Tests.Evaluation;

public class CrossValidationLaws
{
    [Theory]
    [InlineData(10, 5)]
    [InlineData(103, 4)]
    [InlineData(7, 7)]
    public void Every_row_tests_once_and_folds_are_even(int rows, int folds)
    {
        var tests = CrossValidation.Run(rows, folds, 42, (train, test) =>
        {
            train.ToArray().Concat(test.ToArray()).Order().Should().Equal(Enumerable.Range(0, rows));
            return test.ToArray();
        });

        tests.SelectMany(t => t).Order().Should().Equal(Enumerable.Range(0, rows));
        (tests.Max(t => t.Length) - tests.Min(t => t.Length)).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void The_seed_chooses_the_folds()
    {
        FoldPlan.AtRandom(50, 5, 1).FoldOf.ToArray().Should().Equal(FoldPlan.AtRandom(50, 5, 1).FoldOf.ToArray());
        FoldPlan.AtRandom(50, 5, 1).FoldOf.ToArray().Should().NotEqual(FoldPlan.AtRandom(50, 5, 2).FoldOf.ToArray());
    }

    [Fact]
    public void Stratified_folds_share_each_class_evenly()
    {
        var classes = Enumerable.Range(0, 101).Select(i => i % 7 == 0 ? 1.0 : 0).ToArray();
        var plan = FoldPlan.Stratified(classes, 5, 3);

        foreach (var value in new[] { 0.0, 1 })
        {
            var counts = Enumerable.Range(0, 5).Select(f => plan.Test(f).Count(i => classes[i] == value)).ToArray();
            (counts.Max() - counts.Min()).Should().BeLessThanOrEqualTo(1);
        }

        var sizes = Enumerable.Range(0, 5).Select(f => plan.Test(f).Count).ToArray();
        (sizes.Max() - sizes.Min()).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Groups_stay_together()
    {
        var groups = Enumerable.Range(0, 90).Select(i => i / 3 * 17 % 31).ToArray();
        var plan = FoldPlan.Grouped(groups, 4, 3);

        for (var f = 0; f < 4; f++)
        {
            plan.Train(f).Select(i => groups[i]).Intersect(plan.Test(f).Select(i => groups[i])).Should().BeEmpty();
            plan.Test(f).Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Out_of_fold_scores_come_back_in_row_order_whatever_the_threads()
    {
        var sample = Samples.Logistic(600, 3, [], 21);
        var plan = FoldPlan.Stratified(sample.Outcomes, 5, 8);
        var scores = new double[600];

        CrossValidation.OutOfFold(plan, (train, test, found) => LogisticModel.Fit(sample.Take(train)).Score(sample.Take(test).Features, found), scores);

        var byFold = CrossValidation.Run(plan, (train, test) =>
        {
            var found = new double[test.Length];
            LogisticModel.Fit(sample.Take(train)).Score(sample.Take(test).Features, found);
            return found;
        }, threads: 3);
        for (var f = 0; f < 5; f++)
        {
            plan.Test(f).Select(i => scores[i]).Should().Equal(byFold[f]);
        }

        Discrimination.Of(scores, sample.Outcomes).Auc.Value.Should().BeInRange(0.6, 0.9);
    }

    [Fact]
    public void Plans_check_themselves()
    {
        ((Action)(() => FoldPlan.AtRandom(3, 4, 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => FoldPlan.AtRandom(3, 1, 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => FoldPlan.Grouped([1, 1, 1, 2], 3, 0))).Should().Throw<ArgumentException>().WithMessage("2 groups do not fill 3 folds*");
        ((Action)(() => CrossValidation.OutOfFold(FoldPlan.AtRandom(4, 2, 0), (_, _, _) => { }, new double[3]))).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_of_the_body_passes_through_as_it_is(int threads)
    {
        var run = () => CrossValidation.Run<int>(FoldPlan.AtRandom(30, 3, 1), (_, _) => throw new NotSupportedException("mine"), threads);

        run.Should().Throw<NotSupportedException>().WithMessage("mine");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_canceled_run_stops(int threads)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        ((Action)(() => CrossValidation.Run(FoldPlan.AtRandom(30, 3, 1), (_, _) => 0, threads, null, source.Token))).Should().Throw<OperationCanceledException>();
    }
}
