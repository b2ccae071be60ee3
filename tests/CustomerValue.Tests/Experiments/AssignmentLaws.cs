using CustomerValue.Experiments;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Experiments;

public sealed class AssignmentLaws
{
    private static readonly AssignmentArm[] Three = [new("marketing", 3), new("recommended", 4), new("control", 3)];

    [Fact]
    public void More_coverage_adds_keys_and_moves_none()
    {
        var some = new Assignment("s", Three, 0.2);
        var all = new Assignment("s", Three);
        var covered = 0;
        for (var key = 0L; key < 5000; key++)
        {
            var arm = some.ArmOf(key);
            covered += arm == Assignment.NotCovered ? 0 : 1;
            (arm == Assignment.NotCovered || arm == all.ArmOf(key)).Should().BeTrue();
            all.ArmOf(key).Should().NotBe(Assignment.NotCovered);
        }

        covered.Should().BeInRange(900, 1100);
    }

    [Fact]
    public void Weights_are_relative() =>
        Enumerable.Range(0, 2000).Count(key => new Assignment("s", [new("a", 0.3), new("b", 0.4), new("c", 0.3)]).ArmOf(key) != new Assignment("s", Three).ArmOf(key))
            .Should().Be(0);

    [Fact]
    public void Text_and_number_of_one_key_share_an_arm() =>
        new Assignment("s", Three).ArmOf("42").Should().Be(new Assignment("s", Three).ArmOf(42));

    [Fact]
    public void Two_salts_draw_independently()
    {
        // χ² of independence over 3 × 3 cells; 4 degrees of freedom, 0.1 % point 18.47.
        Assignment a = new("spring", Three), b = new("autumn", Three);
        var cells = new double[9];
        for (var key = 0L; key < 30_000; key++)
        {
            cells[3 * a.ArmOf(key) + b.ArmOf(key)]++;
        }

        double[] share = [0.3, 0.4, 0.3];
        Enumerable.Range(0, 9).Sum(i => Math.Pow(cells[i] - 30_000 * share[i / 3] * share[i % 3], 2) / (30_000 * share[i / 3] * share[i % 3]))
            .Should().BeLessThan(26.12); // 8 degrees of freedom, 0.1 % point
    }

    [Fact]
    public void An_arm_without_weight_gets_nobody()
    {
        var assignment = new Assignment("s", [new("a", 1), new("b", 0), new("c", 1)]);
        Enumerable.Range(0, 2000).Select(k => assignment.ArmOf(k)).Distinct().Order().Should().Equal(0, 2);
    }

    [Fact]
    public void Assigning_allocates_nothing()
    {
        var assignment = new Assignment("s", Three);
        long[] keys = [1, 2, 3];
        var arms = new int[3];
        assignment.Assign(keys, arms);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            assignment.Assign(keys, arms);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Broken_designs_are_refused()
    {
        ((Action)(() => _ = new Assignment("", Three))).Should().Throw<ArgumentException>().WithMessage("salt is empty*");
        ((Action)(() => _ = new Assignment("s", []))).Should().Throw<ArgumentException>().WithMessage("arms is empty*");
        ((Action)(() => _ = new Assignment("s", [new("a", 0)]))).Should().Throw<ArgumentException>().WithMessage("*sum to 0*");
        ((Action)(() => _ = new Assignment("s", [new("a", 1), new("a", 1)]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks every arm has a name*");
        ((Action)(() => _ = new Assignment("s", Three, 1.5))).Should().Throw<ArgumentException>().WithMessage("coverage is 1.5*");
        ((Action)(() => _ = new AssignmentArm("a", double.NaN))).Should().Throw<ArgumentException>().WithMessage("weight is NaN*");
        ((Action)(() => SampleRatioCheck.Of([-1, 2], [1, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks observed ≥ 0*");
    }
}
