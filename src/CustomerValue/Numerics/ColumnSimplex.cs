namespace CustomerValue.Numerics;

/// <summary>A linear program whose columns arrive one by one: max Σ c w, Σ a w ≤ b, Σ w = 1, w ≥ 0.</summary>
/// <remarks>Primal simplex with an explicit inverse of the basis. The first column starts the basis; where it breaks a row, an artificial column mends it until phase one drives it out.</remarks>
internal sealed class ColumnSimplex
{
    private const double Tolerance = 1e-11;
    private const double ArtificialCost = -1e4;

    private readonly int rows;
    private readonly double[] limits;
    private readonly List<double[]> columns = [];
    private readonly List<double> costs = [];
    private readonly int[] basis;
    private readonly double[] inverse;
    private readonly double[] values;
    private readonly double[] direction;
    private int sincePivot;

    // Variables: slack r is r, artificial r is rows + r, column k is 2 rows + k. Row number `rows` is Σ w = 1.
    public ColumnSimplex(ReadOnlySpan<double> limits, double[] first, double cost)
    {
        rows = limits.Length;
        this.limits = limits.ToArray();
        basis = new int[rows + 1];
        inverse = new double[(rows + 1) * (rows + 1)];
        values = new double[rows + 1];
        direction = new double[rows + 1];
        columns.Add(first);
        costs.Add(cost);
        for (var r = 0; r < rows; r++)
        {
            basis[r] = limits[r] - first[r] >= 0 ? r : rows + r;
            IsFeasible &= basis[r] == r;
        }

        basis[rows] = 2 * rows;
        Refactor();
    }

    /// <summary>False while an artificial column is in use: phase one, which maximizes minus the sum of artificials.</summary>
    public bool IsFeasible { get; private set; } = true;

    public double Objective
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i <= rows; i++)
            {
                sum += Cost(basis[i]) * values[i];
            }

            return sum;
        }
    }

    public int ColumnCount => columns.Count;

    /// <summary>Ends phase one.</summary>
    public void EnterPhaseTwo() => IsFeasible = true;

    public void Add(double[] column, double cost)
    {
        columns.Add(column);
        costs.Add(cost);
    }

    /// <summary>Sum of the artificial variables.</summary>
    public double Infeasibility()
    {
        var sum = 0.0;
        for (var i = 0; i <= rows; i++)
        {
            sum += basis[i] >= rows && basis[i] < 2 * rows ? values[i] : 0;
        }

        return sum;
    }

    /// <summary>Weight of every column that is in the basis.</summary>
    public IEnumerable<(int Column, double Weight)> Weights()
    {
        for (var i = 0; i <= rows; i++)
        {
            if (basis[i] >= 2 * rows && values[i] > 1e-12)
            {
                yield return (basis[i] - 2 * rows, values[i]);
            }
        }
    }

    /// <summary>Prices of the rows, then of Σ w = 1.</summary>
    public void Prices(Span<double> destination)
    {
        for (var j = 0; j <= rows; j++)
        {
            var sum = 0.0;
            for (var i = 0; i <= rows; i++)
            {
                sum += Cost(basis[i]) * inverse[i * (rows + 1) + j];
            }

            destination[j] = sum;
        }
    }

    /// <summary>What a column would gain at these prices.</summary>
    public double Gain(int column, ReadOnlySpan<double> prices)
    {
        var a = columns[column];
        var gain = (IsFeasible ? costs[column] : 0) - prices[rows];
        for (var r = 0; r < rows; r++)
        {
            gain -= prices[r] * a[r];
        }

        return gain;
    }

    /// <summary>Pivots until no column in hand improves.</summary>
    public void Optimize(double[] prices)
    {
        var degenerate = 0;
        for (var pivots = 0; pivots < 50 * (rows + 10) + columns.Count; pivots++)
        {
            Prices(prices);
            var entering = Entering(prices, bland: degenerate > 20);
            if (entering < 0)
            {
                return;
            }

            var step = Pivot(entering, bland: degenerate > 20);
            if (step < 0)
            {
                return;
            }

            degenerate = step > 1e-13 ? 0 : degenerate + 1;
        }

        Prices(prices);
    }

    private double Cost(int variable)
    {
        if (variable >= 2 * rows)
        {
            return IsFeasible ? costs[variable - 2 * rows] : 0;
        }

        return variable < rows ? 0 : IsFeasible ? ArtificialCost : -1;
    }

    private int Entering(double[] prices, bool bland)
    {
        var best = Tolerance;
        var entering = -1;
        for (var variable = 0; variable < 2 * rows + columns.Count; variable++)
        {
            if (variable >= rows && variable < 2 * rows)
            {
                continue;
            }

            var gain = variable < rows ? -prices[variable] : Gain(variable - 2 * rows, prices);
            if (gain > best && Array.IndexOf(basis, variable) < 0)
            {
                (best, entering) = (gain, variable);
                if (bland)
                {
                    return entering;
                }
            }
        }

        return entering;
    }

    // The length of the step, or −1 when no row bounds it, which Σ w = 1 forbids except by rounding.
    private double Pivot(int entering, bool bland)
    {
        Direction(entering);
        var row = -1;
        var step = double.PositiveInfinity;
        for (var i = 0; i <= rows; i++)
        {
            if (direction[i] <= 1e-10)
            {
                continue;
            }

            var ratio = Math.Max(values[i], 0) / direction[i];
            var better = bland ? row >= 0 && basis[i] < basis[row] : row >= 0 && direction[i] > direction[row];
            if (ratio < step - 1e-14 || (ratio <= step + 1e-14 && better) || row < 0)
            {
                (step, row) = (Math.Min(step, ratio), i);
            }
        }

        if (row < 0)
        {
            return -1;
        }

        basis[row] = entering;
        if (++sincePivot >= 24)
        {
            Refactor();
            return step;
        }

        var n = rows + 1;
        var scale = 1 / direction[row];
        for (var j = 0; j < n; j++)
        {
            inverse[row * n + j] *= scale;
        }

        values[row] *= scale;
        for (var i = 0; i < n; i++)
        {
            if (i != row && direction[i] != 0)
            {
                for (var j = 0; j < n; j++)
                {
                    inverse[i * n + j] -= direction[i] * inverse[row * n + j];
                }

                values[i] -= direction[i] * values[row];
            }
        }

        return step;
    }

    private void Direction(int variable)
    {
        for (var i = 0; i <= rows; i++)
        {
            var sum = 0.0;
            for (var j = 0; j <= rows; j++)
            {
                sum += inverse[i * (rows + 1) + j] * Element(variable, j);
            }

            direction[i] = sum;
        }
    }

    private double Element(int variable, int row)
    {
        if (variable >= 2 * rows)
        {
            return row == rows ? 1 : columns[variable - 2 * rows][row];
        }

        return variable < rows ? (variable == row ? 1 : 0) : variable - rows == row ? -1 : 0;
    }

    // Gauss–Jordan with row exchange.
    private void Refactor()
    {
        var n = rows + 1;
        var work = new double[n * n];
        Array.Clear(inverse, 0, inverse.Length);
        for (var i = 0; i < n; i++)
        {
            inverse[i * n + i] = 1;
            for (var j = 0; j < n; j++)
            {
                work[i * n + j] = Element(basis[j], i);
            }
        }

        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
            {
                pivot = Math.Abs(work[i * n + k]) > Math.Abs(work[pivot * n + k]) ? i : pivot;
            }

            for (var j = 0; j < n && pivot != k; j++)
            {
                (work[k * n + j], work[pivot * n + j]) = (work[pivot * n + j], work[k * n + j]);
                (inverse[k * n + j], inverse[pivot * n + j]) = (inverse[pivot * n + j], inverse[k * n + j]);
            }

            Eliminate(work, k, n);
        }

        for (var i = 0; i < n; i++)
        {
            var sum = inverse[i * n + rows];
            for (var j = 0; j < rows; j++)
            {
                sum += inverse[i * n + j] * limits[j];
            }

            values[i] = sum;
        }

        sincePivot = 0;
    }

    private void Eliminate(double[] work, int k, int n)
    {
        var scale = 1 / work[k * n + k];
        for (var j = 0; j < n; j++)
        {
            work[k * n + j] *= scale;
            inverse[k * n + j] *= scale;
        }

        for (var i = 0; i < n; i++)
        {
            var factor = work[i * n + k];
            if (i != k && factor != 0)
            {
                for (var j = 0; j < n; j++)
                {
                    work[i * n + j] -= factor * work[k * n + j];
                    inverse[i * n + j] -= factor * inverse[k * n + j];
                }
            }
        }
    }
}
