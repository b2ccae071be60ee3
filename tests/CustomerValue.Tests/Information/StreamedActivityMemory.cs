using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

/// <summary>Live bytes when the last row has been read; alone in the process, since the heap is everybody's.</summary>
[CollectionDefinition(nameof(StreamedActivityMemory), DisableParallelization = true)]
[Collection(nameof(StreamedActivityMemory))]
public class StreamedActivityMemory
{
    private const int Rows = 300_000;
    private static readonly Day AsOf = new(2024, 6, 30);

    [Fact]
    public void Rows_in_any_order_cost_16_bytes_an_id_and_nothing_else()
    {
        var bytes = Measure(rows => StreamedActivity.FromUnordered(rows, AsOf, AsOf, StreamOptions.Default), i => (uint)(i * 2654435761L), i => i % 100);

        bytes.Should().BeInRange(12, 16);
    }

    [Fact]
    public void Text_ids_cost_no_more_than_numbers()
    {
        var bytes = Measure(rows => StreamedActivity.FromUnordered(rows, AsOf, AsOf, StreamOptions.Default), i => "t" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), i => i % 100);

        bytes.Should().BeInRange(12, 16);
    }

    [Fact]
    public void Rows_account_by_account_cost_nothing_but_the_table() =>
        Measure(rows => StreamedActivity.FromOrdered(rows, AsOf, AsOf, StreamOptions.Default), i => i, i => i / 1000).Should().BeLessThan(1);

    [Fact]
    public void A_ledger_keeps_every_row() =>
        Measure(rows => TransactionLedger.Load(rows), i => i, i => i / 1000).Should().BeGreaterThan(40, "else this measure measures nothing");

    // What earlier tests left behind may die at any time: the middle of three measures, each from a settled heap.
    private static double Measure(Action<IEnumerable<Transaction>> read, Func<int, RecordKey> id, Func<int, RecordKey> account) =>
        Enumerable.Range(0, 3).Select(_ => MeasureOnce(read, id, account)).OrderBy(bytes => bytes).ElementAt(1);

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double MeasureOnce(Action<IEnumerable<Transaction>> read, Func<int, RecordKey> id, Func<int, RecordKey> account)
    {
        var before = Settled();
        var live = 0L;
        IEnumerable<Transaction> Source()
        {
            for (var i = 0; i < Rows; i++)
            {
                yield return new Transaction { Id = id(i), Account = account(i), ValueDay = AsOf.AddDays(-(i % 300)), Amount = i % 97 };
            }

            live = Settled() - before;
        }

        read(Source());
        return live / (double)Rows;
    }
}
