using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>How many customers a campaign's test needs.</summary>
/// <remarks>
/// Sizes are for independent customers; for households or branches set <see cref="DesignOptions.VarianceFactor"/>. What no sample can attain
/// (a difference of zero, more than 10¹⁵ customers) is an exception, never a number. Immutable and thread-safe.
/// </remarks>
public sealed partial class SampleSize
{
    private const double Most = 1e15;

    private SampleSize(double exact, double ratio, double attained, SampleUnit unit, bool single)
    {
        ControlExact = single ? 0 : exact;
        TreatmentExact = exact * ratio;
        Control = single ? 0 : RoundUp(exact);
        Treatment = RoundUp(exact * ratio);
        PowerAttained = attained;
        Unit = unit;
    }

    /// <summary>What is counted: customers, pairs or clusters.</summary>
    public SampleUnit Unit { get; }

    /// <summary>Control units before rounding; 0 where there is one sample only.</summary>
    public double ControlExact { get; }

    /// <summary>Treated units before rounding: the pairs, or the one sample, where there is no control arm.</summary>
    public double TreatmentExact { get; }

    /// <summary>Control units; 0 where there is one sample only.</summary>
    public long Control { get; }

    /// <summary>Treated units; the pairs, or the one sample, where there is no control arm. Of each treatment, where several share the control.</summary>
    public long Treatment { get; }

    /// <summary>Control and one treatment.</summary>
    public long Total => Control + Treatment;

    /// <summary>Power of the rounded sizes, by the method asked for.</summary>
    public double PowerAttained { get; }

    /// <summary>The size that detects a difference of two means.</summary>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite, not 0.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForMeans(double difference, double standardDeviation, DesignOptions? options = null) =>
        ForMeans(difference, standardDeviation, standardDeviation, options);

    /// <summary>The size that detects a difference of two means with different spread.</summary>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite, not 0.</param>
    /// <param name="controlDeviation">Standard deviation of the outcome in the control arm; finite and &gt; 0.</param>
    /// <param name="treatmentDeviation">Standard deviation of the outcome in the treatment arm; finite and &gt; 0.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForMeans(double difference, double controlDeviation, double treatmentDeviation, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        CheckDifference(difference, nameof(difference));
        Guard.Positive(controlDeviation);
        Guard.Positive(treatmentDeviation);
        double r = o.TreatmentPerControl, d = Math.Abs(difference), c = controlDeviation / d, t = treatmentDeviation / d;
        return Means(c, t, o, nameof(difference), SampleUnit.Customer);
    }

    /// <summary>The size that detects a difference of two proportions.</summary>
    /// <param name="controlRate">Rate in the control arm, between 0 and 1.</param>
    /// <param name="treatmentRate">Rate in the treatment arm, between 0 and 1, other than the control's.</param>
    /// <param name="options">Significance, power, allocation; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no sample attains the request.</exception>
    public static SampleSize ForProportions(double controlRate, double treatmentRate, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.OpenUnit(controlRate);
        Guard.OpenUnit(treatmentRate);
        CheckDifference(treatmentRate - controlRate, nameof(treatmentRate));
        double r = o.TreatmentPerControl, p = controlRate, q = treatmentRate, d = Math.Abs(q - p);
        FisherPower.Check(0, o);
        double za = o.CriticalNormal(r), zb = NormalDistribution.UpperQuantile(1 - o.Power);
        var own = p * (1 - p) + q * (1 - q) / r;
        var mean = (p + r * q) / (1 + r);
        var pooled = mean * (1 - mean) * (1 + 1 / r);
        double n;
        switch (o.ProportionMethod)
        {
            case ProportionPowerMethod.Unpooled:
                n = (za + zb) * (za + zb) * own / d / d;
                break;
            case ProportionPowerMethod.ArcSine:
                var h = EffectSize.CohenH(q, p);
                n = (za + zb) * (za + zb) * (1 + 1 / r) / h / h;
                break;
            case ProportionPowerMethod.Exact:
                var start = (za + zb) * (za + zb) * own / d / d;
                n = Whole(start, FisherPower.Most / (1 + r), o, control => Power.Proportions(control, RoundUp(control * r), p, q, o));
                break;
            default:
                var root = (za * Math.Sqrt(pooled) + zb * Math.Sqrt(own)) / d;
                n = root * root;
                if (o.ProportionMethod == ProportionPowerMethod.PooledNullContinuity)
                {
                    var s = 1 + Math.Sqrt(1 + 2 * (r + 1) / (n * r * d));
                    n *= s * s / 4;
                }

                break;
        }

        return Result(n * o.VarianceFactor, r, nameof(treatmentRate), SampleUnit.Customer, (control, treatment) => Power.Proportions(control, treatment, p, q, o));
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() =>
        ControlExact == 0
            ? $"{Guard.Text(Treatment)} {Name}, power {Guard.Text(PowerAttained)}"
            : $"{Guard.Text(Control)} control and {Guard.Text(Treatment)} treated {Name}, power {Guard.Text(PowerAttained)}";

    private string Name => Unit switch { SampleUnit.Pair => "pairs", SampleUnit.Cluster => "clusters", _ => "customers" };

    /// <summary>Two means, their deviations in units of the difference.</summary>
    private static SampleSize Means(double c, double t, DesignOptions o, string name, SampleUnit unit)
    {
        var r = o.TreatmentPerControl;
        var z = o.CriticalNormal(r) + NormalDistribution.UpperQuantile(1 - o.Power);
        var formula = z * z * (c * c + t * t / r) * o.VarianceFactor;
        var exact = o.MeanMethod == MeanPowerMethod.NormalFormula ? formula
            : o.IsDunnett ? Dunnett(formula, c, t, o)
            : Solve(formula, LeastOf(o), o.Power, n => Power.Means(n, n * r, 1, c, t, o));
        return Result(exact, r, name, unit, (n, m) => Power.Means(n, m, 1, c, t, o));
    }

    /// <summary>Dunnett's critical value is dear and hardly moves with the size: solve with it fixed, renew it, until the size stands.</summary>
    private static double Dunnett(double guess, double c, double t, DesignOptions o)
    {
        double r = o.TreatmentPerControl, least = LeastOf(o), n = Math.Max(guess, 2 * least), before = 0;
        for (var step = 0; step < 40 && Math.Abs(n - before) > 1e-10 * n; step++)
        {
            before = n;
            Power.Error(n, n * r, c, t, o, out var df);
            var critical = o.Critical(df, r);
            n = Solve(n, least, o.Power, x => Power.Found(1 / Power.Error(x, x * r, c, t, o, out var ownDf), ownDf, critical, o));
        }

        return n;
    }

    /// <summary>The fewest control units: with an estimated variance the degrees of freedom n (1 + r) − 2 stay positive.</summary>
    private static double LeastOf(DesignOptions o)
    {
        var r = o.TreatmentPerControl;
        return o.MeanMethod == MeanPowerMethod.NoncentralT ? Math.Max(2 / (1 + r), Math.Max(1, 1 / r)) * (1 + 1e-9) : 1e-12;
    }

    private static double Solve(double guess, double least, double target, Func<double, double> power)
    {
        double low = Math.Max(least, guess / 2), high = Math.Max(2 * guess, least * 2);
        while (low > least && power(low) > target)
        {
            low = Math.Max(least, low / 2);
        }

        while (power(high) < target && high < 2 * Most)
        {
            high *= 2;
        }

        if (power(low) >= target)
        {
            return low;
        }

        for (var step = 0; step < 200 && high - low > 1e-13 * high; step++)
        {
            var middle = (low + high) / 2;
            if (power(middle) < target)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }

    /// <summary>The first whole size, from 60 % of the normal curve's on, that attains the power of an exact test.</summary>
    private static double Whole(double guess, double most, DesignOptions options, Func<long, double> power)
    {
        for (var n = Math.Max(1, (long)(0.6 * guess)); n <= most; n++)
        {
            if (power(n) >= options.Power)
            {
                return n;
            }
        }

        throw new ArgumentException($"No sample that the exact method serves (up to {Guard.Text(FisherPower.Most)} customers) attains power {Guard.Text(options.Power)}; use another method.", nameof(options));
    }

    private static SampleSize Result(double exact, double ratio, string name, SampleUnit unit, Func<double, double, double> power, bool single = false)
    {
        if (!(exact * (1 + ratio) <= Most))
        {
            throw new ArgumentException($"No sample of up to 1E15 customers attains the request: the difference that {name} leaves is too small.", name);
        }

        // One customer an arm is the least there can be.
        exact = Math.Max(exact, 1e-300);
        return new SampleSize(exact, ratio, power(RoundUp(exact), RoundUp(exact * ratio)), unit, single);
    }

    private static void CheckDifference(double difference, string name)
    {
        Guard.Finite(difference, name);
        if (difference == 0)
        {
            throw new ArgumentException($"{name} leaves a difference of 0; no sample is large enough to find none.", name);
        }
    }

    // A size that is whole but for rounding error stays what it is.
    private static long RoundUp(double n) => Math.Max(1, (long)Math.Ceiling(n - Math.Max(1e-9, 2e-15 * n)));
}
