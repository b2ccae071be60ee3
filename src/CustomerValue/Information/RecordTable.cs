namespace CustomerValue.Information;

/// <summary>All versions of the records of one source, with what became of its rows; asked as of a day.</summary>
/// <typeparam name="T">Account, disposition, balance, product holding, contact or income entry.</typeparam>
/// <remarks>
/// Made by <see cref="RecordTables"/>. The same record again: identical content is a duplicate; other content with a later known-at is a correction that
/// holds from then on; other content with the same known-at is a contradiction, and none of those rows is taken. Nothing depends on the order of rows.
/// Immutable and thread-safe.
/// </remarks>
public sealed class RecordTable<T>
    where T : class
{
    private readonly T[] rows;
    private readonly int[] supersededAt;
    private readonly string currency;

    internal RecordTable(RecordRules<T> rules, T[] rows, int[] supersededAt, DataQuality quality, string currency, bool isCurrencyAsked, Day? completeThrough)
    {
        Rules = rules;
        this.rows = rows;
        this.supersededAt = supersededAt;
        this.currency = currency;
        IsCurrencyAsked = isCurrencyAsked;
        Quality = quality;
        CompleteThrough = completeThrough;
    }

    /// <summary>What became of the rows.</summary>
    public DataQuality Quality { get; }

    /// <summary>The last day for which every row is there; null when the load did not say.</summary>
    public Day? CompleteThrough { get; }

    internal RecordRules<T> Rules { get; }

    internal IReadOnlyList<T> AllRows => rows;

    internal bool IsCurrencyAsked { get; }

    /// <summary>The records that counted at the end of a day and were known then.</summary>
    /// <param name="asOf">The day; records dated on it are in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is after <see cref="CompleteThrough"/>.</exception>
    public IReadOnlyList<T> AsOf(Day asOf) => AsOf(asOf, asOf);

    /// <summary>The records that counted at the end of one day, as known at the end of another; in key order.</summary>
    /// <param name="asOf">The day; records dated on it are in.</param>
    /// <param name="knownAt">The day of knowledge; versions known on it are in.</param>
    /// <returns>
    /// Records whose day (opening, first day, day of contact, last day of an income period) has come. What comes later in their life is left out of
    /// them: a closing, an end, a response.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="asOf"/> is after <see cref="CompleteThrough"/>.</exception>
    public IReadOnlyList<T> AsOf(Day asOf, Day knownAt) => See(asOf, knownAt).Rows;

    internal RecordTable<T> Where(Func<T, bool> keep)
    {
        var kept = Enumerable.Range(0, rows.Length).Where(i => keep(rows[i])).ToArray();
        return new(Rules, Array.ConvertAll(kept, i => rows[i]), Array.ConvertAll(kept, i => supersededAt[i]), Quality, currency, IsCurrencyAsked, CompleteThrough);
    }

    internal RecordView<T> See(Day asOf, Day knownAt)
    {
        if (asOf > CompleteThrough)
        {
            throw new ArgumentOutOfRangeException(nameof(asOf), $"{asOf} is after {CompleteThrough}, up to which {Rules.Source} are complete: rows may be lacking.");
        }

        var view = new RecordView<T>();
        var visible = new List<T>();
        var hasCurrency = IsCurrencyAsked;
        for (var i = 0; i < rows.Length; i++)
        {
            if (Rules.DayOf(rows[i]) > asOf)
            {
                view.Later++;
            }
            else if (Rules.KnownAt(rows[i]) > knownAt)
            {
                view.NotYetKnown++;
            }
            else if (supersededAt[i] <= knownAt.Number)
            {
                view.Superseded++;
            }
            else
            {
                hasCurrency |= !string.IsNullOrEmpty(Rules.Currency(rows[i]));
                visible.Add(Rules.Mask(rows[i], asOf < knownAt ? asOf : knownAt));
            }
        }

        view.Rows = visible.ToArray();
        view.Currency = hasCurrency ? currency : string.Empty;
        return view;
    }
}
