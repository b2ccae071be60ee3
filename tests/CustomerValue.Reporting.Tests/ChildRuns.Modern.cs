using CustomerValue.Tests.Architecture;

namespace CustomerValue.Reporting.Tests;

/// <summary>The approved bytes once more in processes of their own: other cultures, no vector unit.</summary>
public sealed class ChildRuns
{
    [Theory]
    [Trait("Category", "ChildRun")]
    [InlineData(TestCulture.Variable, "de-DE")]
    [InlineData(TestCulture.Variable, "tr-TR")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    public void The_bytes_are_the_same_under(string variable, string value)
    {
        var run = ChildRun.Run("Category=Bits", (variable, value), ("CUSTOMERVALUE_ACCEPT_CHARTS", string.Empty));

        run.ExitCode.Should().Be(0, run.Output);
        run.Passed.Should().BeGreaterThan(30, run.Output);
    }
}
