using System.Buffers;

namespace CustomerValue.Lifetime;

/// <summary>Rows from…to in the order of their x, in rented memory: what is computed for one x is used up before the next.</summary>
internal readonly struct RowOrder : IDisposable
{
    /// <summary>From here on all x share one place.</summary>
    private const int Places = 1024;

    private readonly int[] rows;

    public RowOrder(ReadOnlySpan<int> repeats, int from, int to)
    {
        rows = ArrayPool<int>.Shared.Rent(Math.Max(1, to - from));
        Span<int> next = stackalloc int[Places + 1];
        next.Clear();
        for (var row = from; row < to; row++)
        {
            next[Math.Min(repeats[row], Places - 1) + 1]++;
        }

        for (var place = 0; place < Places; place++)
        {
            next[place + 1] += next[place];
        }

        for (var row = from; row < to; row++)
        {
            rows[next[Math.Min(repeats[row], Places - 1)]++] = row;
        }

        Rows = to - from;
    }

    public int Rows { get; }

    public int this[int i] => rows[i];

    public void Dispose() => ArrayPool<int>.Shared.Return(rows);
}
