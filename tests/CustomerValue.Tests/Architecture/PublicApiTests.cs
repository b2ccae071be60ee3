namespace CustomerValue.Tests.Architecture;

/// <summary>The public surface is a contract: a change shows as a change of the snapshot. Set CUSTOMERVALUE_ACCEPT_API=1 to write it anew.</summary>
public sealed class PublicApiTests
{
#if NETSTANDARD_ASSET
    private const string Target = "netstandard2.0";
#else
    private const string Target = "net10.0";
#endif

    [Fact]
    public void The_public_surface_of_the_core_is_the_committed_one() =>
        Snapshot.Check($"CustomerValue.{Target}.txt", PublicApi.Lines(typeof(Day).Assembly.GetTypes()));

    [Fact]
    public void The_modern_surface_contains_the_old_one()
    {
        var modern = Snapshot.Read("CustomerValue.net10.0.txt");
        Snapshot.Read("CustomerValue.netstandard2.0.txt").Should().BeSubsetOf(modern);
    }

    [Fact]
    public void A_changed_member_changes_the_lines()
    {
        var lines = PublicApi.Lines([typeof(Violations.Shapes.Settable)]);
        lines.Should().Equal(
            "Violations.Shapes.Settable (class)",
            "Violations.Shapes.Settable.Value { get; set; } : Int32",
            "Violations.Shapes.Settable.new()");
    }
}
