using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>A 2 × 2 table given both margins: how many of all successes fall to the first arm, at any odds ratio (Fisher 1935).</summary>
/// <remarks>Walks from a cell outwards by exact quotients of neighbors and stops where nothing more is added: some forty standard deviations, whatever the size.</remarks>
internal sealed class ConditionalTable
{
    // Tables this close in ln probability are equally likely but for rounding.
    private const double Tie = 1e-11;

    private readonly double x, n, m, successes;

    public ConditionalTable(ProportionCounts first, ProportionCounts second)
        : this(first.Successes, first.Trials, second.Successes, second.Trials)
    {
    }

    public ConditionalTable(double x, double n, double y, double m)
    {
        this.x = x;
        this.n = n;
        this.m = m;
        successes = x + y;
        Lowest = Math.Max(0, successes - m);
        Highest = Math.Min(n, successes);
    }

    public double Lowest { get; }

    public double Highest { get; }

    /// <summary>ln P of the observed table when both arms have one rate.</summary>
    public double LogProbability => LogProbabilityOf(x);

    private double Mode => Math.Min(Highest, Math.Max(Lowest, Math.Floor((successes + 1) / (n + m + 2) * (n + 1))));

    /// <summary>ln P(as few or fewer) and ln P(as many or more): the far tail is summed, the other is what remains.</summary>
    public (double Less, double Greater) LogTails()
    {
        var isHigh = x >= Mode;
        var far = Math.Min(0, LogTail(x, isHigh));
        var rest = Math.Min(0, Elementary.Log1p(Elementary.Exp(LogProbability) - Elementary.Exp(far)));
        return isHigh ? (rest, far) : (far, rest);
    }

    /// <summary>ln of the sum over all tables that are no likelier than the observed one; ties within rounding count.</summary>
    public double LogTwoSided()
    {
        var limit = LogProbability + Tie;
        var mode = Mode;
        if (LogProbabilityOf(mode) <= limit)
        {
            return 0;
        }

        // The probabilities fall from the mode outwards: the nearest table on the other side that is no likelier.
        var isHigh = x > mode;
        double near = mode, far = isHigh ? Lowest - 1 : Highest + 1;
        while (Math.Abs(far - near) > 1)
        {
            var middle = Math.Floor((near + far) / 2);
            if (LogProbabilityOf(middle) <= limit)
            {
                far = middle;
            }
            else
            {
                near = middle;
            }
        }

        var own = LogTail(x, isHigh);
        if (far < Lowest || far > Highest)
        {
            return Math.Min(0, own);
        }

        var other = LogTail(far, !isHigh);
        return Math.Min(0, Math.Max(own, other) + Elementary.Log1p(Elementary.Exp(-Math.Abs(own - other))));
    }

    /// <summary>ln of the odds ratio that makes the observed table likeliest; infinite at either end of the support.</summary>
    public double LogOddsRatio() => x <= Lowest ? double.NegativeInfinity
        : x >= Highest ? double.PositiveInfinity
        : RootSearch.Monotone(theta => At(theta).Excess, Start, 0.25, rises: true);

    /// <summary>The odds ratios that neither one-sided exact test rejects at (1 − level) / 2; the observed table counts whole, or half for mid-p.</summary>
    public (double Lower, double Upper) OddsRatioLimits(double level, bool isMidP)
    {
        var target = Elementary.Log((1 - level) / 2);
        var half = isMidP ? 0.5 : 0;
        var lower = x <= Lowest ? 0 : Elementary.Exp(RootSearch.Monotone(theta => LogOf(At(theta).Upper - half * At(theta).Here) - target, Start, 0.5, rises: true));
        var upper = x >= Highest ? double.PositiveInfinity : Elementary.Exp(RootSearch.Monotone(theta => LogOf(At(theta).Lower - half * At(theta).Here) - target, Start, 0.5, rises: false));
        return (lower, upper);
    }

    private double Start => Elementary.Log((x + 0.5) / (n - x + 0.5) * ((m - successes + x + 0.5) / (successes - x + 0.5)));

    private static double LogOf(double p) => p > 0 ? Elementary.Log(p) : -750;

    private double LogProbabilityOf(double k)
    {
        var total = n + m;
        if (Lowest == Highest)
        {
            return 0;
        }

        var p = successes / total;
        return BinomialDistribution.LogProbability(k, n, p) + BinomialDistribution.LogProbability(successes - k, m, p) - BinomialDistribution.LogProbability(successes, total, p);
    }

    /// <summary>P(k + 1) over P(k) at odds ratio 1.</summary>
    private double Quotient(double k) => (n - k) / (k + 1) * ((successes - k) / (m - successes + k + 1));

    private double LogTail(double from, bool up)
    {
        double sum = 1, term = 1;
        for (var k = from; up ? k < Highest : k > Lowest; k += up ? 1 : -1)
        {
            term *= up ? Quotient(k) : 1 / Quotient(k - 1);
            sum += term;
            if (term < 1e-19 * sum)
            {
                break;
            }
        }

        return LogProbabilityOf(from) + Elementary.Log(sum);
    }

    /// <summary>Tails and probability of the observed table, and the mean less the observed count, at an odds ratio.</summary>
    private (double Lower, double Upper, double Here, double Excess) At(double theta)
    {
        var odds = Elementary.Exp(theta);
        double low = Lowest, high = Highest;
        while (low < high)
        {
            var middle = Math.Floor((low + high) / 2);
            if (Quotient(middle) * odds >= 1)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        double mode = low, total = 1, first = 0, upper = mode >= x ? 1 : 0, lower = mode <= x ? 1 : 0, here = mode == x ? 1 : 0;
        for (var side = -1; side <= 1; side += 2)
        {
            var term = 1.0;
            for (var k = mode; side > 0 ? k < Highest : k > Lowest;)
            {
                term *= side > 0 ? Quotient(k) * odds : 1 / (Quotient(k - 1) * odds);
                k += side;
                total += term;
                first += term * (k - mode);
                upper += k >= x ? term : 0;
                lower += k <= x ? term : 0;
                here = k == x ? term : here;
                if (term < 1e-22 * total)
                {
                    break;
                }
            }
        }

        return (lower / total, upper / total, here / total, mode - x + first / total);
    }
}
