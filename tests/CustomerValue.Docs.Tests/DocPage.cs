using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CustomerValue.Docs.Tests;

/// <summary>The C# blocks of one page, as one program: statements in order, types last.</summary>
internal static class DocPage
{
    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "Microsoft.Extensions.DependencyInjection",
        "CustomerValue", "CustomerValue.Information", "CustomerValue.Statistics", "CustomerValue.Evaluation", "CustomerValue.Segmentation",
        "CustomerValue.Lifetime", "CustomerValue.Propensity", "CustomerValue.Uplift", "CustomerValue.Targeting", "CustomerValue.Experiments",
        "CustomerValue.Extensions", "CustomerValue.Reporting", "CustomerValue.Testing",
    ];

    public static IReadOnlyList<string> Blocks(string markdown)
    {
        var blocks = new List<string>();
        StringBuilder? block = null;
        foreach (var line in markdown.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (block is null && line.Trim() == "```csharp")
            {
                block = new StringBuilder();
            }
            else if (block is not null && line.Trim() == "```")
            {
                blocks.Add(block.ToString());
                block = null;
            }
            else
            {
                block?.Append(line).Append('\n');
            }
        }

        return block is null ? blocks : throw new InvalidDataException("A code block is not closed.");
    }

    public static string Program(IEnumerable<string> blocks)
    {
        var usings = new SortedSet<string>(Usings.Select(u => $"using {u};"), StringComparer.Ordinal);
        var statements = new StringBuilder();
        var types = new StringBuilder();
        foreach (var block in blocks)
        {
            var unit = CSharpSyntaxTree.ParseText(block).GetCompilationUnitRoot();
            foreach (var directive in unit.Usings)
            {
                usings.Add(directive.ToString());
            }

            foreach (var member in unit.Members)
            {
                (member is GlobalStatementSyntax ? statements : types).Append(member.ToFullString()).Append('\n');
            }
        }

        return string.Join('\n', usings) + "\n" + statements + types;
    }
}
