namespace CustomerValue.Numerics;

/// <summary>Eigenvalues, ascending, and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.</summary>
internal sealed class SymmetricEigen(int n)
{
    private readonly double[] a = new double[n * n];
    private readonly double[] vectors = new double[n * n];
    private readonly double[] values = new double[n];

    public double Least => values[0];

    public double Greatest => values[n - 1];

    /// <summary>The k-th smallest eigenvalue.</summary>
    public double Value(int k) => values[k];

    /// <summary>Component i of the k-th unit eigenvector.</summary>
    public double Vector(int k, int i) => vectors[i * n + k];

    public void Decompose(ReadOnlySpan<double> matrix)
    {
        matrix.CopyTo(a);
        Array.Clear(vectors, 0, vectors.Length);
        for (var i = 0; i < n; i++)
        {
            vectors[i * n + i] = 1;
        }

        for (var sweep = 0; sweep < 60; sweep++)
        {
            var off = 0.0;
            var all = 0.0;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    all += a[i * n + j] * a[i * n + j];
                    off += i == j ? 0 : a[i * n + j] * a[i * n + j];
                }
            }

            if (off <= 1e-36 * all)
            {
                break;
            }

            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    Rotate(p, q);
                }
            }
        }

        Sort();
    }

    private void Rotate(int p, int q)
    {
        var apq = a[p * n + q];
        if (apq == 0)
        {
            return;
        }

        var theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            var kp = a[k * n + p];
            var kq = a[k * n + q];
            a[k * n + p] = c * kp - s * kq;
            a[k * n + q] = s * kp + c * kq;
        }

        for (var k = 0; k < n; k++)
        {
            var pk = a[p * n + k];
            var qk = a[q * n + k];
            a[p * n + k] = c * pk - s * qk;
            a[q * n + k] = s * pk + c * qk;
            var vp = vectors[k * n + p];
            var vq = vectors[k * n + q];
            vectors[k * n + p] = c * vp - s * vq;
            vectors[k * n + q] = s * vp + c * vq;
        }
    }

    private void Sort()
    {
        for (var i = 0; i < n; i++)
        {
            values[i] = a[i * n + i];
        }

        for (var i = 0; i < n - 1; i++)
        {
            var least = i;
            for (var k = i + 1; k < n; k++)
            {
                least = values[k] < values[least] ? k : least;
            }

            if (least == i)
            {
                continue;
            }

            (values[i], values[least]) = (values[least], values[i]);
            for (var k = 0; k < n; k++)
            {
                (vectors[k * n + i], vectors[k * n + least]) = (vectors[k * n + least], vectors[k * n + i]);
            }
        }
    }
}
