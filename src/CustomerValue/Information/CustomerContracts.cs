namespace CustomerValue.Information;

/// <summary>Contract histories (tenure in whole renewal periods, renewed or ended) as of a day, with keys and what was left out.</summary>
/// <remarks>
/// <para>A contract that goes on at the end of the as-of day has as tenure the renewals that fell on or before that day; what comes later is censored. One that ended has
/// the periods it had begun: ended on the last day of its second period, or anywhere within it, it ran 2 and was not renewed for the third. A termination
/// that lies ahead counts as going on.</para>
/// <para>Contracts that start after the as-of day, and rows not yet known or corrected by then, are out and counted. Row order does not matter. Immutable and thread-safe.</para>
/// </remarks>
public sealed class CustomerContracts
{
    private readonly Contract[] contracts;

    private CustomerContracts(Contract[] contracts, ContractHistories histories, Day asOf, Day knownAt, DataQuality quality)
    {
        this.contracts = contracts;
        Histories = histories;
        AsOf = asOf;
        KnownAt = knownAt;
        Quality = quality;
    }

    /// <summary>The contracts as of the day, in key order: the rows of <see cref="Histories"/>; an end only once it came.</summary>
    public IReadOnlyList<Contract> Contracts => contracts;

    /// <summary>Tenure and end of each.</summary>
    public ContractHistories Histories { get; }

    /// <summary>The day to whose end they run.</summary>
    public Day AsOf { get; }

    /// <summary>The day at whose end they were known.</summary>
    public Day KnownAt { get; }

    /// <summary>What became of the rows.</summary>
    public DataQuality Quality { get; }

    /// <summary>Rows of contracts that start after the as-of day.</summary>
    public long NotYetStarted { get; private init; }

    /// <summary>Rows that were not yet known.</summary>
    public long NotYetKnown { get; private init; }

    /// <summary>Rows of which a correction was known.</summary>
    public long Superseded { get; private init; }

    /// <summary>Histories as of a day, knowing what was known at its end.</summary>
    /// <param name="contracts">The contracts, such as from <see cref="RecordTables.Contracts(IEnumerable{Contract})"/>.</param>
    /// <param name="asOf">The day.</param>
    /// <exception cref="ArgumentOutOfRangeException">The contracts are complete only up to an earlier day.</exception>
    public static CustomerContracts Build(RecordTable<Contract> contracts, Day asOf) => Build(contracts, asOf, asOf);

    /// <summary>Histories as of a day, as known at another.</summary>
    /// <param name="contracts">The contracts, such as from <see cref="RecordTables.Contracts(IEnumerable{Contract})"/>.</param>
    /// <param name="asOf">The day to whose end they run.</param>
    /// <param name="knownAt">The day at whose end they were known; before the as-of day, histories run to it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The contracts are complete only up to an earlier day.</exception>
    public static CustomerContracts Build(RecordTable<Contract> contracts, Day asOf, Day knownAt)
    {
        var view = Guard.NotNull(contracts).See(asOf, knownAt);
        var seen = asOf < knownAt ? asOf : knownAt;
        var tenure = new int[view.Rows.Length];
        var ended = new bool[view.Rows.Length];
        for (var row = 0; row < tenure.Length; row++)
        {
            ended[row] = view.Rows[row].EndedOn is not null;
            tenure[row] = view.Rows[row].EndedOn is { } last ? view.Rows[row].PeriodsBegun(last) : view.Rows[row].PeriodsBegun(seen) - 1;
        }

        return new CustomerContracts(view.Rows, ContractHistories.FromColumns(tenure, ended), asOf, knownAt, contracts.Quality)
        {
            NotYetStarted = view.Later,
            NotYetKnown = view.NotYetKnown,
            Superseded = view.Superseded,
        };
    }
}
