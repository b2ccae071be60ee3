namespace CustomerValue.Evaluation;

/// <summary>Rows, weights, predicted and observed events by bin.</summary>
internal sealed class BinSums(int count)
{
    private readonly int[] rows = new int[count];
    private readonly double[] weight = new double[count];
    private readonly double[] predicted = new double[count];
    private readonly double[] observed = new double[count];

    public int Count => rows.Length;

    public void Add(int bin, double w, double probability, double outcome)
    {
        rows[bin]++;
        weight[bin] += w;
        predicted[bin] += w * probability;
        observed[bin] += w * outcome;
    }

    /// <summary>The bins that hold weight.</summary>
    public CalibrationBin[] Bins() => Enumerable.Range(0, Count).Where(b => weight[b] > 0)
        .Select(b => new CalibrationBin(b, rows[b], weight[b], predicted[b] / weight[b], observed[b] / weight[b])).ToArray();
}
