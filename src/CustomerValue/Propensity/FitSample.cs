using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>What every linear fit asks of its sample, and how its parameters are laid out.</summary>
internal static class FitSample
{
    public static void CheckBinary(LabeledBatch sample)
    {
        CheckFeatures(sample);
        var outcomes = sample.Outcomes;
        for (var row = 0; row < outcomes.Length; row++)
        {
            if (!(outcomes[row] >= 0 && outcomes[row] <= 1))
            {
                throw Guard.BrokenRow("outcomes", row, "0 ≤ outcome ≤ 1", Guard.Text(outcomes[row]));
            }
        }
    }

    public static void CheckFeatures(LabeledBatch sample)
    {
        if (sample.RowCount == 0)
        {
            throw new ArgumentException("There are no rows to fit.", nameof(sample));
        }

        var columns = sample.Features.Schema.Columns;
        var values = sample.Features.Values;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                var column = columns[i % columns.Count].Name;
                throw Guard.BrokenRow("features", i / columns.Count, $"'{column}' present", "missing; impute it, for instance with a FeatureEncoder");
            }
        }
    }

    /// <summary>Refuses a sample in which nothing is to be told apart.</summary>
    public static void CheckTwoClasses(LabeledBatch sample)
    {
        if (IsOneClass(sample, out var outcome))
        {
            throw new ArgumentException($"All outcomes are {Guard.Text(outcome)}: with one class there is nothing to tell apart.", nameof(sample));
        }
    }

    /// <summary>One value per parameter from values by column or coefficient; a coefficient's own name goes before its column's.</summary>
    public static T[] ByParameter<T>(FeatureSchema schema, DesignLayout layout, IReadOnlyDictionary<string, T> values, T otherwise, string setting)
    {
        var result = Enumerable.Repeat(otherwise, layout.ParameterCount).ToArray();
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var p = 1; p < result.Length && values.Count > 0; p++)
        {
            var column = Place(schema, layout, p).Column!;
            foreach (var name in new[] { column, layout.Names[p] })
            {
                if (values.TryGetValue(name, out var value))
                {
                    result[p] = value;
                    used.Add(name);
                }
            }
        }

        foreach (var name in values.Keys)
        {
            if (!used.Contains(name))
            {
                throw new ArgumentException($"{setting} names '{name}', which is no column and no coefficient.", nameof(values));
            }
        }

        return result;
    }

    /// <summary>The parameter of a coefficient's name.</summary>
    public static int Parameter(DesignLayout layout, string name)
    {
        Guard.NotNull(name);
        for (var p = 0; p < layout.ParameterCount; p++)
        {
            if (string.Equals(layout.Names[p], name, StringComparison.Ordinal))
            {
                return p;
            }
        }

        throw new ArgumentException($"There is no coefficient '{name}'; there are {string.Join(", ", layout.Names)}.", nameof(name));
    }

    /// <summary>Which parameters a name means: one coefficient, or all of a column.</summary>
    public static bool[] Parameters(FeatureSchema schema, DesignLayout layout, string name)
    {
        Guard.NotNull(name);
        var all = Enumerable.Range(0, layout.ParameterCount);
        var ofColumn = all.Select(p => string.Equals(Place(schema, layout, p).Column, name, StringComparison.Ordinal)).ToArray();
        if (!ofColumn.Any(b => b))
        {
            ofColumn[Parameter(layout, name)] = true;
        }

        return ofColumn;
    }

    /// <summary>Lower and upper limits per parameter; infinite where there are none.</summary>
    public static (double[] Lower, double[] Upper) Limits(FeatureSchema schema, DesignLayout layout, IReadOnlyDictionary<string, EffectLimits> limits)
    {
        var free = EffectLimits.Between(double.NegativeInfinity, double.PositiveInfinity);
        var all = ByParameter(schema, layout, limits, free, "Limits");
        return (all.Select(l => l.Lower).ToArray(), all.Select(l => l.Upper).ToArray());
    }

    /// <summary>Separation along effects that nothing holds back: neither a limit on that side nor a penalty (where a parameter's factor is above 0).</summary>
    public static SeparationFinding? Separation(RowBlocks blocks, DesignLayout layout, double[] lower, double[] upper, double[]? factors = null)
    {
        var free = lower.Select((_, p) => p == 0 || factors is null || factors[p] == 0).ToArray();
        if (layout.Intercept && free.Skip(1).All(f => !f))
        {
            return null;
        }

        return SeparationProgram.Check(
            blocks,
            layout,
            upper.Select((limit, p) => free[p] && double.IsInfinity(limit)).ToArray(),
            lower.Select((limit, p) => free[p] && double.IsInfinity(limit)).ToArray());
    }

    /// <summary>True and the class when all rows that count have the same outcome 0 or 1.</summary>
    public static bool IsOneClass(LabeledBatch sample, out double outcome)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < sample.RowCount; i++)
        {
            if (sample.Weights.IsEmpty || sample.Weights[i] > 0)
            {
                low = Math.Min(low, sample.Outcomes[i]);
                high = Math.Max(high, sample.Outcomes[i]);
            }
        }

        outcome = low;
        return low == high && (low == 0 || low == 1);
    }

    /// <summary>Standard deviation of outcomes less offsets, or 1 where they do not vary.</summary>
    public static double Spread(LabeledBatch sample)
    {
        double weight = 0, mean = 0, squares = 0;
        for (var i = 0; i < sample.RowCount; i++)
        {
            var w = sample.Weights.IsEmpty ? 1 : sample.Weights[i];
            if (w > 0)
            {
                // West's update.
                var y = sample.Outcomes[i] - (sample.Offsets.IsEmpty ? 0 : sample.Offsets[i]);
                weight += w;
                var delta = y - mean;
                mean += delta * w / weight;
                squares += w * delta * (y - mean);
            }
        }

        var spread = Math.Sqrt(squares / weight);
        return spread > 0 ? spread : Math.Abs(mean) > 0 ? Math.Abs(mean) : 1;
    }

    /// <summary>Outcomes and offsets in other units.</summary>
    public static LabeledBatch Divided(LabeledBatch sample, double unit)
    {
        var outcomes = new double[sample.RowCount];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = sample.Outcomes[i] / unit;
        }

        var offsets = new double[sample.Offsets.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = sample.Offsets[i] / unit;
        }

        return LabeledBatch.Of(sample.Features, outcomes).WithWeights(sample.Weights).WithOffsets(offsets).WithClusters(sample.Clusters);
    }

    /// <summary>The layout of an unpenalized fit: levels that an encoder keeps for later and no customer has are left out, as no customer tells of them.</summary>
    public static DesignLayout Layout(LabeledBatch sample, IReadOnlyDictionary<string, string> referenceLevels)
    {
        var schema = sample.Features.Schema;
        var numbers = schema.NumericCount;
        var absent = new bool[schema.Count - numbers][];
        for (var k = 0; k < absent.Length; k++)
        {
            absent[k] = schema.Columns[numbers + k].Levels.Select(level => level is CategoryEncoding.OtherLevel or CategoryEncoding.MissingLevel).ToArray();
        }

        for (var row = 0; row < sample.RowCount && Array.Exists(absent, levels => levels.Any(a => a)); row++)
        {
            var features = sample.Features.Row(row);
            for (var k = 0; k < absent.Length && (sample.Weights.IsEmpty || sample.Weights[row] > 0); k++)
            {
                absent[k][(int)features[numbers + k]] = false;
            }
        }

        return Layout(schema, referenceLevels, absent);
    }

    /// <summary>The layout of a schema.</summary>
    public static DesignLayout Layout(FeatureSchema schema, IReadOnlyDictionary<string, string> referenceLevels, bool[][]? absent = null)
    {
        var columns = schema.Columns;
        var categories = columns.Count - schema.NumericCount;
        var counts = new int[categories];
        var references = new int[categories];
        var names = new List<string> { "(Intercept)" };
        names.AddRange(columns.Take(schema.NumericCount).Select(c => c.Name));
        for (var k = 0; k < categories; k++)
        {
            var column = columns[schema.NumericCount + k];
            counts[k] = column.Levels.Count;
            if (referenceLevels.TryGetValue(column.Name, out var reference))
            {
                references[k] = column.Levels.ToList().IndexOf(reference);
                if (references[k] < 0)
                {
                    throw new ArgumentException($"Reference level '{reference}' is no level of column '{column.Name}'.", nameof(referenceLevels));
                }
            }

            names.AddRange(column.Levels.Where((_, code) => code != references[k] && (absent is null || !absent[k][code])).Select(level => $"{column.Name}={level}"));
        }

        foreach (var name in referenceLevels.Keys)
        {
            if (!columns.Skip(schema.NumericCount).Any(c => string.Equals(c.Name, name, StringComparison.Ordinal)))
            {
                throw new ArgumentException($"ReferenceLevels names '{name}', which is no category column.", nameof(referenceLevels));
            }
        }

        return new DesignLayout(true, schema.NumericCount, counts, references, names.ToArray(), absent);
    }

    public static ArgumentException Aliased(DesignLayout layout, int parameter, string argument) => new(
        $"'{layout.Names[parameter]}' is constant, absent or a linear combination of the columns before it; leave it out, merge the level, or set Ridge > 0.",
        argument);

    /// <summary>Robust or model-based covariance of a fit to a batch.</summary>
    public static double[] Covariance(LabeledBatch sample, GeneralizedLinearResult fit, CovarianceEstimate estimate)
    {
        var kind = estimate switch
        {
            CovarianceEstimate.HC0 => CovarianceKind.HC0,
            CovarianceEstimate.HC1 => CovarianceKind.HC1,
            CovarianceEstimate.HC2 => CovarianceKind.HC2,
            CovarianceEstimate.HC3 => CovarianceKind.HC3,
            CovarianceEstimate.CR0 => CovarianceKind.CR0,
            CovarianceEstimate.CR1 => CovarianceKind.CR1,
            _ => CovarianceKind.Model,
        };
        if (kind < CovarianceKind.CR0)
        {
            return LinearCovariance.Estimate(new BatchRowBlocks(sample), fit, kind);
        }

        var numbers = new Dictionary<int, int>();
        var clusters = new int[sample.RowCount];
        for (var i = 0; i < clusters.Length; i++)
        {
            if (!numbers.TryGetValue(sample.Clusters[i], out clusters[i]))
            {
                clusters[i] = numbers.Count;
                numbers.Add(sample.Clusters[i], clusters[i]);
            }
        }

        return LinearCovariance.Estimate(new BatchRowBlocks(sample), fit, kind, clusters, numbers.Count);
    }

    public static void CheckClusters(LabeledBatch sample, CovarianceEstimate estimate)
    {
        if (estimate >= CovarianceEstimate.CR0 && (sample.Clusters.IsEmpty || sample.Clusters.ToArray().Distinct().Count() < 2))
        {
            throw new ArgumentException("A clustered covariance needs at least two clusters: LabeledBatch.WithClusters.", nameof(sample));
        }
    }

    /// <summary>Names of the levels without a customer, which score as the reference level.</summary>
    public static string[] AbsentLevels(FeatureSchema schema, DesignLayout layout)
    {
        var names = new List<string>();
        for (var k = 0; k < layout.CategoryCount && layout.Absent is not null; k++)
        {
            var column = schema.Columns[schema.NumericCount + k];
            names.AddRange(column.Levels.Where((_, code) => layout.Absent[k][code] && code != layout.Reference(k)).Select(level => $"{column.Name}={level}"));
        }

        return names.ToArray();
    }

    /// <summary>Levels named <c>column=level</c>, each one of the schema's and named once.</summary>
    public static string[] CheckLevels(FeatureSchema schema, IEnumerable<string> levelsWithoutCustomers)
    {
        var known = new HashSet<string>(schema.Columns.Skip(schema.NumericCount).SelectMany(c => c.Levels.Select(level => $"{c.Name}={level}")), StringComparer.Ordinal);
        var names = levelsWithoutCustomers.ToArray();
        foreach (var name in names)
        {
            if (!known.Remove(Guard.NotNull(name, nameof(levelsWithoutCustomers))))
            {
                throw new ArgumentException($"'{name}' is no level of the schema's categories, or is named twice.", nameof(levelsWithoutCustomers));
            }
        }

        return names;
    }

    /// <summary>The coefficients with their errors, in layout order.</summary>
    public static Coefficient[] Table(FeatureSchema schema, DesignLayout layout, ReadOnlySpan<double> estimates, ReadOnlySpan<double> covariance, UndefinedReason missing, double degreesOfFreedom, bool[]? atLimit = null)
    {
        var table = new Coefficient[layout.ParameterCount];
        var k = layout.ParameterCount;
        for (var p = 0; p < k; p++)
        {
            var (column, level) = Place(schema, layout, p);
            var error = atLimit is not null && atLimit[p] ? Figure.Undefined(UndefinedReason.AtLimit)
                : covariance.IsEmpty ? Figure.Undefined(missing) : Figure.Of(Math.Sqrt(Math.Max(0, covariance[p * k + p])));
            table[p] = new Coefficient(layout.Names[p], column, level, estimates[p], error, degreesOfFreedom);
        }

        return table;
    }

    private static (string? Column, string? Level) Place(FeatureSchema schema, DesignLayout layout, int parameter)
    {
        if (parameter < layout.PackedCount)
        {
            return (parameter == 0 ? null : schema.Columns[parameter - 1].Name, null);
        }

        for (var k = 0; k < layout.CategoryCount; k++)
        {
            var column = schema.Columns[schema.NumericCount + k];
            for (var code = 0; code < column.Levels.Count; code++)
            {
                if (layout.Parameter(k, code) == parameter)
                {
                    return (column.Name, column.Levels[code]);
                }
            }
        }

        return (null, null);
    }
}
