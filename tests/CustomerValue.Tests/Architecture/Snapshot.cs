namespace CustomerValue.Tests.Architecture;

/// <summary>Committed lists of public members, in <c>tests/PublicApi</c>.</summary>
internal static class Snapshot
{
    public static void Check(string file, string[] actual)
    {
        if (Environment.GetEnvironmentVariable("CUSTOMERVALUE_ACCEPT_API") == "1")
        {
            File.WriteAllLines(PathOf(file), actual);
        }

        var expected = Read(file);
        var added = actual.Except(expected, StringComparer.Ordinal).ToArray();
        var removed = expected.Except(actual, StringComparer.Ordinal).ToArray();
        (added.Length + removed.Length).Should().Be(
            0,
            "tests/PublicApi/{0} is the contract; added:\n{1}\nremoved:\n{2}\nTo accept: CUSTOMERVALUE_ACCEPT_API=1 dotnet test",
            file,
            string.Join('\n', added.Take(20)),
            string.Join('\n', removed.Take(20)));
    }

    public static string[] Read(string file) => File.Exists(PathOf(file)) ? File.ReadAllLines(PathOf(file)) : [];

    private static string PathOf(string file) => Path.Combine(Repository.Root, "tests", "PublicApi", file);
}
