using System.Security.Cryptography;
using System.Text;
using CustomerValue.Tests.Architecture;

namespace CustomerValue.Reporting.Tests;

/// <summary>Drawings that were looked at: whole in their ordinary state, by hash in the others. Accepted with CUSTOMERVALUE_ACCEPT_CHARTS=1.</summary>
internal static class Approved
{
    private static readonly Lock Gate = new();

    private static string Folder => Path.Combine(Repository.Root, "tests", "CustomerValue.Reporting.Tests", "Approved");

    public static void Check(string name, string state, string text)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
        if (Environment.GetEnvironmentVariable("CUSTOMERVALUE_ACCEPT_CHARTS") == "1")
        {
            Accept(name, state, text, hash);
        }

        if (state == "ordinary")
        {
            var path = Path.Combine(Folder, name + ".svg");
            File.Exists(path).Should().BeTrue("{0} was approved", path);
            text.Should().Be(File.ReadAllText(path), "tests/CustomerValue.Reporting.Tests/Approved/{0}.svg is what was looked at; to accept: CUSTOMERVALUE_ACCEPT_CHARTS=1 dotnet test", name);
        }

        Hashes(name).Should().Contain(Line(state, hash), "the {0} drawing of {1} was approved", state, name);
    }

    private static void Accept(string name, string state, string text, string hash)
    {
        lock (Gate)
        {
            Directory.CreateDirectory(Folder);
            if (state == "ordinary")
            {
                File.WriteAllText(Path.Combine(Folder, name + ".svg"), text);
            }

            var lines = Hashes(name).Where(l => !l.EndsWith("  " + state, StringComparison.Ordinal)).Append(Line(state, hash)).OrderBy(l => l[66..], StringComparer.Ordinal);
            File.WriteAllText(PathOf(name), string.Join('\n', lines) + "\n");
        }
    }

    private static string[] Hashes(string name) => File.Exists(PathOf(name)) ? File.ReadAllLines(PathOf(name)) : [];

    private static string PathOf(string name) => Path.Combine(Folder, name + ".sha256");

    private static string Line(string state, string hash) => hash + "  " + state;
}
