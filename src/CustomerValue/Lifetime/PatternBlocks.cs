using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Sums over patterns in fixed blocks, added in block order: the same bits for any number of threads.</summary>
internal static class PatternBlocks
{
    private const int Size = 2048;

    /// <summary>Adds the gradient and Hessian of the patterns from…to and returns their value; the Hessian is empty where it is not wanted.</summary>
    public delegate double Block(int from, int to, double[] gradient, double[] hessian);

    public static double Sum(int threads, int count, Block block, Span<double> gradient, Span<double> hessian)
    {
        var blocks = (count + Size - 1) / Size;
        var parts = new Part[blocks];
        var (parameters, squares) = (gradient.Length, hessian.Length);
        NumberedWork.Run(
            Math.Min(threads, Math.Max(1, blocks)),
            blocks,
            i =>
            {
                var part = new Part(new double[parameters], new double[squares]);
                part.Value = block(i * Size, Math.Min(count, (i + 1) * Size), part.Gradient, part.Hessian);
                parts[i] = part;
            },
            CancellationToken.None);
        gradient.Clear();
        hessian.Clear();
        var value = 0.0;
        foreach (var part in parts)
        {
            value += part.Value;
            Add(part.Gradient, gradient);
            Add(part.Hessian, hessian);
        }

        return value;
    }

    private static void Add(double[] part, Span<double> sum)
    {
        for (var i = 0; i < part.Length; i++)
        {
            sum[i] += part[i];
        }
    }

    private sealed class Part(double[] gradient, double[] hessian)
    {
        public double[] Gradient => gradient;

        public double[] Hessian => hessian;

        public double Value { get; set; }
    }
}
