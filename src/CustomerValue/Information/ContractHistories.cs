namespace CustomerValue.Information;

/// <summary>Contracts as retention models see them, in columns: how many periods each one has run, and whether it has ended.</summary>
/// <remarks>
/// A contract that ended has tenure t ≥ 1: it ran t periods and was not renewed for the next. One that goes on has tenure t ≥ 0: it was renewed t
/// times so far. Rows keep the order in which they came. Immutable and thread-safe.
/// </remarks>
public sealed class ContractHistories
{
    private readonly int[] tenure;
    private readonly bool[] ended;

    private ContractHistories(int[] tenure, bool[] ended)
    {
        this.tenure = tenure;
        this.ended = ended;
    }

    /// <summary>Number of contracts.</summary>
    public int Count => tenure.Length;

    /// <summary>Periods run by a contract that ended; renewals so far of one that goes on.</summary>
    public ReadOnlySpan<int> Tenure => tenure;

    /// <summary>True where the contract has ended, false where it was renewed for the period after its tenure.</summary>
    public ReadOnlySpan<bool> Ended => ended;

    /// <summary>Histories from columns of equal length, copied and checked.</summary>
    /// <param name="tenure">Periods run by a contract that ended, ≥ 1; renewals so far of one that goes on, ≥ 0.</param>
    /// <param name="ended">Whether the contract has ended.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a row breaks a rule; the message names row, rule and value.</exception>
    public static ContractHistories FromColumns(ReadOnlySpan<int> tenure, ReadOnlySpan<bool> ended)
    {
        Guard.SameLength(ended.Length, tenure.Length, nameof(ended));
        for (var row = 0; row < tenure.Length; row++)
        {
            if (tenure[row] < (ended[row] ? 1 : 0))
            {
                throw Guard.BrokenRow(nameof(tenure), row, ended[row] ? "tenure ≥ 1 where the contract has ended" : "tenure ≥ 0", $"tenure {Guard.Text(tenure[row])}");
            }
        }

        return new ContractHistories(tenure.ToArray(), ended.ToArray());
    }

    /// <summary>Counts the contracts by tenure and end: all that a retention model without covariates learns from.</summary>
    public ContractSummary Summarize() => ContractSummary.FromHistories(this);
}
