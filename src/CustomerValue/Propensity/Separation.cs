using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>How far two classes can be told apart by a linear rule.</summary>
public enum SeparationKind
{
    /// <summary>A rule puts every customer strictly on the right side.</summary>
    Complete = 0,

    /// <summary>A rule puts some customers strictly on the right side and the others on the border.</summary>
    QuasiComplete,
}

/// <summary>Classes that a linear rule separates, so that no maximum likelihood estimate exists: some coefficients would drift to infinity.</summary>
/// <remarks>
/// Found by linear programming: the direction b that maximizes Σ sᵢxᵢb subject to sᵢxᵢb ≥ 0 and −1 ≤ b ≤ 1, with s = 1 for the
/// event and −1 without it. Source: Konis, K. (2007), Linear programming algorithms for detecting separated data in binary
/// logistic regression models, University of Oxford. Immutable and thread-safe.
/// </remarks>
public sealed class Separation
{
    private readonly string[] names;
    private readonly double[] direction;

    internal Separation(SeparationFinding finding, IReadOnlyList<string> names)
    {
        Kind = finding.IsComplete ? SeparationKind.Complete : SeparationKind.QuasiComplete;
        direction = finding.Direction;
        this.names = names.ToArray();
    }

    /// <summary>Complete or quasi-complete.</summary>
    public SeparationKind Kind { get; }

    /// <summary>The coefficients' names, intercept first.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Where each coefficient drifts: positive to +∞, negative to −∞, zero not at all.</summary>
    public ReadOnlySpan<double> Direction => direction;

    /// <summary>The coefficients that have no finite estimate.</summary>
    public IEnumerable<string> InfiniteCoefficients => names.Where((_, i) => direction[i] != 0);

    /// <summary>Looks for separation, or returns null when the classes overlap and the estimate exists.</summary>
    /// <param name="sample">Customers with outcomes 0 or 1 (or between, which count as both), without missing features.</param>
    /// <exception cref="ArgumentException">The sample is empty, or a feature is missing or an outcome not between 0 and 1.</exception>
    public static Separation? Find(LabeledBatch sample)
    {
        FitSample.CheckBinary(Guard.NotNull(sample));
        var layout = FitSample.Layout(sample, LogisticOptions.Default.ReferenceLevels);
        return SeparationProgram.Check(new BatchRowBlocks(sample), layout) is { } finding ? new Separation(finding, layout.Names) : null;
    }

    /// <summary>The kind and the coefficients concerned.</summary>
    public override string ToString() =>
        $"{(Kind == SeparationKind.Complete ? "Complete" : "Quasi-complete")} separation: "
        + string.Join(", ", names.Select((n, i) => (n, d: direction[i])).Where(p => p.d != 0).Select(p => $"{p.n} → {(p.d > 0 ? "+∞" : "−∞")}"));
}
