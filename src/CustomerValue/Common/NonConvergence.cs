namespace CustomerValue;

/// <summary>What a fit does when it cannot prove that it converged.</summary>
public enum NonConvergence
{
    /// <summary>Throw a <see cref="ConvergenceException"/>: a nightly job stops.</summary>
    Throw = 0,

    /// <summary>Return the best parameters found, with a report that says so: a notebook explores.</summary>
    ReturnBest,
}
