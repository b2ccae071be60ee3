using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>A model of margins that can be zero or negative: a customer's own mean, drawn towards what all customers earn.</summary>
/// <remarks>
/// <para>
/// A customer's margins per purchase are normal about a mean of the customer's own with variance σ²; these means are normal about μ with variance τ².
/// The expected mean of a customer with n purchases of mean m is (σ² μ + n τ² m)/(σ² + n τ²). Refunds and losses are margins like any other.
/// </para>
/// <para>
/// Source: D. C. Schmittlein, R. A. Peterson (1994), Customer base analysis: an industrial purchase process application, Marketing Science 13(1).
/// The fit is by moments: σ² pooled within customers, μ and τ² from the customers' means (analysis of variance, unequal numbers), so that it asks for the
/// standard deviation of each customer's margins too.
/// </para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public sealed class NormalSpendModel
{
    private NormalSpendModel(double mean, double between, double within)
    {
        Mean = mean;
        Between = between;
        Within = within;
    }

    /// <summary>μ: the mean margin of a purchase over customers.</summary>
    public double Mean { get; }

    /// <summary>τ²: variance of customers' own means, ≥ 0.</summary>
    public double Between { get; }

    /// <summary>σ²: variance of the margins of one customer, &gt; 0.</summary>
    public double Within { get; }

    /// <summary>Fits by moments to customers' numbers, means and variances of margins.</summary>
    /// <param name="counts">Purchases with a known margin per customer, ≥ 0; those with 0 are left out.</param>
    /// <param name="means">Mean margin per customer, finite.</param>
    /// <param name="variances">Variance of the customer's margins with divisor n − 1, finite and ≥ 0; not used where n &lt; 2.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is out of range, fewer than two customers have margins, none has two, or no margin varies.</exception>
    public static NormalSpendModel Fit(ReadOnlySpan<int> counts, ReadOnlySpan<double> means, ReadOnlySpan<double> variances)
    {
        Guard.SameLength(means.Length, counts.Length, nameof(means));
        Guard.SameLength(variances.Length, counts.Length, nameof(variances));
        Guard.AllFinite(means, nameof(means));
        Guard.AllFinite(variances, nameof(variances));
        double customers = 0, purchases = 0, squares = 0, sum = 0, within = 0, freedom = 0;
        for (var row = 0; row < counts.Length; row++)
        {
            if (counts[row] < 0 || variances[row] < 0)
            {
                throw Guard.BrokenRow(nameof(counts), row, "count ≥ 0 and variance ≥ 0", $"count {Guard.Text(counts[row])}, variance {Guard.Text(variances[row])}");
            }

            double n = counts[row];
            customers += n > 0 ? 1 : 0;
            purchases += n;
            squares += n * n;
            sum += n * means[row];
            within += n > 1 ? (n - 1) * variances[row] : 0;
            freedom += n > 1 ? n - 1 : 0;
        }

        if (customers < 2 || freedom == 0 || within == 0)
        {
            throw new ArgumentException("Two customers with margins, one of them with two that differ, are the least to fit to.", nameof(counts));
        }

        var sigma = within / freedom;
        var grand = sum / purchases;
        var spread = 0.0;
        for (var row = 0; row < counts.Length; row++)
        {
            spread += counts[row] * (means[row] - grand) * (means[row] - grand);
        }

        // E[spread] = (customers − 1) σ² + (purchases − Σn²/purchases) τ².
        var tau = Math.Max(0, (spread - (customers - 1) * sigma) / (purchases - squares / purchases));
        double weights = 0, weighted = 0;
        for (var row = 0; row < counts.Length; row++)
        {
            if (counts[row] > 0)
            {
                var weight = 1 / (tau + sigma / counts[row]);
                weights += weight;
                weighted += weight * means[row];
            }
        }

        return new NormalSpendModel(weighted / weights, tau, sigma);
    }

    /// <summary>The model with given parameters.</summary>
    /// <param name="mean">μ, finite.</param>
    /// <param name="between">τ², finite and ≥ 0.</param>
    /// <param name="within">σ², finite and &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static NormalSpendModel FromParameters(double mean, double between, double within) =>
        new(Guard.Finite(mean), Guard.NonNegative(between), Guard.Positive(within));

    /// <summary>The expected mean margin of one customer's future purchases; μ without a purchase.</summary>
    /// <param name="count">Purchases with a known margin, ≥ 0.</param>
    /// <param name="mean">Their mean margin, finite; any sign.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public double ExpectedAverageValue(int count, double mean)
    {
        var own = Guard.AtLeast(count, 0) * Between;
        return (Within * Mean + own * Guard.Finite(mean)) / (Within + own);
    }

    /// <summary>The expected mean margin of each customer's future purchases: what <see cref="LifetimeValue"/> takes as value per purchase.</summary>
    /// <param name="counts">Purchases with a known margin per customer, ≥ 0.</param>
    /// <param name="means">Their mean margin, finite; any sign.</param>
    /// <param name="destination">Receives one value per customer, in row order; at least as long as the counts.</param>
    /// <exception cref="ArgumentException">Lengths differ, a count is negative or a mean not finite; the message names the row.</exception>
    public void ExpectedAverageValue(ReadOnlySpan<int> counts, ReadOnlySpan<double> means, Span<double> destination)
    {
        Guard.SameLength(means.Length, counts.Length, nameof(means));
        Guard.LongEnough(destination.Length, counts.Length, nameof(destination));
        Guard.AllFinite(means, nameof(means));
        for (var row = 0; row < counts.Length; row++)
        {
            destination[row] = counts[row] >= 0
                ? ExpectedAverageValue(counts[row], means[row])
                : throw Guard.BrokenRow(nameof(counts), row, "count ≥ 0", Guard.Text(counts[row]));
        }
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"Normal spend: μ {Guard.Text(Mean)}, τ² {Guard.Text(Between)}, σ² {Guard.Text(Within)}";
}
