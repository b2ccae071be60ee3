namespace CustomerValue.Numerics;

/// <summary>Gauss's ₂F₁(a, b; c; z) in log space for positive a, b, c and z &lt; 1.</summary>
/// <remarks>
/// The power series where it converges quickly, otherwise Euler's integral (DLMF 15.6.1) over the log odds of its variable, where
/// the integrand has one peak; c below both a and b is reached by the recurrence in c (DLMF 15.5.18), which adds positive terms for z &gt; 0.
/// </remarks>
internal static class Hypergeometric
{
    private const double SeriesUpTo = 0.9;

    public static double Log2F1(double a, double b, double c, double z)
    {
        if (z == 0)
        {
            return 0;
        }

        if (a > b)
        {
            (a, b) = (b, a);
        }

        if (z >= 1)
        {
            return z == 1 && c > a + b
                ? GammaFunctions.LogBeta(c, c - a - b) - GammaFunctions.LogBeta(c - a, c - b)
                : z == 1 ? double.PositiveInfinity : double.NaN;
        }

        if (c == a || c == b)
        {
            return -(c == a ? b : a) * Elementary.Log1p(-z);
        }

        return z < 0 ? Negative(a, b, c, z) : Positive(a, b, c, z, 1 - z);
    }

    private static double Positive(double a, double b, double c, double z, double oneMinusZ)
    {
        if (z <= SeriesUpTo)
        {
            return LogSeries(a, b, c, z);
        }

        return c > a ? Euler(a, b, c, z, oneMinusZ) : Downward(a, b, c, z, oneMinusZ);
    }

    private static double Negative(double a, double b, double c, double z)
    {
        // Pfaff: w = z / (z − 1) lies in (0, 1), and 1 − w = 1 / (1 − z).
        double w = z / (z - 1), log = Elementary.Log1p(-z);
        if (c > a)
        {
            return w <= SeriesUpTo ? LogSeries(c - a, b, c, w) - b * log : Euler(a, b, c, z, 1 - z);
        }

        var fewTerms = a - c <= 1000 && a - c == Math.Floor(a - c);
        return w <= SeriesUpTo || fewTerms ? LogSeries(c - a, b, c, w) - b * log
            : b - c == Math.Floor(b - c) && b - c <= 1000 ? LogSeries(a, c - b, c, w) - a * log
            : Downward(a, b, c, z, 1 - z);
    }

    // ln of the sum, scaled as it grows. NaN if the sum is negative.
    private static double LogSeries(double a, double b, double c, double z)
    {
        // All but the first term, so that a logarithm near zero keeps its digits.
        double term = 1, rest = 0, scale = 0;
        for (var k = 0.0; k < 1e7; k++)
        {
            term *= (a + k) / (c + k) * ((b + k) / (1 + k)) * z;
            var next = rest + term;
            if (next == rest && Math.Abs((a + k) * (b + k) * z) < (c + k) * (1 + k))
            {
                break;
            }

            rest = next;
            if (Math.Abs(rest) > 1e200 || Math.Abs(term) > 1e200)
            {
                scale += 460.51701859880916;
                rest *= 1e-200;
                term *= 1e-200;
            }
        }

        return scale == 0 ? Elementary.Log1p(rest) : Elementary.Log(rest) + scale;
    }

    // F(c − 1) from F(c) and F(c + 1), from a c above a.
    private static double Downward(double a, double b, double c, double z, double oneMinusZ)
    {
        var steps = Math.Floor(a - c) + 1;
        if (c + steps - a < 0.1)
        {
            steps++;
        }

        double top = c + steps, scale = Log2F1(a, b, top, z);
        double above = Elementary.Exp(Log2F1(a, b, top + 1, z) - scale), here = 1;
        for (var k = steps; k > 0; k--)
        {
            var ck = c + k;
            var middle = (ck - 1) * oneMinusZ + (a + b - ck) * z;
            var below = (ck * middle * here + (ck - a) * (ck - b) * z * above) / (ck * (ck - 1) * oneMinusZ);
            above = here;
            here = below;
            if (Math.Abs(here) > 1e150)
            {
                scale += 345.38776394910684;
                here *= 1e-150;
                above *= 1e-150;
            }
            else if (Math.Abs(here) < 1e-150 && Math.Abs(above) < 1e-150 && here != 0)
            {
                scale -= 345.38776394910684;
                here *= 1e150;
                above *= 1e150;
            }
        }

        return scale + Elementary.Log(here);
    }

    private static double Euler(double a, double b, double c, double z, double oneMinusZ)
    {
        // The larger of the two that c exceeds goes into the beta density; the other is the power of 1 − zt.
        var (inner, power) = c > b ? (b, a) : (a, b);
        double low = -740, high = 740;
        while (high - low > 1e-6)
        {
            var middle = 0.5 * (low + high);
            if (new Integrand(inner, power, c, z, oneMinusZ, middle, 1).Rise > 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        var right = new Integrand(inner, power, c, z, oneMinusZ, 0.5 * (low + high), 1);
        var left = new Integrand(inner, power, c, z, oneMinusZ, 0.5 * (low + high), -1);
        var spread = (power + c + 1) * Math.Max(1, Math.Abs(z));
        var total = March(left, inner, spread * right.T / right.Rest)
            + March(right, c - inner, (inner + 1 + power * Math.Abs(z) / oneMinusZ) * right.Rest / right.T);
        var d = SmallDifferences.Weighted(inner, c - inner, right.T, right.Rest);
        return IncompleteBeta.LogDensity(inner, c - inner, right.T, right.Rest, d) + right.LogPower + Elementary.Log(total);
    }

    // Outward from the peak in panels over which the integrand falls by at most e⁻³⁸; once it is a pure exponential, its integral is known.
    private static double March(Integrand side, double rate, double correction)
    {
        double total = 0, at = 0, value = 0;
        while (value > -45)
        {
            var length = 6.0;
            var next = side.LogValue(at + length);
            while (next < value - 38)
            {
                length *= 0.6;
                next = side.LogValue(at + length);
            }

            total += TailQuadrature.Panel(side, at, length);
            at += length;
            value = next;
            if (correction * Elementary.Exp(-at) < 1e-17)
            {
                return total + Elementary.Exp(value) / rate;
            }
        }

        return total;
    }

    // t^inner (1 − t)^(c − inner) (1 − zt)^(−power) at log odds v + sign·u, relative to its value at v.
    private readonly struct Integrand : ILogConcaveTail
    {
        private readonly double inner, power, c, sign, r, rRest, tail;

        public Integrand(double inner, double power, double c, double z, double oneMinusZ, double v, double sign)
        {
            this.inner = inner;
            this.power = power;
            this.c = c;
            this.sign = sign;
            T = Elementary.Logistic(v);
            Rest = Elementary.Logistic(-v);
            tail = Rest + T * oneMinusZ;
            r = T * oneMinusZ / tail;
            rRest = Rest / tail;
            Rise = inner - (c - power) * T - power * r;
            LogPower = -power * (T * Math.Abs(z) < 0.5 ? Elementary.Log1p(-z * T) : Elementary.Log(tail));
        }

        public double T { get; }

        public double Rest { get; }

        public double Rise { get; }

        public double LogPower { get; }

        public double LogValue(double u)
        {
            var w = sign * u;
            if (Math.Abs(w) > 0.5)
            {
                return inner * w - (c - power) * LogMix(T, Rest, w) - power * LogMix(r, rRest, w);
            }

            double e = Elementary.Expm1(w), bend = SmallDifferences.Expm1Minus(w);
            return Rise * w - (c - power) * (SmallDifferences.Log1pMinus(T * e) + T * bend)
                - power * (SmallDifferences.Log1pMinus(r * e) + r * bend);
        }

        public double Slope(double u) => double.NaN;

        // ln(rest + p e^w) with p + rest = 1.
        private static double LogMix(double p, double rest, double w)
        {
            if (w > 30)
            {
                return w + Elementary.Log(p + rest * Elementary.Exp(-w));
            }

            var pe = p * Elementary.Expm1(w);
            return pe > -0.5 ? Elementary.Log1p(pe) : Elementary.Log(rest + p * Elementary.Exp(w));
        }
    }
}
