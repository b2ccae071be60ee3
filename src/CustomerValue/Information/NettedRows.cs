namespace CustomerValue.Information;

/// <summary>The rows of one account with reversals taken off the rows that they reverse; a reversal that the snapshot does not know takes off nothing.</summary>
internal sealed class NettedRows
{
    private readonly Dictionary<int, decimal> netAmount = [];
    private readonly HashSet<int> gone = [];

    /// <summary>Null when no row of the account reverses another.</summary>
    public static NettedRows? Of(LedgerView view, int account)
    {
        var rows = view.Rows;
        if (rows.Reverses.Count == 0)
        {
            return null;
        }

        NettedRows? netted = null;
        Dictionary<RecordKey, int>? rowOf = null;
        foreach (var row in view.Of(account))
        {
            if (rows.Reverses.TryGetValue(row, out var original))
            {
                netted ??= new NettedRows();
                rowOf ??= ById(view, account);
                netted.gone.Add(row);
                if (rowOf.TryGetValue(original, out var reversed))
                {
                    netted.TakeOff(rows, row, reversed);
                }
            }
        }

        netted?.Settle(rows);
        return netted;
    }

    /// <summary>True when the row reverses another, or nothing is left of it.</summary>
    public bool IsGone(int row) => gone.Contains(row);

    public decimal Amount(LedgerRows rows, int row) => netAmount.TryGetValue(row, out var net) ? net : rows.Amount[row];

    private static Dictionary<RecordKey, int> ById(LedgerView view, int account)
    {
        var rowOf = new Dictionary<RecordKey, int>();
        foreach (var row in view.Of(account))
        {
            if (!view.Rows.Id[row].IsMissing && !view.Rows.Reverses.ContainsKey(row))
            {
                rowOf[view.Rows.Id[row]] = row;
            }
        }

        return rowOf;
    }

    // Only what moves money the other way takes back.
    private void TakeOff(LedgerRows rows, int reversal, int original)
    {
        if (Math.Sign(rows.Amount[reversal]) == -Math.Sign(rows.Amount[original]))
        {
            netAmount[original] = Amount(rows, original) + rows.Amount[reversal];
        }
    }

    private void Settle(LedgerRows rows)
    {
        foreach (var net in netAmount)
        {
            if (net.Value == 0 || Math.Sign(net.Value) != Math.Sign(rows.Amount[net.Key]))
            {
                gone.Add(net.Key);
            }
        }
    }
}
