using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class HouseholdsLaws
{
    private static readonly Day Today = new(2024, 6, 30);

    private static List<Disposition> Random(int seed, int clients, int accounts, int links)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, links)
            .Select(_ => HouseholdsCorrectness.Of(random.Next(clients), "a" + random.Next(accounts), (DispositionRole)random.Next(3)))
            .ToList();
    }

    [Theory]
    [InlineData(1, 30, 30, 25)]
    [InlineData(2, 200, 150, 180)]
    [InlineData(3, 50, 20, 100)]
    public void Households_are_what_walking_from_client_to_client_reaches(int seed, int clients, int accounts, int links)
    {
        var rows = Random(seed, clients, accounts, links);
        var households = Households.Build(rows, Today, Today, new HouseholdOptions { LargestHousehold = 1000 });

        foreach (var client in households.Clients)
        {
            var reached = new HashSet<RecordKey> { client };
            for (var before = 0; before != reached.Count;)
            {
                before = reached.Count;
                var shared = rows.Where(r => reached.Contains(r.Client)).Select(r => r.Account).ToHashSet();
                reached.UnionWith(rows.Where(r => shared.Contains(r.Account)).Select(r => r.Client));
            }

            households.ClientsOf(households.HouseholdOfClient(client)!.Value).ToArray().Should().BeEquivalentTo(reached);
        }
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(5, 12)]
    public void Sums_over_households_equal_sums_over_accounts_whatever_the_cap(int seed, int cap)
    {
        var rows = Random(seed, 120, 90, 160);
        var households = Households.Build(rows, Today, Today, new HouseholdOptions { LargestHousehold = cap });
        var random = new Random(seed);
        var amounts = households.Accounts.Select(a => new KeyValuePair<RecordKey, decimal>(a, random.Next(-1_000_000, 1_000_000) / 100m)).ToList();

        households.Sum(amounts).Values.Sum().Should().Be(amounts.Sum(a => a.Value));
        Enumerable.Range(0, households.Count).Sum(h => households.AccountsOf(h).Length).Should().Be(households.Accounts.Count);
        Enumerable.Range(0, households.Count).Sum(h => households.ClientsOf(h).Length).Should().Be(households.Clients.Count);
        Enumerable.Range(0, households.Count).Max(h => households.ClientsOf(h).Length).Should().BeLessThanOrEqualTo(cap);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var rows = Random(6, 60, 40, 70);
        var one = Households.Build(rows, Today, Today, new HouseholdOptions { LargestHousehold = 5 });
        rows.Reverse();
        var other = Households.Build(rows, Today, Today, new HouseholdOptions { LargestHousehold = 5 });

        other.Count.Should().Be(one.Count);
        other.Clients.Select(other.HouseholdOfClient).Should().Equal(one.Clients.Select(one.HouseholdOfClient));
        other.Accounts.Select(other.HouseholdOfAccount).Should().Equal(one.Accounts.Select(one.HouseholdOfAccount));
    }
}
