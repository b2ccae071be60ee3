using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class FeatureCatalogInputChecks
{
    private static Snapshot OneCustomer() =>
        new SnapshotSources(TransactionLedger.Load([new() { Account = "a", ValueDay = FeatureBank.AsOf, Amount = 1 }])).AsOf(FeatureBank.AsOf);

    [Fact]
    public void Names_are_unique_and_definitions_whole()
    {
        var catalog = FeatureCatalog.Empty.With("x", "count", CalendarSpan.OfDays(30), 1, _ => 1);
        ((Action)(() => catalog.With("x", "count", CalendarSpan.AllTime, 2, _ => 1))).Should().Throw<ArgumentException>().WithMessage("Feature 'x' is in the catalog twice*");
        ((Action)(() => catalog.With(" ", "count", CalendarSpan.AllTime, 1, _ => 1))).Should().Throw<ArgumentException>().WithMessage("A feature needs a name*");
        ((Action)(() => catalog.With("y", "", CalendarSpan.AllTime, 1, _ => 1))).Should().Throw<ArgumentException>().WithMessage("Feature 'y' needs a unit*");
        ((Action)(() => catalog.With("y", "count", CalendarSpan.AllTime, 0, _ => 1))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => catalog.With("y", "count", CalendarSpan.AllTime, 1, null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => catalog.Only("y"))).Should().Throw<ArgumentException>().WithMessage("There is no feature 'y'*");
        ((Action)(() => catalog.Without("y"))).Should().Throw<ArgumentException>();
        ((Action)(() => CalendarSpan.OfDays(0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => CalendarSpan.OfMonths(0))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_infinite_figure_is_refused_by_feature_and_customer_and_NaN_is_missing(int threads)
    {
        var infinite = FeatureCatalog.Empty.With("x", "ratio", CalendarSpan.AllTime, 1, c => 1 / (double)(c.Inflow - 1));
        ((Action)(() => infinite.Extract(OneCustomer(), new ExtractionOptions { Threads = threads }))).Should().Throw<ArgumentException>().WithMessage("Feature 'x' of customer 'a' is Infinity*");
        FeatureCatalog.Empty.With("x", "ratio", CalendarSpan.AllTime, 1, _ => double.NaN).Extract(OneCustomer()).Table.Number("x")[0].Should().Be(double.NaN);
    }

    [Fact]
    public void The_version_changes_with_every_definition_and_with_nothing_else()
    {
        var catalog = FeatureCatalog.Empty.With("x", "count", CalendarSpan.OfDays(30), 1, _ => 1);
        catalog.Version.Should().Be(FeatureCatalog.Empty.With("x", "count", CalendarSpan.OfDays(30), 1, _ => 2, "other words").Version);
        new[]
        {
            FeatureCatalog.Empty.With("y", "count", CalendarSpan.OfDays(30), 1, _ => 1), FeatureCatalog.Empty.With("x", "days", CalendarSpan.OfDays(30), 1, _ => 1),
            FeatureCatalog.Empty.With("x", "count", CalendarSpan.OfDays(31), 1, _ => 1), FeatureCatalog.Empty.With("x", "count", CalendarSpan.OfDays(30), 2, _ => 1), FeatureCatalog.Empty,
        }.Should().OnlyContain(c => c.Version != catalog.Version);
        catalog.Replace(new FeatureDefinition("x", "count", CalendarSpan.OfDays(30), 2, "", "", _ => 1)).Version.Should().NotBe(catalog.Version);
        catalog.Extract(OneCustomer()).ToString().Should().Contain(catalog.Version).And.Contain("Snapshot as of 2024-05-31");
    }

    [Fact]
    public void The_usual_catalog_says_of_every_feature_what_it_is()
    {
        FeatureCatalog.RetailBanking.Features.Should().OnlyContain(f => f.Description.EndsWith('.') && f.Unit.Length > 0 && f.Version == 1);
        FeatureCatalog.RetailBanking.Features.Where(f => f.Window.Days > 0).Should().OnlyContain(f => f.Name.EndsWith("_" + f.Window.Suffix, StringComparison.Ordinal));
        var shorter = FeatureCatalog.ForRetailBanking(new RetailFeatureOptions { WindowDays = [7], SeasonMonths = 1 });
        shorter.Find("frequency_7d").Should().NotBeNull();
        shorter.Find("frequency_90d").Should().BeNull();
        shorter.Find("inflow_yoy_1m")!.Window.Should().Be(CalendarSpan.OfMonths(13));
        shorter.Without("frequency_7d").Features.Should().HaveCount(shorter.Features.Count - 1);
        ((Action)(() => _ = new RetailFeatureOptions { WindowDays = [] })).Should().Throw<ArgumentException>();
        ((Action)(() => _ = new RetailFeatureOptions { WindowDays = [30, 30] })).Should().Throw<ArgumentException>();
        ((Action)(() => _ = new RetailFeatureOptions { RegularMonths = 1 })).Should().Throw<ArgumentOutOfRangeException>();
        new RetailFeatureOptions { WindowDays = [30, 90, 365] }.Should().Be(RetailFeatureOptions.Default);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Cancelled_work_stops(int threads)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        ((Action)(() => FeatureCatalog.RetailBanking.Extract(OneCustomer(), new ExtractionOptions { Threads = threads }, null, source.Token))).Should().Throw<OperationCanceledException>();
    }
}
