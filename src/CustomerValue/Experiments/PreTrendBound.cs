namespace CustomerValue.Experiments;

/// <summary>What is left of an average effect when the groups would have drifted apart by a bounded amount without treatment.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class PreTrendBound
{
    internal PreTrendBound(PreTrendRestriction restriction, double magnitude, Figure lower, Figure upper, ConfidenceInterval interval)
    {
        Restriction = restriction;
        Magnitude = magnitude;
        Lower = lower;
        Upper = upper;
        Interval = interval;
    }

    /// <summary>How the drift is bounded.</summary>
    public PreTrendRestriction Restriction { get; }

    /// <summary>M̄ (a multiple of the largest earlier step) or M (in units of the outcome per period, squared).</summary>
    public double Magnitude { get; }

    /// <summary>True when there were two periods before treatment to learn the drift from.</summary>
    public bool CanBeChecked => Lower.IsDefined;

    /// <summary>Lower end of the effects that the estimates allow, sampling error aside.</summary>
    public Figure Lower { get; }

    /// <summary>Upper end of the effects that the estimates allow, sampling error aside.</summary>
    public Figure Upper { get; }

    /// <summary>The interval that holds the effect at its level if the drift keeps to the bound; the whole line when nothing can be checked.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>True when the interval leaves no room for an effect of zero.</summary>
    public bool ExcludesZero => CanBeChecked && !Interval.Contains(0);

    /// <summary>One line, in invariant text; says so when nothing can be checked.</summary>
    public override string ToString() => CanBeChecked
        ? $"{Restriction} {Guard.Text(Magnitude)}: {Lower} to {Upper}, {Interval}"
        : $"{Restriction} {Guard.Text(Magnitude)}: cannot be checked, fewer than two periods before treatment";
}
