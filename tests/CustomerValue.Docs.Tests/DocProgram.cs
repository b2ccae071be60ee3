using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CustomerValue.Docs.Tests;

/// <summary>Compiles a program of documentation and runs it.</summary>
internal static class DocProgram
{
    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(p => p.EndsWith(".dll", StringComparison.Ordinal))
        .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p))
        .ToArray();

    public static CSharpCompilation Compile(string program, OutputKind kind = OutputKind.ConsoleApplication) => CSharpCompilation.Create(
        "Doc" + Guid.NewGuid().ToString("N"),
        [CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.Latest))],
        References,
        new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false));

    /// <summary>What the program wrote.</summary>
    public static string Run(string program)
    {
        using var image = new MemoryStream();
        var result = Compile(program).Emit(image);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidDataException(string.Join('\n', errors) + "\n\n" + Numbered(program));
        }

        image.Position = 0;
        var entry = AssemblyLoadContext.Default.LoadFromStream(image).EntryPoint!;
        var console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        }
        catch (TargetInvocationException failure)
        {
            throw new InvalidDataException(failure.InnerException + "\n\n" + Numbered(program), failure.InnerException);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    private static string Numbered(string program) => string.Join('\n', program.Split('\n').Select((l, i) => $"{i + 1,4} {l}"));
}
