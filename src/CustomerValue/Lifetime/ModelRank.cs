namespace CustomerValue.Lifetime;

/// <summary>One model of a comparison.</summary>
public sealed class ModelRank
{
    internal ModelRank(string model, double logLikelihood, int parameters, double aic, double bic, double weight)
    {
        Model = model;
        LogLikelihood = logLikelihood;
        Parameters = parameters;
        Aic = aic;
        Bic = bic;
        Weight = weight;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>Total log-likelihood at the maximum.</summary>
    public double LogLikelihood { get; }

    /// <summary>Number of parameters.</summary>
    public int Parameters { get; }

    /// <summary>Akaike's criterion, −2 log-likelihood + 2 parameters; less is better.</summary>
    public double Aic { get; }

    /// <summary>Schwarz's criterion, −2 log-likelihood + ln(customers) · parameters; less is better.</summary>
    public double Bic { get; }

    /// <summary>Akaike weight among the models compared; they sum to 1.</summary>
    public double Weight { get; }

    /// <summary>One line for a table, in invariant text.</summary>
    public override string ToString() =>
        $"{Model}: log-likelihood {Guard.Text(LogLikelihood)}, AIC {Guard.Text(Aic)}, BIC {Guard.Text(Bic)}, weight {Guard.Text(Weight)}";
}
