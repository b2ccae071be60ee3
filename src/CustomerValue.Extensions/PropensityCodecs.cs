using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>Propensity models in model files.</summary>
internal static class PropensityCodecs
{
    public static readonly ModelCodec Linear = new ModelCodec<LinearModel>(
        "linear",
        static (model, file) => WriteEffects(model.Schema, model.Intercept, model.NumberEffects, model.LevelEffects, model.LevelsWithoutCustomers, file),
        static file =>
        {
            var (schema, intercept, effects, unlearned) = ReadEffects(file);
            return LinearModel.FromParameters(schema, intercept, effects, unlearned);
        },
        static model => model.Report);

    public static readonly ModelCodec Logistic = new ModelCodec<LogisticModel>(
        "logistic",
        static (model, file) => WriteEffects(model.Schema, model.Intercept, model.NumberEffects, model.LevelEffects, model.LevelsWithoutCustomers, file),
        static file =>
        {
            var (schema, intercept, effects, unlearned) = ReadEffects(file);
            return LogisticModel.FromParameters(schema, intercept, effects, unlearned);
        },
        static model => model.Report);

    public static readonly ModelCodec Propensity = new ModelCodec<PropensityModel>(
        "propensity",
        static (model, file) =>
        {
            file.Object("encoder", part => EncoderCodec.Write(model.Encoder, part));
            WriteScorer(file, "scorer", model.Scorer);
            if (model.Calibrator is { } calibrator)
            {
                // Since files with calibrators: written where there is one.
                CalibratorCodecs.Write(file, "calibrator", calibrator);
            }
        },
        static file => PropensityModel
            .FromParameters(ModelReader.Closed(file.Object("encoder"), EncoderCodec.Read), ReadScorer(file, "scorer"))
            .WithCalibrator(file.Has("calibrator") ? CalibratorCodecs.Read(file, "calibrator") : null),
        static model => ReportOf(model.Scorer) is { } report && !ModelFile.IsSound(report) ? report : model.Calibrator?.Report);

    // A scorer inside a model is a plain one, so that files do not nest without end.
    private static readonly ModelCodec[] Plain = [Linear, Logistic];

    public static void WriteScorer(ModelWriter file, string name, IScorer scorer)
    {
        var codec = Array.Find(Plain, known => known.Knows(scorer))
            ?? throw new ArgumentException($"Model files cannot hold a {scorer.GetType().Name} inside another model.", nameof(scorer));
        file.Object(name, part =>
        {
            part.Text("kind", codec.Kind);
            part.Object("model", members => codec.Write(scorer, members));
        });
    }

    public static IScorer ReadScorer(ModelReader file, string name) => ModelReader.Closed(file.Object(name), static part =>
    {
        var kind = part.Text("kind");
        var codec = Array.Find(Plain, known => string.Equals(known.Kind, kind, StringComparison.Ordinal))
            ?? throw ModelReader.Broken(part.Path + ".kind", $"is '{kind}', which is no scorer inside another model");
        return (IScorer)ModelReader.Closed(part.Object("model"), codec.Read);
    });

    /// <summary>The fit behind a plain scorer.</summary>
    public static FitReport? ReportOf(IScorer scorer) => Array.Find(Plain, known => known.Knows(scorer))?.Report(scorer);

    private static void WriteEffects(
        FeatureSchema schema, double intercept, ReadOnlySpan<double> numbers, ReadOnlySpan<double> levels, IReadOnlyList<string> withoutCustomers, ModelWriter file)
    {
        EncoderCodec.WriteSchema(schema, file);
        file.Number("intercept", intercept);
        file.Numbers("numberEffects", numbers);
        file.Numbers("levelEffects", levels);
        if (withoutCustomers.Count > 0)
        {
            // Since files that name them: written where there are some.
            file.Texts("levelsWithoutCustomers", withoutCustomers);
        }
    }

    private static (FeatureSchema Schema, double Intercept, double[] Effects, string[] WithoutCustomers) ReadEffects(ModelReader file)
    {
        var schema = EncoderCodec.ReadSchema(file);
        var numbers = file.Numbers("numberEffects", schema.NumericCount);
        var levels = file.Numbers("levelEffects", schema.Columns.Sum(static column => (long)column.Levels.Count));
        var withoutCustomers = file.Has("levelsWithoutCustomers") ? file.Texts("levelsWithoutCustomers") : [];
        return (schema, file.Number("intercept"), [.. numbers, .. levels], withoutCustomers);
    }
}
