using CustomerValue.Numerics;

namespace CustomerValue;

/// <summary>What a fit did: why it stopped, how well the optimum was proven, and how uncertain the parameters are.</summary>
public sealed class FitReport
{
    private readonly string[] names;
    private readonly double[] estimates;
    private readonly double[] standardErrors;

    internal FitReport(
        string model,
        StopReason stop,
        int iterations,
        double objective,
        double gradientNorm,
        double observations,
        string[]? parameterNames = null,
        double[]? parameterEstimates = null,
        double[]? parameterErrors = null)
    {
        Model = model;
        Stop = stop;
        Iterations = iterations;
        Objective = objective;
        GradientNorm = gradientNorm;
        Observations = observations;
        names = parameterNames ?? [];
        estimates = parameterEstimates ?? [];
        standardErrors = parameterErrors ?? [];
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>Why the fit stopped.</summary>
    public StopReason Stop { get; }

    /// <summary>True when the first-order condition was checked and holds.</summary>
    public bool Converged => Stop == StopReason.Converged;

    /// <summary>Iterations used.</summary>
    public int Iterations { get; }

    /// <summary>The objective at the reported parameters; for likelihood models the total log-likelihood, without penalty.</summary>
    public double Objective { get; }

    /// <summary>Largest absolute component of the gradient of the mean objective, in the optimizer's own (unconstrained) parameters.</summary>
    public double GradientNorm { get; }

    /// <summary>Number of observations, Σ of frequency weights.</summary>
    public double Observations { get; }

    /// <summary>Names of the parameters, in order; empty where the model has none.</summary>
    public IReadOnlyList<string> ParameterNames => names;

    /// <summary>Estimates in the order of <see cref="ParameterNames"/>.</summary>
    public ReadOnlySpan<double> Estimates => estimates;

    /// <summary>Standard errors in the order of <see cref="ParameterNames"/>; empty when they do not exist (boundary, not fitted).</summary>
    public ReadOnlySpan<double> StandardErrors => standardErrors;

    /// <summary>Akaike's criterion, −2 objective + 2 parameters; undefined where nothing was fitted by likelihood.</summary>
    public Figure Aic => Criterion(2);

    /// <summary>Schwarz's criterion, −2 objective + parameters · ln(observations); undefined where nothing was fitted by likelihood.</summary>
    public Figure Bic => Criterion(Elementary.Log(Observations));

    /// <summary>One line for a log.</summary>
    public override string ToString() =>
        $"{Model}: {Stop} after {Guard.Text(Iterations)} iterations, objective {Guard.Text(Objective)}, gradient {Guard.Text(GradientNorm)}, n {Guard.Text(Observations)}";

    private Figure Criterion(double price)
    {
        var isLikelihood = Stop != StopReason.NotFitted && names.Length > 0;
        var value = -2 * Objective + price * names.Length;
        return !isLikelihood ? Figure.Undefined(UndefinedReason.NoObservations)
            : double.IsFinite(value) ? Figure.Of(value) : Figure.Undefined(UndefinedReason.Infinite);
    }
}
