using System.Text.RegularExpressions;

namespace CustomerValue.Tests.Architecture;

/// <summary>Rules that are read from the sources: file length, #if, #region.</summary>
internal static partial class TextRules
{
    private static readonly string[] Kernels = ["Kernel", "Table", "Coefficients", "Nodes", "Elementary", "Vector"];

    public static IEnumerable<string> Violations(string file, string[] lines)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var path = file.Replace('\\', '/');
        var isKernel = Kernels.Any(k => name.Contains(k, StringComparison.Ordinal));
        if (lines.Length > 400 && !isKernel)
        {
            yield return $"{path} has {lines.Length} lines; 400 is the limit";
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimStart();
            if (line.StartsWith("#if", StringComparison.Ordinal) && !isKernel && !path.Contains("/Downlevel/", StringComparison.Ordinal))
            {
                yield return $"{path}:{i + 1} has #if outside Downlevel and kernels";
            }

            if (line.StartsWith("#region", StringComparison.Ordinal))
            {
                yield return $"{path}:{i + 1} has a #region";
            }

            if (Todo().IsMatch(line))
            {
                yield return $"{path}:{i + 1} has a TODO without an issue number";
            }
        }
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b(?!.*#\d)")]
    private static partial Regex Todo();
}
