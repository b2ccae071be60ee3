namespace CustomerValue.Extensions;

/// <summary>The kinds of models that files can hold.</summary>
internal static class ModelKinds
{
    private static readonly ModelCodec[] Codecs =
    [
        EncoderCodec.Encoder,
        LifetimeCodecs.BgNbd,
        LifetimeCodecs.GammaGamma,
        LifetimeCodecs.ParetoNbd,
        LifetimeCodecs.MbgNbd,
        LifetimeCodecs.Cnbd,
        LifetimeCodecs.GGomNbd,
        LifetimeCodecs.BgBb,
        LifetimeCodecs.ShiftedBetaGeometric,
        LifetimeCodecs.BetaDiscreteWeibull,
        LifetimeCodecs.NormalSpend,
        LifetimeCodecs.Hiatus,
        SegmentationCodecs.KMeans,
        SegmentationCodecs.Rfm,
        SegmentationCodecs.RfmSegments,
        SegmentationCodecs.Tiers,
        SegmentationCodecs.Tracker,
        SegmentationCodecs.Tree,
        SegmentationCodecs.Cuts,
        SegmentationCodecs.Counts,
        PropensityCodecs.Linear,
        PropensityCodecs.Logistic,
        PropensityCodecs.Propensity,
        CalibratorCodecs.Platt,
        CalibratorCodecs.Isotonic,
        CalibratorCodecs.Beta,
        CalibratorCodecs.Temperature,
        CalibratorCodecs.VennAbers,
        CalibratorCodecs.Prior,
        UpliftCodecs.TwoModel,
    ];

    public static IReadOnlyList<ModelCodec> All => Codecs;

    public static ModelCodec Of(object model) =>
        Array.Find(Codecs, codec => codec.Knows(model))
        ?? throw new ArgumentException($"Model files cannot hold a {model.GetType().Name}.", nameof(model));

    public static ModelCodec? Named(string kind) => Array.Find(Codecs, codec => string.Equals(codec.Kind, kind, StringComparison.Ordinal));
}
