using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CustomerValue.Docs.Tests;

/// <summary>The list of banned symbols, applied by the same analyzer as in the build, to code that breaks it.</summary>
public sealed class BannedSymbolsTests
{
    [Theory]
    [InlineData("DateTime.Now")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("new Random(1)")]
    [InlineData("Random.Shared")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Environment.ProcessorCount")]
    [InlineData("Environment.GetEnvironmentVariable(\"x\")")]
    [InlineData("Console.Out")]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture")]
    [InlineData("TimeZoneInfo.Local")]
    [InlineData("System.IO.File.Exists(\"x\")")]
    [InlineData("new System.Diagnostics.Stopwatch()")]
    [InlineData("Math.Exp(1)")]
    [InlineData("Math.Log(2)")]
    [InlineData("Math.Log(2, 10)")]
    [InlineData("Math.Pow(2, 3)")]
    [InlineData("Math.Tanh(2)")]
    [InlineData("Math.FusedMultiplyAdd(1, 2, 3)")]
    [InlineData("double.Exp(1)")]
    [InlineData("MathF.Sqrt(2)")]
    public async Task A_banned_symbol_is_reported(string expression) =>
        (await Diagnose(expression)).Should().Contain(d => d.Id == "RS0030");

    [Theory]
    [InlineData("Math.Sqrt(2)")]
    [InlineData("Math.Abs(-1.0)")]
    public async Task What_is_exact_on_every_processor_is_allowed(string expression) =>
        (await Diagnose(expression)).Should().BeEmpty();

    [Fact]
    public void The_build_reads_the_list() =>
        File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.targets")).Should().Contain("BannedSymbols.txt");

    private static async Task<ImmutableArray<Diagnostic>> Diagnose(string expression)
    {
        var compilation = DocProgram.Compile(
            $"using System; public static class Sample {{ public static object Use() => {expression}; }}", OutputKind.DynamicallyLinkedLibrary);
        compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
        var list = new ListedText(Path.Combine(Repository.Root, "src", "BannedSymbols.txt"));
        var options = new AnalyzerOptions([list]);
        return await compilation.WithAnalyzers(Analyzers(), options).GetAnalyzerDiagnosticsAsync();
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers()
    {
        var package = typeof(BannedSymbolsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "BannedApiAnalyzers").Value!;
        return Directory.EnumerateFiles(package, "*BannedApiAnalyzers.dll", SearchOption.AllDirectories)
            .Where(f => f.Contains("CSharp", StringComparison.Ordinal) || !f.Contains("VisualBasic", StringComparison.Ordinal))
            .Select(Assembly.LoadFrom)
            .ToArray()
            .SelectMany(Loadable)
            .Where(t => t is { IsAbstract: false } && typeof(DiagnosticAnalyzer).IsAssignableFrom(t)
                && t.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)
            .ToImmutableArray();
    }

    // The package's code fixes need the editor's workspaces, which a compiler run lacks: its analyzers are enough.
    private static IEnumerable<Type> Loadable(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            return partial.Types.OfType<Type>();
        }
    }

    private sealed class ListedText(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
