using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Extensions;

/// <summary>Lifetime models in model files. Parameters carry the names of the papers.</summary>
internal static class LifetimeCodecs
{
    public static readonly ModelCodec BgNbd = new ModelCodec<BgNbdModel>(
        "bg-nbd",
        static (model, file) =>
        {
            file.Number("unitDays", model.Unit.Days);
            file.Number("r", model.R);
            file.Number("alpha", model.Alpha);
            file.Number("a", model.A);
            file.Number("b", model.B);
            file.Numbers("covariance", model.Covariance);
        },
        static file => BgNbdModel.FromParameters(
            file.Number("r"), file.Number("alpha"), file.Number("a"), file.Number("b"), TimeUnit.OfDays(file.Number("unitDays")), file.Numbers("covariance")),
        static model => model.Report);

    public static readonly ModelCodec GammaGamma = new ModelCodec<GammaGammaModel>(
        "gamma-gamma",
        static (model, file) =>
        {
            file.Number("p", model.P);
            file.Number("q", model.Q);
            file.Number("gamma", model.Gamma);
            file.Numbers("covariance", model.Covariance);
        },
        static file => GammaGammaModel.FromParameters(file.Number("p"), file.Number("q"), file.Number("gamma"), file.Numbers("covariance")),
        static model => model.Report);
}
