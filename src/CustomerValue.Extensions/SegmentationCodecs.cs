using CustomerValue.Segmentation;

namespace CustomerValue.Extensions;

/// <summary>Segmentation models in model files.</summary>
internal static class SegmentationCodecs
{
    private const int MostColumns = 1_000_000;

    public static readonly ModelCodec KMeans = new ModelCodec<KMeansModel>(
        "k-means",
        static (model, file) =>
        {
            file.Integer("features", model.FeatureCount);
            file.Integer("segments", model.SegmentCount);
            var centers = new double[model.SegmentCount * model.FeatureCount];
            for (var segment = 0; segment < model.SegmentCount; segment++)
            {
                model.Center(segment).CopyTo(centers.AsSpan(segment * model.FeatureCount));
            }

            file.Numbers("centers", centers);
        },
        static file =>
        {
            var features = file.Integer("features", 1, MostColumns);
            var segments = file.Integer("segments", 1, MostColumns);
            return KMeansModel.FromParameters(file.Numbers("centers", (long)segments * features), features);
        },
        static model => model.Report);

    public static readonly ModelCodec Rfm = new ModelCodec<RfmModel>(
        "rfm",
        static (model, file) =>
        {
            file.Object("recency", part => WriteCuts(model.Recency, part));
            file.Object("frequency", part => WriteCuts(model.Frequency, part));
            file.Object("monetary", part => WriteCuts(model.Monetary, part));
        },
        static file => RfmModel.FromParameters(ReadCuts(file, "recency"), ReadCuts(file, "frequency"), ReadCuts(file, "monetary")));

    public static readonly ModelCodec RfmSegments = new ModelCodec<RfmSegments>(
        "rfm-segments",
        static (model, file) =>
        {
            file.Objects("rules", model.Rules, static (item, rule) =>
            {
                item.Text("name", rule.Name);
                WriteRange(item, "recency", rule.Recency);
                WriteRange(item, "frequency", rule.Frequency);
                WriteRange(item, "monetary", rule.Monetary);
            });
            file.Text("others", model.Names[model.SegmentCount - 1]);
        },
        static file => Segmentation.RfmSegments.FromRules(
            file.Objects("rules", static item => new RfmRule(item.Text("name"))
            {
                Recency = ReadRange(item, "recency"),
                Frequency = ReadRange(item, "frequency"),
                Monetary = ReadRange(item, "monetary"),
            }),
            file.Text("others")));

    public static readonly ModelCodec Tiers = new ModelCodec<ValueTiers>(
        "value-tiers",
        WriteTiers,
        ReadTiers);

    public static readonly ModelCodec Tracker = new ModelCodec<TierTracker>(
        "tier-tracker",
        static (model, file) =>
        {
            WriteTiers(model.Tiers, file);
            file.Numbers("down", model.DownThresholds);
            file.Integer("dwell", model.Dwell);
        },
        static file => TierTracker.FromParameters(ReadTiers(file), file.Numbers("down"), file.Integer("dwell", 1, int.MaxValue)));

    public static readonly ModelCodec Tree = new ModelCodec<ExplainingTree>(
        "explaining-tree",
        static (model, file) =>
        {
            file.Integer("features", model.FeatureCount);
            file.Integer("segments", model.SegmentCount);
            file.Objects("rules", model.Rules, static (item, rule) =>
            {
                item.Integer("segment", rule.Segment);
                item.Number("count", rule.Count);
                item.Number("purity", rule.Purity);
                item.Objects("conditions", rule.Conditions, static (part, condition) =>
                {
                    part.Integer("column", condition.Column);
                    part.Text("name", condition.Name);
                    part.Number("above", Bound(condition.Above));
                    part.Number("upTo", Bound(condition.UpTo));
                });
            });
        },
        static file =>
        {
            var features = file.Integer("features", 1, MostColumns);
            var segments = file.Integer("segments", 1, 1000);
            return ExplainingTree.FromParameters(
                file.Objects("rules", static item => SegmentRule.FromParameters(
                    item.Integer("segment", 0, 999),
                    item.Objects("conditions", static part => SegmentCondition.FromParameters(
                        part.Integer("column", 0, MostColumns),
                        part.Text("name"),
                        part.NumberOrNull("above") ?? double.NegativeInfinity,
                        part.NumberOrNull("upTo") ?? double.PositiveInfinity)),
                    item.Number("count"),
                    item.Number("purity"))),
                segments,
                features);
        });

    public static readonly ModelCodec Cuts = new ModelCodec<ScoreCuts>("score-cuts", WriteCuts, ReadCuts);

    public static readonly ModelCodec Counts = new ModelCodec<BinCounts>(
        "bin-counts",
        static (model, file) => file.Numbers("counts", model.Counts),
        static file => BinCounts.FromCounts(file.Numbers("counts")));

    private static double? Bound(double value) => double.IsInfinity(value) ? null : value;

    private static void WriteTiers(ValueTiers tiers, ModelWriter file)
    {
        file.Numbers("thresholds", tiers.Thresholds);
        file.Texts("names", tiers.Names);
    }

    private static ValueTiers ReadTiers(ModelReader file) => ValueTiers.FromThresholds(file.Numbers("thresholds"), file.Texts("names"));

    private static void WriteCuts(ScoreCuts cuts, ModelWriter file)
    {
        file.Text("side", cuts.Side == CutSide.Above ? "above" : "below");
        file.Numbers("cuts", cuts.Cuts);
    }

    private static ScoreCuts ReadCuts(ModelReader file, string name) => ModelReader.Closed(file.Object(name), ReadCuts);

    private static ScoreCuts ReadCuts(ModelReader file) => ScoreCuts.FromParameters(
        file.Numbers("cuts"),
        file.Text("side") switch
        {
            "above" => CutSide.Above,
            "below" => CutSide.Below,
            var other => throw ModelReader.Broken(file.Path + ".side", $"is '{other}', neither below nor above"),
        });

    private static void WriteRange(ModelWriter file, string name, (int Lowest, int Highest) range) => file.Object(name, part =>
    {
        part.Integer("lowest", range.Lowest);
        part.Integer("highest", range.Highest);
    });

    private static (int Lowest, int Highest) ReadRange(ModelReader file, string name) => ModelReader.Closed(
        file.Object(name), static part => (part.Integer("lowest", 1, int.MaxValue), part.Integer("highest", 1, int.MaxValue)));
}
