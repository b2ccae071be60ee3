using CustomerValue.Numerics;

namespace CustomerValue.Information;

/// <summary>Computes the features of a catalog customer by customer: one history at a time, each value where it belongs, so that threads move no bit.</summary>
internal sealed class FeatureExtraction
{
    private const int BlockSize = 512;

    private readonly FeatureInputs inputs;
    private readonly FeatureDefinition[] features;
    private readonly Day[] starts;
    private readonly int[] startOf;
    private readonly double[][] columns;

    public FeatureExtraction(FeatureInputs inputs, IEnumerable<FeatureDefinition> features)
    {
        this.inputs = inputs;
        this.features = features.ToArray();
        var spans = this.features.Select(f => f.Window).Distinct().ToArray();
        starts = Array.ConvertAll(spans, span => span.Before(inputs.Ledger.AsOf));
        startOf = Array.ConvertAll(this.features, f => Array.IndexOf(spans, f.Window));
        columns = Array.ConvertAll(this.features, _ => new double[inputs.Customers.Count]);
    }

    public CustomerTable Run(int threads, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var blocks = (inputs.Customers.Count + BlockSize - 1) / BlockSize;
        if (threads == 1)
        {
            for (var block = 0; block < blocks; block++)
            {
                cancellation.ThrowIfCancellationRequested();
                Fill(block);
                progress?.Report(new FitProgress("features", Math.Min(inputs.Customers.Count, (block + 1L) * BlockSize), inputs.Customers.Count));
            }
        }
        else
        {
            InParallel(blocks, threads, progress, cancellation);
        }

        var keys = inputs.Customers.ToArray();
        return new CustomerTable(keys, CustomerTableBuilder.Order(keys), new FeatureSchema(features.Select(f => FeatureColumn.Number(f.Name))), columns, []);
    }

    /// <summary>The features of one customer.</summary>
    public double[] Row(int customer)
    {
        Fill(customer, customer + 1);
        return Array.ConvertAll(columns, column => column[customer]);
    }

    /// <summary>The history of one customer and the view of one feature.</summary>
    public CustomerView View(int customer, int feature) => inputs.Read(customer, inputs.Timeline()).View(starts[startOf[feature]], inputs.Ledger.AsOf);

    private void InParallel(int blocks, int threads, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var done = 0L;
        NumberedWork.Run(
            threads,
            blocks,
            block =>
            {
                Fill(block);
                var size = Math.Min(BlockSize, inputs.Customers.Count - block * BlockSize);
                progress?.Report(new FitProgress("features", Interlocked.Add(ref done, size), inputs.Customers.Count));
            },
            cancellation);
    }

    private void Fill(int block) => Fill(block * BlockSize, Math.Min(inputs.Customers.Count, (block + 1) * BlockSize));

    private void Fill(int begin, int end)
    {
        var timeline = inputs.Timeline();
        var views = new CustomerView[starts.Length];
        for (var customer = begin; customer < end; customer++)
        {
            var history = inputs.Read(customer, timeline);
            for (var i = 0; i < views.Length; i++)
            {
                views[i] = history.View(starts[i], inputs.Ledger.AsOf);
            }

            for (var i = 0; i < features.Length; i++)
            {
                columns[i][customer] = Compute(features[i], views[startOf[i]]);
            }
        }
    }

    private static double Compute(FeatureDefinition feature, CustomerView view)
    {
        double value;
        try
        {
            value = feature.Rule(view);
        }
        catch (OverflowException failure)
        {
            throw new OverflowException(Failed(feature, view, failure), failure);
        }
        catch (Exception failure) when (failure is not (ArgumentException or OperationCanceledException))
        {
            throw new InvalidOperationException(Failed(feature, view, failure), failure);
        }

        return double.IsInfinity(value)
            ? throw new ArgumentException($"Feature '{feature.Name}' of customer '{view.Key}' is {Guard.Text(value)}; a rule gives a finite number, or NaN where it is missing.", nameof(feature))
            : double.IsNaN(value) ? double.NaN : value == 0 ? 0 : value; // One NaN and one zero, so that equal tables have equal bits.
    }

    private static string Failed(FeatureDefinition feature, CustomerView view, Exception failure) => $"Feature '{feature.Name}' of customer '{view.Key}': {failure.Message}";
}
