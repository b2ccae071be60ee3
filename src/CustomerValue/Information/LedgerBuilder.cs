namespace CustomerValue.Information;

/// <summary>Reads transactions into columns, settles which version of a row holds when, and puts them in order.</summary>
internal sealed class LedgerBuilder
{
    public const string Source = "transactions";

    private readonly LoadOptions options;
    private readonly RejectionLog log;
    private readonly CurrencyRule currency;
    private readonly WithinDay withinDay;
    private readonly Dictionary<RecordKey, int> accounts = [];
    private readonly List<RecordKey> accountKeys = [];
    private readonly List<int> account = [];
    private readonly List<long> sourceRow = [];
    private readonly List<RecordKey> id = [];
    private readonly List<int> valueDay = [];
    private readonly List<int> bookedOn = [];
    private readonly List<int> knownAt = [];
    private readonly List<decimal> amount = [];
    private readonly List<decimal> balance = [];
    private readonly List<byte> flags = [];
    private readonly List<byte> kind = [];
    private readonly Dictionary<int, RecordKey> reverses = [];
    private int[] supersededAt = [];
    private bool[] dropped = [];

    public LedgerBuilder(LoadOptions options, RejectionLog log, CurrencyRule currency)
    {
        this.options = options;
        this.log = log;
        this.currency = currency;
        withinDay = new WithinDay(this);
    }

    public static TransactionLedger Build(Func<RejectionLog, IEnumerable<Transaction>> source, LoadOptions options)
    {
        var log = new RejectionLog(Source, options.Strictness, options.ReportedRows);
        var currency = new CurrencyRule(Source, options.Currency);
        var builder = new LedgerBuilder(options, log, currency);
        foreach (var transaction in source(log))
        {
            builder.Read(transaction);
        }

        var rows = builder.ToRows();
        return new TransactionLedger(rows, log.ToQuality(), currency.Found, options.Currency is not null, options.CompleteThrough);
    }

    /// <summary>All that was read, each version with the days on which it holds.</summary>
    public LedgerRows ToRows()
    {
        SettleVersions();
        return Order();
    }

    public void Read(Transaction? transaction)
    {
        var row = log.RowsRead++;
        if (!IsSound(transaction, row, log, currency))
        {
            return;
        }

        if (!accounts.TryGetValue(transaction!.Account, out var place))
        {
            place = accountKeys.Count;
            accounts.Add(transaction.Account, place);
            accountKeys.Add(transaction.Account);
        }

        var booked = transaction.BookedOn ?? transaction.ValueDay;
        if (!transaction.Reverses.IsMissing)
        {
            reverses.Add(account.Count, transaction.Reverses);
        }

        account.Add(place);
        sourceRow.Add(row);
        id.Add(transaction.Id);
        valueDay.Add(transaction.ValueDay.Number);
        bookedOn.Add(booked.Number);
        knownAt.Add((transaction.KnownAt ?? booked).Number);
        amount.Add(transaction.Amount);
        balance.Add(transaction.BalanceAfter ?? 0);
        flags.Add((byte)((transaction.BalanceAfter is null ? 0 : LedgerRows.HasBalance) | (transaction.IsByCustomer ? LedgerRows.ByCustomer : 0)
            | (string.IsNullOrEmpty(transaction.Currency) ? 0 : LedgerRows.HasCurrency)));
        kind.Add((byte)transaction.Kind);
    }

    public static bool IsSound(Transaction? transaction, long row, RejectionLog log, CurrencyRule currency)
    {
        if (transaction is null)
        {
            log.Reject(row, RejectionReason.NullRow, "a transaction on every row", "null");
        }
        else if (transaction.Account.IsMissing)
        {
            log.Reject(row, RejectionReason.MissingKey, "an account given", "none");
        }
        else if (transaction.ValueDay == default)
        {
            log.Reject(row, RejectionReason.MissingDay, "a value day given", "none");
        }
        else if (transaction.BookedOn == default(Day) || transaction.KnownAt == default(Day))
        {
            log.Reject(row, RejectionReason.MissingDay, "booking and known-at day given or null", "default");
        }
        else if (transaction.Kind is < TransactionKind.Unspecified or > TransactionKind.Adjustment)
        {
            log.Reject(row, RejectionReason.UnknownCategory, "a known kind of transaction", $"kind {Guard.Text((int)transaction.Kind)}");
        }
        else if (!transaction.Reverses.IsMissing && transaction.Reverses == transaction.Id)
        {
            log.Reject(row, RejectionReason.Contradiction, "a row takes back another, not itself", $"id {transaction.Id}");
        }
        else if (!currency.Accepts(transaction.Currency, row))
        {
            log.Reject(row, RejectionReason.OtherCurrency, $"currency {currency.Found}", transaction.Currency);
        }
        else
        {
            return true;
        }

        return false;
    }

    // Sorting codes of ids, not a dictionary of them: 12 bytes a row instead of some 50.
    private void SettleVersions()
    {
        var count = account.Count;
        supersededAt = new int[count];
        dropped = new bool[count];
        var rows = new List<int>();
        for (var i = 0; i < count; i++)
        {
            supersededAt[i] = int.MaxValue;
            if (!id[i].IsMissing)
            {
                rows.Add(i);
            }
        }

        var byCode = rows.ToArray();
        var codes = Array.ConvertAll(byCode, i => id[i].SortCode());
        Array.Sort(codes, byCode);
        var duplicates = new List<int>();
        var contradictions = new List<int>();
        for (int begin = 0, end; begin < codes.Length; begin = end)
        {
            for (end = begin + 1; end < codes.Length && codes[end] == codes[begin]; end++)
            {
            }

            if (end - begin > 1)
            {
                foreach (var versions in new ArraySegment<int>(byCode, begin, end - begin).GroupBy(i => id[i]))
                {
                    SettleOne(versions.OrderBy(i => knownAt[i]).ThenBy(i => i).ToArray(), duplicates, contradictions);
                }
            }
        }

        Report(duplicates, contradictions);
    }

    private void SettleOne(int[] versions, List<int> duplicates, List<int> contradictions)
    {
        var holds = -1;
        for (int begin = 0, end; begin < versions.Length; begin = end)
        {
            var agree = true;
            for (end = begin + 1; end < versions.Length && knownAt[versions[end]] == knownAt[versions[begin]]; end++)
            {
                agree &= SaysTheSame(versions[begin], versions[end]);
            }

            if (!agree)
            {
                contradictions.AddRange(versions.Skip(begin).Take(end - begin));
                continue;
            }

            var known = holds >= 0 && SaysTheSame(holds, versions[begin]);
            duplicates.AddRange(versions.Skip(known ? begin : begin + 1).Take(end - begin - (known ? 0 : 1)));
            if (known)
            {
                continue;
            }

            if (holds >= 0)
            {
                supersededAt[holds] = knownAt[versions[begin]];
                log.Corrections++;
            }

            holds = versions[begin];
        }
    }

    private bool SaysTheSame(int first, int second) =>
        account[first] == account[second] && valueDay[first] == valueDay[second] && bookedOn[first] == bookedOn[second]
        && amount[first] == amount[second] && balance[first] == balance[second] && ((flags[first] ^ flags[second]) & ~LedgerRows.HasCurrency) == 0 && kind[first] == kind[second]
        && ReversedBy(first) == ReversedBy(second);

    private RecordKey ReversedBy(int row) => reverses.TryGetValue(row, out var original) ? original : default;

    private void Report(List<int> duplicates, List<int> contradictions)
    {
        foreach (var i in duplicates.Concat(contradictions))
        {
            dropped[i] = true;
        }

        duplicates.Sort();
        contradictions.Sort();
        foreach (var i in contradictions)
        {
            log.Reject(sourceRow[i], RejectionReason.Contradiction, "one content for one id and known-at", $"id {id[i]} differs from another row known {Day.FromNumber(knownAt[i])}");
        }

        foreach (var i in duplicates)
        {
            log.Duplicate(sourceRow[i], $"id {id[i]}");
        }
    }

    private LedgerRows Order()
    {
        var keys = KeyIndex.Of(accountKeys);
        var placeOf = accountKeys.Select(key => keys.Find(key)).ToArray();
        var start = new int[keys.Count + 1];
        for (var i = 0; i < account.Count; i++)
        {
            start[placeOf[account[i]] + 1] += dropped[i] ? 0 : 1;
        }

        for (var i = 0; i < keys.Count; i++)
        {
            start[i + 1] += start[i];
        }

        var order = new int[start[keys.Count]];
        var next = (int[])start.Clone();
        var day = options.DateBasis == DateBasis.ValueDay ? valueDay : bookedOn;
        for (var i = 0; i < account.Count; i++)
        {
            if (!dropped[i])
            {
                order[next[placeOf[account[i]]]++] = i;
                log.Cover(Day.FromNumber(day[i]));
            }
        }

        for (var i = 0; i < keys.Count; i++)
        {
            SortByDay(order, start[i], start[i + 1], day);
        }

        var value = Array.ConvertAll(order, i => valueDay[i]);
        var booked = Array.ConvertAll(order, i => bookedOn[i]);
        return new LedgerRows
        {
            Accounts = keys,
            Start = start,
            Id = Array.ConvertAll(order, i => id[i]),
            ValueDay = value,
            BookedOn = booked,
            Day = options.DateBasis == DateBasis.ValueDay ? value : booked,
            KnownAt = Array.ConvertAll(order, i => knownAt[i]),
            SupersededAt = Array.ConvertAll(order, i => supersededAt[i]),
            Amount = Array.ConvertAll(order, i => amount[i]),
            Balance = Array.ConvertAll(order, i => balance[i]),
            Flags = Array.ConvertAll(order, i => flags[i]),
            Kind = Array.ConvertAll(order, i => kind[i]),
            Reverses = reverses.Count == 0 ? [] : Enumerable.Range(0, order.Length).Where(i => reverses.ContainsKey(order[i])).ToDictionary(i => i, i => reverses[order[i]]),
        };
    }

    // Whole numbers first, comparisons only within a day: rows mostly come in order of days, and days are short.
    private void SortByDay(int[] order, int begin, int end, List<int> day)
    {
        var days = new int[end - begin];
        var inOrder = true;
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = day[order[begin + i]];
            inOrder &= i == 0 || days[i - 1] <= days[i];
        }

        if (!inOrder)
        {
            var rows = order.AsSpan(begin, days.Length).ToArray();
            Array.Sort(days, rows);
            rows.CopyTo(order, begin);
        }

        for (int first = 0, last; first < days.Length; first = last)
        {
            for (last = first + 1; last < days.Length && days[last] == days[first]; last++)
            {
            }

            if (last - first > 1)
            {
                Array.Sort(order, begin + first, last - first, withinDay);
            }
        }
    }

    private static int Compare(LedgerBuilder rows, int a, int b)
    {
        var order = rows.id[a].CompareTo(rows.id[b]);
        order = order != 0 ? order : rows.knownAt[a].CompareTo(rows.knownAt[b]);
        order = order != 0 ? order : rows.amount[a].CompareTo(rows.amount[b]);
        order = order != 0 ? order : rows.balance[a].CompareTo(rows.balance[b]);
        order = order != 0 ? order : rows.kind[a].CompareTo(rows.kind[b]);
        order = order != 0 ? order : rows.valueDay[a].CompareTo(rows.valueDay[b]);
        order = order != 0 ? order : rows.bookedOn[a].CompareTo(rows.bookedOn[b]);
        order = order != 0 ? order : rows.flags[a].CompareTo(rows.flags[b]);
        return order != 0 ? order : rows.ReversedBy(a).CompareTo(rows.ReversedBy(b));
    }

    private sealed class WithinDay(LedgerBuilder rows) : IComparer<int>
    {
        public int Compare(int x, int y) => LedgerBuilder.Compare(rows, x, y);
    }
}
