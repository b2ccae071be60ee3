using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>
/// Purchases that are every k-th of N events, j of them done, N negative binomial with shape s and odds τ, until the customer leaves after one of
/// them with probability p ~ Beta(a, b).
/// </summary>
internal static class StepSeries
{
    /// <summary>Expected purchases: E[W(⌊(N+j)/k⌋)], W(m) those of m chances that come before leaving.</summary>
    public static double Expected(double s, double tau, double a, double b, int k, int j)
    {
        var series = new Events(s, tau);
        double survive = 1, before = 0, sum = 0;
        var made = 0L;
        for (long n = 0; !series.Done; n++)
        {
            while (made < (n + j) / k)
            {
                before += survive;
                survive *= (b + made) / (a + b + made);
                made++;
            }

            sum += series.Next() * before;
        }

        return sum;
    }

    /// <summary>P(still alive): E[Π (b+i)/(a+b+i)] over the purchases made.</summary>
    public static double Stays(double s, double tau, double a, double b, int k, int j)
    {
        if (k == 1)
        {
            return tau > 0 ? Elementary.Exp(SpecialFunctions.LogHypergeometric2F1(s, a, a + b, -tau)) : 1;
        }

        var series = new Events(s, tau);
        double survive = 1, sum = 0;
        var made = 0L;
        for (long n = 0; !series.Done; n++)
        {
            for (; made < (n + j) / k; made++)
            {
                survive *= (b + made) / (a + b + made);
            }

            sum += series.Next() * survive;
        }

        return sum;
    }

    /// <summary>P(exactly n purchases).</summary>
    public static double Probability(double s, double tau, double a, double b, int k, int j, int n)
    {
        if (!(tau > 0))
        {
            return n == 0 ? 1 : 0;
        }

        var stays = 0.0;
        for (var i = 0; i < k; i++)
        {
            var events = (long)n * k - j + i;
            if (events is >= 0 and <= int.MaxValue)
            {
                stays += Elementary.Exp(BgNbdFormulas.LogNegativeBinomial(s, tau, (int)events));
            }
        }

        stays *= Elementary.Exp(BgNbdFormulas.LogSurvivals(a, b, n));
        if (n == 0)
        {
            return stays;
        }

        var leaves = Elementary.Exp(BgNbdFormulas.LogSurvivals(a, b, n - 1)) * (a / (a + b + (n - 1)));
        return stays + leaves * SpecialFunctions.BetaI((double)n * k - j, s, tau / (1 + tau), 1 / (1 + tau));
    }

    /// <summary>P(N = 0), P(N = 1), … until what is left adds nothing; those before the mass begins are given as 0.</summary>
    private struct Events
    {
        private readonly double s, ratio, mean;
        private readonly long begin, end;
        private double probability;
        private long n;

        public Events(double s, double tau)
        {
            this.s = s;
            ratio = tau / (1 + tau);
            mean = s * tau;
            var spread = Math.Sqrt(mean * (1 + tau));
            var decay = s * Elementary.Log1p(tau);
            begin = decay < 600 ? 0 : Rise(s, tau, (long)Math.Min(int.MaxValue, mean));
            end = (long)(mean + 12 * spread + 60 * (1 + tau)) + 10;
            probability = Elementary.Exp(begin == 0 ? -decay : BgNbdFormulas.LogNegativeBinomial(s, tau, (int)begin));
            n = 0;
        }

        public readonly bool Done => n > end || (n > mean && probability < 1e-40);

        public double Next()
        {
            if (n < begin)
            {
                n++;
                return 0;
            }

            var value = probability;
            probability *= ratio * (s + n) / (n + 1);
            n++;
            return value;
        }

        /// <summary>The first number whose probability is no underflow, by bisection below the mean.</summary>
        private static long Rise(double s, double tau, long high)
        {
            var low = 0L;
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = BgNbdFormulas.LogNegativeBinomial(s, tau, (int)middle) < -600 ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}
