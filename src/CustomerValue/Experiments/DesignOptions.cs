using CustomerValue.Numerics;
using CustomerValue.Statistics;

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

    /// <summary>Comparisons sharing <see cref="Significance"/> by <see cref="Correction"/>; ≥ 1.</summary>
    public int Comparisons { get; init => field = Guard.AtLeast(value, 1, nameof(Comparisons)); } = 1;

    /// <summary>How the comparisons share <see cref="Significance"/>.</summary>
    public ComparisonCorrection Correction { get; init; }

    /// <summary>What the variance is multiplied with: below 1 for a good covariate, above 1 for clusters; see <see cref="DesignFactor"/>. Finite and &gt; 0.</summary>
    public double VarianceFactor { get; init => field = Guard.Positive(value, nameof(VarianceFactor)); } = 1;

    /// <summary>How the power of a comparison of means is computed.</summary>
    public MeanPowerMethod MeanMethod { get; init; }

    /// <summary>How the power of a comparison of proportions is computed.</summary>
    public ProportionPowerMethod ProportionMethod { get; init; }

    /// <summary>Options for several treatments against one control, with the allocation that is best for them: √k control customers for each of a treatment.</summary>
    /// <param name="treatments">Treatment arms k, ≥ 1.</param>
    /// <param name="correction">How they share the significance.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="treatments"/> is below 1.</exception>
    public static DesignOptions ForTreatments(int treatments, ComparisonCorrection correction = ComparisonCorrection.Dunnett) =>
        new() { Comparisons = Guard.AtLeast(treatments, 1), Correction = correction, TreatmentPerControl = 1 / Math.Sqrt(treatments) };

    /// <summary>Options for a comparison adjusted by one covariate from before the campaign: <see cref="Cuped"/>, analysis of covariance. For several, <see cref="DesignFactor.Covariates"/>.</summary>
    /// <param name="correlation">ρ of covariate and outcome within arms, above −1 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The correlation is out of its range.</exception>
    public static DesignOptions ForCuped(double correlation) => new() { VarianceFactor = DesignFactor.Covariate(correlation) };

    /// <summary>Options for a difference in differences over several rounds.</summary>
    /// <param name="roundsBefore">Rounds before the campaign, ≥ 1.</param>
    /// <param name="roundsAfter">Rounds after it, ≥ 1.</param>
    /// <param name="correlation">ρ of a customer's outcomes in two rounds, above −1 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static DesignOptions ForDifferenceInDifferences(int roundsBefore, int roundsAfter, double correlation) =>
        new() { VarianceFactor = DesignFactor.DifferenceInDifferences(roundsBefore, roundsAfter, correlation) };

    /// <summary>Significance of one comparison, both sides; Dunnett's is not a matter of one comparison.</summary>
    internal double Single => Comparisons == 1 || Correction == ComparisonCorrection.Bonferroni
        ? Significance / Comparisons
        : -Elementary.Expm1(Elementary.Log1p(-Significance) / Comparisons);

    /// <summary>The tail area of one side of one comparison.</summary>
    internal double Tail => Single / (OneSided ? 1 : 2);

    internal bool IsDunnett => Correction == ComparisonCorrection.Dunnett && Comparisons > 1;

    /// <summary>The critical value of one comparison on the normal curve, with r treated customers for each control.</summary>
    internal double CriticalNormal(double ratio) =>
        IsDunnett ? Dunnett(ratio, double.PositiveInfinity) : NormalDistribution.UpperQuantile(Tail);

    /// <summary>The critical value of one comparison on t; on the normal curve for infinite degrees of freedom.</summary>
    internal double Critical(double degreesOfFreedom, double ratio) =>
        double.IsPositiveInfinity(degreesOfFreedom) ? CriticalNormal(ratio)
        : IsDunnett ? Dunnett(ratio, degreesOfFreedom)
        : new ReferenceCurve(degreesOfFreedom).UpperQuantile(Tail);

    private double Dunnett(double ratio, double degreesOfFreedom) => SharedFactor.OfTreatments(Comparisons, ratio).UpperPoint(Significance, degreesOfFreedom, OneSided);

    /// <summary>For equivalence and non-inferiority: each one-sided test has the whole significance, and arms that share a control count as independent.</summary>
    internal DesignOptions ForMargins() => this with
    {
        OneSided = true,
        Correction = IsDunnett ? ComparisonCorrection.Sidak : Correction,
        MeanMethod = MeanMethod == MeanPowerMethod.NormalFormula ? MeanPowerMethod.Normal : MeanMethod,
    };

    /// <summary>For tests whose reference is the normal curve: ratios and growths.</summary>
    internal DesignOptions OnNormalCurve() => MeanMethod == MeanPowerMethod.NoncentralT ? this with { MeanMethod = MeanPowerMethod.Normal } : this;

    internal DesignOptions Checked()
    {
        if (Power <= Significance / Comparisons)
        {
            throw new ArgumentException($"Power is {Guard.Text(Power)} at significance {Guard.Text(Significance / Comparisons)}; it must exceed it: chance alone finds as much.", "options");
        }

        return this;
    }
}
