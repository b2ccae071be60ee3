using CustomerValue.Information;
using CustomerValue.Propensity;
using CustomerValue.Tests.Propensity;
using CustomerValue.Uplift;
using Xunit;

namespace CustomerValue.Tests.Uplift;

public class TwoModelLaws
{
    private static readonly LabeledBatch Sample = Samples.Logistic(500, 3, [3], 41);
    private static readonly bool[] Treatment = Enumerable.Range(0, 500).Select(i => i * 7 % 5 < 2).ToArray();

    [Theory]
    [InlineData(UpliftBase.Logistic)]
    [InlineData(UpliftBase.Linear)]
    public void Uplift_is_the_difference_of_two_separate_fits(UpliftBase kind)
    {
        var model = TwoModelUplift.Fit(Sample.Features, Treatment, Sample.Outcomes, TwoModelOptions.Default with { Base = kind });
        var uplift = new double[500];
        model.Uplift(Sample.Features, uplift);

        var rows = Enumerable.Range(0, 500).ToArray();
        var (treated, others) = (Sample.Take(rows.Where(i => Treatment[i]).ToArray()), Sample.Take(rows.Where(i => !Treatment[i]).ToArray()));
        IScorer Fit(LabeledBatch arm) => kind == UpliftBase.Linear ? LinearModel.Fit(arm) : LogisticModel.Fit(arm);
        var (a, b) = (Fit(treated), Fit(others));
        for (var i = 0; i < 500; i += 13)
        {
            uplift[i].Should().Be(a.Score(Sample.Features.Row(i)) - b.Score(Sample.Features.Row(i)));
            model.Uplift(Sample.Features.Row(i)).Should().Be(uplift[i]);
        }

        var delegated = TwoModelUplift.Fit(Sample, Treatment, Fit);
        delegated.Uplift(Sample.Features.Row(3)).Should().Be(uplift[3]);
        model.Report.Converged.Should().BeTrue();
        model.Report.ParameterNames.Should().Contain("treated x1").And.Contain("others c1=l2");
    }

    [Fact]
    public void Swapping_the_arms_flips_the_sign()
    {
        var a = TwoModelUplift.Fit(Sample, Treatment);
        var b = TwoModelUplift.Fit(Sample, Treatment.Select(t => !t).ToArray());

        b.Uplift(Sample.Features.Row(9)).Should().Be(-a.Uplift(Sample.Features.Row(9)));
    }

    [Fact]
    public void An_empty_arm_is_refused()
    {
        var fit = () => TwoModelUplift.Fit(Sample, new bool[500]);

        fit.Should().Throw<ArgumentException>().WithMessage("An arm is empty: 0 treated customers, 500 others*");
    }

    [Fact]
    public void Predicting_allocates_nothing()
    {
        var model = TwoModelUplift.Fit(Sample, Treatment);
        var uplift = new double[500];
        for (var i = 0; i < 200; i++)
        {
            model.Uplift(Sample.Features, uplift);
            _ = model.Uplift(Sample.Features.Row(1));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Uplift(Sample.Features, uplift);
        _ = model.Uplift(Sample.Features.Row(1));

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void An_arm_of_one_class_is_named()
    {
        var batch = Samples.Numbers(["x"], [1, 2, 3, 4]);

        ((Action)(() => TwoModelUplift.Fit(batch, [true, false, true, false], [1, 0, 1, 1]))).Should().Throw<ArgumentException>().WithMessage("All outcomes of the treated customers are 1*");
        ((Action)(() => TwoModelUplift.Fit(batch, [true, false, true, false], [1, 0, 0, 0]))).Should().Throw<ArgumentException>().WithMessage("All outcomes of the other customers are 0*");
    }
}
