namespace CustomerValue.Experiments;

/// <summary>A balanced panel of two groups over several periods: one row a customer, one column a period.</summary>
/// <remarks><c>default</c> has no rows. Who was not seen in every period must be left out or filled before; a NaN is refused by row. Covariates must have been measured before treatment.</remarks>
public readonly ref struct EventStudyColumns
{
    /// <summary>The outcome, finite, row-major: customers × periods.</summary>
    public ReadOnlySpan<double> Outcomes { get; init; }

    /// <summary>Number of each period, strictly ascending, such as 202401, 202402, …; neighbors count as one step apart.</summary>
    public ReadOnlySpan<int> Periods { get; init; }

    /// <summary>True for a customer who was treated, in all periods.</summary>
    public ReadOnlySpan<bool> IsTreated { get; init; }

    /// <summary>Covariates, row-major, finite; may be left empty.</summary>
    public ReadOnlySpan<double> Covariates { get; init; }

    /// <summary>Names of the covariates, in order; may be left out (<c>x1, x2, …</c>).</summary>
    public IReadOnlyList<string>? CovariateNames { get; init; }

    /// <summary>Key of the household, branch or other cluster; may be left empty when customers are independent.</summary>
    public ReadOnlySpan<long> Clusters { get; init; }

    /// <summary>Frequency weight, finite and ≥ 0: weight 2 equals the row twice, in its cluster; may be left empty.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    internal int Rows => IsTreated.Length;

    internal int CovariateCount => Rows == 0 ? CovariateNames?.Count ?? 0 : Covariates.Length / Rows;

    internal void Check()
    {
        PanelChecks.Check(Outcomes, Periods, Rows);
        new TrialColumns { Outcomes = new double[Rows], IsTreated = IsTreated, Covariates = Covariates, CovariateNames = CovariateNames, Clusters = Clusters, Weights = Weights }.Check();
    }
}
