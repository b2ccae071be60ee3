namespace CustomerValue.Information;

/// <summary>Fills the columns of <see cref="ActivityFeatures"/>; money is summed exactly in decimal and turned into doubles last.</summary>
internal sealed class ActivityExtraction
{
    /// <summary>The columns that need no holdings, in the table's order.</summary>
    public static readonly string[] Columns =
    [
        ActivityFeatures.Recency, ActivityFeatures.Frequency, ActivityFeatures.Inflow, ActivityFeatures.Outflow, ActivityFeatures.Balance,
        ActivityFeatures.MeanBalance, ActivityFeatures.BalanceDeviation, ActivityFeatures.BalanceChange, ActivityFeatures.Tenure,
    ];

    private readonly LedgerSnapshot snapshot;
    private readonly AccountGroups groups;
    private readonly int from;
    private readonly int to;
    private readonly int[] lastActive;
    private readonly int[] firstSeen;
    private readonly int[] frequency;
    private readonly decimal[] inflow;
    private readonly decimal[] outflow;
    private readonly decimal[] balance;
    private readonly decimal[] before;
    private readonly decimal[] mean;
    private readonly double[] deviation;

    private ActivityExtraction(LedgerSnapshot snapshot, Func<RecordKey, RecordKey> customerOf, int windowMonths)
    {
        this.snapshot = snapshot;
        groups = AccountGroups.Of(snapshot.Accounts, customerOf);
        to = snapshot.AsOf.Number;
        from = snapshot.AsOf.AddMonths(-windowMonths).Number;
        var count = groups.Customers.Count;
        lastActive = Enumerable.Repeat(int.MinValue, count).ToArray();
        firstSeen = Enumerable.Repeat(int.MaxValue, count).ToArray();
        frequency = new int[count];
        inflow = new decimal[count];
        outflow = new decimal[count];
        balance = new decimal[count];
        before = new decimal[count];
        mean = new decimal[count];
        deviation = new double[count];
    }

    public static CustomerTable Run(
        LedgerSnapshot snapshot,
        EndOfDayBalances balances,
        Func<RecordKey, RecordKey> customerOf,
        Func<RecordKey, RecordKey>? customerOfClient,
        IEnumerable<ProductHolding>? holdings,
        ActivityOptions options)
    {
        if (balances.AsOf != snapshot.AsOf || balances.KnownAt != snapshot.KnownAt || !string.Equals(balances.Currency, snapshot.Currency, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"Balances are as of {balances.AsOf}, known {balances.KnownAt}, in '{balances.Currency}'; transactions as of {snapshot.AsOf}, known {snapshot.KnownAt}, in '{snapshot.Currency}'.",
                nameof(balances));
        }

        var extraction = Count(snapshot, balances, customerOf, options);
        var products = holdings is null ? null : extraction.CountProducts(holdings, customerOf, customerOfClient!);
        return extraction.ToTable(products);
    }

    /// <summary>The values of the only account of a snapshot, in the order of <see cref="Columns"/>; NaN where missing.</summary>
    public static double[] RowOf(LedgerSnapshot snapshot, EndOfDayBalances balances, ActivityOptions options)
    {
        var e = Count(snapshot, balances, key => key, options);
        return
        [
            e.lastActive[0] == int.MinValue ? double.NaN : e.to - e.lastActive[0],
            e.frequency[0],
            (double)e.inflow[0],
            (double)e.outflow[0],
            (double)e.balance[0],
            (double)e.mean[0],
            e.deviation[0],
            (double)(e.balance[0] - e.before[0]),
            e.to - e.firstSeen[0],
        ];
    }

    private static ActivityExtraction Count(LedgerSnapshot snapshot, EndOfDayBalances balances, Func<RecordKey, RecordKey> customerOf, ActivityOptions options)
    {
        var extraction = new ActivityExtraction(snapshot, customerOf, options.WindowMonths);
        foreach (var accounts in Enumerable.Range(0, snapshot.Accounts.Count).Where(a => extraction.groups.Of(a) >= 0).GroupBy(extraction.groups.Of))
        {
            var walk = new BalanceWalk(extraction.from, extraction.to);
            foreach (var account in accounts)
            {
                extraction.AddRows(account, accounts.Key);
                walk.Add(balances, balances.Find(snapshot.Accounts[account]));
            }

            extraction.AddBalances(walk, accounts.Key);
        }

        return extraction;
    }

    private void AddRows(int account, int customer)
    {
        var rows = snapshot.View.Rows;
        var netted = NettedRows.Of(snapshot.View, account);
        foreach (var row in snapshot.View.Of(account))
        {
            firstSeen[customer] = Math.Min(firstSeen[customer], rows.Day[row]);
            if ((rows.Flags[row] & LedgerRows.ByCustomer) == 0 || (netted is not null && netted.IsGone(row)))
            {
                continue;
            }

            var amount = netted?.Amount(rows, row) ?? rows.Amount[row];

            lastActive[customer] = Math.Max(lastActive[customer], rows.Day[row]);
            if (rows.Day[row] > from)
            {
                frequency[customer]++;
                inflow[customer] += Math.Max(0, amount);
                outflow[customer] += Math.Max(0, -amount);
            }
        }
    }

    private void AddBalances(BalanceWalk walk, int customer)
    {
        walk.Run();
        before[customer] = walk.Before;
        balance[customer] = walk.Last;
        mean[customer] = walk.Mean;
        deviation[customer] = walk.Deviation;
    }

    private double[] CountProducts(IEnumerable<ProductHolding> holdings, Func<RecordKey, RecordKey> customerOf, Func<RecordKey, RecordKey> customerOfClient)
    {
        var counts = new double[groups.Customers.Count];
        var row = 0L;
        foreach (var holding in holdings)
        {
            if (holding is null || (holding.Account.IsMissing && holding.Client.IsMissing))
            {
                throw Guard.BrokenRow(nameof(holdings), row, "an account or a client that holds the product", holding is null ? "null" : "neither");
            }

            if (holding.HeldFrom == default || holding.KnownAt == default(Day) || (holding.HeldTo ?? holding.HeldFrom) < holding.HeldFrom)
            {
                throw Guard.BrokenRow(nameof(holdings), row, "HeldFrom given, HeldFrom ≤ HeldTo, KnownAt given or null", $"from {holding.HeldFrom}, to {holding.HeldTo?.ToString() ?? "null"}, known {holding.KnownAt?.ToString() ?? "null"}");
            }

            row++;
            var customer = holding.Account.IsMissing ? customerOfClient(holding.Client) : customerOf(holding.Account);
            if (!customer.IsMissing && holding.InForce(snapshot.AsOf, snapshot.KnownAt) && groups.Customers.Find(customer) is >= 0 and var place)
            {
                counts[place]++;
            }
        }

        return counts;
    }

    private CustomerTable ToTable(double[]? products)
    {
        var builder = CustomerTable.WithKeys(groups.Customers)
            .Number(ActivityFeatures.Recency, lastActive.Select(day => day == int.MinValue ? null : (double?)(to - day)))
            .Number(ActivityFeatures.Frequency, Array.ConvertAll(frequency, count => (double)count))
            .Number(ActivityFeatures.Inflow, Doubles(inflow))
            .Number(ActivityFeatures.Outflow, Doubles(outflow))
            .Number(ActivityFeatures.Balance, Doubles(balance))
            .Number(ActivityFeatures.MeanBalance, Doubles(mean))
            .Number(ActivityFeatures.BalanceDeviation, deviation)
            .Number(ActivityFeatures.BalanceChange, balance.Select((now, customer) => (double?)(now - before[customer])))
            .Number(ActivityFeatures.Tenure, Array.ConvertAll(firstSeen, day => (double)(to - day)));
        return (products is null ? builder : builder.Number(ActivityFeatures.Products, products)).Build();
    }

    private static double[] Doubles(decimal[] money) => Array.ConvertAll(money, amount => (double)amount);
}
