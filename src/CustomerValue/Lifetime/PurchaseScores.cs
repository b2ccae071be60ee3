using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>All scores of a customer base in one pass, on as many threads as wanted: what a nightly run wants of a model.</summary>
/// <remarks>Each customer gets the bits of the model's own methods, whatever the threads and whoever else is in the batch. Thread-safe; no memory per customer.</remarks>
public static class PurchaseScores
{
    /// <summary>P(alive), expected purchases and discounted purchases of each customer.</summary>
    /// <param name="model">A fitted model.</param>
    /// <param name="histories">The customers, in the unit of the model.</param>
    /// <param name="horizon">How far ahead, in the unit of the histories, finite and ≥ 0; discounted purchases count for ever where the options say so.</param>
    /// <param name="alive">Receives one probability per customer, in row order; at least as long as the histories, or empty when not wanted.</param>
    /// <param name="expected">Receives the expected purchases within the horizon; or empty.</param>
    /// <param name="discounted">Receives the discounted expected purchases; or empty.</param>
    /// <param name="options">Discounting and threads; <see cref="PurchaseScoreOptions.Default"/> when null.</param>
    /// <param name="cancellation">Checked between parts of the batch.</param>
    /// <exception cref="ArgumentException">
    /// The histories are in another unit, a destination is too short, or purchases are to be discounted for ever otherwise than continuously at one rate &gt; 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is negative, not finite, or longer than 100,000 periods.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Compute(
        IPurchaseModel model,
        PurchaseHistories histories,
        double horizon,
        Memory<double> alive,
        Memory<double> expected,
        Memory<double> discounted,
        PurchaseScoreOptions? options = null,
        CancellationToken cancellation = default)
    {
        Guard.NotNull(model);
        Guard.NonNegative(horizon);
        var settings = options ?? PurchaseScoreOptions.Default;
        var count = Guard.NotNull(histories).Count;
        Check(alive, count, nameof(alive));
        Check(expected, count, nameof(expected));
        Check(discounted, count, nameof(discounted));
        settings.Discounting.CheckHorizon(horizon);
        var rate = settings.ForEver ? UnlimitedRate(settings.Discounting, histories.Unit) : 0;
        if (model is not IScoresRows own)
        {
            Foreign(model, histories, horizon, alive.Span, expected.Span, discounted.Span, settings);
            return;
        }

        PurchaseScoring.Check(own.Unit, histories);
        var terms = new DiscountTerms(settings.Discounting, own.Unit);
        var parts = Math.Min(settings.Threads, Math.Max(1, count / 1024));
        NumberedWork.Run(
            settings.Threads,
            parts,
            part => own.Engine.Score(
                histories,
                (int)((long)count * part / parts),
                (int)((long)count * (part + 1) / parts),
                new ScoreRequest(horizon, terms, rate),
                alive.Span,
                expected.Span,
                discounted.Span),
            cancellation);
    }

    private static void Check(Memory<double> destination, int count, string name)
    {
        if (destination.Length != 0)
        {
            Guard.LongEnough(destination.Length, count, name);
        }
    }

    private static double UnlimitedRate(Discounting discounting, TimeUnit unit) =>
        discounting.Timing == PaymentTiming.Continuous && discounting.Curve is null && discounting.RatePer(unit) > 0
            ? discounting.RatePer(unit)
            : throw new ArgumentException("Purchases can be discounted for ever only continuously, at one rate above 0.", nameof(discounting));

    private static void Foreign(
        IPurchaseModel model, PurchaseHistories histories, double horizon, Span<double> alive, Span<double> expected, Span<double> discounted, PurchaseScoreOptions settings)
    {
        if (settings.ForEver && discounted.Length != 0)
        {
            throw new ArgumentException("Only the models of this library count discounted purchases for ever.", nameof(model));
        }

        if (alive.Length != 0)
        {
            model.ProbabilityAlive(histories, alive);
        }

        if (expected.Length != 0)
        {
            model.ExpectedPurchases(histories, horizon, expected);
        }

        if (discounted.Length != 0)
        {
            model.DiscountedPurchases(histories, horizon, settings.Discounting, discounted);
        }
    }
}
