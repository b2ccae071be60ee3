using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Folds of a cross-fit: whole clusters, shuffled and dealt in turn.</summary>
internal static class CrossFolds
{
    public static int[] Of(ReadOnlySpan<long> clusters, int rows, int folds, ulong seed, string purpose)
    {
        var groups = rows;
        var codes = clusters.Length > 0 ? KeyNumbers.Number(clusters, out groups) : null;
        Guard.AtLeast(groups, folds, codes is null ? "columns.Outcomes.Length" : "clusters");
        var order = new int[groups];
        for (var i = 0; i < groups; i++)
        {
            order[i] = i;
        }

        RandomStream.Open(seed, purpose).Shuffle<int>(order);
        var foldOfGroup = new int[groups];
        for (var i = 0; i < groups; i++)
        {
            foldOfGroup[order[i]] = i % folds;
        }

        var foldOf = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            foldOf[row] = foldOfGroup[codes is null ? row : codes[row]];
        }

        return foldOf;
    }
}
