using CustomerValue.Information;
using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>Propensity models in model files.</summary>
internal static class PropensityCodecs
{
    public static readonly ModelCodec Linear = new ModelCodec<LinearModel>(
        "linear",
        static (model, file) => WriteEffects(model.Schema, model.Intercept, model.NumberEffects, model.LevelEffects, file),
        static file =>
        {
            var (schema, intercept, effects) = ReadEffects(file);
            return LinearModel.FromParameters(schema, intercept, effects);
        },
        static model => model.Report);

    public static readonly ModelCodec Logistic = new ModelCodec<LogisticModel>(
        "logistic",
        static (model, file) => WriteEffects(model.Schema, model.Intercept, model.NumberEffects, model.LevelEffects, file),
        static file =>
        {
            var (schema, intercept, effects) = ReadEffects(file);
            return LogisticModel.FromParameters(schema, intercept, effects);
        },
        static model => model.Report);

    private static void WriteEffects(FeatureSchema schema, double intercept, ReadOnlySpan<double> numbers, ReadOnlySpan<double> levels, ModelWriter file)
    {
        EncoderCodec.WriteSchema(schema, file);
        file.Number("intercept", intercept);
        file.Numbers("numberEffects", numbers);
        file.Numbers("levelEffects", levels);
    }

    private static (FeatureSchema Schema, double Intercept, double[] Effects) ReadEffects(ModelReader file)
    {
        var schema = EncoderCodec.ReadSchema(file);
        var numbers = file.Numbers("numberEffects", schema.NumericCount);
        var levels = file.Numbers("levelEffects", schema.Columns.Sum(static column => (long)column.Levels.Count));
        return (schema, file.Number("intercept"), [.. numbers, .. levels]);
    }
}
