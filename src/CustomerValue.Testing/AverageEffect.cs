namespace CustomerValue.Testing;

/// <summary>The mean difference that the campaign makes (would have made), over three sets of one synthetic bank.</summary>
/// <remarks>Means of the differences of potential outcomes of the very units in the bank, not of a superpopulation; NaN where a set is empty.</remarks>
public sealed class AverageEffect
{
    internal AverageEffect(double all, double recommended, double marketed)
    {
        All = all;
        Recommended = recommended;
        Marketed = marketed;
    }

    /// <summary>Over everybody: the average treatment effect (ATE).</summary>
    public double All { get; }

    /// <summary>Over all whom the model recommended, marketed to or not: what marketing − recommended estimates when a coin decided.</summary>
    public double Recommended { get; }

    /// <summary>Over those marketed to: the average effect on the treated (ATT).</summary>
    public double Marketed { get; }
}
