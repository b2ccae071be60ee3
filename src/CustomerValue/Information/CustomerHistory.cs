namespace CustomerValue.Information;

/// <summary>All that a snapshot knows of one customer, from which the views of all windows are cut.</summary>
internal sealed class CustomerHistory
{
    public RecordKey Key { get; set; }

    public Day AsOf { get; set; }

    public string Currency { get; set; } = string.Empty;

    /// <summary>Accounts in key order.</summary>
    public RecordKey[] Accounts { get; set; } = [];

    /// <summary>Movements of all accounts by day, then account, then the ledger's order.</summary>
    public Movement[] Movements { get; set; } = [];

    /// <summary>Spans from the first close on, in order.</summary>
    public BalanceSpan[] Balances { get; set; } = [];

    /// <summary>Day of the first row of any account, reversals included, or of the first opening; null when there is none.</summary>
    public Day? FirstDay { get; set; }

    public int ActiveAccounts { get; set; }

    public int DormantAccounts { get; set; }

    public int ClosedAccounts { get; set; }

    /// <summary>Sources that were loaded at all; what was not is missing, not 0.</summary>
    public FeatureRecords Loaded { get; set; }

    public ProductHolding[] Holdings { get; set; } = [];

    public Contact[] Contacts { get; set; } = [];

    public IncomeEntry[] Income { get; set; } = [];

    public CustomerView View(Day after, Day until) => new(this, after, until);

    /// <summary>The first movement after a day.</summary>
    public int FirstMovement(int day)
    {
        int low = 0, high = Movements.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Movements[middle].DayNumber > day ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    public BalanceSpan[] BalancesWithin(int after, int until)
    {
        var begin = 0;
        while (begin < Balances.Length && Balances[begin].Last.Number <= after)
        {
            begin++;
        }

        var end = begin;
        while (end < Balances.Length && Balances[end].First.Number <= until)
        {
            end++;
        }

        var cut = new BalanceSpan[end - begin];
        for (var i = 0; i < cut.Length; i++)
        {
            var span = Balances[begin + i];
            cut[i] = new BalanceSpan(Math.Max(span.First.Number, after + 1), Math.Min(span.Last.Number, until), span.Assets, span.Debts);
        }

        return cut;
    }
}
