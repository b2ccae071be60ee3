namespace CustomerValue.Information;

/// <summary>Contracts counted by how many periods they ran and whether they ended then: all that a retention model without covariates learns from.</summary>
/// <remarks>Pieces merge exactly, in any order. Immutable and thread-safe.</remarks>
public sealed class ContractSummary
{
    private readonly long[] ended;
    private readonly long[] ongoing;

    private ContractSummary(long[] ended, long[] ongoing)
    {
        this.ended = ended;
        this.ongoing = ongoing;
        foreach (var count in ended.Concat(ongoing))
        {
            ContractCount = checked(ContractCount + count);
        }
    }

    /// <summary>The longest tenure of any contract; 0 when there is none.</summary>
    public int LongestTenure => ended.Length - 1;

    /// <summary>Number of contracts.</summary>
    public long ContractCount { get; }

    /// <summary>Counts the contracts of a table.</summary>
    /// <param name="histories">The contracts.</param>
    public static ContractSummary FromHistories(ContractHistories histories)
    {
        var tenure = Guard.NotNull(histories).Tenure;
        var end = histories.Ended;
        var longest = 0;
        foreach (var t in tenure)
        {
            longest = Math.Max(longest, t);
        }

        var (ended, ongoing) = (new long[longest + 1], new long[longest + 1]);
        for (var row = 0; row < tenure.Length; row++)
        {
            (end[row] ? ended : ongoing)[tenure[row]]++;
        }

        return new ContractSummary(ended, ongoing);
    }

    /// <summary>A cohort that began together, from how many of its contracts were still running period after period.</summary>
    /// <param name="running">Contracts at the start, then after each renewal date: never increasing, ≥ 0; at least the start.</param>
    /// <exception cref="ArgumentException">There is no start, a count is negative, or one is above the one before.</exception>
    public static ContractSummary FromCohort(ReadOnlySpan<long> running)
    {
        if (running.Length == 0)
        {
            throw new ArgumentException("A cohort needs the number of contracts at its start.", nameof(running));
        }

        var (ended, ongoing) = (new long[running.Length], new long[running.Length]);
        for (var t = 0; t < running.Length; t++)
        {
            if (running[t] < 0 || (t > 0 && running[t] > running[t - 1]))
            {
                throw Guard.BrokenRow(nameof(running), t, "0 ≤ running contracts ≤ those of the period before", Guard.Text(running[t]));
            }

            ended[t] = t == 0 ? 0 : running[t - 1] - running[t];
        }

        ongoing[running.Length - 1] = running[running.Length - 1];
        return new ContractSummary(ended, ongoing);
    }

    /// <summary>Contracts of both summaries.</summary>
    /// <param name="other">The other one.</param>
    /// <exception cref="OverflowException">A count leaves the range of 64 bits.</exception>
    public ContractSummary Merge(ContractSummary other)
    {
        var length = Math.Max(LongestTenure, Guard.NotNull(other).LongestTenure) + 1;
        var (sumEnded, sumOngoing) = (new long[length], new long[length]);
        for (var t = 0; t < length; t++)
        {
            sumEnded[t] = checked(EndedAt(t) + other.EndedAt(t));
            sumOngoing[t] = checked(OngoingAt(t) + other.OngoingAt(t));
        }

        return new ContractSummary(sumEnded, sumOngoing);
    }

    /// <summary>Contracts that ran so many periods and were not renewed.</summary>
    /// <param name="tenure">Periods, ≥ 0; 0 beyond the longest tenure.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tenure is negative.</exception>
    public long EndedAt(int tenure) => Guard.AtLeast(tenure, 0) < ended.Length ? ended[tenure] : 0;

    /// <summary>Contracts renewed so many times that go on; what comes later is not known of them.</summary>
    /// <param name="tenure">Renewals, ≥ 0; 0 beyond the longest tenure.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tenure is negative.</exception>
    public long OngoingAt(int tenure) => Guard.AtLeast(tenure, 0) < ongoing.Length ? ongoing[tenure] : 0;

    /// <summary>Contracts known to have come to a renewal: renewed then, or ended then.</summary>
    /// <param name="renewal">The renewal, 1 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The renewal is less than 1.</exception>
    public long AtRisk(int renewal)
    {
        var count = 0L;
        for (var t = Guard.AtLeast(renewal, 1); t < ended.Length; t++)
        {
            count += ended[t] + ongoing[t];
        }

        return count;
    }

    /// <summary>Share of the contracts that came to a renewal and were renewed; undefined where none came to it.</summary>
    /// <param name="renewal">The renewal, 1 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The renewal is less than 1.</exception>
    public Figure RetentionAt(int renewal)
    {
        var atRisk = AtRisk(renewal);
        return atRisk > 0 ? Figure.Of((double)(atRisk - EndedAt(renewal)) / atRisk) : Figure.Undefined(UndefinedReason.NoObservations);
    }
}
