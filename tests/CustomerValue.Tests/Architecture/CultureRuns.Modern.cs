using System.Globalization;

namespace CustomerValue.Tests.Architecture;

/// <summary>The whole suite under cultures with a decimal comma and with a dotless i.</summary>
[Collection("Child runs")]
public sealed class CultureRuns
{
    [Theory]
    [Trait("Category", "ChildRun")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_suite_passes_under(string culture)
    {
        var run = ChildRun.Run("Category!=ChildRun&Category!=Bite", (TestCulture.Variable, culture));

        run.ExitCode.Should().Be(0, run.Output);
        run.Passed.Should().BeGreaterThan(30, run.Output);
    }

    [Fact]
    public void The_culture_is_the_one_asked_for()
    {
        if (TestCulture.Asked is { Length: > 0 } asked)
        {
            CultureInfo.CurrentCulture.Name.Should().Be(asked);
            1.5.ToString(CultureInfo.CurrentCulture).Should().Be("1,5");
        }
    }

    [Fact]
    [Trait("Category", "ChildRun")]
    public void A_text_of_the_current_culture_is_caught()
    {
        var run = ChildRun.Run("FullyQualifiedName~CultureBite", (TestCulture.Variable, "de-DE"));

        run.Failed.Should().Be(1, run.Output);
    }
}

/// <summary>Fails under a decimal comma, on purpose; part of no ordinary run of another culture.</summary>
public sealed class CultureBite
{
    [Fact]
    [Trait("Category", "Bite")]
    public void Text_that_forgets_the_culture() => 1.5.ToString(CultureInfo.CurrentCulture).Should().Be("1.5");
}
