using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Arms drawn again and again until they are alike in the covariates.</summary>
/// <remarks>
/// Morgan and Rubin (2012), Annals of Statistics 40: the arms' Mahalanobis distance M is χ² under a plain draw; a draw is accepted when M is at or below
/// the χ² quantile of the acceptance probability. What the covariates explain then varies less by <see cref="VarianceRatio"/>, and the usual errors are
/// too large: adjust for the covariates (Lin) or test by drawing again under the same rule. Draw k uses the k-th stream of the seed. With more than two
/// arms, M sums over arms. Immutable and thread-safe.
/// </remarks>
public sealed class Rerandomization
{
    private Rerandomization(AssignmentPlan plan, double distance, double threshold, double acceptance, double ratio, int draws, int degrees)
    {
        Plan = plan;
        Distance = distance;
        Threshold = threshold;
        AcceptanceProbability = acceptance;
        VarianceRatio = ratio;
        Draws = draws;
        DegreesOfFreedom = degrees;
    }

    /// <summary>The accepted draw.</summary>
    public AssignmentPlan Plan { get; }

    /// <summary>M of the accepted draw.</summary>
    public double Distance { get; }

    /// <summary>The largest M that is accepted.</summary>
    public double Threshold { get; }

    /// <summary>The asked share of draws that are accepted.</summary>
    public double AcceptanceProbability { get; }

    /// <summary>Draws until one was accepted.</summary>
    public int Draws { get; }

    /// <summary>Columns × (arms − 1).</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Variance of the covariates' differences over that of a plain draw: P(χ²₍d+2₎ ≤ a) ÷ P(χ²₍d₎ ≤ a).</summary>
    public double VarianceRatio { get; }

    /// <summary>Draws until the arms are alike.</summary>
    /// <param name="covariates">One row of finite numbers a customer, row-major; no column constant, none a sum of others.</param>
    /// <param name="columns">Columns, ≥ 1.</param>
    /// <param name="arms">Two or more arms of different names.</param>
    /// <param name="acceptance">Share of draws to accept, above 0 and below 1: 0.1 or 0.01 are usual. Too small a share leaves too few draws to test with.</param>
    /// <param name="seed">The seed; record it together with the acceptance.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ArgumentException">A number, column or arm breaks its rule, or no draw of 100 ÷ acceptance was accepted.</exception>
    /// <exception cref="OperationCanceledException">The search was canceled.</exception>
    public static Rerandomization Draw(
        ReadOnlySpan<double> covariates, int columns, ReadOnlySpan<AssignmentArm> arms, double acceptance, ulong seed, CancellationToken cancellation = default)
    {
        var own = arms.ToArray();
        var shares = RandomizedAssignment.Shares(own);
        Guard.OpenUnit(acceptance);
        var drawn = shares.Count(share => share > 0);
        if (drawn < 2)
        {
            throw new ArgumentException("Fewer than two arms have a weight; there is nothing to make alike.", nameof(arms));
        }

        var white = Mahalanobis.WhitenAll(covariates, columns, nameof(covariates));
        var degrees = columns * (drawn - 1);
        var threshold = ThresholdOf(acceptance, degrees);
        var rows = new int[white.Length / columns];
        var most = (int)Math.Min(int.MaxValue - 1, Math.Ceiling(100 / acceptance));
        var best = double.PositiveInfinity;
        for (var draw = 1; draw <= most; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            RandomizedAssignment.Draw(rows, shares, RandomStream.Open(seed, "rerandomize", draw - 1));
            var distance = Mahalanobis.Imbalance(white, columns, rows, own.Length);
            best = Math.Min(best, distance);
            if (distance <= threshold)
            {
                var plan = new AssignmentPlan("rerandomization", seed, own, rows, PlanWarning.Rerandomized);
                return new Rerandomization(plan, distance, threshold, acceptance, VarianceRatioOf(acceptance, degrees), draw, degrees);
            }
        }

        throw new ArgumentException(
            $"None of {Guard.Text(most)} draws was accepted: the smallest distance was {Guard.Text(best)}, the largest accepted is {Guard.Text(threshold)}. So few customers cannot be made so alike; accept more.", nameof(acceptance));
    }

    /// <summary>M of any assignment: for two arms n₁n₂/n times the squared Mahalanobis distance of their means, with the covariance of all (divisor n − 1).</summary>
    /// <param name="covariates">One row of finite numbers a customer, row-major; no column constant, none a sum of others.</param>
    /// <param name="columns">Columns, ≥ 1.</param>
    /// <param name="arms">One arm ≥ 0 a row; at least two different ones.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a number breaks its rule.</exception>
    public static double DistanceOf(ReadOnlySpan<double> covariates, int columns, ReadOnlySpan<int> arms)
    {
        var white = Mahalanobis.WhitenAll(covariates, columns, nameof(covariates));
        Guard.SameLength(arms.Length, white.Length / columns, nameof(arms));
        return Mahalanobis.Imbalance(white, columns, arms, Mahalanobis.ArmsOf(arms, nameof(arms)));
    }

    /// <summary>The largest M that a share of plain draws stays at or below.</summary>
    /// <param name="acceptance">Above 0 and below 1.</param>
    /// <param name="degreesOfFreedom">Columns × (arms − 1), ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double ThresholdOf(double acceptance, int degreesOfFreedom) =>
        ChiSquaredDistribution.Quantile(Guard.OpenUnit(acceptance), Guard.AtLeast(degreesOfFreedom, 1));

    /// <summary>What is left of the variance of the covariates' differences.</summary>
    /// <param name="acceptance">Above 0 and below 1.</param>
    /// <param name="degreesOfFreedom">Columns × (arms − 1), ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double VarianceRatioOf(double acceptance, int degreesOfFreedom) =>
        ChiSquaredDistribution.Cdf(ThresholdOf(acceptance, degreesOfFreedom), degreesOfFreedom + 2.0) / acceptance;

    /// <summary>The share of plain draws whose M is this one or larger: the p-value of balance.</summary>
    /// <param name="distance">M ≥ 0.</param>
    /// <param name="degreesOfFreedom">Columns × (arms − 1), ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double PValueOf(double distance, int degreesOfFreedom) =>
        ChiSquaredDistribution.Survival(Guard.NonNegative(distance), Guard.AtLeast(degreesOfFreedom, 1));

    /// <summary>Plan, distance and draws, in invariant text.</summary>
    public override string ToString() =>
        $"{Plan}; distance {Guard.Text(Distance)} ≤ {Guard.Text(Threshold)}, accepted after {Guard.Text(Draws)} draws at acceptance {Guard.Text(AcceptanceProbability)}";
}
