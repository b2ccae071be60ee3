namespace CustomerValue.Information;

/// <summary>Recency, frequency and monetary value of many customers straight from columns, as of a day, in one pass and 16 bytes a customer.</summary>
/// <remarks>
/// <para>For warehouses that hand over arrays, not records: rows may come in any order and in any number of batches, and accumulators of shards merge
/// exactly. Money is added in whole minor units, so that the sums have the same bits whatever the order, the batches and the shards.</para>
/// <para>Rows after the as-of day are left out and counted. What is activity (interest and fees are not), and which version of a row holds, is the
/// caller's to decide here; <see cref="TransactionLedger"/> decides it for records. Not thread-safe: one accumulator for each thread, then
/// <see cref="Merge"/>.</para>
/// </remarks>
public sealed class RfmAccumulator
{
    private const int Never = -1;

    private readonly Entry[] entries;

    /// <summary>An empty accumulator.</summary>
    /// <param name="customers">Number of customers, ≥ 0; they are numbered from 0.</param>
    /// <param name="asOf">The day; rows dated on it are in.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of customers is negative.</exception>
    public RfmAccumulator(int customers, Day asOf)
    {
        entries = new Entry[Guard.AtLeast(customers, 0)];
        AsOf = asOf;
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i].LastDay = Never;
        }
    }

    /// <summary>The day at whose end the figures hold.</summary>
    public Day AsOf { get; }

    /// <summary>Number of customers.</summary>
    public int Customers => entries.Length;

    /// <summary>Rows that count.</summary>
    public long RowsAccepted { get; private set; }

    /// <summary>Rows left out because they are dated after the as-of day.</summary>
    public long RowsAfterAsOf { get; private set; }

    /// <summary>Adds a batch of rows; all are checked before the first is added.</summary>
    /// <param name="customer">The customer of each row, 0 ≤ customer &lt; <see cref="Customers"/>.</param>
    /// <param name="day">The day of each row, as <see cref="Day.Number"/> counts.</param>
    /// <param name="amount">The amount of each row in minor units, such as cents.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a row has no such customer or day; the message names it, and nothing was added.</exception>
    /// <exception cref="OverflowException">A customer's sum leaves the range of 64 bits; the accumulator is of no further use.</exception>
    public void Add(ReadOnlySpan<int> customer, ReadOnlySpan<int> day, ReadOnlySpan<long> amount)
    {
        Guard.SameLength(day.Length, customer.Length, nameof(day));
        Guard.SameLength(amount.Length, customer.Length, nameof(amount));
        Check(customer, day);
        var last = AsOf.Number;
        var later = 0L;
        for (var row = 0; row < customer.Length; row++)
        {
            if (day[row] > last)
            {
                later++;
                continue;
            }

            ref var entry = ref entries[customer[row]];
            entry.LastDay = Math.Max(entry.LastDay, day[row]);
            entry.Count = checked(entry.Count + 1);
            entry.Sum = checked(entry.Sum + amount[row]);
        }

        RowsAfterAsOf += later;
        RowsAccepted += customer.Length - later;
    }

    /// <summary>Adds what another accumulator of the same customers and day has seen.</summary>
    /// <param name="other">The other one; it stays as it is.</param>
    /// <exception cref="ArgumentException">It is of another number of customers or another day.</exception>
    /// <exception cref="OverflowException">A customer's sum leaves the range of 64 bits; the accumulator is of no further use.</exception>
    public void Merge(RfmAccumulator other)
    {
        Guard.NotNull(other);
        if (other.Customers != Customers || other.AsOf != AsOf)
        {
            throw new ArgumentException(
                $"The other accumulator is of {Guard.Text(other.Customers)} customers as of {other.AsOf}; expected {Guard.Text(Customers)} as of {AsOf}.", nameof(other));
        }

        for (var i = 0; i < entries.Length; i++)
        {
            ref var entry = ref entries[i];
            entry.LastDay = Math.Max(entry.LastDay, other.entries[i].LastDay);
            entry.Count = checked(entry.Count + other.entries[i].Count);
            entry.Sum = checked(entry.Sum + other.entries[i].Sum);
        }

        RowsAccepted += other.RowsAccepted;
        RowsAfterAsOf += other.RowsAfterAsOf;
    }

    /// <summary>Writes the figures of all customers, ready for an RFM model.</summary>
    /// <param name="recency">Days from the customer's last row to the as-of day; NaN, missing, where there is no row.</param>
    /// <param name="frequency">Rows of the customer.</param>
    /// <param name="monetary">Sum of the customer's amounts, in whole units.</param>
    /// <param name="minorUnits">Decimal places of the amounts' currency, 0 to 8: 2 where they came in cents.</param>
    /// <exception cref="ArgumentException">A destination is shorter than <see cref="Customers"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Minor units are outside 0 to 8.</exception>
    public void CopyTo(Span<double> recency, Span<double> frequency, Span<double> monetary, int minorUnits = 2)
    {
        Guard.LongEnough(recency.Length, entries.Length, nameof(recency));
        Guard.LongEnough(frequency.Length, entries.Length, nameof(frequency));
        Guard.LongEnough(monetary.Length, entries.Length, nameof(monetary));
        Guard.Between(minorUnits, 0, 8);
        var unit = 1.0;
        for (var i = 0; i < minorUnits; i++)
        {
            unit *= 10;
        }

        for (var i = 0; i < entries.Length; i++)
        {
            recency[i] = entries[i].LastDay == Never ? double.NaN : AsOf.Number - entries[i].LastDay;
            frequency[i] = entries[i].Count;
            monetary[i] = entries[i].Sum / unit;
        }
    }

    private void Check(ReadOnlySpan<int> customer, ReadOnlySpan<int> day)
    {
        var (count, latest) = ((uint)entries.Length, (uint)Day.MaxValue.Number);
        for (var row = 0; row < customer.Length; row++)
        {
            if ((uint)customer[row] >= count)
            {
                throw Guard.BrokenRow(nameof(customer), row, $"0 ≤ customer < {Guard.Text(count)}", $"customer {Guard.Text(customer[row])}");
            }

            if ((uint)day[row] > latest)
            {
                throw Guard.BrokenRow(nameof(day), row, $"0 ≤ day ≤ {Guard.Text(latest)}", $"day {Guard.Text(day[row])}");
            }
        }
    }

    private struct Entry
    {
        public long Sum;
        public int LastDay;
        public int Count;
    }
}
