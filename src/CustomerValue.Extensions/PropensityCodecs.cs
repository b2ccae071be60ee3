using CustomerValue.Propensity;

namespace CustomerValue.Extensions;

/// <summary>Propensity models in model files.</summary>
internal static class PropensityCodecs
{
    public static readonly ModelCodec Logistic = new ModelCodec<LogisticModel>("logistic", WriteLogistic, ReadLogistic, static model => model.Report);

    public static void WriteLogistic(LogisticModel model, ModelWriter file)
    {
        EncoderCodec.WriteSchema(model.Schema, file);
        file.Number("intercept", model.Intercept);
        file.Numbers("numberEffects", model.NumberEffects);
        file.Numbers("levelEffects", model.LevelEffects);
    }

    public static LogisticModel ReadLogistic(ModelReader file)
    {
        var schema = EncoderCodec.ReadSchema(file);
        var numbers = file.Numbers("numberEffects", schema.NumericCount);
        var levels = file.Numbers("levelEffects", schema.Columns.Sum(static column => (long)column.Levels.Count));
        return LogisticModel.FromParameters(schema, file.Number("intercept"), [.. numbers, .. levels]);
    }
}
