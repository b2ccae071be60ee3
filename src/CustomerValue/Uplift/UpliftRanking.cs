using CustomerValue.Numerics;

namespace CustomerValue.Uplift;

/// <summary>Customers of an experiment ranked by a score: uplift curves, Qini coefficients, uplift of the best and by bins.</summary>
/// <remarks>
/// The treatment must have been drawn at random, or the figures measure who was chosen. Sources: Radcliffe, N. J. (2007), Using
/// control groups to target on predicted lift, Direct Marketing Analytics Journal, 14–21; Radcliffe, N. J. and Surry, P. D.
/// (2011), Real-world uplift modelling with significance-based uplift trees, Stochastic Solutions. Immutable and thread-safe.
/// </remarks>
public sealed class UpliftRanking
{
    private readonly double[] scores;
    private readonly bool[] treatment;
    private readonly double[] outcomes;
    private readonly double[] weights;
    private readonly ArmTotals[] blocks;
    private readonly ArmTotals total;

    // Squares are taken around the mean, so that large amounts do not cancel in a variance.
    private readonly double center;

    private UpliftRanking(double[] scores, bool[] treatment, double[] outcomes, double[] weights)
    {
        this.scores = scores;
        this.treatment = treatment;
        this.outcomes = outcomes;
        this.weights = weights;
        IsBinary = true;
        for (var row = 0; row < outcomes.Length; row++)
        {
            IsBinary &= outcomes[row] is 0 or 1 || (weights.Length != 0 && weights[row] == 0);
        }

        center = outcomes.Sum() / outcomes.Length;
        blocks = Blocks(scores);
        foreach (var block in blocks)
        {
            total.Add(block, 1, 1);
        }
    }

    /// <summary>Number of customers, Σ of weights.</summary>
    public double Customers => total.Customers;

    /// <summary>Treated customers, Σ of weights.</summary>
    public double TreatedCustomers => total.N1;

    /// <summary>True when every outcome (of positive weight) is 0 or 1.</summary>
    public bool IsBinary { get; }

    /// <summary>The average effect of the treatment: mean outcome of all treated less that of all others.</summary>
    public UpliftBin AverageEffect => Bin(1, total);

    /// <summary>Ranks the customers of an experiment.</summary>
    /// <param name="scores">One finite score per customer; the highest are targeted first.</param>
    /// <param name="treatment">True for treated customers.</param>
    /// <param name="outcomes">One finite outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not valid (the row is named), or an arm is empty.</exception>
    public static UpliftRanking Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> treatment, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default)
    {
        Guard.SameLength(treatment.Length, scores.Length, nameof(treatment));
        Guard.SameLength(outcomes.Length, scores.Length, nameof(outcomes));
        Guard.AllFinite(scores, nameof(scores));
        Guard.AllFinite(outcomes, nameof(outcomes));
        if (!weights.IsEmpty)
        {
            Guard.SameLength(weights.Length, scores.Length, nameof(weights));
        }

        var (treated, others) = (0.0, 0.0);
        for (var row = 0; row < scores.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            if (!(weight >= 0) || double.IsInfinity(weight))
            {
                throw Guard.BrokenRow(nameof(weights), row, "weight finite and ≥ 0", Guard.Text(weight));
            }

            (treated, others) = treatment[row] ? (treated + weight, others) : (treated, others + weight);
        }

        if (!(treated > 0 && others > 0))
        {
            throw new ArgumentException($"An arm is empty: {Guard.Text(treated)} treated customers, {Guard.Text(others)} others.", nameof(treatment));
        }

        return new UpliftRanking(scores.ToArray(), treatment.ToArray(), outcomes.ToArray(), weights.ToArray());
    }

    /// <summary>The curve of one kind.</summary>
    /// <param name="kind">What the height means.</param>
    /// <param name="emptyArm">What happens while an arm is empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such kind or rule.</exception>
    public UpliftCurve Curve(UpliftCurveKind kind, EmptyArmRule emptyArm = EmptyArmRule.ZeroRate)
    {
        if (kind is < UpliftCurveKind.Qini or > UpliftCurveKind.AdjustedQini)
        {
            throw Guard.OutOfRange(nameof(kind), (double)kind, "must be a kind of curve");
        }

        if (emptyArm is < EmptyArmRule.ZeroRate or > EmptyArmRule.Interpolate)
        {
            throw Guard.OutOfRange(nameof(emptyArm), (double)emptyArm, "must be a rule");
        }

        return Curve(blocks, kind, emptyArm);
    }

    /// <summary>Area over random of the Qini curve ÷ that of the perfect order of outcomes 0 and 1.</summary>
    /// <remarks>
    /// With negative effects allowed the perfect order puts treated responders first and responders among the others last; it is
    /// a convention, not an upper bound: small samples can exceed 1. Without, the perfect curve rises at slope 1 to the overall
    /// effect r = Y₁ − N₁·Y₀/N₀ and stays there: undefined at r = 0; for r &lt; 0 the formula is taken at its word and says little.
    /// </remarks>
    /// <param name="allowNegativeEffects">Whether the treatment may put customers off.</param>
    /// <exception cref="InvalidOperationException">An outcome is neither 0 nor 1.</exception>
    public Figure QiniCoefficient(bool allowNegativeEffects = true)
    {
        RequireBinary();
        double perfect;
        if (allowNegativeEffects)
        {
            perfect = Curve(Perfect((t, y) => t ? y : -y), UpliftCurveKind.Qini, EmptyArmRule.ZeroRate).AreaOverRandom;
        }
        else
        {
            var r = total.Y1 - total.N1 * total.Y0 / total.N0;
            perfect = r * r / 2 + (Customers - r) * r - Customers * r / 2;
        }

        return Ratio(Curve(UpliftCurveKind.Qini).AreaOverRandom, perfect);
    }

    /// <summary>Area over random of the cumulative gain ÷ that of the perfect order of outcomes 0 and 1 (scikit-uplift's area under the uplift curve).</summary>
    /// <exception cref="InvalidOperationException">An outcome is neither 0 nor 1.</exception>
    public Figure GainCoefficient()
    {
        RequireBinary();
        var treatedWithout = total.N1 - total.Y1;
        var byOutcome = total.Y0 > treatedWithout;
        var perfect = Perfect((t, y) => 2 * (y == (t ? 1 : 0) ? 1 : 0) + (byOutcome ? y : t ? 1 : 0));
        return Ratio(Curve(UpliftCurveKind.CumulativeGain).AreaOverRandom, Curve(perfect, UpliftCurveKind.CumulativeGain, EmptyArmRule.ZeroRate).AreaOverRandom);
    }

    /// <summary>What the treatment changed among the best customers.</summary>
    /// <param name="share">Share of the customers, 0 &lt; share ≤ 1. Row-order rules take the whole part of share × customers.</param>
    /// <param name="scope">Of all customers or of each arm.</param>
    /// <param name="ties">Who comes first among equal scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in (0, 1], or no such scope or rule.</exception>
    public UpliftBin Best(double share, UpliftScope scope = UpliftScope.Overall, UpliftTies ties = UpliftTies.Fractional)
    {
        if (!(share > 0 && share <= 1))
        {
            throw Guard.OutOfRange(nameof(share), share, "must be > 0 and ≤ 1");
        }

        var steps = Steps(scope, ties);
        var fractional = ties == UpliftTies.Fractional;
        return Bin(1, scope == UpliftScope.Overall
            ? Cut(steps, 0, Target(total.Customers), 0)
            : Join(Cut(steps, 0, Target(total.N1), 1), Cut(steps, 0, Target(total.N0), 2)));

        double Target(double customers) => fractional ? share * customers : Math.Floor(share * customers);
    }

    /// <summary>What the treatment changed among bins of equally many customers, the best first.</summary>
    /// <param name="bins">Number of bins, ≥ 1; 10 for deciles. Row-order rules give the first bins one more customer where it does not divide.</param>
    /// <param name="scope">Bins of all customers or of each arm.</param>
    /// <param name="ties">Who comes first among equal scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one bin, or no such scope or rule.</exception>
    public IReadOnlyList<UpliftBin> Bins(int bins = 10, UpliftScope scope = UpliftScope.Overall, UpliftTies ties = UpliftTies.Fractional)
    {
        Guard.AtLeast(bins, 1);
        var steps = Steps(scope, ties);
        var fractional = ties == UpliftTies.Fractional;
        var result = new UpliftBin[bins];
        for (var b = 0; b < bins; b++)
        {
            result[b] = Bin(b + 1, scope == UpliftScope.Overall ? Part(total.Customers, 0) : Join(Part(total.N1, 1), Part(total.N0, 2)));

            ArmTotals Part(double customers, int arm) => Cut(steps, Edge(customers, b), Edge(customers, b + 1), arm);
        }

        return result;

        double Edge(double customers, int bin)
        {
            if (fractional)
            {
                return customers * bin / bins;
            }

            var size = Math.Floor(customers / bins);
            return bin == bins ? customers : bin * size + Math.Min(bin, customers - bins * size);
        }
    }

    private static Figure Ratio(double above, double below) =>
        Math.Abs(below) > 0 ? Figure.Of(above / below) : Figure.Undefined(UndefinedReason.ZeroBase);

    private static ArmTotals Join(ArmTotals treated, ArmTotals others)
    {
        treated.Add(others, 0, 1);
        return treated;
    }

    /// <summary>Totals between two cumulative weights of the steps: of both arms (0), the treated (1) or the others (2).</summary>
    private static ArmTotals Cut(ArmTotals[] steps, double from, double to, int arm)
    {
        var found = default(ArmTotals);
        var before = 0.0;
        foreach (var step in steps)
        {
            var size = arm switch { 0 => step.Customers, 1 => step.N1, _ => step.N0 };
            var after = before + size;
            if (size > 0)
            {
                var part = Math.Max(0, Math.Min(after, to) - Math.Max(before, from)) / size;
                found.Add(step, arm == 2 ? 0 : part, arm == 1 ? 0 : part);
            }

            before = after;
        }

        return found;
    }

    private UpliftCurve Curve(ArmTotals[] steps, UpliftCurveKind kind, EmptyArmRule emptyArm)
    {
        var points = new List<UpliftPoint>(steps.Length + 1) { default };
        var sum = default(ArmTotals);
        for (var b = 0; b < steps.Length; b++)
        {
            sum.Add(steps[b], 1, 1);
            if (Value(sum, kind, emptyArm) is { } value)
            {
                points.Add(new UpliftPoint(sum.Customers, value));
            }
        }

        return new UpliftCurve(kind, emptyArm, points.ToArray());
    }

    private double? Value(ArmTotals s, UpliftCurveKind kind, EmptyArmRule emptyArm)
    {
        var (treated, others) = (s.N1 > 0 ? s.Y1 / s.N1 : 0, s.N0 > 0 ? s.Y0 / s.N0 : 0);
        var ratio = kind is UpliftCurveKind.CumulativeGain or UpliftCurveKind.CumulativeLift;
        var qini = kind is UpliftCurveKind.Qini or UpliftCurveKind.AdjustedQini;
        if (emptyArm == EmptyArmRule.Interpolate && (ratio && s.N1 == 0 || (ratio || qini) && s.N0 == 0))
        {
            return null;
        }

        return kind switch
        {
            UpliftCurveKind.Qini => s.Y1 - others * s.N1,
            UpliftCurveKind.CumulativeGain => (treated - others) * s.Customers,
            UpliftCurveKind.CumulativeLift => treated - others,
            UpliftCurveKind.SeparateGain => (s.Y1 / total.N1 - s.Y0 / total.N0) * total.Customers,
            _ => (s.Y1 - others * s.N1) / total.N1,
        };
    }

    private UpliftBin Bin(int number, ArmTotals totals) => new(number, totals, IsBinary, center);

    private ArmTotals[] Perfect(Func<bool, double, double> order)
    {
        var perfect = new double[scores.Length];
        for (var i = 0; i < perfect.Length; i++)
        {
            perfect[i] = order(treatment[i], outcomes[i]);
        }

        return Blocks(perfect);
    }

    private ArmTotals[] Blocks(double[] by)
    {
        var order = StableOrder.Descending(by);
        var list = new ArmTotals[order.Length];
        var count = 0;
        var last = double.NaN;
        foreach (var row in order)
        {
            if (weights.Length != 0 && weights[row] == 0)
            {
                continue;
            }

            if (by[row] != last)
            {
                last = by[row];
                count++;
            }

            list[count - 1].Add(treatment[row], weights.Length == 0 ? 1 : weights[row], outcomes[row], center);
        }

        Array.Resize(ref list, count);
        return list;
    }

    private ArmTotals[] Steps(UpliftScope scope, UpliftTies ties)
    {
        if (scope is < UpliftScope.Overall or > UpliftScope.ByArm)
        {
            throw Guard.OutOfRange(nameof(scope), (double)scope, "must be a scope");
        }

        switch (ties)
        {
            case UpliftTies.Fractional:
                return blocks;
            case UpliftTies.EarlierRowFirst:
                return Rows(StableOrder.Descending(scores));
            case UpliftTies.LaterRowFirst:
                var order = StableOrder.Ascending(scores);
                Array.Reverse(order);
                return Rows(order);
            default:
                throw Guard.OutOfRange(nameof(ties), (double)ties, "must be a rule");
        }
    }

    private ArmTotals[] Rows(int[] order)
    {
        var steps = new ArmTotals[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            steps[i].Add(treatment[order[i]], weights.Length == 0 ? 1 : weights[order[i]], outcomes[order[i]], center);
        }

        return steps;
    }

    private void RequireBinary()
    {
        if (!IsBinary)
        {
            throw new InvalidOperationException("The perfect order is defined for outcomes 0 and 1 only; use Curve(...).PerCapita for amounts.");
        }
    }
}
