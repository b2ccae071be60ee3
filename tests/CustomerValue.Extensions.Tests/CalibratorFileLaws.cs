using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Extensions.Tests;

public sealed class CalibratorFileLaws
{
    public static TheoryData<string> Calibrators => [.. Samples.All.Where(s => s.Model is Calibrator).Select(s => s.Kind)];

    [Theory]
    [MemberData(nameof(Calibrators))]
    public void A_propensity_model_keeps_its_calibrator(string kind)
    {
        var model = ((PropensityModel)Samples.Of("propensity").Model).WithCalibrator((Calibrator)Samples.Of(kind).Model);

        var text = ModelFile.Save(model);
        var loaded = ModelFile.Load<PropensityModel>(text);

        loaded.Calibrator.Should().BeOfType(model.Calibrator!.GetType());
        loaded.Score([1, 2, 1]).Should().Be(model.Score([1, 2, 1])).And.Be(model.Calibrator.Calibrate(model.Scorer.Score([1, 2, 1])));
        ModelFile.Save(loaded).Should().Be(text);
    }

    [Fact]
    public void A_model_without_a_calibrator_is_written_as_before()
    {
        var model = (PropensityModel)Samples.Of("propensity").Model;

        ModelFile.Save(model).Should().NotContain("calibrator");
        model.WithCalibrator(PriorCorrection.FromParameters(0.5, 0.1)).WithCalibrator(null).Calibrator.Should().BeNull();
    }

    [Fact]
    public void Another_model_in_the_calibrators_place_is_refused()
    {
        var text = ModelFile.Save(((PropensityModel)Samples.Of("propensity").Model).WithCalibrator(PriorCorrection.FromParameters(0.5, 0.1)));

        var load = () => ModelFile.Load<PropensityModel>(text.Replace("prior-correction", "bg-nbd", StringComparison.Ordinal), ModelFileOptions.Default with { AllowBrokenSeal = true });

        load.Should().Throw<InvalidDataException>().WithMessage("*$.model.calibrator.kind is 'bg-nbd', which is no calibrator*");
    }
}
