using System.Text.Json;
using CustomerValue.Segmentation;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Segmentation;

public sealed class MobilityCorrectness
{
    private static readonly JsonElement Golden = GoldenFile.Read("segmentation/migration.json");

    public static TheoryData<string> Matrices() => ["textbook", "berka_1993-08_to_1993-11", "berka_1993-11_to_1994-02"];

    [Theory]
    [MemberData(nameof(Matrices))]
    public void All_indices_agree(string name)
    {
        var golden = Golden.GetProperty(name);
        var counts = Counts(golden);
        var mobility = Mobility.Of(counts);
        var size = counts.SegmentCount;
        Close(mobility.ShorrocksTrace, "shorrocks_trace");
        Close(mobility.ShorrocksDeterminant, "shorrocks_det");
        Close(mobility.EigenvalueIndex, "eigenvalue2");
        Close(mobility.BartholomewInTheLongRun, "bartholomew_stationary");
        Close(mobility.Bartholomew, "bartholomew_initial");
        Close(mobility.HalfLife, "half_life_periods");
        Close(mobility.ImmobilityRatio, "immobility_ratio");
        Close(counts.NetPromotionRate, "net_migration");
        mobility.SecondEigenvalue.Value.Should().BeApproximately(golden.Numbers("eigen_abs_desc")[1], 1e-12);
        for (var from = 0; from < size; from++)
        {
            mobility.SteadyState(from).Value.Should().BeApproximately(golden.Numbers("stationary")[from], 1e-13);
            mobility.MeanStay(from).Value.Should().BeApproximately(golden.Numbers("mean_exit_time")[from], 1e-12);
            mobility.Entropy(from).Value.Should().BeApproximately(golden.Numbers("entropy_rows_nats")[from], 1e-13);
            for (var to = 0; to < size; to++)
            {
                mobility.After(from, to, 2).Value.Should().BeApproximately(golden.GetProperty("P2")[from][to].GetDouble(), 1e-14);
                mobility.After(from, to, 0).Value.Should().Be(from == to ? 1 : 0);
                counts.SmoothedProbability(from, to).Should().BeApproximately(golden.GetProperty("P_jeffreys_0.5")[from][to].GetDouble(), 1e-14);
            }
        }

        void Close(Figure actual, string property) => actual.Value.Should().BeApproximately(golden.Number(property), 1e-12);
    }

    [Fact]
    public void Two_periods_of_the_Czech_bank_moved_differently()
    {
        var golden = Golden.GetProperty("homogeneity_two_periods");
        var test = MovementTest.Of(Counts(Golden.GetProperty("berka_1993-08_to_1993-11")), Counts(Golden.GetProperty("berka_1993-11_to_1994-02")));
        test.ChiSquared.Should().BeApproximately(golden.Number("pearson_chi2"), 1e-11);
        test.LikelihoodRatio.Should().BeApproximately(golden.Number("LR_G2"), 1e-11);
        test.DegreesOfFreedom.Should().Be(golden.Number("df"));
        test.PValue.Value.Should().BeApproximately(golden.Number("p_chi2"), 1e-10 * golden.Number("p_chi2"));
        test.LikelihoodRatioPValue.Value.Should().BeApproximately(golden.Number("p_LR"), 1e-10 * golden.Number("p_LR"));
        test.LogPValue.Value.Should().BeApproximately(Math.Log(golden.Number("p_chi2")), 1e-10);
    }

    [Fact]
    public void Equal_periods_do_not_differ_and_nobody_is_no_evidence()
    {
        var counts = Counts(Golden.GetProperty("textbook"));
        MovementTest.Of(counts, counts + counts).ChiSquared.Should().BeApproximately(0, 1e-12);
        MovementTest.Of(counts, counts).PValue.Value.Should().Be(1);
        var nobody = TransitionCounts.FromCounts(3, new double[9]);
        MovementTest.Of(counts, nobody).PValue.Reason.Should().Be(UndefinedReason.NoObservations);
        ((Action)(() => MovementTest.Of(counts))).Should().Throw<ArgumentException>().WithMessage("*two*");
        ((Action)(() => MovementTest.Of(counts, TransitionCounts.FromCounts(2, new double[4])))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Nobody_moves_everybody_moves_and_two_worlds_apart()
    {
        var still = Mobility.Of(TransitionCounts.FromCounts(2, [5, 0, 0, 5]));
        still.ShorrocksTrace.Value.Should().Be(0);
        still.ShorrocksDeterminant.Value.Should().Be(0);
        still.HalfLife.Reason.Should().Be(UndefinedReason.Infinite);
        still.SteadyState(0).Reason.Should().Be(UndefinedReason.NotUnique);
        still.BartholomewInTheLongRun.Reason.Should().Be(UndefinedReason.NotUnique);
        still.MeanStay(0).Reason.Should().Be(UndefinedReason.Infinite);

        var forgetful = Mobility.Of(TransitionCounts.FromCounts(2, [2, 6, 1, 3]));
        forgetful.SecondEigenvalue.Value.Should().BeApproximately(0, 1e-15);
        forgetful.HalfLife.Value.Should().BeApproximately(0, 0.03);
        forgetful.ShorrocksTrace.Value.Should().Be(1);
        forgetful.SteadyState(0).Value.Should().BeApproximately(0.25, 1e-15);

        var turning = Mobility.Of(TransitionCounts.FromCounts(3, [0, 1, 0, 0, 0, 1, 1, 0, 0]));
        turning.SecondEigenvalue.Value.Should().BeApproximately(1, 1e-12);
        turning.SteadyState(2).Value.Should().BeApproximately(1 / 3.0, 1e-15);

        var drain = Mobility.Of(TransitionCounts.FromCounts(2, [1, 1, 0, 4]));
        drain.SteadyState(0).Value.Should().Be(0);
        drain.SteadyState(1).Value.Should().Be(1);
        drain.SecondEigenvalue.Value.Should().BeApproximately(0.5, 1e-14);
        drain.HalfLife.Value.Should().BeApproximately(1, 1e-13);
    }

    [Fact]
    public void A_segment_nobody_began_in_leaves_all_unknown()
    {
        var mobility = Mobility.Of(TransitionCounts.FromCounts(2, [5, 1, 0, 0]));
        foreach (var figure in new[] { mobility.ShorrocksTrace, mobility.HalfLife, mobility.SteadyState(0), mobility.Bartholomew, mobility.After(0, 1, 1), mobility.Entropy(0), mobility.MeanStay(0) })
        {
            figure.Reason.Should().Be(UndefinedReason.NoObservations);
        }

        Mobility.Of(TransitionCounts.FromCounts(1, [3])).ShorrocksTrace.Reason.Should().Be(UndefinedReason.OneClass);
    }

    [Fact]
    public void Moves_of_a_segment_count_those_who_leave_and_join()
    {
        var moves = TransitionCounts.FromCounts(3, [4, 3, 1, 2, 5, 3, 0, 1, 9], [2, 0, 1], [0, 5, 0]).Moves(1);
        (moves.Promoted.Moved, moves.Promoted.Of).Should().Be((3, 10));
        (moves.Demoted.Moved, moves.Demoted.Of).Should().Be((2, 10));
        (moves.Stayed.Moved, moves.Stayed.Of).Should().Be((5, 10));
        (moves.Left.Moved, moves.Left.Of).Should().Be((5, 15));
        (moves.Joined.Moved, moves.Joined.Of).Should().Be((0, 9));
        moves.Joined.Interval().Lower.Should().Be(0);

        // R: prop.test(3, 10, correct = FALSE)
        moves.Promoted.Interval().Lower.Should().BeApproximately(0.107791267406301, 1e-14);
        moves.Promoted.Interval().Upper.Should().BeApproximately(0.603221852538855, 1e-14);
        var nobody = TransitionCounts.FromCounts(2, new double[4]).Moves(0);
        nobody.Promoted.Rate.Reason.Should().Be(UndefinedReason.NoneEligible);
        nobody.Invoking(n => n.Promoted.Interval()).Should().Throw<InvalidOperationException>();
    }

    private static TransitionCounts Counts(JsonElement golden)
    {
        var rows = golden.GetProperty("counts").EnumerateArray().Select(r => r.Numbers()).ToArray();
        return TransitionCounts.FromCounts(rows.Length, rows.SelectMany(r => r).ToArray());
    }
}
