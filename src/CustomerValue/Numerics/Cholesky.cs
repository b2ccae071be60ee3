namespace CustomerValue.Numerics;

/// <summary>A = L Lᵀ of a small symmetric positive definite matrix, row-major.</summary>
internal sealed class Cholesky
{
    private readonly double[] l;

    private Cholesky(double[] l, int n)
    {
        this.l = l;
        Size = n;
    }

    public int Size { get; }

    public double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Size; i++)
            {
                sum += Elementary.Log(l[i * Size + i]);
            }

            return 2 * sum;
        }
    }

    /// <summary>L at row i, column j ≤ i.</summary>
    public double this[int i, int j] => l[i * Size + j];

    /// <summary>Null when the matrix is not positive definite to working precision: a pivot below <paramref name="relativePivot"/> of its diagonal.</summary>
    public static Cholesky? Factor(ReadOnlySpan<double> matrix, int n, double relativePivot = 1e-14)
    {
        var l = new double[n * n];
        for (var j = 0; j < n; j++)
        {
            var diagonal = matrix[j * n + j];
            var pivot = diagonal;
            for (var k = 0; k < j; k++)
            {
                pivot -= l[j * n + k] * l[j * n + k];
            }

            if (!(pivot > relativePivot * Math.Abs(diagonal)))
            {
                return null;
            }

            var root = Math.Sqrt(pivot);
            l[j * n + j] = root;
            for (var i = j + 1; i < n; i++)
            {
                var sum = matrix[i * n + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= l[i * n + k] * l[j * n + k];
                }

                l[i * n + j] = sum / root;
            }
        }

        return new Cholesky(l, n);
    }

    /// <summary>Solves A x = b in place.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < Size; i++)
        {
            var sum = b[i];
            for (var k = 0; k < i; k++)
            {
                sum -= l[i * Size + k] * b[k];
            }

            b[i] = sum / l[i * Size + i];
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            var sum = b[i];
            for (var k = i + 1; k < Size; k++)
            {
                sum -= l[k * Size + i] * b[k];
            }

            b[i] = sum / l[i * Size + i];
        }
    }

    /// <summary>A⁻¹, row-major.</summary>
    public double[] Inverse()
    {
        var inverse = new double[Size * Size];
        var column = new double[Size];
        for (var j = 0; j < Size; j++)
        {
            Array.Clear(column, 0, Size);
            column[j] = 1;
            Solve(column);
            for (var i = 0; i < Size; i++)
            {
                inverse[i * Size + j] = column[i];
            }
        }

        return inverse;
    }
}
