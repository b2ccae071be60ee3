using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Walks through every table of a multinomial sample.</summary>
internal static class ExactMultinomial
{
    // Tables this close in ln probability are equally likely but for rounding.
    private const double Tie = 1e-9;

    /// <summary>Σ of the probabilities of tables no likelier than the observed one; ties within rounding count.</summary>
    public static double PValue(long[] observed, double[] weights)
    {
        var counts = new List<long>();
        var weightsUsed = new List<double>();
        var logs = new List<double>();
        for (var arm = 0; arm < observed.Length; arm++)
        {
            if (weights[arm] > 0)
            {
                counts.Add(observed[arm]);
                weightsUsed.Add(weights[arm]);
                logs.Add(Elementary.Log(weights[arm]));
            }
        }

        if (counts.Count == 2)
        {
            return Elementary.Exp(LogTwoArms(counts[0], (double)counts[0] + counts[1], weightsUsed[0], weightsUsed[1]));
        }

        var n = (int)counts.Sum();
        var logFactorials = new double[n + 1];
        for (var k = 2; k <= n; k++)
        {
            logFactorials[k] = logFactorials[k - 1] + Elementary.Log(k);
        }

        var limit = logFactorials[n];
        for (var arm = 0; arm < logs.Count; arm++)
        {
            limit += counts[arm] * logs[arm] - logFactorials[counts[arm]];
        }

        return Math.Min(1, Walk(logs, 0, n, logFactorials[n], limit + Tie, logFactorials));
    }

    /// <summary>Two arms: ln of the binomial's own tail and the part of the other one that is no likelier; exact for any size.</summary>
    public static double LogTwoArms(double observed, double n, double first, double second)
    {
        var p = first / (first + second);
        var mode = Math.Min(n, Math.Floor((n + 1) * p));
        var limit = BinomialDistribution.LogProbability(observed, n, p) + Tie;
        if (BinomialDistribution.LogProbability(mode, n, p) <= limit)
        {
            return 0;
        }

        // The probabilities fall from the mode outwards: the nearest count beyond it that is no likelier.
        var isLow = observed < mode;
        double near = mode, far = isLow ? n + 1 : -1;
        while (Math.Abs(far - near) > 1)
        {
            var middle = Math.Floor((near + far) / 2);
            if (BinomialDistribution.LogProbability(middle, n, p) <= limit)
            {
                far = middle;
            }
            else
            {
                near = middle;
            }
        }

        var own = isLow ? BinomialDistribution.LogCdf(observed, n, p) : BinomialDistribution.LogSurvival(observed - 1, n, p);
        if (far < 0 || far > n)
        {
            return own;
        }

        var other = isLow ? BinomialDistribution.LogSurvival(far - 1, n, p) : BinomialDistribution.LogCdf(far, n, p);
        return Math.Min(0, Math.Max(own, other) + Elementary.Log1p(Elementary.Exp(-Math.Abs(own - other))));
    }

    private static double Walk(List<double> logs, int arm, int left, double logProbability, double limit, double[] logFactorials)
    {
        if (arm == logs.Count - 1)
        {
            var log = logProbability + left * logs[arm] - logFactorials[left];
            return log <= limit ? Elementary.Exp(log) : 0;
        }

        var sum = 0.0;
        for (var k = 0; k <= left; k++)
        {
            sum += Walk(logs, arm + 1, left - k, logProbability + k * logs[arm] - logFactorials[k], limit, logFactorials);
        }

        return sum;
    }
}
