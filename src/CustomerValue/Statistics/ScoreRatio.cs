using CustomerValue.Numerics;

namespace CustomerValue.Statistics;

/// <summary>The score statistic of a ratio of two proportions at a hypothetical value (Koopman 1984; Miettinen and Nurminen 1985).</summary>
/// <remarks>The ratio is given by its logarithm t, and every rate beside its complement, so that rates near 1 of 10⁹ customers keep their digits.</remarks>
internal readonly struct ScoreRatio(ProportionCounts first, ProportionCounts second, double factor)
{
    private readonly double x = first.Successes, n = first.Trials, y = second.Successes, m = second.Trials, v = first.Failures, w = second.Failures;
    private readonly double observed = ProportionCounts.Difference(first, second);

    /// <summary>The logarithms of the ratios at which the statistic is ± z; −∞ and +∞ where there are none.</summary>
    public (double Lower, double Upper) LogLimits(double z)
    {
        var self = this;
        var start = Elementary.Log((x + 0.5) / (n + 1) / ((y + 0.5) / (m + 1)));
        var step = Math.Min(0.25, Math.Sqrt((v + 0.5) / (x + 0.5) / n + (w + 0.5) / (y + 0.5) / m));
        var lower = x == 0 ? double.NegativeInfinity : RootSearch.Monotone(t => self.Statistic(t) - z, start, step, rises: false);
        var upper = y == 0 ? double.PositiveInfinity : RootSearch.Monotone(t => self.Statistic(t) + z, start, step, rises: false);
        return (lower, Math.Max(lower, upper));
    }

    /// <summary>Observed less hypothetical over its error at the restricted rates: falls as the ratio exp t rises.</summary>
    public double Statistic(double t)
    {
        double ratio = Elementary.Exp(t), excess = Elementary.Expm1(t);

        // The restricted rate of the second arm: the smaller root of N r q² − (r (n + y) + x + m) q + x + y = 0.
        double a = (n + m) * ratio, b = ratio * (n + y) + x + m, c = x + y;
        double notP = Complement(Elementary.Expm1(-t), Elementary.Exp(-t), w, v), notQ = Complement(excess, ratio, v, w);

        // Near 1 the roots lie together and the complements are the accurate ones.
        var q = notQ < 0.5 ? 1 - notQ : Math.Min(1, 2 * c / (b + Math.Sqrt(Math.Max(0, b * b - 4 * a * c))));
        var p = notP < 0.5 ? 1 - notP : Math.Min(1, ratio * q);

        // Each rate and its complement: the smaller one by its own equation, the other from it.
        notQ = notQ < 0.5 ? notQ : 1 - q;
        notP = notP < 0.5 ? notP : 1 - p;
        var error = Math.Sqrt(factor * (p * notP / n + ratio * ratio * (q * notQ / m)));
        var distance = observed - excess * (y / m);
        return error > 0 ? distance / error : distance > 0 ? 1e300 : distance < 0 ? -1e300 : 0;
    }

    /// <summary>1 − q where the other arm's rate is (1 + e) q: the larger root of N (1 + e) u² − (v + w + e (N + w)) u + e w = 0, v and w the failures.</summary>
    private double Complement(double e, double quotient, double other, double own)
    {
        // Of two forms of b the one whose terms do not cancel; the quotient is 1 + e.
        double size = n + m, a = size * quotient, b = e < -0.5 ? size - other - quotient * (size + own) : -(other + own) - e * (size + own), c = e * own, root = Math.Sqrt(Math.Max(0, b * b - 4 * a * c));
        var u = b <= 0 ? (root - b) / (2 * a) : -2 * c / (b + root);
        return Math.Min(1, Math.Max(0, u));
    }
}
