using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Propensity;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Propensity;

/// <summary>Batches that the tests of this room share.</summary>
internal static class Samples
{
    public static FeatureBatch Numbers(string[] names, params double[][] columns)
    {
        var values = new double[columns[0].Length * columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns[i % columns.Length][i / columns.Length];
        }

        return FeatureBatch.FromRows(new FeatureSchema(names.Select(FeatureColumn.Number)), values);
    }

    /// <summary>The 60 rows of logit_glm_small.json.</summary>
    public static (LabeledBatch Sample, JsonElement Golden) GlmSmall()
    {
        var golden = GoldenFile.Read("propensity/logit_glm_small.json");
        var data = golden.GetProperty("data");
        var batch = Numbers(["x1", "x2", "x3"], data.Numbers("x1"), data.Numbers("x2"), data.Numbers("x3"));
        return (LabeledBatch.Of(batch, data.Numbers("y")), golden);
    }

    /// <summary>Numbers, categories and outcomes from a logistic model, reproducible from the seed.</summary>
    public static LabeledBatch Logistic(int rows, int numbers, int[] levels, ulong seed)
    {
        var random = RandomStream.Open(seed, "logistic sample");
        var columns = Enumerable.Range(1, numbers).Select(j => FeatureColumn.Number($"x{j}"))
            .Concat(levels.Select((count, k) => FeatureColumn.Category($"c{k + 1}", Enumerable.Range(0, count).Select(l => $"l{l}"))));
        var schema = new FeatureSchema(columns);
        var values = new double[rows * schema.Count];
        var outcomes = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            var logit = -0.5;
            for (var j = 0; j < numbers; j++)
            {
                var x = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
                values[i * schema.Count + j] = x;
                logit += x * (j % 3 - 1) * 0.8;
            }

            for (var k = 0; k < levels.Length; k++)
            {
                var code = random.NextInt(levels[k]);
                values[i * schema.Count + numbers + k] = code;
                logit += 0.3 * (code - 0.5 * levels[k]) / levels[k];
            }

            outcomes[i] = random.NextDouble() < Elementary.Logistic(logit) ? 1 : 0;
        }

        return LabeledBatch.Of(FeatureBatch.FromRows(schema, values), outcomes);
    }

    public static double[] Estimates(LogisticModel model) => model.Coefficients.Select(c => c.Estimate).ToArray();

    public static double[] Errors(LogisticModel model) => model.Coefficients.Select(c => c.StandardError.Value).ToArray();

    public static void ShouldBeNear(this IReadOnlyList<double> actual, IReadOnlyList<double> expected, double tolerance, string because = "")
    {
        actual.Count.Should().Be(expected.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            actual[i].Should().BeApproximately(expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])), $"entry {i} {because}");
        }
    }
}
