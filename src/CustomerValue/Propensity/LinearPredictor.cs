using System.Runtime.CompilerServices;
using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>The linear predictor of a scorer: numbers by an eight-lane dot product, then one table entry per category in column order, then the intercept.</summary>
internal sealed class LinearPredictor
{
    private const int CheckedRows = 4096;

    private readonly double[] numbers;
    private readonly double[] padded;
    private readonly double[] levels;
    private readonly int[] starts;
    private readonly int columns;
    private readonly int numericCount;

    /// <summary>A predictor.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="intercept">Added last.</param>
    /// <param name="effects">One per number, then one per level of every category, reference levels included.</param>
    public LinearPredictor(FeatureSchema schema, double intercept, ReadOnlySpan<double> effects)
    {
        Schema = schema;
        numbers = effects.Slice(0, schema.NumericCount).ToArray();
        padded = new double[(schema.NumericCount + 7) / 8 * 8];
        numbers.CopyTo(padded, 0);
        columns = schema.Count;
        numericCount = numbers.Length;
        Intercept = intercept;
        levels = effects.Slice(schema.NumericCount).ToArray();
        starts = new int[schema.Count - schema.NumericCount + 1];
        for (var k = 0; k + 1 < starts.Length; k++)
        {
            starts[k + 1] = starts[k] + schema.Columns[schema.NumericCount + k].Levels.Count;
        }
    }

    public FeatureSchema Schema { get; }

    public double Intercept { get; }

    public ReadOnlySpan<double> Numbers => numbers;

    public ReadOnlySpan<double> Levels => levels;

    public static int EffectCount(FeatureSchema schema) =>
        schema.NumericCount + schema.Columns.Skip(schema.NumericCount).Sum(c => c.Levels.Count);

    public static LinearPredictor From(FeatureSchema schema, DesignLayout layout, ReadOnlySpan<double> coefficients)
    {
        var effects = new double[EffectCount(schema)];
        coefficients.Slice(1, schema.NumericCount).CopyTo(effects);
        var next = schema.NumericCount;
        for (var k = 0; k < layout.CategoryCount; k++)
        {
            for (var code = 0; code < layout.LevelCount(k); code++)
            {
                var parameter = layout.Parameter(k, code);
                effects[next++] = parameter < 0 ? 0 : coefficients[parameter];
            }
        }

        return new LinearPredictor(schema, coefficients[0], effects);
    }

    /// <summary>The linear predictor of one row; not finite where the row is to blame.</summary>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Predict(ReadOnlySpan<double> features)
    {
        if (features.Length != columns)
        {
            Guard.SameLength(features.Length, columns, nameof(features));
        }

        return DotKernel.PaddedScore(features, numericCount, padded, levels, starts, Intercept);
    }

    /// <summary>Scores a batch; refuses the first row whose linear predictor is not finite.</summary>
    public void Predict(FeatureBatch batch, Span<double> destination, bool logistic)
    {
        CheckSchema(batch);
        Guard.LongEnough(destination.Length, batch.RowCount, nameof(destination));
        for (var start = 0; start < batch.RowCount; start += CheckedRows)
        {
            // All that follows, not the piece alone: the vector code may then read past a row's end.
            var rows = batch.Values.Slice(start * columns);
            var scores = destination.Slice(start, Math.Min(CheckedRows, batch.RowCount - start));
            var finite = logistic
                ? DotKernel.LogisticScores(rows, columns, numbers.Length, numbers, levels, starts, Intercept, scores)
                : DotKernel.LinearScores(rows, columns, numbers.Length, numbers, levels, starts, Intercept, scores);
            if (!finite)
            {
                throw BlameFirst(batch, start);
            }
        }
    }

    private ArgumentException BlameFirst(FeatureBatch batch, int row)
    {
        while (double.IsFinite(Predict(batch.Row(row))))
        {
            row++;
        }

        return Blame(batch.Row(row), row);
    }

    /// <summary>Refuses a batch of other columns.</summary>
    public void CheckSchema(FeatureBatch batch)
    {
        if (ReferenceEquals(Guard.NotNull(batch).Schema, Schema))
        {
            return;
        }

        var (expected, found) = (Schema.Columns, batch.Schema.Columns);
        for (var j = 0; j < Math.Max(expected.Count, found.Count); j++)
        {
            var left = j < expected.Count ? Describe(expected[j]) : "nothing";
            var right = j < found.Count ? Describe(found[j]) : "nothing";
            if (!string.Equals(left, right, StringComparison.Ordinal))
            {
                throw new ArgumentException($"Column {Guard.Text(j)} of the batch is {right}; the model was fitted to {left}.", nameof(batch));
            }
        }
    }

    /// <summary>The exception for a score that came out as no number: names the column to blame.</summary>
    public ArgumentException Blame(ReadOnlySpan<double> row, long index)
    {
        for (var j = 0; j < row.Length; j++)
        {
            var column = Schema.Columns[j];
            var valid = double.IsFinite(row[j]) && (j < numbers.Length || IsCode(row[j], column.Levels.Count));
            if (!valid)
            {
                var rule = j < numbers.Length ? "finite" : $"a code 0…{Guard.Text(column.Levels.Count - 1)}";
                var found = double.IsNaN(row[j]) ? "missing, and the model learned no rule for missing" : Guard.Text(row[j]);
                return Guard.BrokenRow("features", index, $"'{column.Name}' {rule}", found);
            }
        }

        return Guard.BrokenRow("features", index, "a finite linear predictor", "overflow");
    }

    private static string Describe(FeatureColumn column) =>
        column.Kind == FeatureKind.Number ? $"number '{column.Name}'" : $"category '{column.Name}' ({string.Join("|", column.Levels)})";

    private static bool IsCode(double value, int count) => value >= 0 && value < count && value == Math.Floor(value);
}
