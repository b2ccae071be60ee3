namespace CustomerValue.Experiments;

/// <summary>The two-way fixed-effects regression: outcome on treatment, with an effect for every customer and every period.</summary>
/// <remarks>
/// For one common date of treatment it is the difference in differences of the means before and after. For several dates it averages comparisons in which treated customers
/// serve as controls (Goodman-Bacon 2021, J. Econometrics 225; de Chaisemartin and D'Haultfœuille 2020, AER 110); the estimate lists them, and
/// <see cref="StaggeredAdoption"/> leaves them out. Thread-safe. Memory: a copy of the panel.
/// </remarks>
public static class TwoWayFixedEffects
{
    /// <summary>Fits a balanced panel; covariates are not used.</summary>
    /// <param name="columns">One row a customer, one column a period.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The panel is not balanced, a value is out of its range, or treatment begins for nobody after the first period.</exception>
    public static TwoWayEstimate Fit(StaggeredColumns columns, double level = 0.95)
    {
        columns.Check();
        Guard.OpenUnit(level);
        var cohorts = columns.Cohorts();
        var last = columns.Periods.Length;
        if (!Array.Exists(cohorts, c => c > 0 && c < last))
        {
            throw new ArgumentException("Treatment begins for nobody after the first period: there is nothing to estimate.", nameof(columns));
        }

        return TwoWayFit.Estimate(columns.Outcomes.ToArray(), cohorts, columns.Periods.ToArray(), columns.Weights.ToArray(), columns.Clusters.ToArray(), level);
    }
}
