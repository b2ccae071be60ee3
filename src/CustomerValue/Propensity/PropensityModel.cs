using System.Buffers;
using CustomerValue.Evaluation;
using CustomerValue.Information;

namespace CustomerValue.Propensity;

/// <summary>What is put to work: encoder, scorer and calibrator as one thing, from a bank's own columns to a probability.</summary>
/// <remarks>Immutable and thread-safe. Scoring rows and batches allocates nothing; whole tables pass through a pooled buffer.</remarks>
public sealed class PropensityModel : IScorer
{
    private PropensityModel(FeatureEncoder encoder, IScorer scorer, Calibrator? calibrator = null)
    {
        Encoder = encoder;
        Scorer = scorer;
        Calibrator = calibrator;
    }

    /// <summary>Turns customers into rows of numbers.</summary>
    public FeatureEncoder Encoder { get; }

    /// <summary>Scores the rows.</summary>
    public IScorer Scorer { get; }

    /// <summary>Turns the scorer's scores into probabilities that come true; null where they are taken as they are.</summary>
    public Calibrator? Calibrator { get; }

    /// <inheritdoc/>
    public int FeatureCount => Scorer.FeatureCount;

    /// <summary>What the scorer's fit did; null where the scorer does not tell.</summary>
    public FitReport? Report => (Scorer as LogisticModel)?.Report ?? (Scorer as LinearModel)?.Report;

    /// <summary>Fits an encoder, then a logistic regression on what it produces.</summary>
    /// <param name="table">The customers to learn from.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="encoding">How to treat missing numbers, scales and levels, or null for the defaults.</param>
    /// <param name="options">Settings of the regression, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, the outcomes are of one class, or a column has nothing to learn from; the message names it.</exception>
    /// <exception cref="ConvergenceException">The classes are separated and the options do not allow it.</exception>
    public static PropensityModel Fit(CustomerTable table, ReadOnlySpan<bool> outcomes, EncoderOptions? encoding = null, LogisticOptions? options = null)
    {
        Guard.SameLength(outcomes.Length, Guard.NotNull(table).RowCount, nameof(outcomes));
        var encoder = FeatureEncoder.Fit(table, encoding ?? EncoderOptions.Default);
        return new PropensityModel(encoder, LogisticModel.Fit(encoder.Encode(table), outcomes, options));
    }

    /// <summary>Fits to the caller's own objects.</summary>
    /// <typeparam name="T">The caller's type.</typeparam>
    /// <param name="map">How objects become columns.</param>
    /// <param name="customers">The customers to learn from.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="encoding">How to treat missing numbers, scales and levels, or null for the defaults.</param>
    /// <param name="options">Settings of the regression, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, the outcomes are of one class, or a column has nothing to learn from; the message names it.</exception>
    /// <exception cref="ConvergenceException">The classes are separated and the options do not allow it.</exception>
    public static PropensityModel Fit<T>(
        FeatureMap<T> map,
        IEnumerable<T> customers,
        ReadOnlySpan<bool> outcomes,
        EncoderOptions? encoding = null,
        LogisticOptions? options = null) =>
        Fit(Guard.NotNull(map).ToTable(customers, (encoding ?? EncoderOptions.Default).SaysNaNIsMissing), outcomes, encoding, options);

    /// <summary>Fits encoder and regression to all customers, and a calibrator to scores of customers by models that have not seen them.</summary>
    /// <param name="table">The customers to learn from.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="plan">Folds of the table's rows; by time where customers are dated, by household where these repeat.</param>
    /// <param name="method">The kind of calibrator; it reads probabilities.</param>
    /// <param name="encoding">How to treat missing numbers, scales and levels, or null for the defaults. A level that a fold has not seen needs <see cref="UnseenCategory.Other"/>.</param>
    /// <param name="options">Settings of the regression, or null for the defaults.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <exception cref="ArgumentException">The lengths differ, a fold is of one class, or a column has nothing to learn from; the message names it.</exception>
    /// <exception cref="ConvergenceException">The classes are separated and the options do not allow it.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static PropensityModel FitCalibrated(
        CustomerTable table,
        ReadOnlySpan<bool> outcomes,
        FoldPlan plan,
        CalibrationMethod method,
        EncoderOptions? encoding = null,
        LogisticOptions? options = null,
        CancellationToken cancellation = default)
    {
        Guard.SameLength(outcomes.Length, Guard.NotNull(table).RowCount, nameof(outcomes));
        Guard.SameLength(Guard.NotNull(plan).RowCount, table.RowCount, nameof(plan));
        var happened = outcomes.ToArray();
        var calibrator = Calibrator.CrossFit(
            method,
            plan,
            (train, test, scores) =>
            {
                var trained = new bool[train.Length];
                for (var i = 0; i < trained.Length; i++)
                {
                    trained[i] = happened[train[i]];
                }

                Fit(table.Rows(train), trained, encoding, options).Score(table.Rows(test), scores);
            },
            ScoredSample.Numbers(outcomes),
            default,
            CalibrationOptions.Default with { Scale = ScoreScale.Probability },
            cancellation);
        return Fit(table, outcomes, encoding, options).WithCalibrator(calibrator);
    }

    /// <summary>Joins an encoder and a scorer of its columns.</summary>
    /// <param name="encoder">A fitted encoder.</param>
    /// <param name="scorer">A fitted scorer.</param>
    /// <exception cref="ArgumentException">The scorer reads another number of columns.</exception>
    public static PropensityModel FromParameters(FeatureEncoder encoder, IScorer scorer)
    {
        if (Guard.NotNull(encoder).Schema.Count != Guard.NotNull(scorer).FeatureCount)
        {
            throw new ArgumentException(
                $"The encoder makes {Guard.Text(encoder.Schema.Count)} columns, the scorer reads {Guard.Text(scorer.FeatureCount)}.",
                nameof(scorer));
        }

        return new PropensityModel(encoder, scorer);
    }

    /// <summary>This model with another calibrator after its scorer.</summary>
    /// <param name="calibrator">Fitted to scores of <see cref="Scorer"/> on customers it has not seen; null for none.</param>
    public PropensityModel WithCalibrator(Calibrator? calibrator) => new(Encoder, Scorer, calibrator);

    /// <summary>The scorer of the caller's own objects.</summary>
    /// <typeparam name="T">The caller's type.</typeparam>
    /// <param name="map">Has every column of the encoder, in any order; others are ignored.</param>
    /// <exception cref="ArgumentException">The map lacks a column; the message names it.</exception>
    public CustomerScorer<T> Bind<T>(FeatureMap<T> map) => new(Encoder.Bind(map), Scorer, Calibrator);

    /// <summary>The score of one encoded customer.</summary>
    /// <param name="features">One row as the encoder makes it.</param>
    /// <exception cref="ArgumentException">The row has another length, or a value is missing or not valid.</exception>
    public double Score(ReadOnlySpan<double> features)
    {
        var score = Scorer.Score(features);
        return Calibrator is null ? score : Calibrator.Calibrate(score);
    }

    /// <summary>The scores of encoded customers.</summary>
    /// <param name="batch">The customers as the encoder makes them.</param>
    /// <param name="destination">Receives one score per row; at least as long as the batch.</param>
    /// <exception cref="ArgumentException">The columns differ, the destination is too short, or a value is missing; row and column are named.</exception>
    public void Score(FeatureBatch batch, Span<double> destination)
    {
        Scorer.Score(batch, destination);
        if (Calibrator is not null)
        {
            var scores = destination.Slice(0, batch.RowCount);
            Calibrator.Calibrate(scores, scores);
        }
    }

    /// <summary>The scores of a table's customers.</summary>
    /// <param name="table">Has every column of the encoder, in any order; others are ignored.</param>
    /// <param name="destination">Receives one score per row; at least as long as the table.</param>
    /// <returns>Counts of missing values and unseen levels that the encoder stood in for.</returns>
    /// <exception cref="ArgumentException">A column is lacking, the destination is too short, or a level is refused; row and column are named.</exception>
    public EncodingReport Score(CustomerTable table, Span<double> destination)
    {
        Guard.LongEnough(destination.Length, Guard.NotNull(table).RowCount, nameof(destination));
        var buffer = ArrayPool<double>.Shared.Rent(table.RowCount * Encoder.Schema.Count);
        try
        {
            var report = Encoder.Encode(table, buffer);
            Score(new FeatureBatch(Encoder.Schema, buffer, table.RowCount), destination);
            return report;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }
}
