namespace CustomerValue.Experiments;

/// <summary>The columns of a study of several groups, one row a customer; all of one length.</summary>
/// <remarks><c>default</c> has no rows. Covariates must have been measured before treatment.</remarks>
public readonly ref struct GroupColumns
{
    /// <summary>The outcome, finite.</summary>
    public ReadOnlySpan<double> Outcomes { get; init; }

    /// <summary>The customer's group, 0…K − 1; group 0 is the reference of the propensities.</summary>
    public ReadOnlySpan<int> Groups { get; init; }

    /// <summary>Names of the groups, in order; may be left out (<c>group 0, group 1, …</c>).</summary>
    public IReadOnlyList<string>? GroupNames { get; init; }

    /// <summary>Covariates, row-major, finite; may be left empty.</summary>
    public ReadOnlySpan<double> Covariates { get; init; }

    /// <summary>Names of the covariates, in order; may be left out (<c>x1, x2, …</c>).</summary>
    public IReadOnlyList<string>? CovariateNames { get; init; }

    /// <summary>Key of the household, branch or other cluster; may be left empty when customers are independent.</summary>
    public ReadOnlySpan<long> Clusters { get; init; }

    /// <summary>Frequency weight, finite and ≥ 0: weight 2 equals the row twice, in its cluster; may be left empty.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    /// <summary>Groups: as many as are named, else as the rows have.</summary>
    internal int GroupCount
    {
        get
        {
            var most = -1;
            foreach (var group in Groups)
            {
                most = Math.Max(most, group);
            }

            return GroupNames?.Count ?? most + 1;
        }
    }

    /// <summary>The rows without their groups, as if nobody had been treated.</summary>
    internal TrialColumns Ungrouped => new()
    {
        Outcomes = Outcomes,
        IsTreated = new bool[Outcomes.Length],
        Covariates = Covariates,
        CovariateNames = CovariateNames,
        Clusters = Clusters,
        Weights = Weights,
    };

    internal string NameOf(int group) => GroupNames?[group] ?? "group " + Guard.Text(group);

    internal void Check()
    {
        Guard.SameLength(Groups.Length, Outcomes.Length, nameof(Groups));
        Ungrouped.Check();
        var count = GroupCount;
        for (var row = 0; row < Groups.Length; row++)
        {
            if (Groups[row] < 0 || Groups[row] >= count)
            {
                throw Guard.BrokenRow(nameof(Groups), row, $"0 ≤ group < {Guard.Text(count)}", $"group {Guard.Text(Groups[row])}");
            }
        }

        if (count < 2)
        {
            throw new ArgumentException("There are fewer than two groups; nothing can be compared.", nameof(Groups));
        }

        var sums = new double[count];
        for (var row = 0; row < Groups.Length; row++)
        {
            sums[Groups[row]] += Weights.Length > 0 ? Weights[row] : 1;
        }

        var empty = Array.FindIndex(sums, s => s == 0);
        if (empty >= 0)
        {
            throw new ArgumentException($"{NameOf(empty)} has no customer; leave it out.", nameof(Groups));
        }
    }
}
