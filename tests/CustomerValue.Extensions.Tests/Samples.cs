using CustomerValue.Information;

namespace CustomerValue.Extensions.Tests;

/// <summary>A model of a kind and what it scores on fixed inputs: bits of the scores are compared.</summary>
public sealed class Sample(string kind, object model, Func<object, double[]> score)
{
    public string Kind { get; } = kind;

    public object Model { get; } = model;

    public double[] Score(object model) => score(model);

    public override string ToString() => Kind;
}

/// <summary>One model of every kind that files can hold, from awkward parameters.</summary>
public static class Samples
{
    public static readonly Sample[] All =
    [
        new("feature-encoder", Encoder(), EncoderScores),
    ];

    public static TheoryData<string> Kinds => [.. All.Select(s => s.Kind)];

    public static Sample Of(string kind) => All.Single(s => s.Kind == kind);

    public static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static FeatureEncoder Encoder() => FeatureEncoder.FromParameters(
        [new NumberEncoding("age", 1.0 / 3, -0.0, 0.1), new NumberEncoding("assets in €", null, 4.9406564584124654E-324, 1e300)],
        [
            new CategoryEncoding("job", ["\"manager\"\\", "naïve ☕ 😀", "<b>"], ["rare"], UnseenCategory.Other, true),
            new CategoryEncoding("region", ["North"], [], UnseenCategory.Refuse, false),
        ]);

    private static double[] EncoderScores(object model)
    {
        var map = new FeatureMap<(double? Age, double? Assets, string? Job)>()
            .Number("age", c => c.Age).Number("assets in €", c => c.Assets).Category("job", c => c.Job).Category("region", _ => "North");
        (double?, double?, string?)[] rows =
            [(41.7, 3e-310, "naïve ☕ 😀"), (null, null, null), (0, -7e200, "rare"), (-0.0, 5, "never seen"), (1, 2, "<b>"), (1, 2, "\"manager\"\\")];
        return ((FeatureEncoder)model).Encode(map.ToTable(rows)).Values.ToArray();
    }
}
