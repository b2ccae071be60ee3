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

    /// <summary>True when a visible row says which currency it is in; what rows of the future say does not count.</summary>
    public bool NamesCurrency { get; private set; }

    public static LedgerView Of(LedgerRows rows, int firstDay, int lastDay, int knownAt)
    {
        var visible = new int[rows.Day.Length];
        var start = new List<int>();
        var keys = new List<RecordKey>();
        int count = 0;
        byte named = 0;
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
                    named |= rows.Flags[row];
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
            NamesCurrency = (named & LedgerRows.HasCurrency) != 0,
        };
    }

    /// <summary>All that the rows say, in an order that does not hang on where they stood in their source.</summary>
    public void WriteTo(DigestWriter digest)
    {
        for (var account = 0; account < Accounts.Count; account++)
        {
            digest.Write(Accounts[account]);
            digest.Write(Of(account).Length);
            foreach (var row in Of(account))
            {
                digest.Write(Rows.Id[row]);
                digest.Write(Rows.ValueDay[row]);
                digest.Write(Rows.BookedOn[row]);
                digest.Write(Rows.KnownAt[row]);
                digest.Write(Rows.Amount[row]);
                digest.Write(Rows.Balance[row]);
                digest.Write(Rows.Flags[row] & (LedgerRows.HasBalance | LedgerRows.ByCustomer));
                digest.Write((int)Rows.Kind[row]);
                digest.Write(Rows.Reverses.TryGetValue(row, out var original) ? original : default);
            }
        }
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
