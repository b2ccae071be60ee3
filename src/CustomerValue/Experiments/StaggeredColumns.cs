namespace CustomerValue.Experiments;

/// <summary>A balanced panel whose customers begin treatment at different times: one row a customer, one column a period.</summary>
/// <remarks><c>default</c> has no rows. Treatment, once begun, goes on. Covariates must have been measured before anyone was treated.</remarks>
public readonly ref struct StaggeredColumns
{
    /// <summary>The outcome, finite, row-major: customers × periods.</summary>
    public ReadOnlySpan<double> Outcomes { get; init; }

    /// <summary>Number of each period, strictly ascending; neighbors count as one step apart.</summary>
    public ReadOnlySpan<int> Periods { get; init; }

    /// <summary>The period in which each customer's treatment began (his cohort); <see cref="StaggeredAdoption.Never"/>, or any period after the last one, for who was not treated.</summary>
    public ReadOnlySpan<int> FirstTreated { get; init; }

    /// <summary>Covariates, row-major, finite; may be left empty.</summary>
    public ReadOnlySpan<double> Covariates { get; init; }

    /// <summary>Names of the covariates, in order; may be left out (<c>x1, x2, …</c>).</summary>
    public IReadOnlyList<string>? CovariateNames { get; init; }

    /// <summary>Key of the household, branch or other cluster; may be left empty when customers are independent.</summary>
    public ReadOnlySpan<long> Clusters { get; init; }

    /// <summary>Frequency weight, finite and ≥ 0: weight 2 equals the row twice, in its cluster; may be left empty.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    internal int Rows => FirstTreated.Length;

    internal void Check()
    {
        PanelChecks.Check(Outcomes, Periods, Rows);
        new TrialColumns
        {
            Outcomes = new double[Rows], IsTreated = new bool[Rows], Covariates = Covariates, CovariateNames = CovariateNames, Clusters = Clusters, Weights = Weights,
        }.Check();
        if (Periods.Length < 2 || Rows == 0)
        {
            throw new ArgumentException($"There are {Guard.Text(Rows)} customers in {Guard.Text(Periods.Length)} periods; at least one customer in two periods is needed.", nameof(Periods));
        }

        for (var row = 0; row < Rows; row++)
        {
            var began = FirstTreated[row];
            if (began > Periods[0] && began < Periods[Periods.Length - 1] && Periods.IndexOf(began) < 0)
            {
                throw Guard.BrokenRow(nameof(FirstTreated), row, "treatment begins in one of the periods", $"first treated {Guard.Text(began)}");
            }
        }
    }

    /// <summary>Where each customer's treatment began: 0 for before or in the first period, the number of periods for never.</summary>
    internal int[] Cohorts()
    {
        var cohorts = new int[Rows];
        for (var row = 0; row < cohorts.Length; row++)
        {
            var at = Periods.IndexOf(FirstTreated[row]);
            cohorts[row] = at >= 0 ? at : FirstTreated[row] < Periods[0] ? 0 : Periods.Length;
        }

        return cohorts;
    }
}
