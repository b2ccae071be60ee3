using System.Text;

namespace CustomerValue.Extensions.Tests;

/// <summary>Model files that somebody changed, with a seal that fits again: what is refused must be refused for its content.</summary>
internal static class Resealed
{
    private const int SealLength = 77;

    /// <summary>The file without seal and last brace.</summary>
    public static string Content(string file) => file[..^SealLength];

    public static string Close(string content) => content + Encoding.ASCII.GetString(FileSeal.Close(Encoding.UTF8.GetBytes(content)));

    public static string Replace(string file, string old, string replacement)
    {
        var content = Content(file);
        content.Should().Contain(old);
        var at = content.IndexOf(old, StringComparison.Ordinal);
        return Close(content[..at] + replacement + content[(at + old.Length)..]);
    }

    /// <summary>The same tokens with white space between them.</summary>
    public static string Indent(string file)
    {
        var result = new StringBuilder();
        var inText = false;
        for (var i = 0; i < file.Length; i++)
        {
            result.Append(file[i]);
            if (file[i] == '\\')
            {
                result.Append(file[++i]);
            }
            else if (file[i] == '"')
            {
                inText = !inText;
            }
            else if (!inText && file[i] is ',' or '{' or '[' or ':')
            {
                result.Append("\r\n\t ");
            }
        }

        return result.Append('\n').ToString();
    }
}
