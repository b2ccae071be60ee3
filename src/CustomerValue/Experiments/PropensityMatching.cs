using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Compares each treated customer with the controls whose propensity is nearest: groups that were chosen, made alike by choosing again.</summary>
/// <remarks>
/// Greedy nearest neighbors, as MatchIt 4.5.5 finds them: whoever chooses takes the nearest free partner within the caliper, of equal distances the lowest row. Second
/// partners are chosen after everyone has had his first. A treated customer without partner is left out, and the effect is then on the others: a warning says so. Errors:
/// of the sets' differences (sets clustered, factor G / (G − 1)), with clusters two-way; with replacement, where sets share partners, those of the weighted
/// regression (HC3, or clustered). They take the propensities as known. A caliper is worth setting: without one the last to choose take what is left. Time n log n;
/// memory 8 bytes a covariate and 100 bytes a customer. Sources: Rosenbaum and Rubin (1985), American Statistician 39; Stuart (2010), Statistical Science 25;
/// Abadie and Spiess (2022), JASA 117 (errors clustered by set). For row counts, not frequency weights.
/// </remarks>
public static class PropensityMatching
{
    /// <summary>Fits the propensity to the covariates, matches and compares.</summary>
    /// <param name="columns">One row a customer; no frequency weights.</param>
    /// <param name="options">Partners, caliper, order; null for the defaults.</param>
    /// <param name="seed">The seed of a random order; not read for others.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, a name is no covariate, or weights are given.</exception>
    /// <exception cref="ConvergenceException">The covariates separate the groups (the message names them), or the fit did not converge.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static MatchedComparison Fit(TrialColumns columns, MatchingOptions? options = null, ulong seed = 0, CancellationToken cancellation = default)
    {
        options = Checked(columns, options);
        var (treated, controls) = ConfoundedSample.ArmCounts(columns);
        return treated == 0 || controls == 0
            ? MatchedComparison.OfEmptyArm(columns, Name(options), options)
            : Match(columns, PropensityFit.Of(columns, options.Collinear, cancellation).Score, options, seed);
    }

    /// <summary>Matches on propensities that another model has given, or on any score between 0 and 1.</summary>
    /// <param name="columns">One row a customer; covariates are read for the balance and for exact matches.</param>
    /// <param name="scores">One score a row, in (0, 1).</param>
    /// <param name="options">Partners, caliper, order; null for the defaults.</param>
    /// <param name="seed">The seed of a random order; not read for others.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, a name is no covariate, or weights are given.</exception>
    public static MatchedComparison Fit(TrialColumns columns, ReadOnlySpan<double> scores, MatchingOptions? options = null, ulong seed = 0)
    {
        options = Checked(columns, options);
        Guard.SameLength(scores.Length, columns.Outcomes.Length, nameof(scores));
        var score = PropensityScore.FromScores(scores);
        var (treated, controls) = ConfoundedSample.ArmCounts(columns);
        return treated == 0 || controls == 0 ? MatchedComparison.OfEmptyArm(columns, Name(options), options) : Match(columns, score, options, seed);
    }

    internal static string Name(MatchingOptions options) =>
        $"nearest propensity, {Guard.Text(options.Partners)} to 1{(options.WithReplacement ? " with replacement" : string.Empty)}, {ConfoundedSample.NameOf(options.Estimand)}";

    private static MatchingOptions Checked(in TrialColumns columns, MatchingOptions? options)
    {
        options ??= MatchingOptions.Default;
        ConfoundedSample.Check(columns);
        return columns.Weights.Length == 0
            ? options
            : throw new ArgumentException("A frequency weight has no partner: repeat the rows, or weight by propensity instead.", nameof(columns));
    }

    private static MatchedComparison Match(in TrialColumns columns, PropensityScore propensity, MatchingOptions options, ulong seed)
    {
        var n = columns.Outcomes.Length;
        var score = (options.Scale == MatchingScale.LogOdds ? propensity.LogOdds : propensity.Scores).ToArray();
        var classes = Classes(columns, options, out var classCount);
        var caliper = options.Caliper;
        if (options.CaliperUnit == CaliperUnit.StandardDeviations && !double.IsPositiveInfinity(caliper))
        {
            caliper *= SampleMoments.FromSample(score).Variance is { IsDefined: true } variance ? Math.Sqrt(variance.Value) : 0;
        }

        var (seekers, pool) = (new List<int>(), new List<int>());
        for (var row = 0; row < n; row++)
        {
            (columns.IsTreated[row] == (options.Estimand == Estimand.Treated) ? seekers : pool).Add(row);
        }

        var ordered = Ordered([.. seekers], score, options.Order, seed);
        var partners = Choose(ordered, new NearestPool([.. pool], score, classes, classCount), score, classes, caliper, options);
        return MatchedComparison.Of(columns, propensity, partners, seekers.Count, caliper, Name(options), options);
    }

    /// <summary>Partners of each row, in the order of choice; null for none.</summary>
    private static List<int>?[] Choose(int[] seekers, NearestPool pool, double[] score, int[] classes, double caliper, MatchingOptions options)
    {
        var partners = new List<int>?[score.Length];
        for (var round = 0; round < (options.WithReplacement ? 1 : options.Partners); round++)
        {
            foreach (var row in seekers)
            {
                if (partners[row]?.Count < round || (round > 0 && partners[row] is null))
                {
                    continue;
                }

                for (var k = 0; k < (options.WithReplacement ? options.Partners : 1); k++)
                {
                    var partner = pool.Nearest(score[row], classes[row], caliper);
                    if (partner < 0)
                    {
                        break;
                    }

                    (partners[row] ??= []).Add(partner);
                    pool.Take(partner);
                }

                if (options.WithReplacement && partners[row] is { } taken)
                {
                    taken.ForEach(pool.Return);
                }
            }
        }

        return partners;
    }

    private static int[] Ordered(int[] seekers, double[] score, MatchingOrder order, ulong seed)
    {
        var values = Array.ConvertAll(seekers, row => score[row]);
        switch (order)
        {
            case MatchingOrder.LargestFirst:
                return Array.ConvertAll(StableOrder.Descending(values), i => seekers[i]);
            case MatchingOrder.SmallestFirst:
                return Array.ConvertAll(StableOrder.Ascending(values), i => seekers[i]);
            case MatchingOrder.Random:
                var shuffled = (int[])seekers.Clone();
                RandomStream.Open(seed, "matching order").Shuffle<int>(shuffled);
                return shuffled;
            default:
                return seekers;
        }
    }

    /// <summary>Rows of one class are equal in every covariate that must match exactly.</summary>
    private static int[] Classes(in TrialColumns columns, MatchingOptions options, out int count)
    {
        var (n, p) = (columns.Outcomes.Length, columns.CovariateCount);
        var classes = new int[n];
        count = 1;
        foreach (var name in options.Exact)
        {
            var column = Column(columns, name);
            var keys = new long[n];
            for (var row = 0; row < n; row++)
            {
                // + 0 so that −0 equals 0.
                keys[row] = BitConverter.DoubleToInt64Bits(columns.Covariates[row * p + column] + 0.0);
            }

            var values = KeyNumbers.Number(keys, out var valueCount);
            for (var row = 0; row < n; row++)
            {
                keys[row] = (long)classes[row] * valueCount + values[row];
            }

            classes = KeyNumbers.Number(keys, out count);
        }

        return classes;
    }

    private static int Column(in TrialColumns columns, string name)
    {
        for (var j = 0; j < columns.CovariateCount; j++)
        {
            if (string.Equals(columns.NameOf(j), name, StringComparison.Ordinal))
            {
                return j;
            }
        }

        throw new ArgumentException($"There is no covariate '{name}' to match exactly.", nameof(name));
    }
}
