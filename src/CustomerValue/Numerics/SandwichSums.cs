namespace CustomerValue.Numerics;

/// <summary>The sandwich of a least-squares fit in an orthonormal basis of its columns: clusters, leverage corrections and Satterthwaite degrees of freedom.</summary>
/// <remarks>
/// With rows q of an orthonormal basis Q the hat matrix of cluster g is Q_g Q_gᵀ, and (I − Q_g Q_gᵀ)^(−p) acts on Q_gᵀe as (I − T_g)^(−p), T_g = Q_gᵀQ_g:
/// every correction costs columns², never rows². Power 0 is HC0/CR0, ½ HC2/CR2 (Bell and McCaffrey 2002), 1 HC3/CR3; a direction that a cluster
/// determines alone gets 0, the Moore–Penrose inverse. Degrees of freedom: (Σ P_gg)² / ΣΣ P_gh² under independent errors of one variance.
/// </remarks>
internal sealed class SandwichSums
{
    private const double Alone = 1e-10;

    private readonly int k, contrastCount;
    private readonly double[] contrasts, gram, total, adjusted, product, next, meat;
    private readonly double[] first, second, cross, outer;
    private readonly double power;
    private readonly double[] small;
    private readonly int[] active;
    private readonly SymmetricEigen eigen;
    private int size;

    /// <param name="k">Columns of the basis.</param>
    /// <param name="power">0, ½ or 1.</param>
    /// <param name="contrasts">Rows of k: the combinations of Qᵀy whose degrees of freedom are wanted; may be empty.</param>
    public SandwichSums(int k, double power, ReadOnlySpan<double> contrasts)
    {
        this.k = k;
        this.power = power;
        this.contrasts = contrasts.ToArray();
        contrastCount = contrasts.Length / k;
        gram = new double[k * k];
        total = new double[k];
        adjusted = new double[k];
        product = new double[k];
        next = new double[k];
        meat = new double[k * k];
        first = new double[contrastCount];
        second = new double[contrastCount];
        cross = new double[contrastCount];
        outer = new double[contrastCount * k * k];
        small = new double[k * k];
        active = new int[k];
        eigen = new SymmetricEigen(k);
    }

    /// <summary>Rows or clusters that determine a direction of the fit alone.</summary>
    public int AloneCount { get; private set; }

    /// <summary>Σ of the outer products of the adjusted scores, in the basis.</summary>
    public double[] Meat()
    {
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < i; j++)
            {
                meat[j * k + i] = meat[i * k + j];
            }
        }

        return meat;
    }

    /// <summary>NaN where nothing varies.</summary>
    public double DegreesOfFreedom(int contrast)
    {
        var squares = second[contrast] - 2 * cross[contrast];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var s = outer[(contrast * k + i) * k + j];
                squares += s * s * (i == j ? 1 : 2);
            }
        }

        return first[contrast] * first[contrast] / squares;
    }

    /// <summary><paramref name="copies"/> equal rows, each a cluster of its own.</summary>
    public void AddSingle(ReadOnlySpan<double> q, double residual, double copies)
    {
        var h = 0.0;
        for (var i = 0; i < k; i++)
        {
            h += q[i] * q[i];
        }

        var factor = Factor(h);
        var scale = factor * residual;
        AddOuter(meat, 0, q, copies * scale * scale);
        for (var c = 0; c < contrastCount; c++)
        {
            var b = 0.0;
            for (var i = 0; i < k; i++)
            {
                b += contrasts[c * k + i] * q[i];
            }

            b *= factor;
            var bb = b * b;
            Add(c, bb, bb * h, copies);
            AddOuter(outer, c * k * k, q, copies * bb);
        }
    }

    /// <summary>A row of the open cluster.</summary>
    public void AddRow(ReadOnlySpan<double> q, double residual, double copies)
    {
        AddOuter(gram, 0, q, copies);
        var scaled = copies * residual;
        for (var i = 0; i < k; i++)
        {
            total[i] += scaled * q[i];
        }
    }

    /// <summary>Closes the open cluster.</summary>
    public void EndCluster()
    {
        // A cluster within one arm touches half of an interacted basis: only those columns are worked on.
        var trace = 0.0;
        size = 0;
        for (var i = 0; i < k; i++)
        {
            var diagonal = gram[i * k + i];
            trace += diagonal;
            if (diagonal > 0)
            {
                active[size++] = i;
            }
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var value = gram[active[i] * k + active[j]];
                small[i * size + j] = value;
                small[j * size + i] = value;
            }
        }

        var terms = power == 0 ? 0 : Terms(trace);
        if (terms < 0)
        {
            Decompose();
        }

        Apply(total, 0, terms);
        AddActive(meat, 0, adjusted);
        for (var c = 0; c < contrastCount; c++)
        {
            if (!Apply(contrasts, c * k, terms))
            {
                continue;
            }

            double own = 0, square = 0;
            for (var i = 0; i < size; i++)
            {
                var u = Row(i, adjusted);
                product[i] = u;
                own += u * adjusted[i];
                square += u * u;
            }

            Add(c, own, square, 1);
            AddActive(outer, c * k * k, product);
        }

        Array.Clear(gram, 0, gram.Length);
        Array.Clear(total, 0, total.Length);
    }

    /// <summary>V with negative eigenvalues raised to zero (Cameron, Gelbach and Miller 2011).</summary>
    public static void RaiseNegative(Span<double> matrix, int k)
    {
        var eigen = new SymmetricEigen(k);
        eigen.Decompose(matrix);
        matrix.Clear();
        for (var v = 0; v < k; v++)
        {
            for (var i = 0; i < k && eigen.Value(v) > 0; i++)
            {
                for (var j = 0; j < k; j++)
                {
                    matrix[i * k + j] += eigen.Value(v) * eigen.Vector(v, i) * eigen.Vector(v, j);
                }
            }
        }
    }

    private void Add(int contrast, double own, double square, double copies)
    {
        first[contrast] += copies * (own - square);
        second[contrast] += copies * own * own;
        cross[contrast] += copies * own * square;
    }

    private double Factor(double leverage)
    {
        if (power == 0)
        {
            return 1;
        }

        var left = 1 - leverage;
        if (left < Alone)
        {
            AloneCount++;
            return 0;
        }

        return power == 1 ? 1 / left : 1 / Math.Sqrt(left);
    }

    /// <summary>Terms of the power series of (1 − t)^(−p) for a whole digit string, or −1 where the eigenvalues are wanted.</summary>
    private static int Terms(double trace)
    {
        if (trace > 2e-3)
        {
            return -1;
        }

        var terms = 1;
        for (var rest = trace * trace; rest > 1e-17; rest *= trace)
        {
            terms++;
        }

        return terms;
    }

    /// <summary>adjusted = (I − T)^(−p) v on the active columns; false when v is zero there.</summary>
    private bool Apply(double[] source, int start, int terms)
    {
        var isZero = true;
        for (var i = 0; i < size; i++)
        {
            adjusted[i] = source[start + active[i]];
            isZero &= adjusted[i] == 0;
        }

        if (power == 0 || isZero)
        {
            return !isZero;
        }

        if (terms < 0)
        {
            ApplyEigen(source, start);
            return true;
        }

        Array.Copy(adjusted, product, size);
        var factor = 1.0;
        for (var term = 1; term <= terms; term++)
        {
            factor *= power == 1 ? 1 : (2.0 * term - 1) / (2.0 * term);
            for (var i = 0; i < size; i++)
            {
                next[i] = Row(i, product);
            }

            for (var i = 0; i < size; i++)
            {
                product[i] = next[i];
                adjusted[i] += factor * next[i];
            }
        }

        return true;
    }

    private void Decompose()
    {
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < i; j++)
            {
                gram[j * k + i] = gram[i * k + j];
            }
        }

        eigen.Decompose(gram);
        for (var i = k - 1; i >= 0 && eigen.Value(i) > 1 - Alone; i--)
        {
            AloneCount++;
        }
    }

    private void ApplyEigen(double[] source, int start)
    {
        Array.Clear(adjusted, 0, size);
        for (var v = 0; v < k; v++)
        {
            var left = 1 - eigen.Value(v);
            var scale = left < Alone ? 0 : power == 1 ? 1 / left : 1 / Math.Sqrt(left);
            var along = 0.0;
            for (var i = 0; i < k; i++)
            {
                along += eigen.Vector(v, i) * source[start + i];
            }

            for (var i = 0; i < size; i++)
            {
                adjusted[i] += scale * along * eigen.Vector(v, active[i]);
            }
        }
    }

    private double Row(int i, double[] x)
    {
        var sum = 0.0;
        var line = small.AsSpan(i * size, size);
        for (var j = 0; j < line.Length; j++)
        {
            sum += line[j] * x[j];
        }

        return sum;
    }

    /// <summary>Lower triangle of the active columns.</summary>
    private void AddActive(double[] matrix, int start, double[] x)
    {
        for (var i = 0; i < size; i++)
        {
            var line = start + active[i] * k;
            for (var j = 0; j <= i; j++)
            {
                matrix[line + active[j]] += x[i] * x[j];
            }
        }
    }

    /// <summary>Lower triangle.</summary>
    private void AddOuter(double[] matrix, int start, ReadOnlySpan<double> x, double factor)
    {
        for (var i = 0; i < k; i++)
        {
            var scaled = factor * x[i];
            if (scaled == 0)
            {
                continue;
            }

            var line = matrix.AsSpan(start + i * k, i + 1);
            for (var j = 0; j < line.Length; j++)
            {
                line[j] += scaled * x[j];
            }
        }
    }
}
