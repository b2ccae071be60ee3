using System.Text;
using CustomerValue.Information;

namespace CustomerValue.Segmentation;

/// <summary>What each segment is like: size, and every column of a customer table in the segment against the whole bank.</summary>
/// <remarks>
/// <para>Use raw columns, not standardized ones: the profile is for people. Z is the test value of Lebart, Morineau, Piron (1995), Statistique exploratoire multidimensionnelle:
/// it orders columns by how much they set a segment apart. It is a description: the segments were made from the same customers, so no p-value is given.</para>
/// <para>Memory: 24 bytes a row while one column is described. Immutable and thread-safe.</para>
/// </remarks>
public sealed class SegmentProfile
{
    private readonly string[] names;
    private readonly double[] sizes;
    private readonly IReadOnlyList<NumberInSegment>[] numbers;
    private readonly IReadOnlyList<LevelInSegment>[] levels;

    private SegmentProfile(string[] names, double[] sizes, IReadOnlyList<NumberInSegment>[] numbers, IReadOnlyList<LevelInSegment>[] levels)
    {
        this.names = names;
        this.sizes = sizes;
        this.numbers = numbers;
        this.levels = levels;
        foreach (var size in sizes)
        {
            Count += size;
        }
    }

    /// <summary>Number of segments.</summary>
    public int SegmentCount => names.Length;

    /// <summary>Customers in all segments.</summary>
    public double Count { get; }

    /// <summary>Names in segment order.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The profile of assigned segments.</summary>
    /// <param name="table">The customers, with columns as people read them.</param>
    /// <param name="segments">One segment per row of the table.</param>
    /// <param name="segmentCount">Number of segments, ≥ 1.</param>
    /// <param name="options">Level and names; null for <see cref="ProfileOptions.Default"/>.</param>
    /// <param name="weights">Frequency weights ≥ 0, one per row; empty for 1 each.</param>
    /// <exception cref="ArgumentException">A span or the names do not fit, or a row holds no such segment or weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no segment.</exception>
    public static SegmentProfile Of(
        CustomerTable table,
        ReadOnlySpan<int> segments,
        int segmentCount,
        ProfileOptions? options = null,
        ReadOnlySpan<double> weights = default)
    {
        Guard.NotNull(table);
        options ??= ProfileOptions.Default;
        Guard.AtLeast(segmentCount, 1);
        Guard.SameLength(segments.Length, table.RowCount, nameof(segments));
        var names = options.Names?.ToArray() ?? [.. Enumerable.Range(0, segmentCount).Select(s => "Segment " + Guard.Text(s))];
        if (names.Length != segmentCount || names.Any(string.IsNullOrEmpty) || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException($"Every one of {Guard.Text(segmentCount)} segments needs a name of its own; {Guard.Text(names.Length)} names were given.", nameof(options));
        }

        var sizes = BinCounts.FromSegments(segments, segmentCount, weights).Counts.ToArray();
        var columns = new ProfileColumns(table, segments, segmentCount, weights, options.Level);
        return new SegmentProfile(names, sizes, columns.Numbers(), columns.Levels());
    }

    /// <summary>Customers of a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public double Size(int segment) => sizes[Segment(segment)];

    /// <summary>Share of the customers in a segment; undefined without customers.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public Figure Share(int segment) => sizes[Segment(segment)] is var size && Count > 0
        ? Figure.Of(size / Count)
        : Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>The numeric columns of a segment, in table order.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public IReadOnlyList<NumberInSegment> Numbers(int segment) => numbers[Segment(segment)];

    /// <summary>The levels of the category columns of a segment, column after column.</summary>
    /// <param name="segment">The segment.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public IReadOnlyList<LevelInSegment> Levels(int segment) => levels[Segment(segment)];

    /// <summary>A few words from the figures that set a segment apart most, such as <c>high balance, low age</c>; <c>like the bank</c> when none does.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="words">Number of columns to name at most, ≥ 1; only those with |z| ≥ 2 are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment, or no word is asked for.</exception>
    public string Describe(int segment, int words = 2)
    {
        Guard.AtLeast(words, 1);
        var phrases = Numbers(segment)
            .Select(n => (Z: n.Z.ValueOrNaN, Text: (n.Z.ValueOrNaN > 0 ? "high " : "low ") + n.Column))
            .Concat(Levels(segment).Select(l => (Z: l.Z.ValueOrNaN, Text: (l.Z.ValueOrNaN > 0 ? "often " : "seldom ") + $"{l.Column} {l.Level}")))
            .Where(phrase => Math.Abs(phrase.Z) >= 2)
            .OrderByDescending(phrase => Math.Abs(phrase.Z))
            .Take(words)
            .Select(phrase => phrase.Text)
            .ToArray();
        return phrases.Length > 0 ? string.Join(", ", phrases) : "like the bank";
    }

    /// <summary>A card of a segment for people: size, what sets it apart, its figures beside the bank's, and who belongs to it, in invariant text.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="rules">Rules that explain the same segments, in the units of the table; null for a card without them.</param>
    /// <exception cref="ArgumentException">The rules are about another number of segments.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    /// <remarks>Numbers have four digits; an interval is left out where it says nothing, a share of the total where values of both signs make it none.</remarks>
    public string Card(int segment, ExplainingTree? rules = null)
    {
        Guard.SameLength(rules?.SegmentCount ?? SegmentCount, SegmentCount, nameof(rules));
        var text = new StringBuilder();
        text.Append(Names[Segment(segment)]).Append(": ").Append(CardText.Amount(Size(segment))).Append(" customers (").Append(CardText.Percent(Share(segment))).Append(")\n");
        text.Append("  ").Append(Describe(segment)).Append('\n');
        foreach (var number in Numbers(segment))
        {
            text.Append("  ").Append(CardText.Of(number)).Append('\n');
        }

        foreach (var level in Levels(segment).Where(level => Math.Abs(level.Z.ValueOrNaN) >= 2))
        {
            text.Append("  ").Append(level.Column).Append(' ').Append(level.Level).Append(": ").Append(CardText.Percent(level.Share)).Append("; bank ").Append(CardText.Percent(level.BankShare)).Append('\n');
        }

        foreach (var rule in (rules?.Rules ?? []).Where(rule => rule.Segment == segment))
        {
            text.Append("  who: ").Append(CardText.Of(rule)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The cards of all segments.</summary>
    public override string ToString() => string.Join("\n", Enumerable.Range(0, SegmentCount).Select(segment => Card(segment)));

    private int Segment(int segment) => Guard.Between(segment, 0, names.Length - 1);
}
