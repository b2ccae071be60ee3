namespace CustomerValue.Numerics;

/// <summary>A direction in which the likelihood of a binary model rises for ever.</summary>
internal sealed class SeparationFinding
{
    /// <summary>True when every row is strictly on its side of a hyperplane, false when some lie on it.</summary>
    public bool IsComplete { get; init; }

    /// <summary>One entry per parameter, largest absolute value 1: positive drifts to +∞, negative to −∞, zero stays finite.</summary>
    public double[] Direction { get; init; } = [];
}

/// <summary>Tells by linear programming whether two classes can be separated (Konis 2007): max Σ sᵢxᵢb subject to sᵢxᵢb ≥ 0, −1 ≤ b ≤ 1.</summary>
/// <remarks>Rows enter the program only when the current solution violates them, so a million rows cost some passes over the data.</remarks>
internal static class SeparationProgram
{
    private const double Feasible = 1e-9;
    private const double Strict = 1e-7;
    private const int RowsPerRound = 64;

    /// <summary>Null when the classes overlap, so that the maximum likelihood estimate exists.</summary>
    public static SeparationFinding? Check(RowBlocks blocks, DesignLayout layout) => Check(blocks, layout, null, null);

    /// <summary>As above where some parameters cannot rise or fall for ever, because of a limit or a penalty; null for all that can.</summary>
    public static SeparationFinding? Check(RowBlocks blocks, DesignLayout layout, bool[]? rises, bool[]? falls)
    {
        var n = layout.ParameterCount;
        var columnScale = new double[n];
        var objective = new double[n];
        var row = new double[n];
        ForEach(blocks, layout, row, (x, sign, weight) =>
        {
            for (var j = 0; j < x.Length; j++)
            {
                columnScale[j] = Math.Max(columnScale[j], Math.Abs(x[j]));
                objective[j] += sign * x[j];
            }
        });

        for (var j = 0; j < n; j++)
        {
            columnScale[j] = columnScale[j] > 0 ? columnScale[j] : 1;
            objective[j] /= columnScale[j];
        }

        // A parameter that can do neither gets no room; one that can only rise or fall, a row of its own.
        var oneWay = new List<(int Parameter, int Sign)>();
        var room = (double[])columnScale.Clone();
        for (var j = 0; j < n; j++)
        {
            var (up, down) = (rises?[j] ?? true, falls?[j] ?? true);
            room[j] = up || down ? room[j] : 0;
            if (up != down)
            {
                oneWay.Add((j, up ? 1 : -1));
            }
        }

        // In u = scale·b every column is at most 1; the box −1 ≤ b ≤ 1 becomes |u| ≤ scale.
        var direction = Maximize(blocks, layout, objective, columnScale, room, oneWay, strict: false, out var margin);
        if (direction is null || !(margin > Strict))
        {
            return null;
        }

        var inner = new double[n + 1];
        inner[n] = 1;
        var box = room.Concat([1.0]).ToArray();
        var complete = Maximize(blocks, layout, inner, columnScale, box, oneWay, strict: true, out _) is { } solution && solution[n] > Strict;
        for (var j = 0; j < n; j++)
        {
            direction[j] = Math.Abs(direction[j]) > 1e-8 * columnScale[j] ? direction[j] / columnScale[j] : 0;
        }

        var largest = direction.Max(Math.Abs);
        return new SeparationFinding { IsComplete = complete, Direction = direction.Select(b => b / largest).ToArray() };
    }

    /// <summary>True when a direction in which the likelihood never falls moves a parameter up (sign 1) or down (−1).</summary>
    public static bool Reaches(RowBlocks blocks, DesignLayout layout, int parameter, int sign)
    {
        var n = layout.ParameterCount;
        var columnScale = new double[n];
        var row = new double[n];
        ForEach(blocks, layout, row, (x, _, _) =>
        {
            for (var j = 0; j < x.Length; j++)
            {
                columnScale[j] = Math.Max(columnScale[j], Math.Abs(x[j]));
            }
        });
        for (var j = 0; j < n; j++)
        {
            columnScale[j] = columnScale[j] > 0 ? columnScale[j] : 1;
        }

        var objective = new double[n];
        objective[parameter] = sign;
        var direction = Maximize(blocks, layout, objective, columnScale, columnScale, [], strict: false, out _);
        return direction is not null && sign * direction[parameter] > Strict * columnScale[parameter];
    }

    private static double[]? Maximize(
        RowBlocks blocks,
        DesignLayout layout,
        double[] objective,
        double[] columnScale,
        double[] box,
        List<(int Parameter, int Sign)> oneWay,
        bool strict,
        out double margin)
    {
        var n = layout.ParameterCount;
        var constraints = new List<double[]>();
        foreach (var (parameter, sign) in oneWay)
        {
            var constraint = new double[objective.Length];
            constraint[parameter] = sign;
            constraints.Add(constraint);
        }

        var row = new double[n];
        for (var round = 0; round < 200; round++)
        {
            var u = SmallProgram.Maximize(objective, constraints, box);
            var t = strict ? u[n] : 0;
            if (strict ? t <= Strict : u.Max(Math.Abs) < 1e-12)
            {
                margin = 0;
                return null;
            }

            var worst = new List<(double Value, double[] Row)>();
            var best = 0.0;
            ForEach(blocks, layout, row, (x, sign, _) =>
            {
                var norm = 0.0;
                var value = 0.0;
                for (var j = 0; j < x.Length; j++)
                {
                    var scaled = x[j] / columnScale[j];
                    norm = Math.Max(norm, Math.Abs(scaled));
                    value += scaled * u[j];
                }

                if (norm == 0)
                {
                    return;
                }

                value = sign * value / norm;
                best = Math.Max(best, value);
                if (value - t < -Feasible && (worst.Count < RowsPerRound || value < worst[worst.Count - 1].Value))
                {
                    var constraint = new double[objective.Length];
                    for (var j = 0; j < x.Length; j++)
                    {
                        constraint[j] = sign * x[j] / columnScale[j] / norm;
                    }

                    if (strict)
                    {
                        constraint[n] = -1;
                    }

                    var at = worst.FindIndex(w => value < w.Value);
                    worst.Insert(at < 0 ? worst.Count : at, (value, constraint));
                    if (worst.Count > RowsPerRound)
                    {
                        worst.RemoveAt(RowsPerRound);
                    }
                }
            });

            if (worst.Count == 0)
            {
                margin = best;
                return u;
            }

            constraints.AddRange(worst.Select(w => w.Row));
        }

        margin = 0;
        return null;
    }

    /// <summary>Every row with its class as a sign; a fractional outcome counts as both classes.</summary>
    private static void ForEach(RowBlocks blocks, DesignLayout layout, double[] row, Action<double[], double, double> visit)
    {
        for (var b = 0; b < blocks.BlockCount; b++)
        {
            var block = blocks[b];
            for (var i = 0; i < block.RowCount; i++)
            {
                var weight = block.WeightAt(i);
                if (weight == 0)
                {
                    continue;
                }

                Expand(block.Features.Slice(i * block.Stride, layout.ColumnCount), layout, row);
                var y = block.Outcomes[i];
                if (y > 0)
                {
                    visit(row, 1, weight);
                }

                if (y < 1)
                {
                    visit(row, -1, weight);
                }
            }
        }
    }

    private static void Expand(ReadOnlySpan<double> features, DesignLayout layout, double[] row)
    {
        Array.Clear(row, 0, row.Length);
        var shift = layout.Intercept ? 1 : 0;
        if (shift == 1)
        {
            row[0] = 1;
        }

        features.Slice(0, layout.NumericCount).CopyTo(row.AsSpan(shift));
        for (var k = 0; k < layout.CategoryCount; k++)
        {
            var parameter = layout.Parameter(k, (int)features[layout.NumericCount + k]);
            if (parameter >= 0)
            {
                row[parameter] = 1;
            }
        }
    }
}
