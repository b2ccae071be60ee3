using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class RfmAccumulatorLaws
{
    private const int Customers = 500;
    private static readonly Day AsOf = new(2024, 6, 30);

    private static (int[] Customer, int[] Day, long[] Cents) Rows(int seed, int count)
    {
        var random = new Random(seed);
        return (
            [.. Enumerable.Range(0, count).Select(_ => random.Next(Customers - 1))],
            [.. Enumerable.Range(0, count).Select(_ => AsOf.Number + random.Next(-400, 30))],
            [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(-900_000, 1_000_000))]);
    }

    private static (double[] Recency, double[] Frequency, double[] Monetary) Figures(RfmAccumulator rfm)
    {
        var figures = (new double[rfm.Customers], new double[rfm.Customers], new double[rfm.Customers]);
        rfm.CopyTo(figures.Item1, figures.Item2, figures.Item3);
        return figures;
    }

    [Fact]
    public void Figures_are_those_of_grouping_the_rows()
    {
        var (customer, day, cents) = Rows(1, 4000);
        var rfm = new RfmAccumulator(Customers, AsOf);
        rfm.Add(customer, day, cents);
        var (recency, frequency, monetary) = Figures(rfm);

        var groups = Enumerable.Range(0, customer.Length).Where(i => day[i] <= AsOf.Number).ToLookup(i => customer[i]);
        for (var i = 0; i < Customers; i++)
        {
            recency[i].Should().Be(groups.Contains(i) ? AsOf.Number - groups[i].Max(r => day[r]) : double.NaN);
            frequency[i].Should().Be(groups[i].Count());
            monetary[i].Should().Be((double)(groups[i].Sum(r => cents[r]) / 100m));
        }

        groups.Contains(Customers - 1).Should().BeFalse("one customer without rows is among them");
        rfm.RowsAfterAsOf.Should().Be(day.Count(d => d > AsOf.Number)).And.BePositive();
        rfm.RowsAccepted.Should().Be(4000 - rfm.RowsAfterAsOf);
    }

    [Fact]
    public void They_are_those_of_the_ledger()
    {
        var (customer, day, cents) = Rows(2, 3000);
        var rfm = new RfmAccumulator(Customers, AsOf);
        rfm.Add(customer, day, cents);
        var (recency, frequency, monetary) = Figures(rfm);

        var snapshot = TransactionLedger.Load(customer.Select((c, i) => new Transaction { Account = c, ValueDay = Day.FromNumber(day[i]), Amount = cents[i] / 100m })).AsOf(AsOf);
        var features = ActivityFeatures.Extract(snapshot, EndOfDayBalances.FromTransactions(snapshot), new ActivityOptions { WindowMonths = 24 });
        for (var row = 0; row < features.RowCount; row++)
        {
            features.Keys[row].TryGetNumber(out var c).Should().BeTrue();
            features.Number(ActivityFeatures.Recency)[row].Should().Be(recency[c]);
            features.Number(ActivityFeatures.Frequency)[row].Should().Be(frequency[c]);
            features.Number(ActivityFeatures.Balance)[row].Should().Be(monetary[c]);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Order_batches_and_shards_change_no_bit(int seed)
    {
        var (customer, day, cents) = Rows(seed, 5000);
        var whole = new RfmAccumulator(Customers, AsOf);
        whole.Add(customer, day, cents);

        var order = Enumerable.Range(0, 5000).ToArray();
        new Random(seed).Shuffle(order);
        var pieces = new[] { new RfmAccumulator(Customers, AsOf), new RfmAccumulator(Customers, AsOf) };
        foreach (var batch in order.Chunk(700))
        {
            pieces[batch[0] % 2].Add([.. batch.Select(i => customer[i])], [.. batch.Select(i => day[i])], [.. batch.Select(i => cents[i])]);
        }

        pieces[0].Merge(pieces[1]);
        (pieces[0].RowsAccepted, pieces[0].RowsAfterAsOf).Should().Be((whole.RowsAccepted, whole.RowsAfterAsOf));
        var (here, there) = (Figures(pieces[0]), Figures(whole));
        here.Recency.Should().Equal(there.Recency);
        here.Frequency.Should().Equal(there.Frequency);
        here.Monetary.Should().Equal(there.Monetary);
    }

    [Fact]
    public void A_bad_row_is_named_and_nothing_is_added()
    {
        var rfm = new RfmAccumulator(2, AsOf);
        ((Action)(() => rfm.Add([0, 2], [1, 1], [1, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ customer < 2: customer 2.*");
        ((Action)(() => rfm.Add([0, -1], [1, 1], [1, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ customer < 2: customer -1.*");
        ((Action)(() => rfm.Add([0, 1], [1, -1], [1, 1]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ day ≤ 3652058: day -1.*");
        ((Action)(() => rfm.Add([0, 1], [1], [1, 1]))).Should().Throw<ArgumentException>();
        ((Action)(() => rfm.Add([0, 1], [1, 1], [1]))).Should().Throw<ArgumentException>();
        rfm.RowsAccepted.Should().Be(0);
        Figures(rfm).Frequency.Should().Equal(0, 0);
    }

    [Fact]
    public void Sums_beyond_64_bits_other_shapes_and_short_destinations_are_errors()
    {
        var rfm = new RfmAccumulator(1, AsOf);
        rfm.Add([0], [1], [long.MaxValue]);
        ((Action)(() => rfm.Add([0], [1], [1]))).Should().Throw<OverflowException>();
        ((Action)(() => rfm.Merge(new RfmAccumulator(2, AsOf)))).Should().Throw<ArgumentException>().WithMessage("The other accumulator is of 2 customers as of 2024-06-30; expected 1 as of 2024-06-30.*");
        ((Action)(() => rfm.Merge(new RfmAccumulator(1, AsOf.AddDays(1))))).Should().Throw<ArgumentException>();
        ((Action)(() => rfm.CopyTo([], new double[1], new double[1]))).Should().Throw<ArgumentException>();
        ((Action)(() => rfm.CopyTo(new double[1], new double[1], new double[1], 9))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = new RfmAccumulator(-1, AsOf))).Should().Throw<ArgumentOutOfRangeException>();
        new RfmAccumulator(0, AsOf).Customers.Should().Be(0);
    }

    [Fact]
    public void Adding_rows_allocates_nothing()
    {
        var (customer, day, cents) = Rows(5, 1000);
        var rfm = new RfmAccumulator(Customers, AsOf);
        rfm.Add(customer, day, cents);
        var before = GC.GetAllocatedBytesForCurrentThread();
        rfm.Add(customer, day, cents);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
