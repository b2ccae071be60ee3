namespace CustomerValue.Experiments;

/// <summary>What the columns of a study panel must be like.</summary>
internal static class StudyPanelChecks
{
    public static void Check(StudyColumns columns, int topTier)
    {
        var n = columns.Groups.Length;
        Guard.SameLength(columns.Households.Length, n, nameof(columns.Households));
        Guard.SameLength(columns.AssetsBefore.Length, n, nameof(columns.AssetsBefore));
        Guard.SameLength(columns.AssetsAfter.Length, n, nameof(columns.AssetsAfter));
        Guard.SameLength(columns.TiersBefore.Length, n, nameof(columns.TiersBefore));
        Guard.SameLength(columns.TiersAfter.Length, n, nameof(columns.TiersAfter));
        CheckOptional(columns.Customers.Length, n, nameof(columns.Customers));
        CheckOptional(columns.Closed.Length, n, nameof(columns.Closed));
        CheckOptional(columns.PromotedPeriodBefore.Length, n, nameof(columns.PromotedPeriodBefore));
        CheckOptional(columns.Branches.Length, n, nameof(columns.Branches));
        CheckOptional(columns.Costs.Length, n, nameof(columns.Costs));
        Guard.AllFinite(columns.AssetsBefore, nameof(columns.AssetsBefore));
        Guard.AllFinite(columns.AssetsAfter, nameof(columns.AssetsAfter));
        CheckMatrix(columns.EarlierAssets, n, nameof(columns.EarlierAssets));
        CheckMatrix(columns.InterimAssets, n, nameof(columns.InterimAssets));
        var covariates = CheckMatrix(columns.Covariates, n, nameof(columns.Covariates));
        if (n > 0 && columns.CovariateNames is { } names)
        {
            Guard.SameLength(names.Count, covariates, nameof(columns.CovariateNames));
        }

        CheckRows(columns, topTier);
        CheckUnique(columns);
    }

    private static int CheckMatrix(ReadOnlySpan<double> matrix, int n, string name)
    {
        var width = StudyColumns.ColumnsOf(matrix, n, name);
        Guard.AllFinite(matrix, name);
        return width;
    }

    private static void CheckRows(StudyColumns columns, int topTier)
    {
        for (var row = 0; row < columns.Groups.Length; row++)
        {
            int low = columns.TiersBefore[row], high = columns.TiersAfter[row], group = (int)columns.Groups[row];
            if (low < 0 || low > topTier || high < 0 || high > topTier)
            {
                throw Guard.BrokenRow(nameof(columns), row, "0 ≤ tier ≤ top tier", $"tier before {Guard.Text(low)}, tier after {Guard.Text(high)}, top tier {Guard.Text(topTier)}");
            }

            if (group is < 0 or > (int)StudyGroup.Marketing)
            {
                throw Guard.BrokenRow(nameof(columns), row, "the group is one of three", $"group {Guard.Text(group)}");
            }

            if (columns.Costs.Length > 0 && (!(columns.Costs[row] >= 0) || double.IsInfinity(columns.Costs[row])))
            {
                throw Guard.BrokenRow(nameof(columns), row, "0 ≤ cost < ∞", $"cost {Guard.Text(columns.Costs[row])}");
            }
        }
    }

    private static void CheckUnique(StudyColumns columns)
    {
        var first = new Dictionary<long, int>(columns.Customers.Length);
        for (var row = 0; row < columns.Customers.Length; row++)
        {
            var customer = columns.Customers[row];
            if (first.TryGetValue(customer, out var earlier))
            {
                throw Guard.BrokenRow(
                    nameof(columns), row, "every customer stands in one group, once", $"customer {Guard.Text(customer)} is in row {Guard.Text(earlier)} ({columns.Groups[earlier]}) and again ({columns.Groups[row]})");
            }

            first.Add(customer, row);
        }
    }

    private static void CheckOptional(int length, int n, string name)
    {
        if (length > 0)
        {
            Guard.SameLength(length, n, name);
        }
    }
}
