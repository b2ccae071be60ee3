using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>Means and centered products of several columns by blocks that stay in the cache: the means of a block, then its centered products, then a merge.</summary>
/// <remarks>
/// Block, lanes and merge are <see cref="MomentKernel"/>'s, so that a metric has the bits of its column alone. A column that lies together is read where it is;
/// one that is spread over rows is gathered block by block.
/// </remarks>
internal ref struct MomentMatrixKernel
{
    private const int Block = 1024;

    private readonly ReadOnlySpan<double> first, rows, weights;
    private readonly int width, size;
    private readonly double[] gathered, means, tails, products, blockMeans, blockTails, blockProducts, residuals;
    private double count;

    private MomentMatrixKernel(ReadOnlySpan<double> first, ReadOnlySpan<double> rows, int width, ReadOnlySpan<double> weights)
    {
        this.first = first;
        this.rows = rows;
        this.weights = weights;
        this.width = width;
        size = width + (first.IsEmpty ? 0 : 1);
        gathered = new double[width > 1 ? Block * width : 0];
        means = new double[size];
        tails = new double[size];
        products = new double[size * size];
        blockMeans = new double[size];
        blockTails = new double[size];
        blockProducts = new double[size * size];
        residuals = new double[size];
    }

    /// <summary>The moments of row-major rows, after one column of its own unless that is empty; all checked but for NaN and infinity where there are no weights.</summary>
    public static MomentMatrix Sum(ReadOnlySpan<double> first, ReadOnlySpan<double> rows, int width, ReadOnlySpan<double> weights)
    {
        var kernel = new MomentMatrixKernel(first, rows, width, weights);
        var n = first.IsEmpty ? rows.Length / width : first.Length;
        for (var from = 0; from < n; from += Block)
        {
            kernel.Add(from, Math.Min(Block, n - from));
        }

        return kernel.Fault(n) is { } fault ? throw new ArgumentException(fault, nameof(rows)) : MomentMatrix.Of(kernel.count, kernel.means, kernel.tails, kernel.products);
    }

    /// <summary>Adds the products of another sample to those of this one, and moves the means: Chan, Golub and LeVeque (1979).</summary>
    public static void Merge(
        double count, double[] means, double[] tails, double[] products, double otherCount, ReadOnlySpan<double> otherMeans, ReadOnlySpan<double> otherTails, ReadOnlySpan<double> otherProducts)
    {
        var n = count + otherCount;
        double share = otherCount / n, rest = count / n;
        for (var i = 0; i < means.Length; i++)
        {
            var d = otherMeans[i] - means[i] + (otherTails[i] - tails[i]);
            for (var j = 0; j <= i; j++)
            {
                var product = products[i * means.Length + j] + otherProducts[i * means.Length + j]
                    + d * (otherMeans[j] - means[j] + (otherTails[j] - tails[j])) * count * share;
                products[i * means.Length + j] = product;
                products[j * means.Length + i] = product;
            }
        }

        for (var i = 0; i < means.Length; i++)
        {
            // The larger sample's mean moves by the smaller share.
            var d = otherMeans[i] - means[i] + (otherTails[i] - tails[i]);
            (means[i], tails[i]) = count >= otherCount ? MomentKernel.Sum(means[i], tails[i] + d * share) : MomentKernel.Sum(otherMeans[i], otherTails[i] - d * rest);
        }
    }

    private void Add(int from, int n)
    {
        for (var row = 0; row < n && width > 1; row++)
        {
            var values = rows.Slice((from + row) * width, width);
            for (var j = 0; j < width; j++)
            {
                gathered[j * Block + row] = values[j];
            }
        }

        var blockCount = weights.IsEmpty ? n : Weigh(from, n);
        if (blockCount == 0)
        {
            return;
        }

        for (var j = 0; j < size; j++)
        {
            var x = Column(j, from, n);
            var mean = weights.IsEmpty ? x[0] + PowerSumKernel.Sum(x, x[0]) / n : Mean(x, from, blockCount);
            blockMeans[j] = mean;
            residuals[j] = weights.IsEmpty ? PowerSumKernel.Sum(x, mean) : Residual(x, from, mean);
        }

        for (var i = 0; i < size; i++)
        {
            var x = Column(i, from, n);
            for (var j = 0; j <= i; j++)
            {
                var y = Column(j, from, n);
                var product = weights.IsEmpty ? PowerSumKernel.Products(x, blockMeans[i], y, blockMeans[j]) : Products(x, i, y, j, from);

                // Moves the center by the residual that rounding left.
                product -= residuals[i] * (residuals[j] / blockCount);
                product = i == j ? Math.Max(0, product) : product;
                blockProducts[i * size + j] = product;
                blockProducts[j * size + i] = product;
            }
        }

        for (var j = 0; j < size; j++)
        {
            (blockMeans[j], blockTails[j]) = MomentKernel.Sum(blockMeans[j], residuals[j] / blockCount);
        }

        if (count == 0)
        {
            blockMeans.CopyTo(means, 0);
            blockTails.CopyTo(tails, 0);
            blockProducts.CopyTo(products, 0);
        }
        else
        {
            Merge(count, means, tails, products, blockCount, blockMeans, blockTails, blockProducts);
        }

        count += blockCount;
    }

    private ReadOnlySpan<double> Column(int metric, int from, int n)
    {
        var j = metric - (size - width);
        return j < 0 ? first.Slice(from, n) : width == 1 ? rows.Slice(from, n) : gathered.AsSpan(j * Block, n);
    }

    private double Weigh(int from, int n)
    {
        var sum = 0.0;
        for (var i = from; i < from + n; i++)
        {
            sum += weights[i];
        }

        return sum;
    }

    private double Mean(ReadOnlySpan<double> x, int from, double total)
    {
        double shift = double.NaN, sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (weights[from + i] > 0)
            {
                shift = double.IsNaN(shift) ? x[i] : shift;
                sum += weights[from + i] * (x[i] - shift);
            }
        }

        return shift + sum / total;
    }

    private double Residual(ReadOnlySpan<double> x, int from, double mean)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += weights[from + i] > 0 ? weights[from + i] * (x[i] - mean) : 0;
        }

        return sum;
    }

    private double Products(ReadOnlySpan<double> x, int i, ReadOnlySpan<double> y, int j, int from)
    {
        var sum = 0.0;
        for (var row = 0; row < x.Length; row++)
        {
            sum += weights[from + row] > 0 ? weights[from + row] * (x[row] - blockMeans[i]) * (y[row] - blockMeans[j]) : 0;
        }

        return sum;
    }

    private string? Fault(int n)
    {
        var isFinite = double.IsFinite(count);
        for (var i = 0; i < products.Length; i++)
        {
            isFinite &= double.IsFinite(products[i]) && double.IsFinite(means[i % size]);
        }

        if (!isFinite)
        {
            Guard.AllFinite(first, nameof(first));
            Guard.AllFinite(rows, first.IsEmpty ? nameof(rows) : "second");
            return "The values lie so far apart that their variance overflows a double.";
        }

        for (var j = 0; j < size && count > 1; j++)
        {
            if (products[j * size + j] < MomentKernel.LeastSquares && !IsConstant(j, n))
            {
                return $"The values of metric {Guard.Text(j)} lie so close together that their variance underflows a double; count in a smaller unit.";
            }
        }

        return null;
    }

    private bool IsConstant(int metric, int n)
    {
        var j = metric - (size - width);
        var value = double.NaN;
        for (var row = 0; row < n; row++)
        {
            if (weights.IsEmpty || weights[row] > 0)
            {
                var x = j < 0 ? first[row] : rows[row * width + j];
                value = double.IsNaN(value) ? x : value;
                if (x != value)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
