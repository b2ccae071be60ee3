using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>Calibrators in model files, alone or inside a propensity model.</summary>
internal static class CalibratorCodecs
{
    public static readonly ModelCodec Platt = new ModelCodec<PlattCalibrator>(
        "platt-calibration",
        static (model, file) =>
        {
            file.Number("a", model.A);
            file.Number("b", model.B);
            WriteScale(file, model.Scale);
        },
        static file => PlattCalibrator.FromParameters(file.Number("a"), file.Number("b"), ReadScale(file)),
        static model => model.Report);

    public static readonly ModelCodec Isotonic = new ModelCodec<IsotonicCalibrator>(
        "isotonic-calibration",
        static (model, file) =>
        {
            file.Numbers("scores", model.Scores);
            file.Numbers("probabilities", model.Probabilities);
        },
        static file => IsotonicCalibrator.FromParameters(file.Numbers("scores"), file.Numbers("probabilities")),
        static model => model.Report);

    public static readonly ModelCodec Beta = new ModelCodec<BetaCalibrator>(
        "beta-calibration",
        static (model, file) =>
        {
            file.Number("a", model.A);
            file.Number("b", model.B);
            file.Number("c", model.C);
        },
        static file => BetaCalibrator.FromParameters(file.Number("a"), file.Number("b"), file.Number("c")),
        static model => model.Report);

    public static readonly ModelCodec Temperature = new ModelCodec<TemperatureCalibrator>(
        "temperature-calibration",
        static (model, file) =>
        {
            file.Number("temperature", model.Temperature);
            WriteScale(file, model.Scale);
        },
        static file => TemperatureCalibrator.FromParameters(file.Number("temperature"), ReadScale(file)),
        static model => model.Report);

    public static readonly ModelCodec VennAbers = new ModelCodec<VennAbersCalibrator>(
        "venn-abers-calibration",
        static (model, file) =>
        {
            file.Numbers("scores", model.Scores);
            file.Numbers("weights", model.Weights);
            file.Numbers("events", model.Events);
        },
        static file => VennAbersCalibrator.FromParameters(file.Numbers("scores"), file.Numbers("weights"), file.Numbers("events")),
        static model => model.Report);

    public static readonly ModelCodec Prior = new ModelCodec<PriorCorrection>(
        "prior-correction",
        static (model, file) =>
        {
            file.Number("fittedRate", model.FittedRate);
            file.Number("populationRate", model.PopulationRate);
        },
        static file => PriorCorrection.FromParameters(file.Number("fittedRate"), file.Number("populationRate")),
        static model => model.Report);

    private static readonly ModelCodec[] All = [Platt, Isotonic, Beta, Temperature, VennAbers, Prior];

    public static void Write(ModelWriter file, string name, Calibrator calibrator)
    {
        var codec = Array.Find(All, known => known.Knows(calibrator))
            ?? throw new ArgumentException($"Model files cannot hold a {calibrator.GetType().Name}.", nameof(calibrator));
        file.Object(name, part =>
        {
            part.Text("kind", codec.Kind);
            part.Object("model", members => codec.Write(calibrator, members));
        });
    }

    public static Calibrator Read(ModelReader file, string name) => ModelReader.Closed(file.Object(name), static part =>
    {
        var kind = part.Text("kind");
        var codec = Array.Find(All, known => string.Equals(known.Kind, kind, StringComparison.Ordinal))
            ?? throw ModelReader.Broken(part.Path + ".kind", $"is '{kind}', which is no calibrator");
        return (Calibrator)ModelReader.Closed(part.Object("model"), codec.Read);
    });

    private static void WriteScale(ModelWriter file, ScoreScale scale) => file.Text("scale", scale == ScoreScale.AsIs ? "as-is" : "probability");

    private static ScoreScale ReadScale(ModelReader file) => file.Text("scale") switch
    {
        "as-is" => ScoreScale.AsIs,
        "probability" => ScoreScale.Probability,
        var other => throw ModelReader.Broken(file.Path + ".scale", $"is '{other}', neither as-is nor probability"),
    };
}
