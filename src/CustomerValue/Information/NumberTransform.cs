using CustomerValue.Numerics;

namespace CustomerValue.Information;

/// <summary>The fitted bend of one number, with all of its constants.</summary>
/// <remarks>Immutable and thread-safe; applying it allocates nothing.</remarks>
public sealed class NumberTransform
{
    private readonly double[] points;
    private readonly double[] values;

    private NumberTransform(NumberShape shape, double lambda, LambdaNote note, double[] points, double[] values)
    {
        Shape = shape;
        Lambda = lambda;
        Note = note;
        this.points = points;
        this.values = values;
    }

    /// <summary>Leaves a number as it is.</summary>
    public static NumberTransform AsIs { get; } = new(NumberShape.AsIs, 1, LambdaNote.None, [], []);

    /// <summary>sign(x) · ln(1 + |x|).</summary>
    public static NumberTransform SignedLog { get; } = new(NumberShape.SignedLog, 1, LambdaNote.None, [], []);

    /// <summary>Which bend it is.</summary>
    public NumberShape Shape { get; }

    /// <summary>The power of <see cref="NumberShape.YeoJohnson"/>; 1 for other shapes.</summary>
    public double Lambda { get; }

    /// <summary>What is to be known of <see cref="Lambda"/>, such as a constant column.</summary>
    public LambdaNote Note { get; }

    /// <summary>Where the scores stand, or the cuts between bins, strictly ascending; empty for other shapes.</summary>
    public IReadOnlyList<double> Points => points;

    /// <summary>The score at each point, or the value of each bin (one more than cuts); empty for other shapes.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The power transform with a given power.</summary>
    /// <param name="lambda">The power, finite; 1 changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite.</exception>
    public static NumberTransform YeoJohnson(double lambda) => YeoJohnson(lambda, LambdaNote.None);

    /// <summary>The power transform as a fit or a model file has it.</summary>
    /// <param name="lambda">The power, finite; 1 changes nothing.</param>
    /// <param name="note">What is to be known of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The power is NaN or infinite, or the note undefined.</exception>
    public static NumberTransform YeoJohnson(double lambda, LambdaNote note) =>
        new(NumberShape.YeoJohnson, Guard.Finite(lambda), (LambdaNote)Guard.Between((int)note, 0, 2, nameof(note)), [], []);

    /// <summary>Scores that are linear between points, and stay at the end scores beyond them.</summary>
    /// <param name="shape"><see cref="NumberShape.UniformScore"/> or <see cref="NumberShape.NormalScore"/>: what the scores mean; they are applied alike.</param>
    /// <param name="points">Values of the number, finite, strictly ascending, at least one.</param>
    /// <param name="scores">The score at each point, finite, not descending.</param>
    /// <exception cref="ArgumentException">The shape is another one, or points and scores break their rule.</exception>
    public static NumberTransform Scores(NumberShape shape, IEnumerable<double> points, IEnumerable<double> scores)
    {
        if (shape is not (NumberShape.UniformScore or NumberShape.NormalScore))
        {
            throw Guard.OutOfRange(nameof(shape), (int)shape, "must be UniformScore or NormalScore");
        }

        var at = Ascending(points, nameof(points), true);
        var score = Ascending(scores, nameof(scores), false);
        if (at.Length == 0)
        {
            throw new ArgumentException("Scores need at least one point.", nameof(points));
        }

        Guard.SameLength(score.Length, at.Length, nameof(scores));
        return new NumberTransform(shape, 1, LambdaNote.None, at, score);
    }

    /// <summary>A value per bin: weights of evidence, bin means, scorecard points.</summary>
    /// <param name="cuts">Cuts between bins, finite, strictly ascending; a number equal to a cut belongs to the bin below it. May be empty.</param>
    /// <param name="values">One finite value per bin, lowest bin first: one more than cuts.</param>
    /// <exception cref="ArgumentException">Cuts or values break their rule.</exception>
    public static NumberTransform Bins(IEnumerable<double> cuts, IEnumerable<double> values)
    {
        var at = Ascending(cuts, nameof(cuts), true);
        var value = Guard.NotNull(values).ToArray();
        Guard.AllFinite(value, nameof(values));
        Guard.SameLength(value.Length, at.Length + 1, nameof(values));
        return new NumberTransform(NumberShape.Bins, 1, LambdaNote.None, at, value);
    }

    /// <summary>The bent value; ±∞ where a power leaves the range of a double.</summary>
    /// <param name="value">The number, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite.</exception>
    public double Apply(double value) => Bend(Guard.Finite(value));

    internal static NumberTransform Simple(NumberShape shape) => shape switch
    {
        NumberShape.AsIs => AsIs,
        NumberShape.SignedLog => SignedLog,
        _ => throw Guard.OutOfRange(nameof(shape), (int)shape, "must be AsIs or SignedLog; other shapes have constants, which a NumberTransform holds"),
    };

    internal double Bend(double value) => Shape switch
    {
        NumberShape.AsIs => value,
        NumberShape.SignedLog => Math.CopySign(Elementary.Log1p(Math.Abs(value)), value),
        NumberShape.YeoJohnson => Information.YeoJohnson.Bend(value, Lambda),
        NumberShape.Bins => values[Below(value)],
        _ => Score(value),
    };

    // Linear between the two points around the value.
    private double Score(double value)
    {
        var next = Below(value);
        if (next == points.Length || points[next].Equals(value))
        {
            return values[Math.Min(next, points.Length - 1)];
        }

        if (next == 0)
        {
            return values[0];
        }

        double low = points[next - 1], high = points[next];
        var share = (0.5 * value - 0.5 * low) / (0.5 * high - 0.5 * low);
        return Math.Min(values[next - 1] + share * (values[next] - values[next - 1]), values[next]);
    }

    // How many points are below the value.
    private int Below(double value)
    {
        int low = 0, high = points.Length;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = points[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double[] Ascending(IEnumerable<double> numbers, string name, bool strictly)
    {
        var list = Guard.NotNull(numbers, name).ToArray();
        Guard.AllFinite(list, name);
        for (var i = 1; i < list.Length; i++)
        {
            if (list[i] < list[i - 1] || (strictly && list[i].Equals(list[i - 1])))
            {
                throw Guard.BrokenRow(name, i, strictly ? "strictly ascending" : "ascending", $"{Guard.Text(list[i])} after {Guard.Text(list[i - 1])}");
            }
        }

        return list;
    }
}
