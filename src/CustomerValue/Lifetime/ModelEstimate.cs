namespace CustomerValue.Lifetime;

/// <summary>A figure of a fitted model with how certain it is, given that the model holds.</summary>
public sealed class ModelEstimate
{
    internal ModelEstimate(double value, Figure standardError, ConfidenceInterval? interval)
    {
        Value = value;
        StandardError = standardError;
        Interval = interval;
    }

    /// <summary>The figure at the fitted parameters.</summary>
    public double Value { get; }

    /// <summary>Its standard error, from the uncertainty of the parameters alone; undefined where they have none (boundary, not fitted).</summary>
    public Figure StandardError { get; }

    /// <summary>The interval with its level and method; null where there is no standard error.</summary>
    public ConfidenceInterval? Interval { get; }

    /// <summary>The figure and its interval, in invariant text.</summary>
    public override string ToString() => Guard.Text(Value) + (Interval is { } interval ? " " + interval : " without interval");
}
