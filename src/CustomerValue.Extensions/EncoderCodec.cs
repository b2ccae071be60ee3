using CustomerValue.Information;

namespace CustomerValue.Extensions;

/// <summary>Feature encoders and schemas in model files.</summary>
internal static class EncoderCodec
{
    public static readonly ModelCodec Encoder = new ModelCodec<FeatureEncoder>("feature-encoder", Write, Read);

    private static readonly string[] Shapes = ["as-is", "signed-log", "yeo-johnson", "uniform-score", "normal-score", "bins"];
    private static readonly string[] Notes = ["none", "constant-column", "bound-reached"];

    public static void Write(FeatureEncoder encoder, ModelWriter file)
    {
        file.Objects("numbers", encoder.Numbers, static (item, number) =>
        {
            item.Text("name", number.Name);
            item.Text("shape", Shapes[(int)number.Shape]);
            item.Number("fill", number.Fill);
            item.Number("center", number.Center);
            item.Number("scale", number.Scale);
            WriteTransform(number.Transform, item);
            WriteRest(number, item);
        });
        file.Objects("categories", encoder.Categories, static (item, category) =>
        {
            item.Text("name", category.Name);
            item.Texts("levels", category.Levels);
            item.Texts("grouped", category.GroupedLevels);
            item.Text("unseen", category.UnseenPolicy == UnseenCategory.Other ? "other" : "refuse");
            item.Flag("missingIsLevel", category.MissingCode is not null);

            // Since files with transforms: written where they say something.
            if (category.MissingCodes.Count > 0)
            {
                item.Texts("missingCodes", category.MissingCodes);
            }

            if (category.Values is { } values)
            {
                item.Numbers("values", values.ToArray());
            }
        });
    }

    public static FeatureEncoder Read(ModelReader file) => FeatureEncoder.FromParameters(
        file.Objects("numbers", static item => new NumberEncoding(
            item.Text("name"),
            ReadTransform(item),
            item.NumberOrNull("fill"),
            item.Number("center"),
            item.Number("scale"),
            item.Has("lowest") ? item.Number("lowest") : null,
            item.Has("highest") ? item.Number("highest") : null,
            [.. item.Has("missingCodes") ? item.Numbers("missingCodes") : [], .. item.Has("nanIsMissing") && item.Flag("nanIsMissing") ? new[] { double.NaN } : []],
            item.Has("missingFlag") && item.Flag("missingFlag"),
            item.Has("missingValue") ? item.Number("missingValue") : null)),
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
            item.Flag("missingIsLevel"),
            item.Has("missingCodes") ? item.Texts("missingCodes") : [],
            item.Has("values") ? item.Numbers("values") : null)));

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

    private static void WriteTransform(NumberTransform transform, ModelWriter item)
    {
        if (transform.Shape == NumberShape.YeoJohnson)
        {
            item.Number("lambda", transform.Lambda);
            item.Text("note", Notes[(int)transform.Note]);
        }
        else if (transform.Shape > NumberShape.YeoJohnson)
        {
            item.Numbers("points", transform.Points.ToArray());
            item.Numbers("values", transform.Values.ToArray());
        }
    }

    // Since files with transforms: written where they say something, so that older files stay as they are.
    private static void WriteRest(NumberEncoding number, ModelWriter item)
    {
        WriteIf(item, "lowest", number.Lowest);
        WriteIf(item, "highest", number.Highest);
        if (number.MissingCodes.Count > 0)
        {
            item.Numbers("missingCodes", number.MissingCodes.Where(code => !double.IsNaN(code)).ToArray());
            item.Flag("nanIsMissing", number.MissingCodes.Any(double.IsNaN));
        }

        if (number.MissingFlag)
        {
            item.Flag("missingFlag", true);
        }

        WriteIf(item, "missingValue", number.MissingValue);
    }

    private static void WriteIf(ModelWriter item, string name, double? value)
    {
        if (value is { } present)
        {
            item.Number(name, present);
        }
    }

    private static NumberTransform ReadTransform(ModelReader item)
    {
        var shape = Known(item, "shape", Shapes);
        return (NumberShape)shape switch
        {
            NumberShape.AsIs => NumberTransform.AsIs,
            NumberShape.SignedLog => NumberTransform.SignedLog,
            NumberShape.YeoJohnson => NumberTransform.YeoJohnson(item.Number("lambda"), (LambdaNote)Known(item, "note", Notes)),
            NumberShape.Bins => NumberTransform.Bins(item.Numbers("points"), item.Numbers("values")),
            _ => NumberTransform.Scores((NumberShape)shape, item.Numbers("points"), item.Numbers("values")),
        };
    }

    private static int Known(ModelReader item, string name, string[] texts)
    {
        var text = item.Text(name);
        var place = Array.IndexOf(texts, text);
        return place >= 0 ? place : throw ModelReader.Broken($"{item.Path}.{name}", $"is '{text}', none of {string.Join(", ", texts)}");
    }
}
