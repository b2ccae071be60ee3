namespace CustomerValue.Extensions.Tests;

/// <summary>Model files of released versions, committed once and never edited: they stay loadable and score as they did.</summary>
public sealed class ModelFileVersions
{
    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void A_file_of_version_1_still_loads_to_the_same_bits(string kind)
    {
        var sample = Samples.Of(kind);
        using var file = File.OpenRead(Path.Combine(Folder(), "v1", kind + ".json"));

        Samples.Bits(sample.Score(ModelFile.Load<object>(file))).Should().Equal(Samples.Bits(sample.Score(sample.Model)));
    }

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void The_current_version_is_still_written_as_committed(string kind) =>
        WithoutLibrary(ModelFile.Save(Samples.Of(kind).Model)).Should().Be(WithoutLibrary(File.ReadAllText(Path.Combine(Folder(), "v1", kind + ".json"))));

    internal static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CustomerValue.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "CustomerValue.Extensions.Tests", "ModelFiles");
            }
        }

        throw new DirectoryNotFoundException("CustomerValue.sln is in no folder above the tests.");
    }

    // The library's own version is part of the file and of its seal; the first files do not name the algorithm's version, which is then 1.
    private static string WithoutLibrary(string file) =>
        System.Text.RegularExpressions.Regex.Replace(Resealed.Content(file).Replace("\"algorithm\":1,", string.Empty, StringComparison.Ordinal), "\"library\":\"[^\"]*\"", "\"library\":\"\"");
}
