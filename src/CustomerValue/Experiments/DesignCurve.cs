namespace CustomerValue.Experiments;

/// <summary>A design seen over a range: power over sizes or differences, or what is detectable over powers. Points for a chart or a table.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class DesignCurve
{
    private readonly double[] xs, ys;

    private DesignCurve(string xName, string yName, double[] xs, double[] ys)
    {
        XName = xName;
        YName = yName;
        this.xs = xs;
        this.ys = ys;
    }

    /// <summary>What runs along.</summary>
    public string XName { get; }

    /// <summary>What comes of it.</summary>
    public string YName { get; }

    /// <summary>Positions, in the order given.</summary>
    public ReadOnlySpan<double> X => xs;

    /// <summary>The value at each position.</summary>
    public ReadOnlySpan<double> Y => ys;

    /// <summary>Any design function over any range.</summary>
    /// <param name="xName">What runs along, such as <c>customers an arm</c>.</param>
    /// <param name="yName">What comes of it, such as <c>power</c>.</param>
    /// <param name="at">Positions; finite.</param>
    /// <param name="value">Called once a position, in order; what it throws passes through.</param>
    /// <exception cref="ArgumentException">A name or the function is null, or a position is not finite.</exception>
    public static DesignCurve Trace(string xName, string yName, ReadOnlySpan<double> at, Func<double, double> value)
    {
        Guard.NotNull(xName);
        Guard.NotNull(yName);
        Guard.NotNull(value);
        Guard.AllFinite(at, nameof(at));
        var xs = at.ToArray();
        return new DesignCurve(xName, yName, xs, Array.ConvertAll(xs, x => value(x)));
    }

    /// <summary>Power of a comparison of means over the size of the arms.</summary>
    /// <param name="controls">Control customers, whole numbers ≥ 2; the treated follow by the options' allocation, rounded up.</param>
    /// <param name="difference">Treatment minus control, in the outcome's unit; finite.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance, allocation and method; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static DesignCurve PowerOverSizes(ReadOnlySpan<double> controls, double difference, double standardDeviation, DesignOptions? options = null)
    {
        var o = options ?? DesignOptions.Default;
        return Trace("control customers", "power", controls, n => Power.OfMeans((long)n, Math.Max(2, (long)Math.Ceiling(n * o.TreatmentPerControl)), difference, standardDeviation, o));
    }

    /// <summary>Power of a comparison of means over the difference.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="differences">Treatment minus control, in the outcome's unit; finite.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance and method; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static DesignCurve PowerOverDifferences(long control, long treatment, ReadOnlySpan<double> differences, double standardDeviation, DesignOptions? options = null) =>
        Trace("difference", "power", differences, d => Power.OfMeans(control, treatment, d, standardDeviation, options));

    /// <summary>What a given size detects, over the power asked for.</summary>
    /// <param name="control">Control customers, ≥ 2.</param>
    /// <param name="treatment">Treated customers, ≥ 2.</param>
    /// <param name="powers">Powers, between the significance and 1.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance and method; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static DesignCurve DetectableOverPowers(long control, long treatment, ReadOnlySpan<double> powers, double standardDeviation, DesignOptions? options = null)
    {
        var o = options ?? DesignOptions.Default;
        return Trace("power", "detectable difference", powers, p => MinimumDetectableEffect.OfMeans(control, treatment, standardDeviation, o with { Power = p }));
    }

    /// <summary>The smallest difference of means detected, over the size of the arms.</summary>
    /// <param name="controls">Control customers, whole numbers ≥ 2; the treated follow by the options' allocation, rounded up.</param>
    /// <param name="standardDeviation">Of the outcome in both arms; finite and &gt; 0.</param>
    /// <param name="options">Significance, power, allocation and method; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule.</exception>
    public static DesignCurve DetectableOverSizes(ReadOnlySpan<double> controls, double standardDeviation, DesignOptions? options = null)
    {
        var o = options ?? DesignOptions.Default;
        return Trace("control customers", "detectable difference", controls, n => MinimumDetectableEffect.OfMeans((long)n, Math.Max(2, Treated(n, o)), standardDeviation, o));
    }

    /// <summary>The smallest difference of rates detected, over the size of the arms.</summary>
    /// <param name="controls">Control customers, whole numbers ≥ 1; the treated follow by the options' allocation, rounded up.</param>
    /// <param name="controlRate">Rate in the control arm, between 0 and 1.</param>
    /// <param name="options">Significance, power, allocation and method; the defaults when null.</param>
    /// <exception cref="ArgumentException">A number breaks its rule, or no rate would be detected at a size.</exception>
    public static DesignCurve DetectableRateOverSizes(ReadOnlySpan<double> controls, double controlRate, DesignOptions? options = null)
    {
        var o = options ?? DesignOptions.Default;
        return Trace("control customers", "detectable difference", controls, n => MinimumDetectableEffect.OfProportions((long)n, Treated(n, o), controlRate, o));
    }

    /// <summary>One line a point, in invariant text.</summary>
    public override string ToString() =>
        XName + " | " + YName + "\n" + string.Join("\n", Enumerable.Range(0, xs.Length).Select(i => Guard.Text(xs[i]) + " | " + Guard.Text(ys[i])));

    private static long Treated(double controls, DesignOptions o) => Math.Max(1, (long)Math.Ceiling(controls * o.TreatmentPerControl));
}
