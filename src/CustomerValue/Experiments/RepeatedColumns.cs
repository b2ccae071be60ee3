namespace CustomerValue.Experiments;

/// <summary>Repeated cross sections of two groups, one row an observation: other customers before than after, or the same ones stacked.</summary>
/// <remarks><c>default</c> has no rows. Covariates must not be moved by treatment.</remarks>
public readonly ref struct RepeatedColumns
{
    /// <summary>The outcome, finite.</summary>
    public ReadOnlySpan<double> Outcomes { get; init; }

    /// <summary>True for an observation of the treated group, before as well as after.</summary>
    public ReadOnlySpan<bool> IsTreated { get; init; }

    /// <summary>True for an observation made after treatment began.</summary>
    public ReadOnlySpan<bool> IsAfter { get; init; }

    /// <summary>Covariates, row-major, finite; may be left empty.</summary>
    public ReadOnlySpan<double> Covariates { get; init; }

    /// <summary>Names of the covariates, in order; may be left out (<c>x1, x2, …</c>).</summary>
    public IReadOnlyList<string>? CovariateNames { get; init; }

    /// <summary>Key of the customer, household or branch whose observations belong together; may be left empty when all are independent.</summary>
    public ReadOnlySpan<long> Clusters { get; init; }

    /// <summary>Frequency weight, finite and ≥ 0; may be left empty.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    internal int CovariateCount => Outcomes.Length == 0 ? CovariateNames?.Count ?? 0 : Covariates.Length / Outcomes.Length;

    internal void Check()
    {
        Guard.SameLength(IsAfter.Length, Outcomes.Length, nameof(IsAfter));
        new TrialColumns
        {
            Outcomes = Outcomes,
            IsTreated = IsTreated,
            Covariates = Covariates,
            CovariateNames = CovariateNames,
            Clusters = Clusters,
            Weights = Weights,
        }.Check();
    }

    /// <summary>0 control before, 1 control after, 2 treated before, 3 treated after.</summary>
    internal int Cell(int row) => (IsTreated[row] ? 2 : 0) + (IsAfter[row] ? 1 : 0);
}
