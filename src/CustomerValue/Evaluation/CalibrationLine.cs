namespace CustomerValue.Evaluation;

/// <summary>Cox's recalibration line of probabilities.</summary>
public sealed class CalibrationLine
{
    internal CalibrationLine(Figure slope, Figure intercept, Figure inTheLarge)
    {
        Slope = slope;
        Intercept = intercept;
        InTheLarge = inTheLarge;
    }

    /// <summary>Slope of the outcomes' log-odds on the predicted ones; below 1 the probabilities are too extreme.</summary>
    public Figure Slope { get; }

    /// <summary>Intercept that goes with <see cref="Slope"/>.</summary>
    public Figure Intercept { get; }

    /// <summary>Intercept with the slope held at 1: negative when the probabilities are too high on the whole.</summary>
    public Figure InTheLarge { get; }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"slope {Slope}, intercept {Intercept}, in the large {InTheLarge}";
}
