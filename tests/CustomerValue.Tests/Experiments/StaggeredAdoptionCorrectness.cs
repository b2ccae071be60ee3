using System.Text.Json;
using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>golden/ab/21_did.json: group-time effects by hand, statsmodels' two-way regression; did_own.json: numpy.</summary>
public sealed class StaggeredAdoptionCorrectness
{
    private static readonly JsonElement Mini = GoldenFile.Read("ab/21_did.json").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "staggered_mini");

    private static StaggeredAdoption Fit(AdoptionControls controls, AdoptionBase from)
    {
        var customers = Mini.GetProperty("data").EnumerateObject().Select(u => u.Value).ToArray();
        return StaggeredAdoption.Fit(
            new StaggeredColumns
            {
                Outcomes = [.. customers.SelectMany(u => u.Numbers("y"))],
                Periods = [1, 2, 3, 4, 5],
                FirstTreated = [.. customers.Select(u => u.GetProperty("cohort").GetInt32()).Select(g => g == 0 ? StaggeredAdoption.Never : g)],
            },
            new StaggeredOptions { Controls = controls, Base = from });
    }

    [Fact]
    public void Every_group_time_effect_equals_the_reference()
    {
        var seen = 0;
        var never = Fit(AdoptionControls.NeverTreated, AdoptionBase.Varying);
        var everyone = Fit(AdoptionControls.EveryoneNotYetTreated, AdoptionBase.Varying);
        var others = Fit(AdoptionControls.NotYetTreated, AdoptionBase.Varying);
        var universal = Fit(AdoptionControls.NeverTreated, AdoptionBase.Universal);
        foreach (var cell in Mini.GetProperty("expected").GetProperty("att_gt").EnumerateObject())
        {
            int cohort = cell.Name[1] - '0', period = cell.Name[4] - '0';
            Check(never, cell.Value.Number("never"));
            Check(everyone, cell.Value.Number("notyet"));
            Check(universal, cell.Value.Number("universal_base"));
            if (period >= cohort)
            {
                // After treatment began the cohort itself is no control in either reading of "not yet treated".
                Check(others, cell.Value.Number("notyet"));
            }

            seen++;

            void Check(StaggeredAdoption actual, double expected) =>
                actual.Effects.Single(e => e.Cohort == cohort && e.Period == period).Comparison.Estimate.Value.ShouldBeClose(expected, 1e-10, 1e-12, cell.Name);
        }

        seen.Should().Be(8);
    }

    [Fact]
    public void Every_average_equals_the_reference()
    {
        var e = Mini.GetProperty("expected");
        var actual = Fit(AdoptionControls.NeverTreated, AdoptionBase.Varying);
        actual.Overall.Estimate.Value.ShouldBeClose(e.Number("simple"), 1e-10);
        actual.OverallOfCohorts.Estimate.Value.ShouldBeClose(e.Number("overall_group"), 1e-10);
        foreach (var step in e.GetProperty("dynamic").EnumerateObject())
        {
            actual.BySteps.Single(s => s.Key == int.Parse(step.Name, System.Globalization.CultureInfo.InvariantCulture)).Comparison.Estimate.Value.ShouldBeClose(step.Value.Number(), 1e-10);
        }

        foreach (var cohort in e.GetProperty("group").EnumerateObject())
        {
            actual.ByCohorts.Single(s => s.Key == int.Parse(cohort.Name, System.Globalization.CultureInfo.InvariantCulture)).Comparison.Estimate.Value.ShouldBeClose(cohort.Value.Number(), 1e-10);
        }
    }

    [Fact]
    public void The_two_way_regression_beside_equals_statsmodels_and_is_the_average_of_its_parts()
    {
        var peer = Mini.GetProperty("peer");
        var twoWay = Fit(AdoptionControls.NeverTreated, AdoptionBase.Varying).TwoWay;
        twoWay.Comparison.Estimate.Value.ShouldBeClose(peer.Number("twfe_coef"), 1e-10);
        twoWay.Comparison.StandardError.Value.ShouldBeClose(peer.Number("twfe_se_cluster"), 1e-10);
        twoWay.Comparison.Warnings.Should().Contain(ComparisonWarning.TreatedAsControls);
        twoWay.Parts.Sum(p => p.Weight).ShouldBeClose(1, 1e-12);
        twoWay.Parts.Sum(p => p.Weight * p.Estimate).ShouldBeClose(peer.Number("twfe_coef"), 1e-10);
        twoWay.TreatedAsControlsWeight.Should().BeGreaterThan(0);
    }

    // did_own.py: the same regression by numpy with dummies, two customers treated from the start among them; CR1S counting all dummies.
    [Fact]
    public void A_two_way_regression_with_always_treated_equals_numpy()
    {
        var r = GoldenFile.Read("ab/did_own.json").GetProperty("two_way");
        var actual = TwoWayFixedEffects.Fit(
            new StaggeredColumns { Outcomes = r.Numbers("y"), Periods = [1, 2, 3, 4, 5], FirstTreated = [.. r.Numbers("g").Select(g => g == 0 ? StaggeredAdoption.Never : (int)g)], Clusters = [.. r.Numbers("k").Select(k => (long)k)] });
        actual.Comparison.Estimate.Value.ShouldBeClose(r.Number("coef"), 1e-9);
        actual.Comparison.StandardError.Value.ShouldBeClose(r.Number("se"), 1e-9);
        actual.NegativeWeight.ShouldBeClose(r.Number("negative"), 1e-9, 1e-12);
        actual.Parts.Sum(p => p.Weight * p.Estimate).ShouldBeClose(r.Number("coef"), 1e-9);
        actual.Parts.Should().Contain(p => p.ControlCohort == 1);
    }

    // did_own.py: 120 customers in 40 households, three cohorts, six periods; influence functions by numpy, doubly robust with two covariates.
    [Theory]
    [InlineData("plain_never", AdoptionControls.NeverTreated, false)]
    [InlineData("plain_notyet", AdoptionControls.NotYetTreated, false)]
    [InlineData("dr_never", AdoptionControls.NeverTreated, true)]
    [InlineData("dr_notyet", AdoptionControls.NotYetTreated, true)]
    public void Errors_of_a_clustered_panel_equal_numpy(string name, AdoptionControls controls, bool withCovariates)
    {
        var r = GoldenFile.Read("ab/did_own.json").GetProperty("staggered");
        var e = r.GetProperty(name);
        var actual = StaggeredAdoption.Fit(
            new StaggeredColumns
            {
                Outcomes = r.Numbers("y"), Periods = [1, 2, 3, 4, 5, 6], FirstTreated = [.. r.Numbers("g").Select(g => g == 0 ? StaggeredAdoption.Never : (int)g)],
                Covariates = withCovariates ? r.Numbers("x") : [], Clusters = [.. r.Numbers("k").Select(k => (long)k)],
            },
            new StaggeredOptions { Controls = controls, Error = RobustError.CR0 });
        var cells = e.GetProperty("cells").EnumerateArray().ToArray();
        actual.Effects.Should().HaveCount(cells.Length);
        for (var i = 0; i < cells.Length; i++)
        {
            (actual.Effects[i].Cohort, actual.Effects[i].Period).Should().Be(((int)cells[i].Number("g"), (int)cells[i].Number("t")));
            actual.Effects[i].Comparison.Estimate.Value.ShouldBeClose(cells[i].Number("att"), 1e-8);
            actual.Effects[i].Comparison.StandardError.Value.ShouldBeClose(cells[i].Number("se"), 1e-8);
        }

        foreach (var (key, comparison) in new[] { ("simple", actual.Overall), ("dynamic", actual.OverallOfSteps), ("group", actual.OverallOfCohorts), ("calendar", actual.OverallOfPeriods) })
        {
            comparison.Estimate.Value.ShouldBeClose(e.GetProperty(key).Number("att"), 1e-8, because: key);
            comparison.StandardError.Value.ShouldBeClose(e.GetProperty(key).Number("se"), 1e-8, because: key);
        }

        foreach (var step in e.GetProperty("steps").EnumerateArray())
        {
            var own = actual.BySteps.Single(s => s.Key == (int)step.Number("e")).Comparison;
            own.Estimate.Value.ShouldBeClose(step.Number("att"), 1e-8);
            own.StandardError.Value.ShouldBeClose(step.Number("se"), 1e-8);
        }

        actual.PreTrend.ChiSquared.Value.ShouldBeClose(e.Number("wald"), 1e-6);
    }
}
