using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class HouseholdsInputChecks
{
    private static readonly Day Today = new(2024, 6, 30);

    public static TheoryData<int, RejectionReason, string> BadRows => new()
    {
        { 0, RejectionReason.NullRow, "Row 1 breaks a disposition on every row: null." },
        { 1, RejectionReason.MissingKey, "Row 1 breaks client and account given: client '', account 'x'." },
        { 2, RejectionReason.UnknownCategory, "Row 1 breaks role owner, co-owner or disponent: role 9." },
        { 4, RejectionReason.MissingDay, "Row 1 breaks last and known-at day given or null: default." },
        { 3, RejectionReason.NegativeDuration, "Row 1 breaks ValidFrom ≤ ValidTo: from 2024-02-01, to 2024-01-01." },
    };

    private static Disposition Bad(int which) => which switch
    {
        0 => null!,
        1 => HouseholdsCorrectness.Of(default, "x"),
        2 => HouseholdsCorrectness.Of(2, "x", (DispositionRole)9),
        4 => HouseholdsCorrectness.Of(2, "x") with { KnownAt = default(Day) },
        _ => HouseholdsCorrectness.Of(2, "x", from: new Day(2024, 2, 1), to: new Day(2024, 1, 1)),
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public void A_bad_row_is_counted_and_named_when_lenient_and_thrown_when_strict(int which, RejectionReason reason, string message)
    {
        Disposition[] rows = [HouseholdsCorrectness.Of(1, "x"), Bad(which)];
        var quality = Households.Build(rows, Today).Quality;

        quality.RowsRead.Should().Be(2);
        quality.RowsAccepted.Should().Be(1);
        quality.Count(reason).Should().Be(1);
        quality.RejectedRows.Should().ContainSingle().Which.Message.Should().Be(message);
        var strict = () => Households.Build(rows, Today, Today, new HouseholdOptions { Strictness = Strictness.Strict });
        strict.Should().Throw<ArgumentException>().WithMessage(message + "*");
    }

    [Fact]
    public void A_row_twice_is_counted_as_a_duplicate_and_changes_nothing()
    {
        var households = Households.Build([HouseholdsCorrectness.Of(1, "x"), HouseholdsCorrectness.Of(1, "x")], Today);
        households.Quality.Duplicates.Should().Be(1);
        households.OwnersOf("x").ToArray().Should().ContainSingle().Which.Weight.Should().Be(1);
    }

    [Fact]
    public void No_rows_make_no_households()
    {
        var households = Households.Build([], Today);
        households.Count.Should().Be(0);
        households.Quality.RowsRead.Should().Be(0);
        households.Sum([]).Total.Should().Be(0);
        var key = () => households.Key(0);
        key.Should().Throw<ArgumentOutOfRangeException>();
    }
}
