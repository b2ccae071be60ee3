namespace CustomerValue.Tests.Architecture;

public sealed class RoomRulesTests
{
    [Fact]
    public void Rooms_use_only_the_rooms_the_house_plan_names() =>
        RoomRules.Violations(typeof(Day).Assembly.GetTypes(), "CustomerValue").Should().BeEmpty();

    [Fact]
    public void Every_room_of_the_plan_is_inhabited() =>
        typeof(Day).Assembly.GetTypes().Select(t => t.Namespace).Should().Contain(
        [
            "CustomerValue", "CustomerValue.Numerics", "CustomerValue.Information", "CustomerValue.Statistics", "CustomerValue.Evaluation",
            "CustomerValue.Segmentation", "CustomerValue.Lifetime", "CustomerValue.Propensity", "CustomerValue.Uplift",
            "CustomerValue.Targeting", "CustomerValue.Experiments",
        ]);

    [Fact]
    public void The_rule_bites_on_every_way_to_use_a_forbidden_room()
    {
        var samples = typeof(Violations.Experiments.UsesAModelInABody).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Violations", StringComparison.Ordinal) == true)
            .ToArray();

        var found = RoomRules.Violations(samples, "Violations").ToArray();

        found.Should().Contain(v => v.Contains("UsesAModelInABody", StringComparison.Ordinal) && v.Contains("may not use Lifetime", StringComparison.Ordinal));
        found.Should().Contain(v => v.Contains("KeepsAModelInAField", StringComparison.Ordinal));
        found.Should().Contain(v => v.Contains("ReturnsAListOfModels", StringComparison.Ordinal));
        found.Should().Contain(v => v.Contains("NamesMathNet", StringComparison.Ordinal) && v.Contains("only Numerics may name MathNet", StringComparison.Ordinal));
        found.Should().Contain(v => v.Contains("Violations.Attic", StringComparison.Ordinal) && v.Contains("no room", StringComparison.Ordinal));
        found.Should().NotContain(v => v.Contains("Violations.Lifetime.Model ", StringComparison.Ordinal), "the forbidden room itself breaks nothing");
    }
}
