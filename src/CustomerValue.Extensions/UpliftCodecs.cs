using CustomerValue.Uplift;

namespace CustomerValue.Extensions;

/// <summary>Uplift models in model files.</summary>
internal static class UpliftCodecs
{
    public static readonly ModelCodec TwoModel = new ModelCodec<TwoModelUplift>(
        "two-model-uplift",
        static (model, file) =>
        {
            PropensityCodecs.WriteScorer(file, "treated", model.Treated);
            PropensityCodecs.WriteScorer(file, "others", model.Others);
        },
        static file => TwoModelUplift.FromParameters(PropensityCodecs.ReadScorer(file, "treated"), PropensityCodecs.ReadScorer(file, "others")),
        static model => PropensityCodecs.ReportOf(model.Treated) is { } treated && !ModelFile.IsSound(treated) ? treated : PropensityCodecs.ReportOf(model.Others));
}
