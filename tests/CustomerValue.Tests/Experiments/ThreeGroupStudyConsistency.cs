using CustomerValue.Experiments;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>What the study says, and when it says nothing.</summary>
public sealed class ThreeGroupStudyConsistency
{
    private static readonly BankPanel Panel = BankPanel.Read();

    private static readonly string[] Cause = ["caused", " added", "because of", "due to", "led to", "thanks to", "brought", "raised", "increased"];

    private static readonly Lazy<ThreeGroupStudy> OfChosen = new(() => ThreeGroupStudy.Analyze(new StudyPanel(Panel.WholeColumns, 4)));

    // The recommended and marketed households drawn anew: of both, by keyed hash, so that the campaign is a placebo among them.
    private static readonly Lazy<ThreeGroupStudy> OfDrawn = new(() => ThreeGroupStudy.Analyze(new StudyPanel(Redrawn(), 4), new StudyOptions { Design = StudyDesign.RandomizedCampaign }));

    // Neither covariates nor earlier moments.
    private static readonly Lazy<ThreeGroupStudy> OfBare = new(() => ThreeGroupStudy.Analyze(new StudyPanel(Panel.Columns, 4)));

    private static StudyColumns Redrawn()
    {
        var lots = new Assignment("redrawn", [new("recommended", 1), new("marketing", 1)]);
        return With(Panel.Groups.Select((g, row) => g == StudyGroup.NonRecommended ? g : (StudyGroup)(1 + lots.ArmOf(Panel.Households[row]))).ToArray());
    }

    private static StudyColumns With(StudyGroup[] groups)
    {
        var c = Panel.WholeColumns;
        return new StudyColumns
        {
            Groups = groups,
            Households = c.Households,
            AssetsBefore = c.AssetsBefore,
            AssetsAfter = c.AssetsAfter,
            TiersBefore = c.TiersBefore,
            TiersAfter = c.TiersAfter,
            Covariates = c.Covariates,
            CovariateNames = c.CovariateNames,
            EarlierAssets = c.EarlierAssets,
        };
    }

    [Fact]
    public void A_study_of_chosen_groups_states_design_unit_numbers_convention_and_assumptions()
    {
        var verdict = OfChosen.Value.Verdict;
        verdict.Design.Should().Contain("chosen, not drawn").And.Contain("not an effect");
        verdict.Unit.Should().Contain("customer").And.Contain("household");
        verdict.Numbers.Should().Contain("3,000").And.Contain("1,988").And.Contain("889").And.Contain("1,110").And.Contain("1,001").And.Contain("12 branches");
        verdict.Conventions.Should().Contain("Σ after ÷ Σ before").And.Contain("95 %").And.Contain("log assets before");
        verdict.Assumptions.Should().Contain(a => a.Contains("Parallel trends")).And.Contain(a => a.Contains("Conditional parallel trends")).And.Contain(a => a.Contains("reason for being chosen"));
        verdict.Findings.Should().HaveCount(9);
        verdict.Findings.Should().OnlyContain(f => f.Contains("which is not an effect") && (f.Contains("only if its assumption holds") || f.Contains("cannot be told from nothing")));
        OfChosen.Value.Estimates.Where(e => e.Comparison.Estimate.IsDefined).Should().OnlyContain(e => e.Assumption.Length > 20);
        OfChosen.Value.Estimates.Should().OnlyContain(e => !e.IsByLot);
    }

    [Fact]
    public void Only_lots_allow_words_of_cause()
    {
        var chosen = OfChosen.Value.ToString();
        Cause.Should().OnlyContain(word => !chosen.Contains(word, StringComparison.OrdinalIgnoreCase));
        OfChosen.Value.Verdict.Findings.Should().NotContain(f => f.Contains("an effect of"));
        OfDrawn.Value.Verdict.Design.Should().Contain("lots decided");
        OfDrawn.Value.Verdict.Findings.Take(3).Should().OnlyContain(f => f.Contains("no effect is shown") || f.Contains("an effect of"));
        OfDrawn.Value.Verdict.Findings.Skip(3).Should().OnlyContain(f => f.Contains("which is not an effect"));
    }

    [Fact]
    public void The_naive_contrast_of_chosen_groups_is_warned_of()
    {
        OfChosen.Value.Estimates.Where(e => e.Estimator == StudyEstimator.Naive).Should().OnlyContain(e => e.Comparison.Warnings.Contains(ComparisonWarning.GroupsWereChosen));
        OfChosen.Value.Verdict.Cautions.Should().Contain(c => c.Contains("Marketing − non-recommended: the naive difference in assets, +5,154, lies outside"));
        OfChosen.Value.ToString().Should().Contain("no naive difference is an effect");
    }

    [Fact]
    public void Lots_are_checked_by_household_and_regression_is_quoted()
    {
        var study = OfDrawn.Value;
        study.IsWithheld.Should().BeFalse();
        study.SampleRatio!.Total.Should().Be(584 + 729);
        study.SampleRatio.DegreesOfFreedom.Should().Be(1);
        var campaign = study.Preferred(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.Recommended)!;
        campaign.Estimator.Should().Be(StudyEstimator.Adjusted);
        campaign.IsByLot.Should().BeTrue();
        campaign.Comparison.Warnings.Should().NotContain(ComparisonWarning.GroupsWereChosen);

        // The base says most of the end: far less noise than the plain difference.
        campaign.Comparison.StandardError.Value.Should().BeLessThan(0.5 * study.Estimate(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.Recommended, StudyEstimator.Naive).Comparison.StandardError.Value);
        campaign.SimultaneousInterval.Contains(0).Should().BeTrue("the new lots decided nothing");
        study.Estimate(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.NonRecommended, StudyEstimator.Naive).Comparison.Warnings.Should().Contain(ComparisonWarning.GroupsWereChosen);
        study.Sensitivity.Should().OnlyContain(s => s.Subtrahend == StudyGroup.NonRecommended);
    }

    [Fact]
    public void Planned_shares_of_nothing_are_refused_where_they_are_given() =>
        FluentActions.Invoking(() => new StudyOptions { PlannedShares = [0, 0, 0] }).Should().Throw<ArgumentException>().WithMessage("*cannot all be 0*").WithParameterName(nameof(StudyOptions.PlannedShares));

    [Fact]
    public void Lots_of_the_wrong_sizes_show_no_difference_at_all()
    {
        var study = ThreeGroupStudy.Analyze(new StudyPanel(Panel.WholeColumns, 4), new StudyOptions { Design = StudyDesign.RandomizedCampaign, PlannedShares = [0, 2, 1], Margin = 0.02, FixedCost = 1 });
        study.IsWithheld.Should().BeTrue();
        study.Estimates.Should().BeEmpty();
        study.Returns.Should().BeEmpty();
        study.Balance.Should().BeEmpty();
        study.DunnettOfAssets.Should().BeNull();
        study.Verdict.Findings.Should().BeEmpty();
        study.Verdict.Design.Should().Contain("contradict the plan").And.Contain("No difference is shown");
        study.ToString().Should().NotContain("Differences").And.Contain("33.2 %");
        study.Preferred(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.Recommended).Should().BeNull();
        FluentActions.Invoking(() => study.Estimate(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.Recommended, StudyEstimator.Naive)).Should().Throw<ArgumentException>().WithMessage("*withheld*");
    }

    [Fact]
    public void Pre_trends_warn_where_they_are_known_and_else_cannot_be_checked()
    {
        OfChosen.Value.Verdict.Cautions.Should().Contain(c => c.Contains("moved apart before the campaign already"));
        var trend = OfChosen.Value.PreTrends.Single(t => t.Measure == StudyMeasure.Assets && t.Minuend == StudyGroup.Marketing && t.Subtrahend == StudyGroup.NonRecommended);
        trend.Test.PValue.Value.Should().BeLessThan(0.05);
        trend.BreakdownMagnitude.Value.Should().BeGreaterThan(1);

        var blind = OfBare.Value;
        blind.PreTrends.Should().OnlyContain(t => !t.CanBeChecked);
        blind.Verdict.Cautions.Should().Contain(c => c.Contains("cannot be checked"));
        blind.ToString().Should().Contain("cannot be checked");
    }

    [Fact]
    public void Without_covariates_changes_are_quoted_and_the_reason_is_given()
    {
        var study = OfBare.Value;
        study.Balance.Should().BeEmpty();
        var robust = study.Estimate(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.NonRecommended, StudyEstimator.DoublyRobust);
        robust.Comparison.Estimate.IsDefined.Should().BeFalse();
        robust.Problem.Should().Contain("No covariates");
        study.Preferred(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.NonRecommended)!.Estimator.Should().Be(StudyEstimator.DifferenceInDifferences);
        study.Preferred(StudyMeasure.Promotion, StudyGroup.Marketing, StudyGroup.NonRecommended).Should().BeNull();
        study.Verdict.Findings.Should().Contain(f => f.Contains("nothing better can be given"));
    }

    // Everyone above 5,000 was recommended, nobody below: no weights can mend that.
    [Fact]
    public void Groups_that_a_rule_tells_apart_are_refused_with_the_rule_named()
    {
        var random = new Random(5);
        const int N = 240;
        var groups = new StudyGroup[N];
        var (before, after, homes, covariates) = (new double[N], new double[N], new long[N], new double[N]);
        for (var i = 0; i < N; i++)
        {
            groups[i] = (StudyGroup)(i % 3);
            before[i] = groups[i] == StudyGroup.NonRecommended ? 4_000 * random.NextDouble() : 5_000 + 4_000 * random.NextDouble();
            after[i] = before[i] * (0.9 + 0.3 * random.NextDouble());
            (homes[i], covariates[i]) = (i, before[i]);
        }

        var study = ThreeGroupStudy.Analyze(new StudyPanel(
            new StudyColumns
            {
                Groups = groups, Households = homes, AssetsBefore = before, AssetsAfter = after, TiersBefore = new int[N], TiersAfter = new int[N], Covariates = covariates, CovariateNames = ["balance"],
            },
            2));
        var refused = study.Estimate(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.NonRecommended, StudyEstimator.Weighted);
        refused.Comparison.Estimate.Reason.Should().Be(UndefinedReason.NoOverlap);
        refused.Problem.Should().Contain("balance");
        study.Balance.Single(b => b.Minuend == StudyGroup.Marketing && b.Subtrahend == StudyGroup.NonRecommended).After.Should().BeNull();
        study.Estimate(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.Recommended, StudyEstimator.Weighted).Comparison.Estimate.IsDefined.Should().BeTrue();
        study.Verdict.Cautions.Should().Contain(c => c.Contains("balance"));
        study.ToString().Should().Contain("cannot be weighted");
    }

    [Fact]
    public void An_empty_group_and_a_lone_customer_are_reasons_not_errors()
    {
        var study = ThreeGroupStudy.Analyze(new StudyPanel(
            new StudyColumns
            {
                Groups = [StudyGroup.Marketing, StudyGroup.NonRecommended, StudyGroup.NonRecommended],
                Households = [1, 2, 3],
                AssetsBefore = [100, 50, -20],
                AssetsAfter = [120, 0, -30],
                TiersBefore = [0, 0, 1],
                TiersAfter = [1, 0, 1],
                Covariates = [1.0, 2, 3],
                Costs = [1.0, 0, 0],
            },
            1), new StudyOptions { Margin = 1 });
        study.Estimate(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.Recommended, StudyEstimator.Naive).Comparison.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
        study.Estimates.Should().NotContain(e => e.Measure == StudyMeasure.LogAssets, "−20 has no logarithm");
        study.Returns.Should().NotBeEmpty();
        study.ToString().Should().NotContain("NaN");
        ThreeGroupStudy.Analyze(new StudyPanel(default, 1)).ToString().Should().NotContain("NaN");
    }

    [Fact]
    public void Small_and_strange_panels_give_reasons_and_never_NaN()
    {
        var random = new Random(20261124);
        double[] amounts = [0, 0, 1, 50, 1_000, -20, 1e9, 1e-9];
        for (var run = 0; run < 150; run++)
        {
            var n = random.Next(1, 14);
            double[] Amounts(int count) => [.. Enumerable.Range(0, count).Select(_ => amounts[random.Next(amounts.Length)])];
            var hasMore = random.Next(2) == 0;
            var panel = new StudyPanel(
                new StudyColumns
                {
                    Groups = [.. Enumerable.Range(0, n).Select(_ => (StudyGroup)random.Next(3))],
                    Households = [.. Enumerable.Range(0, n).Select(_ => (long)random.Next(n))],
                    AssetsBefore = Amounts(n),
                    AssetsAfter = Amounts(n),
                    TiersBefore = [.. Enumerable.Range(0, n).Select(_ => random.Next(3))],
                    TiersAfter = [.. Enumerable.Range(0, n).Select(_ => random.Next(3))],
                    EarlierAssets = hasMore ? Amounts(n) : [],
                    Covariates = hasMore ? [.. Enumerable.Range(0, 2 * n).Select(_ => (double)random.Next(3))] : [],
                    Closed = [.. Enumerable.Range(0, n).Select(_ => random.Next(5) == 0)],
                    PromotedPeriodBefore = hasMore ? [.. Enumerable.Range(0, n).Select(_ => random.Next(2) == 0)] : [],
                },
                2);
            var study = ThreeGroupStudy.Analyze(panel, new StudyOptions
            {
                Design = (StudyDesign)random.Next(3),
                SampleRatioThreshold = 1e-9,
                KeepCrossingHouseholds = random.Next(2) == 0,
                Reference = random.Next(2) == 0 ? CustomerValue.Statistics.ReferenceDistribution.Normal : CustomerValue.Statistics.ReferenceDistribution.StudentT,
                Margin = 0.01,
                FixedCost = 1,
            });
            study.ToString().Should().NotContain("NaN", $"run {run}");
        }
    }

    [Fact]
    public void Too_many_folds_for_a_small_group_take_its_doubly_robust_estimates_and_nothing_else()
    {
        // One household is non-recommended: outside of its own fold there is nobody of its group.
        const int N = 120;
        var random = new Random(8);
        var panel = new StudyPanel(
            new StudyColumns
            {
                Groups = [.. Enumerable.Range(0, N).Select(i => i < 2 ? StudyGroup.NonRecommended : (StudyGroup)(1 + i / 2 % 2))],
                Households = [.. Enumerable.Range(0, N).Select(i => (long)(i / 2))],
                AssetsBefore = [.. Enumerable.Range(0, N).Select(_ => 1000 * random.NextDouble())],
                AssetsAfter = [.. Enumerable.Range(0, N).Select(_ => 1000 * random.NextDouble())],
                TiersBefore = new int[N],
                TiersAfter = [.. Enumerable.Range(0, N).Select(_ => random.Next(2))],
                Covariates = [.. Enumerable.Range(0, N).Select(_ => random.NextDouble())],
            },
            1);
        var study = ThreeGroupStudy.Analyze(panel, new StudyOptions { Folds = 2 });
        StudyEstimate Of(StudyGroup minuend, StudyGroup subtrahend, StudyEstimator estimator, StudyMeasure measure) => study.Estimate(measure, minuend, subtrahend, estimator);
        foreach (var measure in new[] { StudyMeasure.Assets, StudyMeasure.Promotion })
        {
            Of(StudyGroup.Marketing, StudyGroup.Recommended, StudyEstimator.DoublyRobust, measure).Comparison.StandardError.IsDefined.Should().BeTrue();
            Of(StudyGroup.Marketing, StudyGroup.NonRecommended, StudyEstimator.Naive, measure).Comparison.Estimate.IsDefined.Should().BeTrue();
            var lost = Of(StudyGroup.Marketing, StudyGroup.NonRecommended, StudyEstimator.DoublyRobust, measure);
            lost.Comparison.Estimate.Reason.Should().Be(UndefinedReason.TooFewObservations);
            lost.Problem.Should().Contain("2 folds");
        }

        study.Verdict.Cautions.Should().Contain(c => c.Contains("fewer folds"));
    }

    [Fact]
    public void Groups_hundreds_of_standard_deviations_apart_have_a_study_without_an_E_value()
    {
        const int N = 90;
        var random = new Random(9);
        double[] before = [.. Enumerable.Range(0, N).Select(_ => 1000 * random.NextDouble())];
        var panel = new StudyPanel(
            new StudyColumns
            {
                Groups = [.. Enumerable.Range(0, N).Select(i => (StudyGroup)(i % 3))],
                Households = [.. Enumerable.Range(0, N).Select(i => (long)i)],
                AssetsBefore = before,
                AssetsAfter = [.. before.Select((b, i) => b + 1000 * (i % 3) + 0.1 * random.NextDouble())],
                TiersBefore = new int[N],
                TiersAfter = new int[N],
                Covariates = [.. Enumerable.Range(0, N).Select(_ => random.NextDouble())],
            },
            1);
        var study = ThreeGroupStudy.Analyze(panel);
        study.Preferred(StudyMeasure.Assets, StudyGroup.Marketing, StudyGroup.Recommended)!.Comparison.Estimate.Value.Should().BeApproximately(1000, 0.1);
        study.Sensitivity.Should().NotContain(s => s.Measure == StudyMeasure.Assets);
    }

    [Fact]
    public void Costs_of_the_marketing_group_alone_are_counted()
    {
        var study = ThreeGroupStudy.Analyze(Few(60, costs: true), new StudyOptions { Margin = 0.02, FixedCost = 500 });

        // Customers 2, 5, 8 … are marketed to and cost 10 to 14 in turn.
        study.Returns[0].Return.Cost.ShouldBeClose(500 + Enumerable.Range(0, 60).Where(i => i % 3 == 2).Sum(i => 10.0 + i % 5), 1e-12);
    }

    [Fact]
    public void Progress_counts_to_the_end_and_cancellation_stops()
    {
        var seen = new List<FitProgress>();
        ThreeGroupStudy.Analyze(Few(60), null, new Immediate(seen.Add));
        seen.Should().HaveCount(8);
        seen[^1].Done.Should().Be(seen[^1].Total);
        using var source = new CancellationTokenSource();
        FluentActions.Invoking(() => ThreeGroupStudy.Analyze(Few(60), null, new Immediate(_ => source.Cancel()), source.Token))
            .Should().Throw<OperationCanceledException>();
    }

    private static StudyPanel Few(int n, bool costs = false) => new(
        new StudyColumns
        {
            Groups = [.. Enumerable.Range(0, n).Select(i => (StudyGroup)(i % 3))],
            Households = [.. Enumerable.Range(0, n).Select(i => (long)i)],
            AssetsBefore = [.. Enumerable.Range(0, n).Select(i => 100.0 + i)],
            AssetsAfter = [.. Enumerable.Range(0, n).Select(i => 110.0 + i * i % 17)],
            TiersBefore = new int[n],
            TiersAfter = [.. Enumerable.Range(0, n).Select(i => i % 4 == 0 ? 1 : 0)],
            Costs = costs ? [.. Enumerable.Range(0, n).Select(i => 10.0 + i % 5)] : [],
        },
        1);

    private sealed class Immediate(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }
}
