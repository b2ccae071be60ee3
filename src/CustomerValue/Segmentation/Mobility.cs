using CustomerValue.Numerics;

namespace CustomerValue.Segmentation;

/// <summary>Indices of movement between segments, reading the observed shares as a Markov chain of the matched customers.</summary>
/// <remarks>
/// Every figure is undefined where nobody began in some segment, for then a row of the matrix is unknown. Long-run figures assume that the same shares hold for ever
/// (<see cref="MovementTest"/> tests two periods); treat them as a way of reading the present. Sources: Shorrocks (1978), Econometrica 46;
/// Bartholomew (1973), Stochastic Models for Social Processes; Sommers, Conlisk (1979), Journal of Mathematical Sociology 6. Eigenvalues are taken when first asked for: cubic in the number of segments. Immutable and thread-safe.
/// </remarks>
public sealed class Mobility
{
    private readonly double[]? matrix;
    private readonly double[] initial;
    private readonly double[]? steady;
    private readonly Lazy<double> logSecond;

    private Mobility(double[]? matrix, double[] initial, double[]? steady)
    {
        this.matrix = matrix;
        this.initial = initial;
        this.steady = steady;
        logSecond = new Lazy<double>(() => steady is null ? 0 : MarkovChain.LogSecondModulus(matrix!, steady));
    }

    /// <summary>Number of segments.</summary>
    public int SegmentCount => initial.Length;

    /// <summary>Share of the matched customers who stayed where they were, 0 to 1.</summary>
    public Figure ImmobilityRatio => Known(() =>
    {
        var sum = 0.0;
        for (var i = 0; i < SegmentCount; i++)
        {
            sum += initial[i] * matrix![i * SegmentCount + i];
        }

        return sum;
    });

    /// <summary>Shorrocks' trace index (k − trace) ÷ (k − 1): 0 when nobody moves, 1 when the present says nothing of the future.</summary>
    public Figure ShorrocksTrace => Known(() => (SegmentCount - Trace()) / (SegmentCount - 1));

    /// <summary>Shorrocks' determinant index 1 − |det|^(1 ÷ (k − 1)), 0 to 1.</summary>
    public Figure ShorrocksDeterminant => Known(() =>
        Math.Max(-Elementary.Expm1(MarkovChain.LogAbsoluteDeterminant(matrix!, SegmentCount) / (SegmentCount - 1)), 0));

    /// <summary>1 − |second largest eigenvalue|: 0 when the past is never forgotten, 1 when it is at once.</summary>
    public Figure EigenvalueIndex => Known(() => -Elementary.Expm1(logSecond.Value));

    /// <summary>Modulus of the second largest eigenvalue, 0 to 1; exactly 1 where segments never mix or customers turn in a circle.</summary>
    public Figure SecondEigenvalue => Known(() => Elementary.Exp(logSecond.Value));

    /// <summary>Periods until half of any gap to the long-run shares is closed; infinite, hence undefined, when it never closes.</summary>
    public Figure HalfLife => matrix is null || SegmentCount == 1 ? Unknown
        : logSecond.Value >= 0 ? Figure.Undefined(UndefinedReason.Infinite)
        : Figure.Of(Elementary.Log(0.5) / logSecond.Value);

    /// <summary>Bartholomew's index with the observed starting shares: mean number of segments crossed ÷ (k − 1).</summary>
    public Figure Bartholomew => Known(() => Crossed(initial));

    /// <summary>Bartholomew's index with the long-run shares.</summary>
    public Figure BartholomewInTheLongRun => steady is null && matrix is not null ? Figure.Undefined(UndefinedReason.NotUnique) : Known(() => Crossed(steady!));

    private Figure Unknown => Figure.Undefined(SegmentCount == 1 ? UndefinedReason.OneClass : UndefinedReason.NoObservations);

    /// <summary>The indices of observed movements.</summary>
    /// <param name="counts">The movements; only matched customers count.</param>
    public static Mobility Of(TransitionCounts counts)
    {
        Guard.NotNull(counts);
        var size = counts.SegmentCount;
        var matrix = new double[size * size];
        var initial = new double[size];
        var complete = true;
        for (var from = 0; from < size; from++)
        {
            var began = counts.From(from);
            complete &= began > 0;
            initial[from] = counts.Matched > 0 ? began / counts.Matched : 0;
            for (var to = 0; to < size; to++)
            {
                matrix[from * size + to] = began > 0 ? counts.Count(from, to) / began : 0;
            }
        }

        return complete ? new Mobility(matrix, initial, MarkovChain.SteadyState(matrix, size)) : new Mobility(null, initial, null);
    }

    /// <summary>Share of the customers that ends up in a segment if the same shares hold for ever; not unique, hence undefined, where it depends on the start.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public Figure SteadyState(int segment)
    {
        Segment(segment);
        return steady is not null ? Figure.Of(steady[segment])
            : Figure.Undefined(matrix is null ? UndefinedReason.NoObservations : UndefinedReason.NotUnique);
    }

    /// <summary>Mean number of periods in a segment before leaving it, counting the first; infinite, hence undefined, when nobody leaves.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public Figure MeanStay(int segment)
    {
        Segment(segment);
        if (matrix is null)
        {
            return Figure.Undefined(UndefinedReason.NoObservations);
        }

        var leave = 0.0;
        for (var to = 0; to < SegmentCount; to++)
        {
            leave += to == segment ? 0 : matrix[segment * SegmentCount + to];
        }

        return leave > 0 ? Figure.Of(1 / leave) : Figure.Undefined(UndefinedReason.Infinite);
    }

    /// <summary>Entropy of where the customers of a segment go, in nats: 0 when all go to one, ln k when evenly to all.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public Figure Entropy(int segment)
    {
        Segment(segment);
        if (matrix is null)
        {
            return Figure.Undefined(UndefinedReason.NoObservations);
        }

        var sum = 0.0;
        for (var to = 0; to < SegmentCount; to++)
        {
            var share = matrix[segment * SegmentCount + to];
            sum -= share > 0 ? share * Elementary.Log(share) : 0;
        }

        return Figure.Of(sum);
    }

    /// <summary>Share of those in one segment that is in another after some periods of the same movement.</summary>
    /// <param name="from">Segment now.</param>
    /// <param name="to">Segment then.</param>
    /// <param name="periods">Number of periods, 0 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment, or the number of periods is out of range.</exception>
    public Figure After(int from, int to, int periods)
    {
        Segment(from);
        Segment(to);
        Guard.Between(periods, 0, 10_000);
        if (matrix is null)
        {
            return Figure.Undefined(UndefinedReason.NoObservations);
        }

        var row = new double[SegmentCount];
        row[from] = 1;
        var next = new double[SegmentCount];
        for (var period = 0; period < periods; period++)
        {
            Array.Clear(next, 0, next.Length);
            for (var i = 0; i < next.Length; i++)
            {
                for (var j = 0; j < next.Length && row[i] != 0; j++)
                {
                    next[j] += row[i] * matrix[i * SegmentCount + j];
                }
            }

            (row, next) = (next, row);
        }

        return Figure.Of(row[to]);
    }

    private Figure Known(Func<double> figure) => matrix is null || SegmentCount == 1 ? Unknown : Figure.Of(figure());

    private double Trace()
    {
        var sum = 0.0;
        for (var i = 0; i < SegmentCount; i++)
        {
            sum += matrix![i * SegmentCount + i];
        }

        return sum;
    }

    private double Crossed(double[] shares)
    {
        var sum = 0.0;
        for (var from = 0; from < SegmentCount; from++)
        {
            for (var to = 0; to < SegmentCount; to++)
            {
                sum += shares[from] * matrix![from * SegmentCount + to] * Math.Abs(from - to);
            }
        }

        return sum / (SegmentCount - 1);
    }

    private void Segment(int segment) => Guard.Between(segment, 0, SegmentCount - 1);
}
