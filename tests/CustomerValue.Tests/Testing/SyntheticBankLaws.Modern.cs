using CustomerValue.Information;
using CustomerValue.Testing;
using static CustomerValue.Tests.Testing.SyntheticBankConsistency;

namespace CustomerValue.Tests.Testing;

public sealed class SyntheticBankLaws
{
    private static readonly SyntheticBank Bank = SyntheticBank.Create(500, 7);

    [Fact]
    public void Keys_are_unique()
    {
        Bank.EnumerateClients().Select(c => c.Id).Should().OnlyHaveUniqueItems();
        Bank.EnumerateAccounts().Select(a => a.Id).Should().OnlyHaveUniqueItems();
        Bank.EnumerateTransactions().Select(t => Number(t.Id)).Distinct().Count().Should().Be(Bank.EnumerateTransactions().Count());
    }

    [Fact]
    public void Every_account_has_one_owner_and_every_client_an_account()
    {
        var dispositions = Bank.EnumerateDispositions().ToArray();

        dispositions.Where(d => d.Role == DispositionRole.Owner).GroupBy(d => d.Account).Should().OnlyContain(g => g.Count() == 1)
            .And.HaveCount(Bank.EnumerateAccounts().Count());
        dispositions.Select(d => d.Client).Distinct().Should().HaveCount(Bank.EnumerateClients().Count());
    }

    [Fact]
    public void Clients_that_share_accounts_are_the_households()
    {
        var parent = Bank.EnumerateClients().ToDictionary(c => c.Id, c => c.Id);
        foreach (var account in Bank.EnumerateDispositions().GroupBy(d => d.Account))
        {
            var root = Root(account.First().Client);
            foreach (var other in account.Skip(1))
            {
                parent[Root(other.Client)] = root;
            }
        }

        parent.Keys.GroupBy(Root).Should().HaveCount(Bank.HouseholdCount)
            .And.OnlyContain(g => g.Select(SyntheticBank.HouseholdOf).Distinct().Count() == 1);

        RecordKey Root(RecordKey key)
        {
            while (parent[key] != key)
            {
                key = parent[key];
            }

            return key;
        }
    }

    [Fact]
    public void The_library_finds_the_same_households()
    {
        var found = Households.Build(Bank.EnumerateDispositions(), Bank.AsOf);

        found.Count.Should().Be(Bank.HouseholdCount);
        Bank.EnumerateClients().Should().OnlyContain(c => found.Key(found.HouseholdOfClient(c.Id) ?? -1) == SyntheticBank.HouseholdOf(c.Id));
    }

    [Fact]
    public void Movements_sum_to_every_balance_to_the_cent()
    {
        var rows = Bank.EnumerateTransactions().ToLookup(t => t.Account);

        foreach (var account in Bank.EnumerateMonthlyBalances().GroupBy(b => b.Account))
        {
            decimal sum = 0;
            using var row = rows[account.Key].GetEnumerator();
            var more = row.MoveNext();
            foreach (var balance in account)
            {
                for (; more && row.Current.ValueDay <= balance.Day; more = row.MoveNext())
                {
                    sum += row.Current.Amount;
                    row.Current.BalanceAfter.Should().Be(sum);
                }

                balance.Balance.Should().Be(sum);
            }
        }
    }

    [Fact]
    public void Balances_of_a_household_sum_to_its_assets()
    {
        var before = Bank.EnumerateMonthlyBalances().Where(b => b.Day == Bank.AsOf).GroupBy(b => SyntheticBank.HouseholdOf(b.Account)).ToDictionary(g => g.Key, g => g.Sum(b => b.Balance));
        var after = Bank.EnumerateMonthlyBalances().Where(b => b.Day == Bank.End).GroupBy(b => SyntheticBank.HouseholdOf(b.Account)).ToDictionary(g => g.Key, g => g.Sum(b => b.Balance));

        foreach (var household in Bank.EnumerateCampaignHouseholds())
        {
            household.AssetsBefore.Should().Be(before[household.Household]);
            household.AssetsAfter.Should().Be(after[household.Household]);
        }
    }

    [Fact]
    public void No_month_ends_overdrawn() => Bank.EnumerateMonthlyBalances().Should().OnlyContain(b => b.Balance >= 0);

    [Fact]
    public void Rows_of_an_account_are_in_the_order_of_days_within_the_records()
    {
        foreach (var account in Bank.EnumerateTransactions().GroupBy(t => t.Account))
        {
            account.Select(t => t.ValueDay.Number).Should().BeInAscendingOrder();
            account.First().ValueDay.Should().BeGreaterThanOrEqualTo(Bank.Options.Start);
            account.Last().ValueDay.Should().BeLessThanOrEqualTo(Bank.End);
        }
    }

    [Fact]
    public void A_card_pays_at_most_once_a_day_so_that_days_count_purchases() =>
        Bank.EnumerateTransactions().Where(t => t.Kind == TransactionKind.Card).GroupBy(t => (t.Account, t.ValueDay)).Should().OnlyContain(g => g.Count() == 1);

    [Fact]
    public void The_bank_books_interest_and_fees_on_the_last_day_of_a_month() =>
        Bank.EnumerateTransactions().Where(t => t.Kind is TransactionKind.Interest or TransactionKind.Fee)
            .Should().NotBeEmpty().And.OnlyContain(t => t.ValueDay == t.ValueDay.EndOfMonth);

    [Fact]
    public void A_salary_is_the_same_every_month_and_paid_in_its_first_five_days()
    {
        var salaries = Bank.EnumerateTransactions().Where(t => t.Kind == TransactionKind.Salary).GroupBy(t => t.Account).ToArray();

        salaries.Should().NotBeEmpty().And.OnlyContain(g => g.Count() == 36 && g.Select(t => t.Amount).Distinct().Count() == 1 && g.All(t => t.ValueDay.DayOfMonth <= 5));
    }

    [Fact]
    public void A_campaign_contact_reaches_the_marketing_group_only_and_after_the_as_of_day()
    {
        var marketed = Bank.EnumerateCampaignClients().Where(c => c.Household.Group == CampaignGroup.Marketing).Select(c => c.Client).ToHashSet();
        var contacts = Bank.EnumerateContacts().Where(c => c.Campaign.Length > 0).ToArray();

        contacts.Should().NotBeEmpty().And.OnlyContain(c => c.Day > Bank.AsOf && (c.RespondedOn == null || c.RespondedOn >= c.Day));
        contacts.Select(c => c.Customer).Distinct().Should().BeEquivalentTo(marketed);
        contacts.GroupBy(c => c.Customer).Should().OnlyContain(g => g.Count(c => c.RespondedOn != null) <= 1);
    }

    [Fact]
    public void Whoever_responded_holds_the_product_from_a_day_after_the_as_of_day()
    {
        var responded = Bank.EnumerateCampaignClients().Where(c => c.Responded).Select(c => c.Client).ToArray();
        var held = Bank.EnumerateProductHoldings().Where(h => h.Product == SyntheticBank.CampaignProduct).ToArray();

        responded.Should().NotBeEmpty();
        held.Should().OnlyContain(h => h.HeldFrom > Bank.AsOf && h.HeldFrom <= Bank.End);
        held.Select(h => h.Client).Should().Equal(responded);
    }

    [Fact]
    public void What_happened_is_the_potential_outcome_of_the_group()
    {
        foreach (var (seen, truth) in Bank.EnumerateCampaignHouseholds().Zip(Bank.Truth.EnumerateHouseholds()))
        {
            seen.AssetsAfter.Should().Be(truth.Group == CampaignGroup.Marketing ? truth.AssetsIfTreated : truth.AssetsIfControl);
            seen.Group.Should().Be(truth.Group);
        }

        foreach (var (seen, truth) in Bank.EnumerateCampaignClients().Zip(Bank.Truth.EnumerateClients()))
        {
            seen.Responded.Should().Be(truth.Group == CampaignGroup.Marketing ? truth.RespondsIfTreated : truth.RespondsIfControl);
        }
    }

    [Fact]
    public void Stated_average_effects_are_the_means_of_the_differences_of_potential_outcomes()
    {
        var households = Bank.Truth.EnumerateHouseholds().ToArray();
        var clients = Bank.Truth.EnumerateClients().ToArray();

        Check(Bank.Truth.AssetEffect, households, h => h.Group, h => (double)(h.AssetsIfTreated - h.AssetsIfControl));
        Check(Bank.Truth.PromotionEffect, households, h => h.Group, h => (h.PromotedIfTreated ? 1 : 0) - (h.PromotedIfControl ? 1 : 0));
        Check(Bank.Truth.ResponseEffect, clients, c => c.Group, c => (c.RespondsIfTreated ? 1 : 0) - (c.RespondsIfControl ? 1 : 0));
        Check(Bank.Truth.ResponseProbabilityEffect, clients, c => c.Group, c => c.ResponseProbabilityIfTreated - c.ResponseProbabilityIfControl);
        Bank.Truth.AdultCount.Should().Be(clients.Length);

        static void Check<T>(AverageEffect stated, T[] rows, Func<T, CampaignGroup> group, Func<T, double> difference)
        {
            stated.All.Should().BeApproximately(rows.Average(difference), 1e-9 * Math.Abs(stated.All));
            stated.Recommended.Should().BeApproximately(rows.Where(r => group(r) != CampaignGroup.NonRecommended).Average(difference), 1e-9 * Math.Abs(stated.All));
            stated.Marketed.Should().BeApproximately(rows.Where(r => group(r) == CampaignGroup.Marketing).Average(difference), 1e-9 * Math.Abs(stated.All));
        }
    }

    [Fact]
    public void Without_an_effect_nothing_differs_between_the_worlds()
    {
        var placebo = SyntheticBank.Create(500, 7, new() { EffectScale = 0 });

        placebo.Truth.AssetEffect.All.Should().Be(0);
        placebo.Truth.ResponseProbabilityEffect.Marketed.Should().Be(0);
        placebo.Truth.PromotionEffect.Recommended.Should().Be(0);
    }

    [Fact]
    public void An_odd_calendar_works()
    {
        var bank = SyntheticBank.Create(80, 3, new() { Start = new Day(2023, 2, 1), HistoryMonths = 6, OutcomeMonths = 1 });

        bank.AsOf.Should().Be(new Day(2023, 7, 31));
        bank.End.Should().Be(new Day(2023, 8, 31));
        bank.EnumerateTransactions().Where(t => t.Kind == TransactionKind.Card).GroupBy(t => t.Account).Should().OnlyContain(g => g.Min(t => t.ValueDay) <= bank.AsOf);
        bank.EnumerateContacts().Should().OnlyContain(c => c.Day <= bank.End);
    }
}
