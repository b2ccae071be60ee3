namespace CustomerValue.Tests.Architecture;

/// <summary>The clone these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Debug or Release, as this test assembly was built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustomerValue.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests read the repository they were built in: no CustomerValue.sln above " + AppContext.BaseDirectory);
    }
}
