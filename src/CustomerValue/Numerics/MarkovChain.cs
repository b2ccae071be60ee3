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
    /// The second largest modulus of an eigenvalue: the spectral radius of the matrix without its long-run part, from the growth of its powers 2, 4, 8, …, 2⁶⁰.
    /// </summary>
    public static double SecondModulus(ReadOnlySpan<double> matrix, ReadOnlySpan<double> steady)
    {
        var count = steady.Length;
        var power = new double[count * count];
        for (var i = 0; i < power.Length; i++)
        {
            power[i] = matrix[i] - steady[i % count];
        }

        // log ρ = Σ log(norm of step k) ÷ 2ᵏ, since each step divides by its norm before it squares.
        var (log, share) = (0.0, 1.0);
        for (var step = 0; step < 60; step++)
        {
            var norm = 0.0;
            foreach (var value in power)
            {
                norm = Math.Max(norm, Math.Abs(value));
            }

            // All states go to the long run at once, to rounding.
            if (norm < 1e-15 && step == 0 || norm == 0)
            {
                return 0;
            }

            log += share * Elementary.Log(norm);
            share *= 0.5;
            for (var i = 0; i < power.Length; i++)
            {
                power[i] /= norm;
            }

            power = Product(power, power, count);
        }

        return Math.Min(Elementary.Exp(log), 1);
    }

    /// <summary>Product of two square row-major matrices.</summary>
    public static double[] Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int count)
    {
        var product = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < count; k++)
            {
                var factor = left[i * count + k];
                for (var j = 0; factor != 0 && j < count; j++)
                {
                    product[i * count + j] += factor * right[k * count + j];
                }
            }
        }

        return product;
    }

    /// <summary>|determinant| by elimination with row exchanges.</summary>
    public static double AbsoluteDeterminant(ReadOnlySpan<double> matrix, int count)
    {
        var a = matrix.ToArray();
        var determinant = 1.0;
        for (var column = 0; column < count; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < count; row++)
            {
                pivot = Math.Abs(a[row * count + column]) > Math.Abs(a[pivot * count + column]) ? row : pivot;
            }

            var value = a[pivot * count + column];
            if (value == 0)
            {
                return 0;
            }

            determinant *= Math.Abs(value);
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

        return determinant;
    }

    // The only set of states that can be reached from everywhere and never left; null when there are several.
    private static int[]? ClosedClass(ReadOnlySpan<double> matrix, int count)
    {
        // A state whose reach is smallest lies in a closed class, which is its reach.
        int[]? smallest = null;
        for (var state = 0; state < count; state++)
        {
            var reach = Reach(matrix, count, state);
            if (smallest is null || reach.Length < smallest.Length)
            {
                smallest = reach;
            }
        }

        for (var state = 0; state < count; state++)
        {
            if (Array.IndexOf(Reach(matrix, count, state), smallest![0]) < 0)
            {
                return null;
            }
        }

        return smallest;
    }

    private static int[] Reach(ReadOnlySpan<double> matrix, int count, int start)
    {
        var seen = new bool[count];
        var queue = new List<int> { start };
        seen[start] = true;
        for (var next = 0; next < queue.Count; next++)
        {
            for (var to = 0; to < count; to++)
            {
                if (!seen[to] && matrix[queue[next] * count + to] > 0)
                {
                    seen[to] = true;
                    queue.Add(to);
                }
            }
        }

        queue.Sort();
        return queue.ToArray();
    }
}
