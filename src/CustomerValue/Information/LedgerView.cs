namespace CustomerValue.Information;

/// <summary>The rows of a ledger that lie in a span of days and held at a known-at day, with the accounts that have any.</summary>
internal sealed class LedgerView
{
    private LedgerView(LedgerRows rows, KeyIndex accounts, int[] start, int[] visible)
    {
        Rows = rows;
        Accounts = accounts;
        Start = start;
        Visible = visible;
    }

    public LedgerRows Rows { get; }

    public KeyIndex Accounts { get; }

    /// <summary>First place in <see cref="Visible"/> of each account, and the end.</summary>
    public int[] Start { get; }

    /// <summary>Row numbers in the ledger, by account and day.</summary>
    public int[] Visible { get; }

    public long Later { get; private set; }

    public long NotYetKnown { get; private set; }

    public long Superseded { get; private set; }

    public static LedgerView Of(LedgerRows rows, int firstDay, int lastDay, int knownAt)
    {
        var visible = new int[rows.Day.Length];
        var start = new List<int>();
        var keys = new List<RecordKey>();
        int count = 0;
        long later = 0, notYetKnown = 0, superseded = 0;
        for (var account = 0; account < rows.Accounts.Count; account++)
        {
            var before = count;
            for (var row = rows.Start[account]; row < rows.Start[account + 1]; row++)
            {
                if (rows.Day[row] > lastDay)
                {
                    later++;
                }
                else if (rows.KnownAt[row] > knownAt)
                {
                    notYetKnown++;
                }
                else if (rows.SupersededAt[row] <= knownAt)
                {
                    superseded++;
                }
                else if (rows.Day[row] >= firstDay)
                {
                    visible[count++] = row;
                }
            }

            if (count > before)
            {
                start.Add(before);
                keys.Add(rows.Accounts[account]);
            }
        }

        start.Add(count);
        Array.Resize(ref visible, count);
        return new LedgerView(rows, new KeyIndex(keys.ToArray()), start.ToArray(), visible)
        {
            Later = later,
            NotYetKnown = notYetKnown,
            Superseded = superseded,
        };
    }

    public ReadOnlySpan<int> Of(int account) => Visible.AsSpan(Start[account], Start[account + 1] - Start[account]);

    public IReadOnlyList<Transaction> Trace(RecordKey account, string currency)
    {
        var place = Accounts.Find(account);
        if (place < 0)
        {
            return [];
        }

        var trace = new Transaction[Start[place + 1] - Start[place]];
        for (var i = 0; i < trace.Length; i++)
        {
            trace[i] = Rows.Read(Visible[Start[place] + i], account, currency);
        }

        return trace;
    }
}
