using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CustomerValue.Tests.Architecture;

/// <summary>This test assembly once more, in a process of its own with other environment variables.</summary>
internal static partial class ChildRun
{
    public static ChildResult Run(string filter, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in (string[])["vstest", typeof(ChildRun).Assembly.Location, $"--TestCaseFilter:{filter}"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ChildResult(process.ExitCode, Count(output, Passed()), Count(output, Failed()), output + errors.Result);
    }

    private static int Count(string output, Regex pattern) =>
        pattern.Match(output) is { Success: true } match ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"Passed:\s+(\d+)")]
    private static partial Regex Passed();

    [GeneratedRegex(@"Failed:\s+(\d+)")]
    private static partial Regex Failed();
}

/// <summary>What a child run said.</summary>
internal sealed record ChildResult(int ExitCode, int Passed, int Failed, string Output);
