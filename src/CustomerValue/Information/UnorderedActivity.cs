namespace CustomerValue.Information;

/// <summary>Recency, frequency, flows and tenure from rows in any order: sums by customer, and hashes of the ids that were counted.</summary>
internal sealed class UnorderedActivity
{
    private static readonly string[] Columns =
        [ActivityFeatures.Recency, ActivityFeatures.Frequency, ActivityFeatures.Inflow, ActivityFeatures.Outflow, ActivityFeatures.Tenure];

    private readonly Day asOf;
    private readonly Day knownAt;
    private readonly int windowStart;
    private readonly StreamOptions options;
    private readonly Func<RecordKey, RecordKey> customerOf;
    private readonly RejectionLog log;
    private readonly CurrencyRule currency;
    private readonly IdHashes ids = new();
    private readonly Dictionary<RecordKey, int> places = [];
    private readonly List<RecordKey> keys = [];
    private Sums[] sums = new Sums[16];
    private bool namesCurrency;
    private long later;
    private long notYetKnown;

    private UnorderedActivity(Func<RecordKey, RecordKey> customerOf, Day asOf, Day knownAt, StreamOptions options)
    {
        this.customerOf = customerOf;
        this.asOf = asOf;
        this.knownAt = knownAt;
        this.options = options;
        windowStart = asOf.AddMonths(-options.Activity.WindowMonths).Number;
        log = new RejectionLog(LedgerBuilder.Source, options.Load.Strictness, options.Load.ReportedRows);
        currency = new CurrencyRule(LedgerBuilder.Source, options.Load.Currency);
    }

    public static StreamedActivity Run(
        Func<RejectionLog, IEnumerable<Transaction>> source, Func<RecordKey, RecordKey> customerOf, Day asOf, Day knownAt, StreamOptions options)
    {
        Complete(asOf, options.Load);
        var run = new UnorderedActivity(customerOf, asOf, knownAt, options);
        foreach (var transaction in source(run.log))
        {
            run.Read(transaction);
        }

        return run.ToResult();
    }

    public static void Complete(Day asOf, LoadOptions load)
    {
        if (asOf > load.CompleteThrough)
        {
            throw new ArgumentOutOfRangeException(nameof(asOf), $"{asOf} is after {load.CompleteThrough}, up to which the load is complete: rows may be lacking.");
        }
    }

    /// <summary>A table in key order; NaN is missing.</summary>
    public static CustomerTable Sorted(List<RecordKey> keys, string[] names, IReadOnlyList<double>[] columns)
    {
        var order = Enumerable.Range(0, keys.Count).ToArray();
        Array.Sort(keys.ToArray(), order);
        var builder = CustomerTable.WithKeys(Array.ConvertAll(order, i => keys[i]));
        for (var c = 0; c < names.Length; c++)
        {
            var column = columns[c];
            builder = builder.Number(names[c], Array.ConvertAll(order, i => double.IsNaN(column[i]) ? null : (double?)column[i]));
        }

        return builder.Build();
    }

    private void Read(Transaction? transaction)
    {
        var row = log.RowsRead++;
        if (!LedgerBuilder.IsSound(transaction, row, log, currency))
        {
            return;
        }

        var one = transaction!;
        var booked = one.BookedOn ?? one.ValueDay;
        var day = options.Load.DateBasis == DateBasis.ValueDay ? one.ValueDay : booked;
        if (day > asOf)
        {
            later++;
        }
        else if ((one.KnownAt ?? booked) > knownAt)
        {
            notYetKnown++;
        }
        else if (IsNew(one, booked, row))
        {
            Count(one, day.Number);
        }
        else
        {
            return;
        }

        log.Cover(day);
    }

    private bool IsNew(Transaction one, Day booked, long row)
    {
        if (!one.Reverses.IsMissing)
        {
            throw Guard.BrokenRow(LedgerBuilder.Source, row, "no reversal among rows in any order", $"id '{one.Id}' takes back '{one.Reverses}', which is not kept; order by account, or load a ledger");
        }

        if (one.Id.IsMissing)
        {
            return true;
        }

        switch (ids.Add(one.Id, Content(one, booked)))
        {
            case IdHashes.Seen.Never:
                return true;
            case IdHashes.Seen.WithSameContent:
                log.Duplicate(row, $"id {one.Id}");
                return false;
            default:
                throw Guard.BrokenRow(LedgerBuilder.Source, row, "no correction among rows in any order", $"id '{one.Id}' was counted with other content, which is not kept; order by account, or load a ledger");
        }
    }

    // Equal decimals have equal hash codes whatever their scale.
    private static ulong Content(Transaction one, Day booked)
    {
        unchecked
        {
            var hash = IdHashes.Mix((ulong)one.Account.SortCode() + 1);
            hash = IdHashes.Mix(hash ^ (((ulong)one.ValueDay.Number << 32) | (uint)booked.Number));
            hash = IdHashes.Mix(hash ^ (((ulong)(uint)one.Amount.GetHashCode() << 32) | (uint)(one.BalanceAfter ?? 0).GetHashCode()));
            return IdHashes.Mix(hash ^ (((ulong)one.Kind << 2) | (one.IsByCustomer ? 2UL : 0) | (one.BalanceAfter is null ? 0UL : 1)));
        }
    }

    private void Count(Transaction one, int day)
    {
        namesCurrency |= !string.IsNullOrEmpty(one.Currency);
        var customer = customerOf(one.Account);
        if (customer.IsMissing)
        {
            return;
        }

        if (!places.TryGetValue(customer, out var place))
        {
            place = keys.Count;
            places.Add(customer, place);
            keys.Add(customer);
            if (place == sums.Length)
            {
                Array.Resize(ref sums, place + place / 2);
            }

            sums[place] = new Sums { First = day, Last = int.MinValue };
        }

        ref var sum = ref sums[place];
        sum.First = Math.Min(sum.First, day);
        if (!one.IsByCustomer)
        {
            return;
        }

        sum.Last = Math.Max(sum.Last, day);
        if (day > windowStart)
        {
            sum.Frequency++;
            sum.Inflow += Math.Max(0, one.Amount);
            sum.Outflow += Math.Max(0, -one.Amount);
        }
    }

    private StreamedActivity ToResult()
    {
        double[] Column(Func<Sums, double> of) => [.. sums.Take(keys.Count).Select(of)];
        var to = asOf.Number;
        var table = Sorted(
            keys,
            Columns,
            [
                Column(s => s.Last == int.MinValue ? double.NaN : to - s.Last), Column(s => s.Frequency), Column(s => (double)s.Inflow),
                Column(s => (double)s.Outflow), Column(s => to - s.First),
            ]);
        return new StreamedActivity(table, log.ToQuality(), namesCurrency || options.Load.Currency is not null ? currency.Found : string.Empty)
        {
            RowsAfterAsOf = later,
            RowsNotYetKnown = notYetKnown,
        };
    }

    private struct Sums
    {
        public decimal Inflow;
        public decimal Outflow;
        public int First;
        public int Last;
        public int Frequency;
    }
}
