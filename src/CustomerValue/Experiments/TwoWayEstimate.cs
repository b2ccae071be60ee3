namespace CustomerValue.Experiments;

/// <summary>The two-way fixed-effects coefficient of a staggered treatment, and which comparisons it averages.</summary>
/// <remarks>Immutable and thread-safe. Kept to be seen beside <see cref="StaggeredAdoption"/>, not to be believed: with effects that grow, customers treated earlier are bad controls.</remarks>
public sealed class TwoWayEstimate
{
    private readonly TwoWayPart[] parts;

    internal TwoWayEstimate(ArmComparison comparison, TwoWayPart[] parts, double negative)
    {
        Comparison = comparison;
        this.parts = parts;
        NegativeWeight = negative;
        foreach (var part in parts)
        {
            TreatedAsControlsWeight += part.UsesTreatedAsControls ? part.Weight : 0;
        }
    }

    /// <summary>The coefficient of treatment, with customer and period effects; CR1S by cluster (or customer), counting all effects.</summary>
    public ArmComparison Comparison { get; }

    /// <summary>The 2 × 2 comparisons whose average it is (Goodman-Bacon 2021): weights sum to 1.</summary>
    public IReadOnlyList<TwoWayPart> Parts => parts;

    /// <summary>Weight of the comparisons with customers treated earlier as controls.</summary>
    public double TreatedAsControlsWeight { get; }

    /// <summary>Sum of the negative weights that effects on treated customers get, ≤ 0; all weights sum to 1 (de Chaisemartin and D'Haultfœuille 2020).</summary>
    public double NegativeWeight { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Comparison}; weight of treated as controls {Guard.Text(TreatedAsControlsWeight)}";
}
