using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Walks through every table of a multinomial sample.</summary>
internal static class ExactMultinomial
{
    /// <summary>Σ of the probabilities of tables no likelier than the observed one; ties within rounding count.</summary>
    public static double PValue(long[] observed, double[] weights)
    {
        var counts = new List<long>();
        var logs = new List<double>();
        for (var arm = 0; arm < observed.Length; arm++)
        {
            if (weights[arm] > 0)
            {
                counts.Add(observed[arm]);
                logs.Add(Elementary.Log(weights[arm]));
            }
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

        return Math.Min(1, Walk(logs, 0, n, logFactorials[n], limit + 1e-9, logFactorials));
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
