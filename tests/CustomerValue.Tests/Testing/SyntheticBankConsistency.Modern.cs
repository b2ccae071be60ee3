using System.Globalization;
using CustomerValue.Information;
using CustomerValue.Testing;

namespace CustomerValue.Tests.Testing;

public sealed class SyntheticBankConsistency
{
    private const ulong Seed = 20261124;

    private static readonly Func<SyntheticBank, IEnumerable<object>>[] Streams =
    [
        bank => bank.EnumerateClients(),
        bank => bank.EnumerateAccounts(),
        bank => bank.EnumerateDispositions(),
        bank => bank.EnumerateTransactions(),
        bank => bank.EnumerateMonthlyBalances(),
        bank => bank.EnumerateProductHoldings(),
        bank => bank.EnumerateContacts(),
        bank => bank.EnumerateCampaignHouseholds().Select(Text),
        bank => bank.EnumerateCampaignClients().Select(Text),
        bank => bank.Truth.EnumerateHouseholds().Select(Text),
        bank => bank.Truth.EnumerateClients().Select(Text),
    ];

    public static TheoryData<int> StreamIndices => [.. Enumerable.Range(0, Streams.Length)];

    [Theory]
    [MemberData(nameof(StreamIndices))]
    public void The_same_seed_gives_the_same_records(int stream) =>
        Streams[stream](SyntheticBank.Create(50, Seed)).SequenceEqual(Streams[stream](SyntheticBank.Create(50, Seed))).Should().BeTrue();

    [Theory]
    [MemberData(nameof(StreamIndices))]
    public void Another_seed_gives_other_records(int stream) =>
        Streams[stream](SyntheticBank.Create(50, Seed)).SequenceEqual(Streams[stream](SyntheticBank.Create(50, Seed + 1))).Should().BeFalse();

    [Theory]
    [MemberData(nameof(StreamIndices))]
    public void The_first_households_do_not_depend_on_the_size_of_the_bank(int stream)
    {
        var small = Streams[stream](SyntheticBank.Create(100, Seed)).ToArray();
        var large = Streams[stream](SyntheticBank.Create(10_000, Seed)).Take(small.Length).ToArray();

        small.SequenceEqual(large).Should().BeTrue();
    }

    [Fact]
    public void The_hundredth_household_ends_where_the_small_bank_ends()
    {
        var small = SyntheticBank.Create(100, Seed);
        var large = SyntheticBank.Create(10_000, Seed);

        large.EnumerateTransactions().TakeWhile(row => Number(row.Account) <= 1_000).Count()
            .Should().Be(small.EnumerateTransactions().Count());
    }

    [Fact]
    public void Enumerators_side_by_side_do_not_disturb_each_other()
    {
        var bank = SyntheticBank.Create(30, Seed);
        var alone = bank.EnumerateTransactions().ToArray();

        using var first = bank.EnumerateTransactions().GetEnumerator();
        foreach (var (second, i) in bank.EnumerateTransactions().Select((row, i) => (row, i)))
        {
            first.MoveNext();
            (first.Current == second && second == alone[i]).Should().BeTrue();
        }
    }

    [Fact]
    public void Threads_read_the_same_bank()
    {
        var bank = SyntheticBank.Create(40, Seed);
        var alone = bank.EnumerateTransactions().ToArray();
        var same = new bool[8];

        Parallel.For(0, same.Length, i => same[i] = bank.EnumerateTransactions().SequenceEqual(alone));

        same.Should().AllBeEquivalentTo(true);
    }

    [Fact]
    public void How_the_campaign_was_targeted_changes_nothing_before_it()
    {
        var chosen = SyntheticBank.Create(60, Seed);
        var drawn = SyntheticBank.Create(60, Seed, new() { Targeting = CampaignTargeting.Randomized, EffectScale = 2 });

        drawn.EnumerateClients().Should().Equal(chosen.EnumerateClients());
        drawn.EnumerateTransactions().Where(row => row.ValueDay <= drawn.AsOf).Select(row => row with { Id = default })
            .SequenceEqual(chosen.EnumerateTransactions().Where(row => row.ValueDay <= chosen.AsOf).Select(row => row with { Id = default }))
            .Should().BeTrue();
        drawn.Truth.EnumerateHouseholds().Select(h => h.AssetsIfControl).Should().Equal(chosen.Truth.EnumerateHouseholds().Select(h => h.AssetsIfControl));
    }

    internal static long Number(RecordKey key) => key.TryGetNumber(out var number) ? number : -1;

    // All public properties, one after the other: these types have no equality of their own.
    private static string Text(object row) => string.Join(
        '|',
        row.GetType().GetProperties().Select(p => p.GetValue(row) is CampaignHousehold inner ? Text(inner) : Convert.ToString(p.GetValue(row), CultureInfo.InvariantCulture)));
}
