using System.Diagnostics;
using System.Globalization;
using CustomerValue.Information;

namespace CustomerValue.Benchmarks;

/// <summary>Live bytes a transaction when the last of 10 million rows of 1 million accounts has been read, by way of reading.</summary>
internal static class StreamingMemory
{
    private const int Accounts = 1_000_000;
    private const int Rows = 10_000_000;
    private static readonly Day AsOf = new(2024, 6, 30);

    public static void Run()
    {
        Report("account by account, all activity features", rows => StreamedActivity.FromOrdered(rows, AsOf, AsOf, StreamOptions.Default), ordered: true);
        Report("any order, recency, frequency, flows, tenure", rows => StreamedActivity.FromUnordered(rows, AsOf, AsOf, StreamOptions.Default), ordered: false);
        Report("the same rows without ids", rows => StreamedActivity.FromUnordered(rows.Select(t => t with { Id = default }), AsOf, AsOf, StreamOptions.Default), ordered: false);
        Report("a ledger of all of them", rows => TransactionLedger.Load(rows), ordered: true);
    }

    private static void Report<T>(string what, Func<IEnumerable<Transaction>, T> read, bool ordered)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var live = 0L;
        IEnumerable<Transaction> Source()
        {
            for (var i = 0; i < Rows; i++)
            {
                yield return new Transaction
                {
                    Id = i,
                    Account = ordered ? i / (Rows / Accounts) : (int)(i * 48271L % Accounts),
                    ValueDay = AsOf.AddDays(-(i % 700)),
                    Amount = i % 1999 - 900,
                };
            }

            live = GC.GetTotalMemory(forceFullCollection: true) - before;
        }

        var watch = Stopwatch.StartNew();
        var result = read(Source());
        var seconds = watch.Elapsed.TotalSeconds;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(result);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {live / (double)Rows:F1} bytes a transaction while reading ({live / (double)Accounts:F0} an account), {kept / (double)Accounts:F0} an account after; {seconds:F1} s"));
    }
}
