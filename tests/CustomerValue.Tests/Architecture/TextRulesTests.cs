namespace CustomerValue.Tests.Architecture;

public sealed class TextRulesTests
{
    [Fact]
    public void Sources_keep_the_text_rules()
    {
        var root = Path.Combine(Repository.Root, "src");
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal) && !f.Replace('\\', '/').Contains("/bin/", StringComparison.Ordinal))
            .ToArray();

        files.Should().HaveCountGreaterThan(20);
        files.SelectMany(f => TextRules.Violations(f, File.ReadAllLines(f))).Should().BeEmpty();
    }

    [Fact]
    public void Folder_is_namespace()
    {
        var root = Path.Combine(Repository.Root, "src", "CustomerValue");
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')))
        {
            var room = file.Split('/')[0];
            if (room is "bin" or "obj" or "Downlevel")
            {
                continue;
            }

            var expected = room == "Common" ? "namespace CustomerValue;" : $"namespace CustomerValue.{room};";
            File.ReadAllText(Path.Combine(root, file)).Should().Contain(expected, "{0} stands in room {1}", file, room);
        }
    }

    [Theory]
    [InlineData("#if NET", "#if outside")]
    [InlineData("#region Fields", "a #region")]
    [InlineData("// TODO later", "a TODO")]
    public void Each_rule_bites(string line, string violation) =>
        TextRules.Violations("src/Sample.cs", [line]).Should().ContainSingle().Which.Should().Contain(violation);

    [Fact]
    public void A_long_file_is_refused_unless_it_is_a_kernel()
    {
        TextRules.Violations("src/Sample.cs", new string[401].Select(_ => "").ToArray()).Should().ContainSingle();
        TextRules.Violations("src/DotKernel.cs", new string[401].Select(_ => "").ToArray()).Should().BeEmpty();
    }
}
