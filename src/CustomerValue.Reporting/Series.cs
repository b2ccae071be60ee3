namespace CustomerValue.Reporting;

/// <summary>One group of numbers of a chart: what table, terminal and Vega-Lite are made from, and what the drawing must agree with.</summary>
internal sealed class Series(string name, string rowHead, string measure, NumberKind kind, int digits = 1)
{
    private readonly List<Datum> points = [];

    public string Name { get; } = name;

    /// <summary>What the labels are: tenth, group, weeks.</summary>
    public string RowHead { get; } = rowHead;

    /// <summary>What the values are.</summary>
    public string Measure { get; } = measure;

    public NumberKind Kind { get; } = kind;

    public int Digits { get; } = digits;

    /// <summary>The value that says "nothing": an interval that holds it is drawn hollow. NaN without.</summary>
    public double Null { get; init; } = double.NaN;

    /// <summary>True for a line over numbers, false for rows with names.</summary>
    public bool IsCurve { get; init; }

    /// <summary>True for dots whose values run upward: over numbers where the points have an x, else over names.</summary>
    public bool IsUpright { get; init; }

    public IReadOnlyList<Datum> Points => points;

    /// <summary>A row with a name. NaN limits mean no interval, NaN n unknown.</summary>
    public Series Add(string label, double value, double lower = double.NaN, double upper = double.NaN, double n = double.NaN)
    {
        points.Add(new Datum(label, double.NaN, value, lower, upper, n));
        return this;
    }

    /// <summary>A row with a name and an interval.</summary>
    public Series Add(string label, Figure value, ConfidenceInterval interval, double n = double.NaN) =>
        Add(label, value.ValueOrNaN, value.IsDefined ? interval.Lower : double.NaN, value.IsDefined ? interval.Upper : double.NaN, n);

    /// <summary>Takes the n from some rows.</summary>
    public void ForgetCounts(Func<Datum, bool> from)
    {
        for (var i = 0; i < points.Count; i++)
        {
            points[i] = from(points[i]) ? points[i] with { N = double.NaN } : points[i];
        }
    }

    /// <summary>A point of a curve.</summary>
    public Series AddPoint(string label, double x, double value, double lower = double.NaN, double upper = double.NaN, double n = double.NaN)
    {
        points.Add(new Datum(label, x, value, lower, upper, n));
        return this;
    }
}
