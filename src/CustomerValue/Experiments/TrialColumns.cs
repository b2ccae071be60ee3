namespace CustomerValue.Experiments;

/// <summary>The columns of a trial of two arms, one row a customer; all of one length.</summary>
/// <remarks><c>default</c> has no rows. Covariates must have been measured before treatment; a missing one is filled as <see cref="MissingCovariate"/> does.</remarks>
public readonly ref struct TrialColumns
{
    /// <summary>The outcome, finite.</summary>
    public ReadOnlySpan<double> Outcomes { get; init; }

    /// <summary>True for a customer of the treatment arm.</summary>
    public ReadOnlySpan<bool> IsTreated { get; init; }

    /// <summary>Covariates, row-major, finite; may be left empty.</summary>
    public ReadOnlySpan<double> Covariates { get; init; }

    /// <summary>Names of the covariates, in order; may be left out (<c>x1, x2, …</c>).</summary>
    public IReadOnlyList<string>? CovariateNames { get; init; }

    /// <summary>Key of the household, branch or other cluster; may be left empty when customers are independent.</summary>
    public ReadOnlySpan<long> Clusters { get; init; }

    /// <summary>Key of a second, crossing kind of cluster; only beside <see cref="Clusters"/>.</summary>
    public ReadOnlySpan<long> SecondClusters { get; init; }

    /// <summary>Frequency weight, finite and ≥ 0: weight 2 equals the row twice, in its cluster; may be left empty.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    /// <summary>Covariates a row.</summary>
    internal int CovariateCount => Outcomes.Length == 0 ? CovariateNames?.Count ?? 0 : Covariates.Length / Outcomes.Length;

    internal string NameOf(int covariate) => CovariateNames?[covariate] ?? "x" + Guard.Text(covariate + 1);

    internal void Check()
    {
        var n = Outcomes.Length;
        Guard.SameLength(IsTreated.Length, n, nameof(IsTreated));
        Guard.AllFinite(Outcomes, nameof(Outcomes));
        Guard.AllFinite(Covariates, nameof(Covariates));
        if (n == 0 ? Covariates.Length > 0 : Covariates.Length % n != 0)
        {
            throw new ArgumentException($"{nameof(Covariates)} has length {Guard.Text(Covariates.Length)}, no multiple of {Guard.Text(n)} rows.", nameof(Covariates));
        }

        if (CovariateNames is not null)
        {
            Guard.SameLength(CovariateNames.Count, CovariateCount, nameof(CovariateNames));
        }

        if (Clusters.Length > 0 || SecondClusters.Length > 0)
        {
            Guard.SameLength(Clusters.Length, n, nameof(Clusters));
        }

        if (SecondClusters.Length > 0)
        {
            Guard.SameLength(SecondClusters.Length, n, nameof(SecondClusters));
        }

        if (Weights.Length > 0)
        {
            Guard.SameLength(Weights.Length, n, nameof(Weights));
            for (var row = 0; row < n; row++)
            {
                if (!(Weights[row] >= 0) || double.IsInfinity(Weights[row]))
                {
                    throw Guard.BrokenRow(nameof(Weights), row, "0 ≤ weight < ∞", $"weight {Guard.Text(Weights[row])}");
                }
            }
        }
    }

    /// <summary>Outcome, then covariates, of one arm.</summary>
    internal Statistics.MomentMatrix Moments(bool isTreated)
    {
        int p = CovariateCount, rows = 0;
        foreach (var treated in IsTreated)
        {
            rows += treated == isTreated ? 1 : 0;
        }

        var values = new double[rows * (p + 1)];
        var weights = new double[Weights.Length > 0 ? rows : 0];
        var at = 0;
        for (var row = 0; row < IsTreated.Length; row++)
        {
            if (IsTreated[row] != isTreated)
            {
                continue;
            }

            values[at * (p + 1)] = Outcomes[row];
            Covariates.Slice(row * p, p).CopyTo(values.AsSpan(at * (p + 1) + 1));
            if (Weights.Length > 0)
            {
                weights[at] = Weights[row];
            }

            at++;
        }

        return Statistics.MomentMatrix.FromRows(values, p + 1, weights);
    }
}
