using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class TransformsLaws
{
    private static readonly EncoderOptions All = new()
    {
        Imputation = Imputation.Median,
        Scaling = Scaling.MedianIqr,
        Winsorizing = new() { Lower = 0.01, Upper = 0.02, Quantile = QuantileType.MedianUnbiased },
        QuantilePoints = 20,
        MissingFlags = true,
        RareBelow = 3,
        Unseen = UnseenCategory.Other,
        MissingTexts = ["?"],
        MissingNumbers = [-999],
        Numbers = new Dictionary<string, NumberOptions>
        {
            ["a"] = new() { Shape = NumberShape.YeoJohnson, Scaling = Scaling.Standardize },
            ["b"] = new() { Shape = NumberShape.NormalScore, MissingCodes = [0, double.NaN], Winsorizing = new() { Lower = 0, Upper = 0 } },
            ["c"] = new() { Shape = NumberShape.UniformScore, Scaling = Scaling.None, Imputation = Imputation.None },
            ["d"] = new() { Shape = NumberShape.SignedLog, Scaling = Scaling.MedianMad, MissingFlag = true },
        },
        Categories = new Dictionary<string, CategoryOptions> { ["job"] = new() { MissingIsLevel = true, RareBelow = 5 } },
    };

    private static readonly FeatureMap<Row> Map = new FeatureMap<Row>()
        .Number("a", r => r.A).Number("b", r => r.B).Number("c", r => r.C).Number("d", r => r.D).Number("e", r => r.E)
        .Category("job", r => r.Job).Category("region", r => r.Region);

    private static Row[] Rows(int seed)
    {
        var random = new Random(seed);
        double? Value(double scale) => random.Next(7) == 0 ? null : random.Next(9) == 0 ? 0 : random.Next(11) == 0 ? -999 : Math.Exp(3 * random.NextDouble()) * scale * (random.Next(4) == 0 ? -1 : 1);
        string?[] texts = ["clerk", "nurse", "?", null, " ", "baker"];
        return [.. Enumerable.Range(0, 300).Select(_ => new Row(Value(100), random.Next(30) == 0 ? double.NaN : Value(1), Value(7), Value(1e6), Value(1e-3), texts[random.Next(6)], texts[random.Next(3)]))];
    }

    private static FeatureEncoder Fitted() => FeatureEncoder.Fit(Map, Rows(1), All)
        .Replace(NumberEncoding.FromBins("e", [-1e-3, 0, 1e-3], [-1, 0.5, 0.7, 2], -0.1))
        .Replace(CategoryEncoding.FromValues("region", new Dictionary<string, double> { ["clerk"] = 1, ["nurse"] = 2 }, 0.5, 0.25));

    private static long[] Bits(ReadOnlySpan<double> values) => Array.ConvertAll(values.ToArray(), BitConverter.DoubleToInt64Bits);

    [Fact]
    public void One_row_many_rows_and_their_table_give_the_same_bits()
    {
        var encoder = Fitted();
        var bound = encoder.Bind(Map);
        var rows = Rows(2);
        var batch = bound.Encode(rows.AsEnumerable());
        var single = new double[bound.ColumnCount];
        for (var i = 0; i < rows.Length; i++)
        {
            bound.Encode(rows[i], single);
            Bits(single).Should().Equal(Bits(batch.Row(i)));
        }

        var table = Map.ToTable(rows.Select(r => r with { B = r.B is double.NaN ? null : r.B }));
        Bits(encoder.Encode(table).Values).Should().Equal(Bits(batch.Values));
        batch.Schema.Columns.Select(c => c.Name).Should().Equal("a", "b", "c", "d", "e", "a missing", "b missing", "c missing", "d missing", "region", "job");
    }

    [Fact]
    public void An_encoder_rebuilt_from_its_public_constants_gives_the_same_bits()
    {
        var fitted = Fitted();
        NumberTransform Rebuilt(NumberTransform t) => t.Shape switch
        {
            NumberShape.YeoJohnson => NumberTransform.YeoJohnson(t.Lambda, t.Note),
            NumberShape.Bins => NumberTransform.Bins(t.Points, t.Values),
            NumberShape.UniformScore or NumberShape.NormalScore => NumberTransform.Scores(t.Shape, t.Points, t.Values),
            NumberShape.SignedLog => NumberTransform.SignedLog,
            _ => NumberTransform.AsIs,
        };
        var rebuilt = FeatureEncoder.FromParameters(
            fitted.Numbers.Select(n => new NumberEncoding(n.Name, Rebuilt(n.Transform), n.Fill, n.Center, n.Scale, n.Lowest, n.Highest, n.MissingCodes, n.MissingFlag, n.MissingValue)),
            fitted.Categories.Select(c => new CategoryEncoding(c.Name, c.Levels, c.GroupedLevels, c.UnseenPolicy, c.MissingCode is not null, c.MissingCodes, c.Values)));

        Bits(rebuilt.Bind(Map).Encode(Rows(3).AsEnumerable()).Values).Should().Equal(Bits(fitted.Bind(Map).Encode(Rows(3).AsEnumerable()).Values));
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        var bound = Fitted().Bind(Map);
        var rows = Rows(4);
        var table = Map.ToTable(rows.Select(r => r with { B = r.B is double.NaN ? null : r.B }));
        var destination = new double[rows.Length * bound.ColumnCount];
        void Once()
        {
            bound.Encode(rows[3], destination);
            bound.Encode(rows.AsSpan(), destination);
            bound.Encoder.Encode(table, destination);
        }

        for (var i = 0; i < 50; i++)
        {
            Once();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Once();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Every_bend_keeps_the_order_of_numbers()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 500).Select(_ => (random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-3, 6))).ToArray();
        var table = CustomerTable.WithKeys(Enumerable.Range(0, 500).Select(i => (long)i)).Number("x", values.Select(v => (double?)v)).Build();
        double[] sorted = [.. values.Concat(values.Select(v => v * 1.37)).OrderBy(v => v)];
        foreach (var shape in new[] { NumberShape.AsIs, NumberShape.SignedLog, NumberShape.YeoJohnson, NumberShape.UniformScore, NumberShape.NormalScore })
        {
            var bend = FeatureEncoder.Fit(table, new EncoderOptions { Shape = shape, QuantilePoints = 37 }).Numbers[0].Transform;
            bend.Points.Count.Should().BeLessThanOrEqualTo(37);
            for (var i = 1; i < sorted.Length; i++)
            {
                bend.Apply(sorted[i]).Should().BeGreaterThanOrEqualTo(bend.Apply(sorted[i - 1]) * (1 - 1e-15 * Math.Sign(bend.Apply(sorted[i - 1]))), "{0}", shape);
            }
        }
    }

    [Fact]
    public void The_fitted_power_beats_its_neighbors_on_any_sample()
    {
        var random = new Random(6);
        for (var turn = 0; turn < 60; turn++)
        {
            var values = Enumerable.Range(0, random.Next(2, 40)).Select(_ => (random.NextDouble() - (turn % 3) * 0.5) * Math.Pow(10, random.Next(-2, 2 + turn % 5))).ToArray();
            var fitted = YeoJohnson.Fit(values);
            var best = YeoJohnson.LogLikelihood(values, fitted.Lambda).Value;
            if (fitted.Note == LambdaNote.None)
            {
                foreach (var step in new[] { -1, -0.01, 0.01, 1 })
                {
                    best.Should().BeGreaterThanOrEqualTo(YeoJohnson.LogLikelihood(values, fitted.Lambda + step).Value - 1e-9, "sample {0}, step {1}", turn, step);
                }
            }

            var mirrored = YeoJohnson.Fit([.. values.Select(v => -v)]);
            mirrored.Lambda.Should().BeApproximately(2 - fitted.Lambda, 1e-7 * Math.Max(1, Math.Abs(fitted.Lambda)));
        }
    }

    [Fact]
    public void Many_distinct_values_keep_few_points_close_to_the_exact_scores()
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 20000).Select(_ => random.NextDouble()).ToArray();
        var table = CustomerTable.WithKeys(Enumerable.Range(0, values.Length).Select(i => (long)i)).Number("x", values.Select(v => (double?)v)).Build();
        double[] Scores(int points) => FeatureEncoder.Fit(table, new EncoderOptions { Shape = NumberShape.UniformScore, QuantilePoints = points }).Encode(table).Values.ToArray();
        Scores(1000).Zip(Scores(20000), (few, all) => Math.Abs(few - all)).Max().Should().BeLessThan(1.0 / 1000);
    }

    [Fact]
    public void Options_are_equal_by_what_they_say()
    {
        EncoderOptions Make(double code) => new()
        {
            MissingNumbers = [double.NaN, 1],
            MissingTexts = ["?"],
            Numbers = new Dictionary<string, NumberOptions> { ["x"] = new() { MissingCodes = [code], Shape = NumberShape.YeoJohnson } },
            Categories = new Dictionary<string, CategoryOptions> { ["j"] = new() { MissingCodes = ["-"], RareBelow = 2 } },
        };
        Make(0).Should().Be(Make(0));
        Make(0).GetHashCode().Should().Be(Make(0).GetHashCode());
        Make(0).Should().NotBe(Make(1));
    }

    private sealed record Row(double? A, double? B, double? C, double? D, double? E, string? Job, string? Region);
}
