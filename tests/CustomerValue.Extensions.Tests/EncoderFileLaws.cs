using CustomerValue.Information;

namespace CustomerValue.Extensions.Tests;

/// <summary>Transforms, missing codes, flags and values per level survive a model file bit by bit.</summary>
public sealed class EncoderFileLaws
{
    private static readonly FeatureMap<(double? A, double? B, string? Job)> Map =
        new FeatureMap<(double? A, double? B, string? Job)>()
            .Number("power", r => r.A).Number("normal", r => r.B).Number("uniform", r => r.A).Number("log", r => r.B).Number("plain", r => r.A).Number("bins", r => r.B)
            .Category("job", r => r.Job).Category("valued", r => r.Job);

    private static readonly (double? A, double? B, string? Job)[] Rows =
        [(1.5, -3, "clerk"), (0, double.NaN, "?"), (null, 7, "nurse"), (1e-300, 0.1, null), (-20, -999, "n/a"), (4, 1e6, "clerk"), (3, 3, "nurse")];

    private static FeatureEncoder Fitted() => FeatureEncoder.Fit(Map, Rows, new EncoderOptions
    {
        MissingNumbers = [double.NaN, -999],
        MissingTexts = ["?", "n/a"],
        MissingFlags = true,
        Scaling = Scaling.MedianIqr,
        Imputation = Imputation.Median,
        Winsorizing = Winsorizing.Default,
        Numbers = new Dictionary<string, NumberOptions>
        {
            ["power"] = new() { Shape = NumberShape.YeoJohnson },
            ["normal"] = new() { Shape = NumberShape.NormalScore },
            ["uniform"] = new() { Shape = NumberShape.UniformScore, MissingCodes = [] },
            ["log"] = new() { Shape = NumberShape.SignedLog },
            ["plain"] = new() { Winsorizing = new() { Lower = 0, Upper = 0.1 }, MissingCodes = [-20] },
        },
    })
        .Replace(new NumberEncoding("bins", NumberTransform.Bins([0, 5], [-1, 1.0 / 3, 2]), null, 0, 1, null, null, [double.NaN, -999], true, -0.25))
        .Replace(CategoryEncoding.FromValues("valued", new Dictionary<string, double> { ["clerk"] = 0.1, ["nurse ☕"] = -0.2 }, 0.3, 0.4));

    private static FeatureEncoder ByHand() => FeatureEncoder.FromParameters(
        [
            new("power", NumberTransform.YeoJohnson(-0.1, LambdaNote.None), 0.5, 1.0 / 3, 0.7, -2, 3.25, [-999, double.NaN], true, null),
            new("normal", NumberTransform.Scores(NumberShape.NormalScore, [-3, 0.1, 7], [-1.1, 0, 1.1]), null, 0, 1, null, 1e5, [double.NaN], false, null),
            new("uniform", NumberTransform.Scores(NumberShape.UniformScore, [0], [0.5]), null, 0, 1, null, null, [0], true, null),
            new("log", NumberTransform.SignedLog, 0, 9.4, 1.2, null, null, [double.NaN], false, null),
            new("plain", NumberTransform.YeoJohnson(1, LambdaNote.ConstantColumn), null, 0, 1, null, null, [], false, null),
            new("bins", NumberTransform.Bins([0, 5], [-1, 1.0 / 3, 2]), null, 0, 1, null, null, [double.NaN], false, -0.25),
        ],
        [
            new("job", ["clerk"], ["baker"], UnseenCategory.Other, true, ["?", ""], null),
            CategoryEncoding.FromValues("valued", new Dictionary<string, double> { ["clerk"] = 0.1, ["nurse ☕"] = -0.2 }, 0.3, 0.4),
        ]);

    private static string WithoutLibrary(string file) =>
        System.Text.RegularExpressions.Regex.Replace(Resealed.Content(file).Replace("\"algorithm\":1,", string.Empty, StringComparison.Ordinal), "\"library\":\"[^\"]*\"", "\"library\":\"\"");

    private static long[] Bits(FeatureEncoder encoder) => Samples.Bits(encoder.Bind(Map).Encode(Rows.AsEnumerable()).Values.ToArray());

    [Fact]
    public void Every_transform_comes_back_to_the_same_bits_and_the_same_file()
    {
        var file = ModelFile.Save(Fitted());
        var loaded = ModelFile.Load<FeatureEncoder>(file);
        Bits(loaded).Should().Equal(Bits(Fitted()));
        ModelFile.Save(loaded).Should().Be(file);
        loaded.Schema.Columns.Select(c => c.Name).Should().Equal(Fitted().Schema.Columns.Select(c => c.Name));
        loaded.Numbers[0].Transform.Lambda.Should().Be(Fitted().Numbers[0].Transform.Lambda);
    }

    [Fact]
    public void The_committed_file_with_transforms_still_loads_and_is_still_written_so()
    {
        var committed = File.ReadAllText(Path.Combine(ModelFileVersions.Folder(), "v1", "feature-encoder-transforms.json"));
        Bits(ModelFile.Load<FeatureEncoder>(committed)).Should().Equal(Bits(ByHand()));
        WithoutLibrary(ModelFile.Save(ByHand())).Should().Be(WithoutLibrary(committed));
    }

    [Fact]
    public void A_constant_column_is_still_noted()
    {
        var encoder = FeatureEncoder.Fit(Map, [(2, 2, "a"), (2, 2, "a")], new EncoderOptions { Shape = NumberShape.YeoJohnson });
        ModelFile.Load<FeatureEncoder>(ModelFile.Save(encoder)).Numbers[0].Transform.Note.Should().Be(LambdaNote.ConstantColumn);
    }

    [Theory]
    [InlineData("\"shape\":\"yeo-johnson\"", "\"shape\":\"box-cox\"", "*shape is 'box-cox', none of as-is, signed-log, yeo-johnson*")]
    [InlineData("\"note\":\"none\"", "\"note\":\"fine\"", "*note is 'fine', none of none, constant-column, bound-reached*")]
    [InlineData("\"shape\":\"yeo-johnson\"", "\"shape\":\"as-is\"", "*lambda is not known to this version*")]
    [InlineData("\"points\":[0,5]", "\"points\":[5,5]", "*Row 1 breaks strictly ascending*")]
    public void Broken_transforms_are_refused(string from, string to, string message)
    {
        var file = Resealed.Content(ModelFile.Save(Fitted()));
        file.Should().Contain(from);
        FluentActions.Invoking(() => ModelFile.Load<FeatureEncoder>(Resealed.Close(file.Replace(from, to, StringComparison.Ordinal)))).Should().Throw<InvalidDataException>().WithMessage(message);
    }
}
