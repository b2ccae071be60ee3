namespace CustomerValue;

/// <summary>A fit that could not be proven to have converged.</summary>
public sealed class ConvergenceException : Exception
{
    /// <summary>A failure without details.</summary>
    public ConvergenceException()
        : this("The fit did not converge.")
    {
    }

    /// <summary>A failure with a message.</summary>
    /// <param name="message">What happened and what to do.</param>
    public ConvergenceException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with a message and its cause.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ConvergenceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ConvergenceException(FitReport report, string advice)
        : base($"{report}. {advice}") => Report = report;

    /// <summary>What the fit did, or null where it did not come so far.</summary>
    public FitReport? Report { get; }
}
