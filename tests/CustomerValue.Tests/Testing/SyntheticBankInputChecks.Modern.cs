using CustomerValue.Information;
using CustomerValue.Testing;

namespace CustomerValue.Tests.Testing;

public sealed class SyntheticBankInputChecks
{
    public static TheoryData<string, Action> Refused => new()
    {
        { "households", () => SyntheticBank.Create(0, 1) },
        { "households", () => SyntheticBank.Create(100_000_001, 1) },
        { "Start", () => _ = new SyntheticBankOptions { Start = new Day(2022, 1, 2) } },
        { "Start", () => _ = new SyntheticBankOptions { Start = new Day(1899, 12, 1) } },
        { "HistoryMonths", () => _ = new SyntheticBankOptions { HistoryMonths = 5 } },
        { "OutcomeMonths", () => _ = new SyntheticBankOptions { OutcomeMonths = 0 } },
        { "MarketedShare", () => _ = new SyntheticBankOptions { MarketedShare = 1 } },
        { "RecommendedShare", () => _ = new SyntheticBankOptions { RecommendedShare = double.NaN } },
        { "HiddenConfounding", () => _ = new SyntheticBankOptions { HiddenConfounding = -1 } },
        { "EffectScale", () => _ = new SyntheticBankOptions { EffectScale = double.PositiveInfinity } },
        { "PurchaseR", () => _ = new SyntheticBankOptions { PurchaseR = 0 } },
        { "PurchaseAlpha", () => _ = new SyntheticBankOptions { PurchaseAlpha = -1 } },
        { "PurchaseA", () => _ = new SyntheticBankOptions { PurchaseA = double.NaN } },
        { "PurchaseB", () => _ = new SyntheticBankOptions { PurchaseB = double.PositiveInfinity } },
        { "SpendP", () => _ = new SyntheticBankOptions { SpendP = 0 } },
        { "SpendQ", () => _ = new SyntheticBankOptions { SpendQ = 1 } },
        { "SpendGamma", () => _ = new SyntheticBankOptions { SpendGamma = 0 } },
        { "key", () => SyntheticBank.HouseholdOf(default) },
        { "key", () => SyntheticBank.HouseholdOf("A-1") },
        { "key", () => SyntheticBank.HouseholdOf(20) },
        { "key", () => SyntheticBank.HouseholdOf(-9) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_argument_out_of_range_is_refused_by_name(string name, Action use) =>
        use.Should().Throw<ArgumentException>().Where(e => e.Message.Contains(name) || e.ParamName == name);

    [Fact]
    public void The_household_of_a_key_is_its_first_client() => SyntheticBank.HouseholdOf(new RecordKey(123)).Should().Be(new RecordKey(121));
}
