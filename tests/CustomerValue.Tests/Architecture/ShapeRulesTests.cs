namespace CustomerValue.Tests.Architecture;

public sealed class ShapeRulesTests
{
    [Fact]
    public void Public_types_keep_the_shape_rules()
    {
        var types = typeof(Day).Assembly.GetTypes();
        ShapeRules.Violations(types, Namespaces(types)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("Open is a class that is neither sealed, static nor abstract")]
    [InlineData("Settable has a public setter Value")]
    [InlineData("HandsOutAnArray hands out an array in Values")]
    [InlineData("FillsAnArrayField has a public field Values")]
    [InlineData("Remembers keeps mutable static state in count")]
    [InlineData("Positional is a positional record")]
    [InlineData("Lifetime is named like a namespace")]
    [InlineData("LeaksMathNet shows MathNet.Numerics.LinearAlgebra.Vector")]
    [InlineData("SomethingOptions has a required member")]
    [InlineData("ITooMuch is an interface of more than three members")]
    [InlineData("ManagesHelper ends in a banned word")]
    public void Each_rule_bites_on_a_sample_that_breaks_it(string violation)
    {
        var samples = typeof(Violations.Shapes.Open).Assembly.GetTypes().Where(t => t.Namespace == "Violations.Shapes").ToArray();
        ShapeRules.Violations(samples, ["CustomerValue", "CustomerValue.Lifetime"])
            .Should().Contain(v => v.Contains("Violations.Shapes." + violation, StringComparison.Ordinal));
    }

    private static string[] Namespaces(Type[] types) =>
        types.Select(t => t.Namespace).OfType<string>().Where(n => n.StartsWith("CustomerValue", StringComparison.Ordinal)).Distinct().ToArray();
}
