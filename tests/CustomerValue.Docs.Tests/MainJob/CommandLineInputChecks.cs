using FourInOne;

namespace CustomerValue.Docs.Tests.MainJob;

/// <summary>What the main job does with its options.</summary>
public class CommandLineInputChecks
{
    [Fact]
    public void Without_options_it_is_a_synthetic_bank_of_20000_households()
    {
        CommandLine.TryParse([], out var command, out _).Should().BeTrue();
        command!.DataFolder.Should().BeNull();
        command.Households.Should().Be(20_000);
        command.OutputFolder.Should().Be(Path.Combine("out", "four-in-one"));
        command.ShowsHelp.Should().BeFalse();
    }

    [Fact]
    public void Options_are_read_in_any_order()
    {
        CommandLine.TryParse(["--seed", "7", "--out", "there", "--households", "5000", "--help"], out var command, out _).Should().BeTrue();
        command!.Seed.Should().Be(7);
        command.OutputFolder.Should().Be("there");
        command.Households.Should().Be(5_000);
        command.ShowsHelp.Should().BeTrue();
    }

    [Theory]
    [InlineData("*--speed*", "--speed", "9")]
    [InlineData("*twice*", "--seed", "1", "--seed", "2")]
    [InlineData("*--data needs a value*", "--data")]
    [InlineData("*--data needs a value*", "--data", "--seed", "1")]
    [InlineData("*'-1'*whole number*", "--seed", "-1")]
    [InlineData("*'1,000'*whole number*", "--households", "1,000")]
    [InlineData("*'10'*whole number from 1000*", "--households", "10")]
    [InlineData("*does not go with --data*", "--data", "here", "--households", "5000")]
    [InlineData("*'berka'*", "berka")]
    public void What_makes_no_sense_is_refused_by_name(string message, params string[] args)
    {
        CommandLine.TryParse(args, out var command, out var fault).Should().BeFalse();
        command.Should().BeNull();
        fault.Should().Match(message);
    }
}
