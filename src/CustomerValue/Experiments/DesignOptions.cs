namespace CustomerValue.Experiments;

/// <summary>How sure a campaign's test must be, and how its customers are shared out.</summary>
public sealed record DesignOptions
{
    /// <summary>Two-sided 5 % with power 80 %, arms of equal size.</summary>
    public static DesignOptions Default { get; } = new();

    /// <summary>Chance of calling a difference where there is none, of the whole family of <see cref="Comparisons"/>; between 0 and 1.</summary>
    public double Significance { get; init => field = Guard.OpenUnit(value, nameof(Significance)); } = 0.05;

    /// <summary>Chance of calling a difference of the stated size; between 0 and 1, above <see cref="Significance"/>.</summary>
    public double Power { get; init => field = Guard.OpenUnit(value, nameof(Power)); } = 0.8;

    /// <summary>Treated customers for each control customer; finite and &gt; 0.</summary>
    public double TreatmentPerControl { get; init => field = Guard.Positive(value, nameof(TreatmentPerControl)); } = 1;

    /// <summary>True when only one direction counts as a finding.</summary>
    public bool OneSided { get; init; }

    /// <summary>Whether the smallest detectable effect is sought above or below the control.</summary>
    public EffectDirection Direction { get; init; }

    /// <summary>Comparisons sharing <see cref="Significance"/> by Bonferroni's rule; ≥ 1.</summary>
    public int Comparisons { get; init => field = Guard.AtLeast(value, 1, nameof(Comparisons)); } = 1;

    /// <summary>What the variance is multiplied with: below 1 for a good covariate, above 1 for clusters; see <see cref="DesignFactor"/>. Finite and &gt; 0.</summary>
    public double VarianceFactor { get; init => field = Guard.Positive(value, nameof(VarianceFactor)); } = 1;

    /// <summary>How the power of a comparison of means is computed.</summary>
    public MeanPowerMethod MeanMethod { get; init; }

    /// <summary>How the power of a comparison of proportions is computed.</summary>
    public ProportionPowerMethod ProportionMethod { get; init; }

    /// <summary>The tail area of one side of one comparison.</summary>
    internal double Tail => Significance / Comparisons / (OneSided ? 1 : 2);

    internal DesignOptions Checked()
    {
        if (Power <= Significance / Comparisons)
        {
            throw new ArgumentException($"Power is {Guard.Text(Power)} at significance {Guard.Text(Significance / Comparisons)}; it must exceed it: chance alone finds as much.", "options");
        }

        return this;
    }
}
