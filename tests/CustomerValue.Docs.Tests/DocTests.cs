namespace CustomerValue.Docs.Tests;

/// <summary>Every C# block of README and docs compiles and runs. One class, so that pages run one after the other: they share the console.</summary>
public sealed class DocTests
{
    public static TheoryData<string> Pages => new(PagesWithCode());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_compiles_and_runs(string page)
    {
        var blocks = DocPage.Blocks(File.ReadAllText(Path.Combine(Repository.Root, page)));

        var output = DocProgram.Run(DocPage.Program(blocks));

        output.Should().NotBeNullOrWhiteSpace("an example shows what it computes");
    }

    [Fact]
    public void The_pages_are_found() => PagesWithCode().Should().Contain("README.md").And.HaveCountGreaterThan(3);

    [Fact]
    public void Each_guide_ends_with_what_not_to_do()
    {
        foreach (var room in (string[])["information", "segmentation", "lifetime-value", "propensity", "evaluation", "uplift", "targeting", "experiments", "statistics", "numerics", "reporting"])
        {
            var headings = File.ReadAllLines(Path.Combine(Repository.Root, "docs", room + ".md")).Where(l => l.StartsWith("## ", StringComparison.Ordinal));
            headings.Last().Should().Be("## Do not", "docs/{0}.md", room);
        }
    }

    [Fact]
    public void A_block_that_does_not_compile_is_caught() =>
        ((Action)(() => DocProgram.Run(DocPage.Program(["Day day = 17;"])))).Should().Throw<InvalidDataException>().WithMessage("*CS0029*");

    [Fact]
    public void A_block_that_throws_is_caught() =>
        ((Action)(() => DocProgram.Run(DocPage.Program(["Day.Parse(\"tomorrow\");"])))).Should().Throw<InvalidDataException>().WithMessage("*yyyy-MM-dd*");

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        foreach (var page in AllPages())
        {
            var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(
                File.ReadAllText(Path.Combine(Repository.Root, page)), @"\]\((?!https?:)([^)#\s]+)[^)]*\)"))
            {
                var target = Path.Combine(folder, link.Groups[1].Value);
                (File.Exists(target) || Directory.Exists(target)).Should().BeTrue("{0} links to {1}", page, link.Groups[1].Value);
            }
        }
    }

    private static IEnumerable<string> AllPages() => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Select(p => Path.GetRelativePath(Repository.Root, p).Replace('\\', '/'))
        .Prepend("README.md")
        .OrderBy(p => p, StringComparer.Ordinal);

    private static IEnumerable<string> PagesWithCode() =>
        AllPages().Where(p => DocPage.Blocks(File.ReadAllText(Path.Combine(Repository.Root, p))).Count > 0);
}
