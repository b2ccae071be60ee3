namespace CustomerValue.Information;

/// <summary>Activity features account by account: the rows of one account make a ledger of their own, which is gone before the next one begins.</summary>
internal sealed class OrderedActivity
{
    private readonly Day asOf;
    private readonly Day knownAt;
    private readonly StreamOptions options;
    private readonly RejectionLog log;
    private readonly CurrencyRule currency;
    private readonly DataQuality unread;
    private readonly HashSet<RecordKey> begun = [];
    private readonly List<RecordKey> keys = [];
    private readonly FeatureDefinition[] features;
    private readonly List<double>[] columns;
    private LedgerBuilder? builder;
    private RecordKey account;
    private bool namesCurrency;
    private long later;
    private long notYetKnown;

    private OrderedActivity(Day asOf, Day knownAt, StreamOptions options)
    {
        this.asOf = asOf;
        this.knownAt = knownAt;
        this.options = options;
        log = new RejectionLog(LedgerBuilder.Source, options.Load.Strictness, options.Load.ReportedRows);
        currency = new CurrencyRule(LedgerBuilder.Source, options.Load.Currency);
        unread = log.ToQuality();
        features = ActivityExtraction.OfAccounts(options.Activity);
        columns = Array.ConvertAll(features, _ => new List<double>());
    }

    public static StreamedActivity Run(Func<RejectionLog, IEnumerable<Transaction>> source, Day asOf, Day knownAt, StreamOptions options)
    {
        UnorderedActivity.Complete(asOf, options.Load);
        var run = new OrderedActivity(asOf, knownAt, options);
        foreach (var transaction in source(run.log))
        {
            run.Read(transaction);
        }

        run.Finish();
        return run.ToResult();
    }

    private void Read(Transaction? transaction)
    {
        if (transaction is not null && !transaction.Account.IsMissing && (builder is null || transaction.Account != account))
        {
            Finish();
            account = transaction.Account;
            if (!begun.Add(account))
            {
                throw Guard.BrokenRow(LedgerBuilder.Source, log.RowsRead, "rows of one account together", $"account '{account}' comes back after others; order by account, or read unordered");
            }
        }

        // Without an account the row is bad whoever reads it.
        builder ??= new LedgerBuilder(options.Load, log, currency);
        builder.Read(transaction);
    }

    private void Finish()
    {
        if (builder is null)
        {
            return;
        }

        var view = LedgerView.Of(builder.ToRows(), 0, asOf.Number, knownAt.Number);
        builder = null;
        later += view.Later;
        notYetKnown += view.NotYetKnown;
        namesCurrency |= view.NamesCurrency;
        if (view.Accounts.Count == 0)
        {
            return;
        }

        var snapshot = new LedgerSnapshot(view, asOf, knownAt, unread, currency.Found, 1);
        var values = ActivityExtraction.RowOf(snapshot, EndOfDayBalances.FromTransactions(snapshot, options.Balances), features);
        keys.Add(account);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Add(values[i]);
        }
    }

    private StreamedActivity ToResult()
    {
        var table = UnorderedActivity.Sorted(keys, Array.ConvertAll(features, feature => feature.Name), Array.ConvertAll(columns, column => (IReadOnlyList<double>)column));
        return new StreamedActivity(table, log.ToQuality(), namesCurrency || options.Load.Currency is not null ? currency.Found : string.Empty)
        {
            RowsAfterAsOf = later,
            RowsNotYetKnown = notYetKnown,
        };
    }
}
