using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CustomerValue.Docs.Tests;

/// <summary>Every public member is documented: the compiler says so, and the build takes its word as an error.</summary>
public sealed class DocumentationTests
{
    [Theory]
    [InlineData("/// <summary>A type.</summary>\npublic sealed class Sample { public int Bare => 1; }", 1)]
    [InlineData("public sealed class Sample;", 1)]
    [InlineData("/// <summary>A type.</summary>\npublic sealed class Sample;", 0)]
    public void A_public_member_without_documentation_is_reported(string source, int reports) => CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(documentationMode: DocumentationMode.Diagnose))],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
        .GetDiagnostics().Count(d => d.Id == "CS1591").Should().Be(reports);

    [Fact]
    public void The_build_makes_it_an_error()
    {
        File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig")).Should().Contain("dotnet_diagnostic.CS1591.severity = error");
        File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")).Should().Contain("<GenerateDocumentationFile>true</GenerateDocumentationFile>");
        foreach (var package in (string[])["CustomerValue", "CustomerValue.Extensions", "CustomerValue.Reporting", "CustomerValue.Testing"])
        {
            var folder = Path.Combine(Repository.Root, "src", package, "bin", Repository.Configuration, "net10.0");
            File.Exists(Path.Combine(folder, package + ".xml")).Should().BeTrue("{0} ships its documentation", package);
        }
    }
}
