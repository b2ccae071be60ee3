namespace CustomerValue.Reporting;

/// <summary>One number of a chart with its interval; NaN where there is none.</summary>
internal readonly record struct Datum(string Label, double X, double Value, double Lower, double Upper, double N)
{
    public bool HasInterval => Lower <= Upper;

    public bool HasValue => double.IsFinite(Value);

    /// <summary>True when the interval holds the value, or nothing is known.</summary>
    public bool Contains(double value) => !HasValue || !HasInterval || (Lower <= value && value <= Upper);

    /// <summary>The same without figures, for a group too small to show.</summary>
    public Datum Hidden() => this with { Value = double.NaN, Lower = double.NaN, Upper = double.NaN };
}
