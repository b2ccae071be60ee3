namespace CustomerValue.Experiments;

/// <summary>The columns of a study panel, one row a customer; all of one length.</summary>
/// <remarks><c>default</c> has no rows.</remarks>
public readonly ref struct StudyColumns
{
    /// <summary>The customer's group.</summary>
    public ReadOnlySpan<StudyGroup> Groups { get; init; }

    /// <summary>The customer's household: what errors are clustered by.</summary>
    public ReadOnlySpan<long> Households { get; init; }

    /// <summary>Financial assets at the start, finite; debts may make them negative.</summary>
    public ReadOnlySpan<double> AssetsBefore { get; init; }

    /// <summary>Financial assets at the end, finite; 0 for a customer who left.</summary>
    public ReadOnlySpan<double> AssetsAfter { get; init; }

    /// <summary>Value tier at the start, 0 (lowest) to the top tier.</summary>
    public ReadOnlySpan<int> TiersBefore { get; init; }

    /// <summary>Value tier at the end, 0 (lowest) to the top tier.</summary>
    public ReadOnlySpan<int> TiersAfter { get; init; }

    /// <summary>The customer's key, to find customers that stand in the panel twice; may be left empty.</summary>
    public ReadOnlySpan<long> Customers { get; init; }

    /// <summary>True for a customer whose accounts were closed in between; may be left empty when nobody's were.</summary>
    public ReadOnlySpan<bool> Closed { get; init; }

    /// <summary>True for a customer promoted in the period before; may be left empty when unknown.</summary>
    public ReadOnlySpan<bool> PromotedPeriodBefore { get; init; }

    /// <summary>Assets at earlier moments, row-major, oldest first and evenly spaced up to <see cref="AssetsBefore"/>, finite; may be left empty. They show how alike the groups moved before the campaign.</summary>
    public ReadOnlySpan<double> EarlierAssets { get; init; }

    /// <summary>Assets at moments between <see cref="AssetsBefore"/> and <see cref="AssetsAfter"/>, row-major, oldest first, spaced as the earlier ones, finite; may be left empty.</summary>
    public ReadOnlySpan<double> InterimAssets { get; init; }

    /// <summary>What was known of the customer before the campaign, row-major, finite; may be left empty, but then nothing is weighted or adjusted.</summary>
    public ReadOnlySpan<double> Covariates { get; init; }

    /// <summary>Names of the covariates, in order; may be left out (<c>x1, x2, …</c>).</summary>
    public IReadOnlyList<string>? CovariateNames { get; init; }

    /// <summary>The customer's branch; may be left empty.</summary>
    public ReadOnlySpan<long> Branches { get; init; }

    /// <summary>What the campaign spent on the customer, finite and ≥ 0; may be left empty.</summary>
    public ReadOnlySpan<double> Costs { get; init; }

    /// <summary>Columns of a row-major matrix of n rows.</summary>
    internal static int ColumnsOf(ReadOnlySpan<double> matrix, int n, string name)
    {
        if (n == 0 ? matrix.Length > 0 : matrix.Length % n != 0)
        {
            throw new ArgumentException($"{name} has length {Guard.Text(matrix.Length)}, no multiple of {Guard.Text(n)} rows.", name);
        }

        return n == 0 ? 0 : matrix.Length / n;
    }
}
