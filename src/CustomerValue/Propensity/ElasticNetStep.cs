namespace CustomerValue.Propensity;

/// <summary>The solution of an elastic-net path at one λ.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ElasticNetStep
{
    private readonly double[] effects;

    internal ElasticNetStep(double lambda, double[] coefficients, double intercept, double[] effects, double devianceRatio, double deviance, FitReport report)
    {
        Lambda = lambda;
        Coefficients = coefficients;
        Intercept = intercept;
        this.effects = effects;
        DevianceRatio = devianceRatio;
        Deviance = deviance;
        Report = report;
    }

    /// <summary>The weight of the penalty.</summary>
    public double Lambda { get; }

    /// <summary>The constant of the linear predictor, never penalized.</summary>
    public double Intercept { get; }

    /// <summary>One effect per numeric column, then one per level of every category, reference levels (0) included: as <see cref="LogisticModel.FromParameters(Information.FeatureSchema, double, ReadOnlySpan{double})"/> takes them.</summary>
    public ReadOnlySpan<double> Effects => effects;

    /// <summary>Number of effects other than 0.</summary>
    public int NonZero => effects.Count(e => e != 0);

    /// <summary>1 − deviance ÷ null deviance: 0 with the intercept and the offsets alone, 1 for perfect predictions.</summary>
    public double DevianceRatio { get; }

    /// <summary>−2 (log-likelihood − that of perfect predictions); the residual sum of squares of a linear path.</summary>
    public double Deviance { get; }

    /// <summary>What the fit at this λ did; its parameters are the intercept and the effects other than 0, so that Akaike's criterion counts those.</summary>
    public FitReport Report { get; }

    /// <summary>On the scale of the columns in layout order, intercept first.</summary>
    internal double[] Coefficients { get; }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"λ {Guard.Text(Lambda)}: {Guard.Text(NonZero)} effects, deviance ratio {Guard.Text(DevianceRatio)}";
}
