namespace CustomerValue.Evaluation;

/// <summary>Cox's recalibration line of probabilities.</summary>
/// <remarks>Standard errors are those of the logistic fits, from their information; undefined with their estimates.</remarks>
public sealed class CalibrationLine
{
    internal CalibrationLine((Figure Value, Figure Error) slope, (Figure Value, Figure Error) intercept, (Figure Value, Figure Error) inTheLarge)
    {
        (Slope, SlopeStandardError) = slope;
        (Intercept, InterceptStandardError) = intercept;
        (InTheLarge, InTheLargeStandardError) = inTheLarge;
    }

    /// <summary>Slope of the outcomes' log-odds on the predicted ones; below 1 the probabilities are too extreme.</summary>
    public Figure Slope { get; }

    /// <summary>Standard error of <see cref="Slope"/>.</summary>
    public Figure SlopeStandardError { get; }

    /// <summary>Intercept that goes with <see cref="Slope"/>.</summary>
    public Figure Intercept { get; }

    /// <summary>Standard error of <see cref="Intercept"/>.</summary>
    public Figure InterceptStandardError { get; }

    /// <summary>Intercept with the slope held at 1: negative when the probabilities are too high on the whole.</summary>
    public Figure InTheLarge { get; }

    /// <summary>Standard error of <see cref="InTheLarge"/>.</summary>
    public Figure InTheLargeStandardError { get; }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"slope {Slope} (se {SlopeStandardError}), intercept {Intercept} (se {InterceptStandardError}), in the large {InTheLarge} (se {InTheLargeStandardError})";
}
