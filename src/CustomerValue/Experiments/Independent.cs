using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Differences of figures of two arms that share no customer.</summary>
internal static class Independent
{
    public static ArmComparison Difference(
        string method, Figure treatment, Figure treatmentError, Figure control, Figure controlError, double degreesOfFreedom, double level, IEnumerable<ComparisonWarning> warnings)
    {
        var estimate = !treatment.IsDefined ? treatment : !control.IsDefined ? control : Figure.Of(treatment.Value - control.Value);
        var error = !treatmentError.IsDefined ? treatmentError
            : !controlError.IsDefined ? controlError
            : Figure.Of(Math.Sqrt(treatmentError.Value * treatmentError.Value + controlError.Value * controlError.Value));
        return new ArmComparison(method, treatment, control, estimate, error, degreesOfFreedom, level, null, warnings);
    }
}
