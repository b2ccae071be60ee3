using System.Reflection;
using System.Runtime.Loader;
using CustomerValue.Tests.Architecture;

namespace CustomerValue.Reporting.Tests;

/// <summary>The package's public surface is committed, keeps the shape rules, and depends on the core alone.</summary>
public sealed class PackageShapes
{
    private static readonly Assembly Package = typeof(Chart).Assembly;

    private static string Sources => Path.Combine(Repository.Root, "src", "CustomerValue.Reporting");

    [Fact]
    public void The_public_surface_is_the_committed_one() => Snapshot.Check("CustomerValue.Reporting.net10.0.txt", PublicApi.Lines(Package.GetTypes()));

    [Fact]
    public void So_is_that_of_the_old_target()
    {
        var path = Path.Combine(Sources, "bin", Repository.Configuration, "netstandard2.0", "CustomerValue.Reporting.dll");
        File.Exists(path).Should().BeTrue("{0} is built with the solution", path);
        var old = new AssemblyLoadContext("old target").LoadFromAssemblyPath(path);

        Snapshot.Check("CustomerValue.Reporting.netstandard2.0.txt", PublicApi.Lines(old.GetTypes()));
        Snapshot.Read("CustomerValue.Reporting.netstandard2.0.txt").Should().BeSubsetOf(Snapshot.Read("CustomerValue.Reporting.net10.0.txt"));
    }

    [Fact]
    public void Public_types_keep_the_shape_rules() =>
        ShapeRules.Violations(Package.GetTypes(), ["CustomerValue", "CustomerValue.Experiments", "CustomerValue.Segmentation", "CustomerValue.Reporting"]).Should().BeEmpty();

    [Fact]
    public void Sources_keep_the_text_rules() =>
        Directory.EnumerateFiles(Sources, "*.cs", SearchOption.TopDirectoryOnly).SelectMany(f => TextRules.Violations(f, File.ReadAllLines(f))).Should().BeEmpty();

    [Fact]
    public void The_package_depends_on_the_core_alone() =>
        Package.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !n.StartsWith("System", StringComparison.Ordinal)).Should().Equal("CustomerValue");

    /// <summary>One hand writes markup: an angle bracket in a literal elsewhere would be markup without escaping.</summary>
    [Fact]
    public void Only_the_writers_write_markup()
    {
        string[] writers = ["SvgWriter.cs", "Markup.cs", "HtmlTable.cs", "HtmlPage.cs", "MailPage.cs", "Chart.cs"];
        Directory.EnumerateFiles(Sources, "*.cs").Where(f => !writers.Contains(Path.GetFileName(f)))
            .Where(f => File.ReadLines(f).Any(l => !l.TrimStart().StartsWith("///", StringComparison.Ordinal) && System.Text.RegularExpressions.Regex.IsMatch(l, "\"[^\"]*</?[a-z]+[ >/]")))
            .Should().BeEmpty();
    }

    [Fact]
    public void The_footer_names_the_version_of_the_package()
    {
        var version = Package.GetName().Version!;
        new Provenance(default, string.Empty).Version.Should().Be($"CustomerValue {version.Major}.{version.Minor}");
    }
}
