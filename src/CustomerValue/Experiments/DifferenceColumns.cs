namespace CustomerValue.Experiments;

/// <summary>A panel of two groups seen before and after, one row a customer; all columns of one length.</summary>
/// <remarks><c>default</c> has no rows. Covariates must have been measured before treatment.</remarks>
public readonly ref struct DifferenceColumns
{
    /// <summary>The outcome before treatment, finite.</summary>
    public ReadOnlySpan<double> Before { get; init; }

    /// <summary>The outcome after treatment, finite, on the scale of <see cref="Before"/>.</summary>
    public ReadOnlySpan<double> After { get; init; }

    /// <summary>True for a customer who was treated in between.</summary>
    public ReadOnlySpan<bool> IsTreated { get; init; }

    /// <summary>Covariates, row-major, finite; may be left empty.</summary>
    public ReadOnlySpan<double> Covariates { get; init; }

    /// <summary>Names of the covariates, in order; may be left out (<c>x1, x2, …</c>).</summary>
    public IReadOnlyList<string>? CovariateNames { get; init; }

    /// <summary>Key of the household, branch or other cluster; may be left empty when customers are independent.</summary>
    public ReadOnlySpan<long> Clusters { get; init; }

    /// <summary>Frequency weight, finite and ≥ 0: weight 2 equals the row twice, in its cluster; may be left empty.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    /// <summary>Checks every column and gives the changes after − before.</summary>
    internal double[] Changes()
    {
        Guard.SameLength(After.Length, Before.Length, nameof(After));
        Guard.AllFinite(Before, nameof(Before));
        Of(After).Check();
        var changes = new double[After.Length];
        for (var row = 0; row < changes.Length; row++)
        {
            changes[row] = After[row] - Before[row];
            if (!double.IsFinite(changes[row]))
            {
                throw Guard.BrokenRow(nameof(After), row, "the change is finite", $"before {Guard.Text(Before[row])}, after {Guard.Text(After[row])}");
            }
        }

        Settle(changes, null);
        Settle(changes, true);
        Settle(changes, false);
        return changes;
    }

    /// <summary>Makes the changes of an arm (or of all) equal where nothing but the rounding of after − before parts them: growth that is the same for all has no error.</summary>
    private void Settle(double[] changes, bool? arm)
    {
        // Held against the customer whose change is known best.
        var best = -1;
        for (var row = 0; row < changes.Length; row++)
        {
            best = IsTreated[row] != !arm && (best < 0 || Size(row) < Size(best)) ? row : best;
        }

        for (var row = 0; row < changes.Length; row++)
        {
            if (IsTreated[row] != !arm && Math.Abs(changes[row] - changes[best]) > 4e-16 * (Size(row) + Size(best)))
            {
                return;
            }
        }

        for (var row = 0; row < changes.Length; row++)
        {
            changes[row] = IsTreated[row] == !arm ? changes[row] : changes[best];
        }
    }

    private double Size(int row) => Math.Abs(Before[row]) + Math.Abs(After[row]);

    /// <summary>The same customers with one outcome each.</summary>
    internal TrialColumns Of(ReadOnlySpan<double> outcomes) => new()
    {
        Outcomes = outcomes,
        IsTreated = IsTreated,
        Covariates = Covariates,
        CovariateNames = CovariateNames,
        Clusters = Clusters,
        Weights = Weights,
    };
}
