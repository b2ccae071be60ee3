using CustomerValue.Experiments;

namespace CustomerValue.Tests.Experiments;

public sealed class AssignmentPlanInputChecks
{
    private static readonly AssignmentArm[] Two = [new("a", 1), new("b", 1)];

    [Fact]
    public void Broken_requests_are_refused_by_name()
    {
        Refused(() => RandomizedAssignment.Complete(0, Two, 1), "count is 0*");
        Refused(() => RandomizedAssignment.Complete(5, [], 1), "arms is empty*");
        Refused(() => RandomizedAssignment.Stratified([], Two, 1), "strata is empty*");
        Refused(() => RandomizedAssignment.StratifiedClusters([1, 2], [1], Two, 1), "strata has length 1*");
        Refused(() => RandomizedAssignment.Blocks(5, [new("a", 0.5), new("b", 1)], 1), "Row 0 breaks whole weights*");
        Refused(() => Rerandomization.Draw([1, 2, 3], 2, Two, 0.1, 1), "covariates has length 3*");
        Refused(() => Rerandomization.Draw([1, double.NaN], 1, Two, 0.1, 1), "Row 1 of covariates*");
        Refused(() => Rerandomization.Draw([1, 2], 1, [new("a", 1)], 0.1, 1), "Fewer than two arms*");
        Refused(() => Rerandomization.Draw([1, 2], 1, Two, 1, 1), "acceptance is 1*");
        Refused(() => MatchedPairs.Draw([1], 1, "a", "b", 1), "covariates has 1 rows*");
        Refused(() => MatchedPairs.Draw([1, 2], 1, "a", "a", 1), "Row 1 breaks every arm has a name*");
        Refused(() => MatchedPairs.Draw(new double[MatchedPairs.MostUnits + 1], 1, "a", "b", 1), "covariates has 5001 rows*");
        Refused(() => BalanceReport.Of([1, 2], ["x"], [0, 0]), "arms has fewer than two arms*");
        Refused(() => BalanceReport.Of([1, 2], ["x"], [0, -2]), "Row 1 breaks arm ≥ −1*");
        Refused(() => BalanceReport.Of([1, 2], ["x"], [0, 1], 2), "The reference arm 2*");
        Refused(() => BalanceReport.Of([1, 2], ["x"], [0, 1], 0, [1, -1]), "Row 1 breaks 0 ≤ weight*");
        Refused(() => BalanceReport.Of([1, 2], ["x"], [0, 1], 0, [0, 1]), "The weights of arm 0*");
        Refused(() => _ = new HoldoutGroup("", 0.1), "salt is empty*");
        Refused(() => _ = new HoldoutGroup("a:b", 0.1), "salt is 'a:b'*");
        Refused(() => _ = new ExclusiveLayer(""), "salt is empty*");
        Refused(() => ForeignHash.GrowthBook("a", "b", 3), "version is 3*");
        Refused(() => _ = new ClusterDesign(0.5, 0.1), "meanSize is 0.5*");
        Refused(() => DesignCurve.Trace("x", "y", [double.NaN], x => x), "Row 0 of at*");
        default(ClusterDesign).DesignEffect.Should().Be(1);
    }

    [Fact]
    public void Smallest_inputs_are_served()
    {
        RandomizedAssignment.Complete(1, Two, 1).Counts.ToArray().Sum().Should().Be(1);
        RandomizedAssignment.Blocks(1, Two, 1).Warnings.Should().Contain(PlanWarning.IncompleteBlock);
        MatchedPairs.Draw([1, 2], 1, "a", "b", 1).First.Length.Should().Be(1);
        var two = BalanceReport.Of([1, 2], ["x"], [0, 1]);
        two.HotellingPValue.IsDefined.Should().BeFalse();
        two.Rows[0].StandardizedDifference.Reason.Should().Be(UndefinedReason.Infinite);
        SwitchbackPlan.Draw(1, 2, 1).ArmOf(0, 0).Should().Be(1 - SwitchbackPlan.Draw(1, 2, 1).ArmOf(0, 1));
    }

    private static void Refused(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);
}
