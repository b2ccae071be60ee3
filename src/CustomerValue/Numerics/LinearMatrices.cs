namespace CustomerValue.Numerics;

/// <summary>Small square matrices of a generalized linear fit, row-major.</summary>
internal static class LinearMatrices
{
    /// <summary>The symmetric matrix of parameters from padded sums that hold numbers above the diagonal and levels below it.</summary>
    public static double[] Compact(ReadOnlySpan<double> padded, DesignLayout layout)
    {
        var n = layout.ParameterCount;
        var stride = layout.PaddedCount;
        var compact = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var (a, b) = (layout.Padded(i), layout.Padded(j));

                // Numbers: row ≤ column. A level with a number: the level's row. Two levels: the later category's row.
                var value = i < layout.PackedCount ? padded[b * stride + a] : padded[a * stride + b];
                compact[i * n + j] = value;
                compact[j * n + i] = value;
            }
        }

        return compact;
    }

    /// <summary>V M V for symmetric V.</summary>
    public static double[] Sandwich(ReadOnlySpan<double> bread, ReadOnlySpan<double> meat, int n)
    {
        return Multiply(Multiply(bread, meat, n), bread, n);
    }

    public static double[] Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n)
    {
        var product = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                var factor = a[i * n + k];
                for (var j = 0; j < n; j++)
                {
                    product[i * n + j] += factor * b[k * n + j];
                }
            }
        }

        return product;
    }
}
