using CustomerValue.Numerics;

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

    /// <summary>Slope ± quantile × standard error; the whole line where it is undefined.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval SlopeInterval(double level = 0.95) => Wald(Slope, SlopeStandardError, level);

    /// <summary>Intercept at slope 1 ± quantile × standard error; the whole line where it is undefined.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval InTheLargeInterval(double level = 0.95) => Wald(InTheLarge, InTheLargeStandardError, level);

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"slope {Slope} (se {SlopeStandardError}), intercept {Intercept} (se {InterceptStandardError}), in the large {InTheLarge} (se {InTheLargeStandardError})";

    private static ConfidenceInterval Wald(Figure estimate, Figure error, double level)
    {
        var quantile = NormalDistribution.UpperQuantile((1 - Guard.OpenUnit(level)) / 2);
        return estimate.IsDefined && error.IsDefined
            ? new ConfidenceInterval(estimate.Value - quantile * error.Value, estimate.Value + quantile * error.Value, level, "Wald")
            : new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level, "Wald");
    }
}
