using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>What a regression's effect would be had a confounder of a given strength been among its covariates.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ConfoundedEffect
{
    internal ConfoundedEffect(double ofTreatment, double ofOutcome, double estimate, double standardError, double degreesOfFreedom, double level)
    {
        OfTreatment = ofTreatment;
        OfOutcome = ofOutcome;
        Estimate = estimate;
        StandardError = standardError;
        T = standardError > 0 ? Figure.Of(estimate / standardError) : Figure.Undefined(UndefinedReason.ZeroVariance);
        var half = standardError > 0 ? new ReferenceCurve(degreesOfFreedom).Critical(level) * standardError : 0;
        Interval = new ConfidenceInterval(estimate - half, estimate + half, level, "t, adjusted for a confounder");
    }

    /// <summary>The confounder's partial R² with treatment.</summary>
    public double OfTreatment { get; }

    /// <summary>The confounder's partial R² with the outcome, given treatment; 1 is the most there can be.</summary>
    public double OfOutcome { get; }

    /// <summary>The effect that would be left: of the same sign, smaller, or beyond zero.</summary>
    public double Estimate { get; }

    /// <summary>Its error.</summary>
    public double StandardError { get; }

    /// <summary>Effect over error; undefined where the confounder explains all of the outcome.</summary>
    public Figure T { get; }

    /// <summary>Interval of the effect that would be left.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>Strengths and effect, in invariant text.</summary>
    public override string ToString() => $"{Guard.Text(Estimate)}, se {Guard.Text(StandardError)} under R² {Guard.Text(OfTreatment)} with treatment and {Guard.Text(OfOutcome)} with the outcome";
}
