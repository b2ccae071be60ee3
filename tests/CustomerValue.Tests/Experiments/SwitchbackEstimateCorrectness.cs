using CustomerValue.Experiments;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Experiments;

/// <summary>Switchbacks against the golden figures, against every draw there can be, and at the edges.</summary>
public sealed class SwitchbackEstimateCorrectness
{
    [Fact]
    public void Golden_switchbacks_agree()
    {
        var cases = GoldenFile.Read("ab/27_extra_edges.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == "switchback").ToArray();
        cases.Should().NotBeEmpty();
        foreach (var c in cases)
        {
            var y = c.Numbers("y");
            var w = c.Numbers("w").Select(v => v == 1).ToArray();
            foreach (var expected in c.GetProperty("expected").EnumerateObject())
            {
                SwitchbackEstimate With(int lags, int carryOver) => SwitchbackEstimate.Of(y, w, new SwitchbackOptions { Lags = lags, CarryOver = carryOver });
                var (actual, name) = expected.Name switch
                {
                    "diff" => (With(0, 0).Difference.Estimate.Value, "diff"),
                    var n when n.StartsWith("se_hac_L", StringComparison.Ordinal) => (With(Number(n, 8), 0).Difference.StandardError.Value, n),
                    var n when n.StartsWith("HT_m", StringComparison.Ordinal) => (With(0, Number(n, 4)).HorvitzThompson.Estimate.Value, n),
                    var n => throw new InvalidOperationException(n),
                };
                actual.Should().BeApproximately(expected.Value.Number(), 1e-12 * Math.Abs(expected.Value.Number()), name);
            }
        }

        static int Number(string name, int from) => int.Parse(name.Substring(from), System.Globalization.CultureInfo.InvariantCulture);
    }

    // Outcomes that depend on this and the last period's arm, and drift.
    private static double Outcome(int period, bool now, bool before) => 10 + 0.7 * period + (now ? 3 + 0.1 * period : 0) + (before ? 1.5 : 0);

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.6)]
    public void Over_every_sequence_of_tosses_the_estimate_is_right_on_average_and_its_error_not_too_small(int blockLength, double share)
    {
        const int Periods = 9;
        var blocks = (Periods + blockLength - 1) / blockLength;
        double mean = 0, square = 0, variance = 0;
        for (var tosses = 0; tosses < 1 << blocks; tosses++)
        {
            var chance = 1.0;
            for (var b = 0; b < blocks; b++)
            {
                chance *= (tosses >> b & 1) == 1 ? share : 1 - share;
            }

            var w = Enumerable.Range(0, Periods).Select(t => (tosses >> t / blockLength & 1) == 1).ToArray();
            var y = w.Select((now, t) => Outcome(t, now, t > 0 && w[t - 1])).ToArray();
            var actual = SwitchbackEstimate.Of(y, w, new SwitchbackOptions { BlockLength = blockLength, TreatmentShare = share, CarryOver = 1 }).HorvitzThompson;
            mean += chance * actual.Estimate.Value;
            square += chance * actual.Estimate.Value * actual.Estimate.Value;
            variance += chance * actual.StandardError.Value * actual.StandardError.Value;
        }

        var truth = Enumerable.Range(1, Periods - 1).Average(t => Outcome(t, true, true) - Outcome(t, false, false));
        mean.Should().BeApproximately(truth, 1e-12);
        variance.Should().BeGreaterThanOrEqualTo(square - mean * mean);
    }

    [Fact]
    public void Over_many_plans_the_estimate_is_right_on_average()
    {
        const int Plans = 4000, Units = 3, Periods = 12;
        double sum = 0, squares = 0, variance = 0, within = 0;
        for (var seed = 0UL; seed < Plans; seed++)
        {
            var plan = SwitchbackPlan.Draw(Units, Periods, seed, blockLength: 3, washout: 1);
            var y = new double[Units * Periods];
            for (var row = 0; row < y.Length; row++)
            {
                int unit = row / Periods, t = row % Periods;
                y[row] = 5 * unit + Outcome(t, plan.ArmOf(unit, t) == 1, t > 0 && plan.ArmOf(unit, t - 1) == 1);
            }

            var actual = SwitchbackEstimate.Of(plan, y);
            actual.CarryOver.Should().Be(1);
            (actual.Compared + actual.LeftOut).Should().Be(y.Length);
            sum += actual.HorvitzThompson.Estimate.Value;
            squares += actual.HorvitzThompson.Estimate.Value * actual.HorvitzThompson.Estimate.Value;
            variance += actual.HorvitzThompson.StandardError.Value * actual.HorvitzThompson.StandardError.Value;
            within += actual.Difference.Estimate.Value;
        }

        // Windows of two periods within a block, or across two draws (periods 6): not those across the blocks of one draw (3 and 9), nor period 0.
        var truth = new[] { 1, 2, 4, 5, 6, 7, 8, 10, 11 }.Average(t => Outcome(t, true, true) - Outcome(t, false, false));
        var mean = sum / Plans;
        var spread = Math.Sqrt((squares / Plans - mean * mean) / Plans);
        mean.Should().BeApproximately(truth, 4 * spread);
        (variance / Plans).Should().BeGreaterThan(squares / Plans - mean * mean);

        // Drift inside a two leaves the difference itself a little off; it is near.
        (within / Plans).Should().BeInRange(truth - 1, truth + 1);
    }

    [Fact]
    public void Units_are_compared_with_themselves()
    {
        var plan = SwitchbackPlan.Draw(4, 40, 5, blockLength: 2);
        double[] Level(double step) => Enumerable.Range(0, 160).Select(row => step * (row / 40) + 2.0 * plan.ArmOf(row / 40, row % 40) + row * 7919 % 13 * 0.1).ToArray();
        ArmComparison flat = SwitchbackEstimate.Of(plan, Level(0)).Difference, steep = SwitchbackEstimate.Of(plan, Level(1e6)).Difference;
        steep.Estimate.Value.Should().BeApproximately(flat.Estimate.Value, 1e-8);
        steep.StandardError.Value.Should().BeApproximately(flat.StandardError.Value, 1e-8);
        flat.Estimate.Value.Should().BeApproximately(2, 4 * flat.StandardError.Value);
        flat.Method.Should().Contain("Driscoll");
    }

    [Fact]
    public void Edges_have_reasons()
    {
        var oneArm = SwitchbackEstimate.Of([1.0, 2, 3], [true, true, true]);
        oneArm.Difference.Estimate.Reason.Should().Be(UndefinedReason.EmptyArm);
        SwitchbackEstimate.Of([1.0, 2], [true, false]).Difference.StandardError.Reason.Should().Be(UndefinedReason.TooFewObservations);
        SwitchbackEstimate.Of([], []).HorvitzThompson.Estimate.Reason.Should().Be(UndefinedReason.NoneEligible);
        var constant = SwitchbackEstimate.Of([5.0, 5, 5, 5], [true, false, true, false]).Difference;
        (constant.Estimate.Value, constant.PValue.Value).Should().Be((0, 1));
        constant.Warnings.Should().Contain(ComparisonWarning.Degenerate).And.Contain(ComparisonWarning.FewClusters);
        ((Action)(() => SwitchbackEstimate.Of([1.0, 2, 3, 4], [true, false, false, true], new SwitchbackOptions { BlockLength = 2 }))).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        ((Action)(() => SwitchbackEstimate.Of([1.0, double.NaN], [true, false]))).Should().Throw<ArgumentException>();
        ((Action)(() => SwitchbackEstimate.Of([1.0, 2], [true, false], new SwitchbackOptions { Lags = 2 }))).Should().Throw<ArgumentException>().WithMessage("*Lags*");
        ((Action)(() => SwitchbackEstimate.Of([1.0, 2], [true]))).Should().Throw<ArgumentException>();
        ((Action)(() => SwitchbackEstimate.Of(SwitchbackPlan.Draw(2, 4, 1), new double[7]))).Should().Throw<ArgumentException>();
    }
}
