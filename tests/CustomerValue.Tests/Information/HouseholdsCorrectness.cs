using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class HouseholdsCorrectness
{
    private static readonly Day Today = new(2024, 6, 30);

    internal static Disposition Of(RecordKey client, RecordKey account, DispositionRole role = DispositionRole.Owner, Day? from = null, Day? to = null) =>
        new() { Client = client, Account = account, Role = role, ValidFrom = from, ValidTo = to };

    [Fact]
    public void Clients_who_share_accounts_are_one_household_also_over_others()
    {
        var households = Households.Build([Of(3, "x"), Of(2, "x", DispositionRole.Disponent), Of(2, "y"), Of(1, "y"), Of(9, "z")], Today);

        households.Count.Should().Be(2);
        households.ClientsOf(0).ToArray().Should().Equal(1, 2, 3);
        households.AccountsOf(0).ToArray().Should().Equal("x", "y");
        households.Key(1).Should().Be((RecordKey)9);
        households.HouseholdOfAccount("z").Should().Be(1);
        households.HouseholdOfClient(77).Should().BeNull();
    }

    // peers/segmentation.md rules 3 and 13: the last version known wins, an earlier snapshot stays as it was.
    [Fact]
    public void An_end_that_became_known_later_ends_the_right_and_changes_no_earlier_picture()
    {
        var from = new Day(2020, 1, 1);
        var told = new Day(2023, 5, 2);
        var open = Of(2, "x", DispositionRole.CoOwner, from);
        Disposition[] rows = [open with { ValidTo = new Day(2023, 5, 1), KnownAt = told }, Of(1, "x", from: from), open, Of(2, "y", from: from)];

        var now = Households.Build(rows, Today);
        now.Count.Should().Be(2);
        now.OwnersOf("x").ToArray().Should().ContainSingle().Which.Weight.Should().Be(1);
        now.Quality.Corrections.Should().Be(1);
        now.DispositionsNotInForce.Should().Be(2);
        Households.Build(rows, Today, told.AddDays(-1), HouseholdOptions.Default).Count.Should().Be(1);
        Households.Build(rows, new Day(2023, 5, 1)).Count.Should().Be(1);
        Households.Build(rows, new Day(2023, 5, 1), told, HouseholdOptions.Default).Count.Should().Be(1);
    }

    [Fact]
    public void Owners_share_equally_and_disponents_own_nothing()
    {
        var households = Households.Build(
            [Of(1, "x"), Of(2, "x", DispositionRole.CoOwner), Of(3, "x", DispositionRole.Disponent)], Today);

        households.OwnersOf("x").ToArray().Select(o => (o.Client, o.Weight)).Should().Equal((1, 0.5), (2, 0.5), (3, 0.0));
    }

    [Theory]
    [InlineData("2023-12-31", false)]
    [InlineData("2024-01-01", true)]
    [InlineData("2024-03-31", true)]
    [InlineData("2024-04-01", false)]
    public void A_disposition_holds_from_its_first_to_its_last_day_inclusive(string asOf, bool together)
    {
        var households = Households.Build(
            [Of(1, "x"), Of(2, "x", from: new Day(2024, 1, 1), to: new Day(2024, 3, 31)), Of(2, "y")], Day.Parse(asOf));

        households.Count.Should().Be(together ? 1 : 2);
        households.DispositionsNotInForce.Should().Be(together ? 0 : 1);
    }

    [Fact]
    public void A_disposition_counts_only_once_it_is_known()
    {
        Disposition[] rows = [Of(1, "x"), Of(2, "x", from: new Day(2024, 1, 1)) with { KnownAt = new Day(2024, 7, 5) }];

        Households.Build(rows, Today).Clients.Should().Equal(1);
        Households.Build(rows, Today, new Day(2024, 7, 5), HouseholdOptions.Default).Clients.Should().Equal(1, 2);
    }

    [Fact]
    public void A_signatory_of_many_accounts_does_not_merge_their_households()
    {
        var rows = Enumerable.Range(1, 50).SelectMany(i => new[] { Of(i, i), Of(1000, i, DispositionRole.Disponent) }).Append(Of(51, 7)).Append(Of(1000, "own"));
        var households = Households.Build(rows, Today);

        households.Count.Should().Be(51);
        households.ClientsOf(households.HouseholdOfAccount(7)!.Value).ToArray().Should().Equal(7, 51);
        var oversized = households.OversizedComponents.Should().ContainSingle().Subject;
        oversized.FirstClient.Should().Be((RecordKey)1);
        oversized.Clients.Should().Be(52);
        oversized.Households.Should().Be(51);
    }

    [Fact]
    public void A_company_of_many_owners_falls_into_single_clients_and_counts_once()
    {
        var rows = Enumerable.Range(1, 40).Select(i => Of(i, "company", i == 5 ? DispositionRole.Owner : DispositionRole.CoOwner));
        var households = Households.Build(rows, Today);

        households.Count.Should().Be(40);
        households.HouseholdOfAccount("company").Should().Be(households.HouseholdOfClient(5));
        households.AccountsOf(0).Length.Should().Be(0);
        var totals = households.Sum([new("company", 100m), new("stranger", 7m)]);
        totals.Values.Sum().Should().Be(100);
        totals.Unassigned.Should().Be(7);
        totals.Total.Should().Be(107);
    }
}
