namespace CustomerValue.Information;

/// <summary>Reads the records of one source and settles which version of each holds when.</summary>
internal static class RecordTableBuilder
{
    public static RecordTable<T> Build<T>(RecordRules<T> rules, Func<RejectionLog, IEnumerable<T>> source, LoadOptions options)
        where T : class
    {
        var log = new RejectionLog(rules.Source, options.Strictness, options.ReportedRows);
        var currency = new CurrencyRule(rules.Source, options.Currency);
        var sound = new List<(T Record, long Row)>();
        foreach (var record in source(log))
        {
            var row = log.RowsRead++;
            var fault = record is null ? (RejectionReason.NullRow, "a record on every row", "null") : rules.Fault(record);
            if (fault is { } broken)
            {
                log.Reject(row, broken.Reason, broken.Rule, broken.Found);
            }
            else if (!currency.Accepts(rules.Currency(record!), row))
            {
                log.Reject(row, RejectionReason.OtherCurrency, $"currency {currency.Found}", rules.Currency(record!));
            }
            else
            {
                sound.Add((record!, row));
            }
        }

        var versions = sound.ToArray();
        Array.Sort(versions, (a, b) =>
        {
            var order = rules.Compare(a.Record, b.Record);
            order = order != 0 ? order : rules.KnownAt(a.Record).CompareTo(rules.KnownAt(b.Record));
            return order != 0 ? order : a.Row.CompareTo(b.Row);
        });
        var settled = new Settlement<T>(rules, versions);
        settled.Run();
        settled.Report(log);
        return new RecordTable<T>(rules, settled.Rows(), settled.SupersededAt(), log.ToQuality(), currency.Found, options.Currency is not null, options.CompleteThrough);
    }

    private sealed class Settlement<T>(RecordRules<T> rules, (T Record, long Row)[] versions)
        where T : class
    {
        private readonly int[] supersededAt = [.. Enumerable.Repeat(int.MaxValue, versions.Length)];
        private readonly bool[] dropped = new bool[versions.Length];
        private readonly List<int> duplicates = [];
        private readonly List<int> contradictions = [];
        private long corrections;

        public T[] Rows() => versions.Where((_, i) => !dropped[i]).Select(v => v.Record).ToArray();

        public int[] SupersededAt() => supersededAt.Where((_, i) => !dropped[i]).ToArray();

        public void Run()
        {
            for (int begin = 0, end; begin < versions.Length; begin = end)
            {
                for (end = begin + 1; end < versions.Length && rules.Compare(versions[begin].Record, versions[end].Record) == 0; end++)
                {
                }

                if (end - begin > 1 && rules.HasKey(versions[begin].Record))
                {
                    SettleOne(begin, end);
                }
            }
        }

        public void Report(RejectionLog log)
        {
            foreach (var i in contradictions.OrderBy(i => versions[i].Row))
            {
                dropped[i] = true;
                log.Reject(versions[i].Row, RejectionReason.Contradiction, rules.Contradiction, $"{rules.Describe(versions[i].Record)} and others");
            }

            foreach (var i in duplicates.OrderBy(i => versions[i].Row))
            {
                dropped[i] = true;
                log.Duplicate(versions[i].Row, rules.Describe(versions[i].Record));
            }

            log.Corrections += corrections;
            for (var i = 0; i < versions.Length; i++)
            {
                // A record without a day of its own, such as a right that always held, covers none.
                if (!dropped[i] && rules.DayOf(versions[i].Record) != Day.MinValue)
                {
                    log.Cover(rules.DayOf(versions[i].Record));
                }
            }
        }

        private void SettleOne(int from, int to)
        {
            var holds = -1;
            for (int begin = from, end; begin < to; begin = end)
            {
                var agree = true;
                for (end = begin + 1; end < to && rules.KnownAt(versions[end].Record) == rules.KnownAt(versions[begin].Record); end++)
                {
                    agree &= SaysTheSame(begin, end);
                }

                if (!agree)
                {
                    contradictions.AddRange(Enumerable.Range(begin, end - begin));
                    continue;
                }

                var isRepeat = holds >= 0 && SaysTheSame(holds, begin);
                duplicates.AddRange(Enumerable.Range(begin, end - begin).Skip(isRepeat ? 0 : 1));
                if (isRepeat)
                {
                    continue;
                }

                if (holds >= 0)
                {
                    supersededAt[holds] = rules.KnownAt(versions[begin].Record).Number;
                    corrections++;
                }

                holds = begin;
            }
        }

        private bool SaysTheSame(int first, int second) => rules.Content(versions[first].Record).Equals(rules.Content(versions[second].Record));
    }
}
