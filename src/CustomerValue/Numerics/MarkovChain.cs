namespace CustomerValue.Numerics;

/// <summary>Figures of a finite Markov chain from its row-major transition matrix.</summary>
internal static class MarkovChain
{
    /// <summary>
    /// Long-run shares by the elimination of Grassmann, Taksar and Heyman (1985, Operations Research 33), which never subtracts; null where they depend on the start
    /// because more than one set of states can never be left.
    /// </summary>
    public static double[]? SteadyState(ReadOnlySpan<double> matrix, int count)
    {
        var closed = ClosedClass(matrix, count);
        if (closed is null)
        {
            return null;
        }

        var size = closed.Length;
        var p = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                p[i * size + j] = matrix[closed[i] * count + closed[j]];
            }
        }

        for (var n = size - 1; n > 0; n--)
        {
            var leave = 0.0;
            for (var j = 0; j < n; j++)
            {
                leave += p[n * size + j];
            }

            for (var i = 0; i < n; i++)
            {
                p[i * size + n] /= leave;
                for (var j = 0; j < n; j++)
                {
                    p[i * size + j] += p[i * size + n] * p[n * size + j];
                }
            }
        }

        var inside = new double[size];
        inside[0] = 1;
        var total = 1.0;
        for (var j = 1; j < size; j++)
        {
            for (var i = 0; i < j; i++)
            {
                inside[j] += inside[i] * p[i * size + j];
            }

            total += inside[j];
        }

        var shares = new double[count];
        for (var i = 0; i < size; i++)
        {
            shares[closed[i]] = inside[i] / total;
        }

        return shares;
    }

    /// <summary>
    /// Logarithm of the second largest modulus of an eigenvalue of a chain with one steady state: of the spectral radius of the matrix without its long-run part, from the
    /// growth of its powers 2, 4, 8, …, 2⁵²; 0 exactly where the chain turns in a circle, −∞ where everybody is at once in the long run.
    /// </summary>
    public static double LogSecondModulus(ReadOnlySpan<double> matrix, ReadOnlySpan<double> steady)
    {
        var count = steady.Length;
        if (Period(matrix, count) > 1)
        {
            return 0;
        }

        var power = new double[count * count];
        for (var i = 0; i < power.Length; i++)
        {
            power[i] = matrix[i] - steady[i % count];
        }

        // log ρ = Σ log(norm of step k) ÷ 2ᵏ, since each step divides by its norm before it squares.
        var (log, share) = (0.0, 1.0);
        var before = new double[power.Length];
        for (var step = 0; step < 52; step++)
        {
            var norm = 0.0;
            foreach (var value in power)
            {
                norm = Math.Max(norm, Math.Abs(value));
            }

            // All states go to the long run at once, to rounding.
            if (norm < 1e-15 && step == 0 || norm == 0)
            {
                return double.NegativeInfinity;
            }

            log += share * Elementary.Log(norm);
            var moved = 0.0;
            for (var i = 0; i < power.Length; i++)
            {
                power[i] /= norm;
                moved = Math.Max(moved, Math.Abs(power[i] - before[i]));
            }

            if (moved < 1e-14)
            {
                // Every later step is this one again.
                log += share * Elementary.Log(norm);
                break;
            }

            share *= 0.5;
            (before, power) = (power, Square(power, count));
        }

        return Math.Min(log, 0);
    }

    /// <summary>Logarithm of |determinant| of a transition matrix by elimination with row exchanges; −∞ where it is singular to rounding.</summary>
    public static double LogAbsoluteDeterminant(ReadOnlySpan<double> matrix, int count)
    {
        var a = matrix.ToArray();
        var sum = default(CompensatedSum);
        for (var column = 0; column < count; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < count; row++)
            {
                pivot = Math.Abs(a[row * count + column]) > Math.Abs(a[pivot * count + column]) ? row : pivot;
            }

            // Shares are known to 1e-16: a smaller pivot is rounding.
            var value = a[pivot * count + column];
            if (Math.Abs(value) < 2.3e-16 * count)
            {
                return double.NegativeInfinity;
            }

            sum.Add(Elementary.Log(Math.Abs(value)));
            for (var j = column; j < count; j++)
            {
                (a[column * count + j], a[pivot * count + j]) = (a[pivot * count + j], a[column * count + j]);
            }

            for (var row = column + 1; row < count; row++)
            {
                var factor = a[row * count + column] / value;
                for (var j = column; factor != 0 && j < count; j++)
                {
                    a[row * count + j] -= factor * a[column * count + j];
                }
            }
        }

        return sum.Value;
    }

    // Rows times columns as dot products, which are vectorized.
    private static double[] Square(double[] matrix, int count)
    {
        var turned = new double[matrix.Length];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                turned[j * count + i] = matrix[i * count + j];
            }
        }

        var square = new double[matrix.Length];
        for (var i = 0; i < count; i++)
        {
            var row = matrix.AsSpan(i * count, count);
            for (var j = 0; j < count; j++)
            {
                square[i * count + j] = DotKernel.Dot(row, turned.AsSpan(j * count, count));
            }
        }

        return square;
    }

    // The states of the only closed class are visited at times with this common divisor.
    private static int Period(ReadOnlySpan<double> matrix, int count)
    {
        var closed = ClosedClass(matrix, count)!;
        var level = new int[count];
        Reach(matrix, count, closed[0], new bool[count], level, backwards: false);
        var period = 0;
        foreach (var from in closed)
        {
            foreach (var to in closed)
            {
                if (matrix[from * count + to] > 0)
                {
                    var (a, b) = (period, Math.Abs(level[from] + 1 - level[to]));
                    while (b != 0)
                    {
                        (a, b) = (b, a % b);
                    }

                    period = a;
                }
            }
        }

        return period;
    }

    // The only set of states that can be reached from everywhere and never left; null when there are several.
    private static int[]? ClosedClass(ReadOnlySpan<double> matrix, int count)
    {
        // If any state is reached from all others, the last start of a walk backwards over states not yet seen is one.
        var seen = new bool[count];
        var last = 0;
        for (var state = 0; state < count; state++)
        {
            if (!seen[state])
            {
                last = state;
                Reach(matrix, count, state, seen, null, backwards: true);
            }
        }

        return Reach(matrix, count, last, new bool[count], null, backwards: true).Length == count
            ? Reach(matrix, count, last, new bool[count], null, backwards: false)
            : null;
    }

    // The states reached from one, itself first; level receives the steps to each.
    private static int[] Reach(ReadOnlySpan<double> matrix, int count, int start, bool[] seen, int[]? level, bool backwards)
    {
        var queue = new List<int> { start };
        seen[start] = true;
        for (var next = 0; next < queue.Count; next++)
        {
            var state = queue[next];
            for (var other = 0; other < count; other++)
            {
                if (!seen[other] && matrix[backwards ? other * count + state : state * count + other] > 0)
                {
                    seen[other] = true;
                    queue.Add(other);
                    if (level is not null)
                    {
                        level[other] = level[state] + 1;
                    }
                }
            }
        }

        queue.Sort();
        return queue.ToArray();
    }
}
