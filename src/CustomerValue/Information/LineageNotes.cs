namespace CustomerValue.Information;

/// <summary>Digests and counts of the sources of one snapshot, in the order they were noted.</summary>
internal sealed class LineageNotes
{
    // Raised when the form of what is digested changes: then all digests do.
    private const int FormatVersion = 1;

    private readonly SnapshotSources sources;
    private readonly Day asOf;
    private readonly Day knownAt;
    private readonly SnapshotOptions options;
    private readonly List<LineageSource> noted = [];
    private readonly DigestWriter whole = new();
    private string currency = string.Empty;
    private string currencyOf = string.Empty;

    public LineageNotes(SnapshotSources sources, Day asOf, Day knownAt, SnapshotOptions options)
    {
        this.sources = sources;
        this.asOf = asOf;
        this.knownAt = knownAt;
        this.options = options;
        whole.Write("CustomerValue snapshot");
        whole.Write(FormatVersion);
        whole.Write(asOf);
        whole.Write(knownAt);
        whole.Write(sources.Calendar.Name);
        whole.Write(sources.Rates?.Source);
        whole.Write(sources.Rates?.Home);
        whole.Write((int)options.Level);
        whole.Write(options.DormantAfterDays);
        whole.Write(options.Balances.Tolerance);
        whole.Write(options.Households.LargestHousehold);
        whole.Write(options.DefinitionVersion);
    }

    public void Merges(IReadOnlyList<KeyMerge> merges, SurvivingKeys survivors)
    {
        if (merges.Count == 0)
        {
            return;
        }

        var seen = merges.Where(m => m.On <= asOf && (m.KnownAt ?? m.On) <= knownAt).Select(m => (m.From, m.Into)).Distinct().OrderBy(m => m.From).ToArray();
        var digest = new DigestWriter();
        foreach (var (from, into) in seen)
        {
            digest.Write(from);
            digest.Write(into);
        }

        var later = merges.Count(m => m.On > asOf);
        Add(new LineageSource("merges", survivors.MergedCount, Close("merges", digest))
        {
            RowsAfterAsOf = later,
            RowsNotYetKnown = merges.Count(m => m.On <= asOf && (m.KnownAt ?? m.On) > knownAt),
        });
    }

    public void Transactions(LedgerSnapshot snapshot)
    {
        Agree("transactions", snapshot.Currency);
        var digest = new DigestWriter();
        snapshot.View.WriteTo(digest);
        Add(new LineageSource("transactions", snapshot.RowCount, Close("transactions", digest))
        {
            Quality = snapshot.Quality,
            RowsAfterAsOf = snapshot.RowsAfterAsOf,
            RowsNotYetKnown = snapshot.RowsNotYetKnown,
            RowsSuperseded = snapshot.RowsSuperseded,
            CompleteThrough = sources.Transactions.CompleteThrough,
        });
    }

    public void Records<T>(RecordTable<T> table, RecordView<T> view)
        where T : class
    {
        Agree(table.Rules.Source, view.Currency);
        var digest = new DigestWriter();
        foreach (var record in view.Rows)
        {
            table.Rules.Write(digest, record);
        }

        Add(Source(table, view, view.Rows.Length, Close(table.Rules.Source, digest)));
    }

    /// <summary>Dispositions by what they lead to: who owns what, and which household is whose.</summary>
    public void Households(RecordTable<Disposition> table, RecordView<Disposition> view, Households households)
    {
        var digest = new DigestWriter();
        var rights = 0L;
        foreach (var account in households.Accounts)
        {
            digest.Write(account);
            digest.Write(households.KeyOfAccount(account));
            foreach (var owner in households.OwnersOf(account))
            {
                digest.Write(owner.Client);
                digest.Write((int)owner.Role);
                rights++;
            }
        }

        foreach (var client in households.Clients)
        {
            digest.Write(client);
            digest.Write(households.KeyOfClient(client));
        }

        Add(Source(table, view, rights, Close(table.Rules.Source, digest)));
    }

    public void Static(StaticTable table)
    {
        var digest = new DigestWriter();
        digest.Write(table.KnownAt);
        table.Content.WriteTo(digest);
        Add(new LineageSource(table.Name, table.Content.RowCount, Close(table.Name, digest)) { IsPointInTime = table.IsDated });
    }

    public Lineage ToLineage(EligiblePopulation population, string library)
    {
        whole.Write(currency);
        return new Lineage(noted.ToArray(), DigestWriter.Text(whole.ToDigest()))
        {
            AsOf = asOf,
            KnownAt = knownAt,
            Calendar = sources.Calendar.Name,
            Currency = currency,
            RateSource = sources.Rates is null ? string.Empty : $"{sources.Rates.Source} into {sources.Rates.Home}",
            Level = options.Level,
            DefinitionVersion = options.DefinitionVersion,
            LibraryVersion = library,
            Population = population,
        };
    }

    private static LineageSource Source<T>(RecordTable<T> table, RecordView<T> view, long used, string digest)
        where T : class =>
        new(table.Rules.Source, used, digest)
        {
            Quality = table.Quality,
            RowsAfterAsOf = view.Later,
            RowsNotYetKnown = view.NotYetKnown,
            RowsSuperseded = view.Superseded,
            CompleteThrough = table.CompleteThrough,
        };

    private void Agree(string source, string found)
    {
        if (found.Length == 0)
        {
            return;
        }

        if (currency.Length > 0 && !string.Equals(currency, found, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{currencyOf} are in {currency}, {source} in {found}; convert first: money of two currencies is never added.");
        }

        (currency, currencyOf) = (found, source);
    }

    private string Close(string name, DigestWriter digest)
    {
        var bytes = digest.ToDigest();
        whole.Write(name);
        whole.Write(bytes);
        return DigestWriter.Text(bytes);
    }

    private void Add(LineageSource source) => noted.Add(source);
}
