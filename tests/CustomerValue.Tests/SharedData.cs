namespace CustomerValue.Tests;

/// <summary>Real data that is never committed: <c>../shared/data</c> beside the clone, or CUSTOMERVALUE_DATA.</summary>
internal static class SharedData
{
    /// <summary>The path of a file or folder under the data root; skips the test, saying why, where it is absent.</summary>
    public static string Require(params string[] parts)
    {
        var root = Root();
        var path = root is null ? null : Path.Combine([root, .. parts]);
        Skip.If(
            path is null || !(File.Exists(path) || Directory.Exists(path)),
            $"needs {string.Join('/', parts)} under ../shared/data or CUSTOMERVALUE_DATA");
        return path!;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("CUSTOMERVALUE_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CustomerValue.sln")))
            {
                var data = Path.Combine(folder.FullName, "..", "shared", "data");
                return Directory.Exists(data) ? Path.GetFullPath(data) : null;
            }
        }

        return null;
    }
}
