using CustomerValue.Information;

namespace CustomerValue.Extensions;

/// <summary>Feature encoders and schemas in model files.</summary>
internal static class EncoderCodec
{
    public static readonly ModelCodec Encoder = new ModelCodec<FeatureEncoder>("feature-encoder", Write, Read);

    public static void Write(FeatureEncoder encoder, ModelWriter file)
    {
        file.Objects("numbers", encoder.Numbers, static (item, number) =>
        {
            item.Text("name", number.Name);
            item.Text("shape", number.Shape == NumberShape.SignedLog ? "signed-log" : "as-is");
            item.Number("fill", number.Fill);
            item.Number("center", number.Center);
            item.Number("scale", number.Scale);
        });
        file.Objects("categories", encoder.Categories, static (item, category) =>
        {
            item.Text("name", category.Name);
            item.Texts("levels", category.Levels);
            item.Texts("grouped", category.GroupedLevels);
            item.Text("unseen", category.UnseenPolicy == UnseenCategory.Other ? "other" : "refuse");
            item.Flag("missingIsLevel", category.MissingCode is not null);
        });
    }

    public static FeatureEncoder Read(ModelReader file) => FeatureEncoder.FromParameters(
        file.Objects("numbers", static item => new NumberEncoding(
            item.Text("name"),
            item.Text("shape") switch
            {
                "as-is" => NumberShape.AsIs,
                "signed-log" => NumberShape.SignedLog,
                var other => throw ModelReader.Broken(item.Path + ".shape", $"is '{other}', neither as-is nor signed-log"),
            },
            item.NumberOrNull("fill"),
            item.Number("center"),
            item.Number("scale"))),
        file.Objects("categories", static item => new CategoryEncoding(
            item.Text("name"),
            item.Texts("levels"),
            item.Texts("grouped"),
            item.Text("unseen") switch
            {
                "other" => UnseenCategory.Other,
                "refuse" => UnseenCategory.Refuse,
                var other => throw ModelReader.Broken(item.Path + ".unseen", $"is '{other}', neither refuse nor other"),
            },
            item.Flag("missingIsLevel"))));

    public static void WriteSchema(FeatureSchema schema, ModelWriter file) => file.Objects("columns", schema.Columns, static (item, column) =>
    {
        item.Text("name", column.Name);
        if (column.Kind == FeatureKind.Category)
        {
            item.Texts("levels", column.Levels);
        }
    });

    public static FeatureSchema ReadSchema(ModelReader file) => new(file.Objects("columns", static item =>
    {
        var name = item.Text("name");
        return item.Has("levels") ? FeatureColumn.Category(name, item.Texts("levels")) : FeatureColumn.Number(name);
    }));
}
