namespace CustomerValue.Uplift;

/// <summary>What targeting the best n customers brings, for every n at which the score changes.</summary>
/// <remarks>Starts at (0, 0); customers with equal scores are one step, so row order never matters. Immutable and thread-safe.</remarks>
public sealed class UpliftCurve
{
    private readonly UpliftPoint[] points;

    internal UpliftCurve(UpliftCurveKind kind, EmptyArmRule emptyArm, UpliftPoint[] points)
    {
        Kind = kind;
        EmptyArm = emptyArm;
        this.points = points;
        for (var i = 1; i < points.Length; i++)
        {
            Area += (points[i].Customers - points[i - 1].Customers) * (points[i].Value + points[i - 1].Value) / 2;
        }

        var last = points[points.Length - 1];
        RandomArea = last.Customers * last.Value / 2;
        AreaOverRandom = Area - RandomArea;
        PerCapita = AreaOverRandom / (last.Customers * last.Customers);
    }

    /// <summary>What the height means.</summary>
    public UpliftCurveKind Kind { get; }

    /// <summary>What happens while an arm is empty.</summary>
    public EmptyArmRule EmptyArm { get; }

    /// <summary>The vertices, from (0, 0) to all customers.</summary>
    public IReadOnlyList<UpliftPoint> Points => points;

    /// <summary>Area under the curve by trapezoids.</summary>
    public double Area { get; }

    /// <summary>Area under the straight line from (0, 0) to the end: targeting at random.</summary>
    public double RandomArea { get; }

    /// <summary>Area between the curve and the straight line; 0 for a constant score, negative when worse than random.</summary>
    public double AreaOverRandom { get; }

    /// <summary><see cref="AreaOverRandom"/> ÷ customers²: Radcliffe's Q for <see cref="UpliftCurveKind.Qini"/>.</summary>
    public double PerCapita { get; }

    /// <summary>The curve of one kind; rank once with <see cref="UpliftRanking"/> for several.</summary>
    /// <param name="kind">What the height means.</param>
    /// <param name="scores">One finite score per customer; the highest are targeted first.</param>
    /// <param name="treatment">True for treated customers.</param>
    /// <param name="outcomes">One finite outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <param name="emptyArm">What happens while an arm is empty.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid, or an arm is empty.</exception>
    public static UpliftCurve Of(
        UpliftCurveKind kind,
        ReadOnlySpan<double> scores,
        ReadOnlySpan<bool> treatment,
        ReadOnlySpan<double> outcomes,
        ReadOnlySpan<double> weights = default,
        EmptyArmRule emptyArm = EmptyArmRule.ZeroRate) =>
        UpliftRanking.Of(scores, treatment, outcomes, weights).Curve(kind, emptyArm);

    /// <summary>Height after some customers, straight between vertices.</summary>
    /// <param name="customers">Between 0 and all customers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or beyond the end.</exception>
    public double At(double customers)
    {
        var end = points[points.Length - 1].Customers;
        if (!(customers >= 0 && customers <= end))
        {
            throw Guard.OutOfRange(nameof(customers), customers, $"must be ≥ 0 and ≤ {Guard.Text(end)}");
        }

        var i = 1;
        while (points[i].Customers < customers)
        {
            i++;
        }

        var share = (customers - points[i - 1].Customers) / (points[i].Customers - points[i - 1].Customers);
        return points[i - 1].Value + share * (points[i].Value - points[i - 1].Value);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"{Kind}: area {Guard.Text(Area)}, over random {Guard.Text(AreaOverRandom)}, per capita {Guard.Text(PerCapita)}";
}
