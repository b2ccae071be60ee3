using System.Text;

namespace CustomerValue.Reporting;

/// <summary>How wide a text is, without a font at hand, and where to break it.</summary>
internal static class TextFit
{
    public const string Ellipsis = "…";

    /// <summary>Width in pixels, at least what Inter, Segoe UI or Arial need.</summary>
    public static double Width(string text, double size, bool isBold = false)
    {
        var thousandths = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]))
            {
                continue;
            }

            thousandths += Advance(text[i], isBold);
        }

        return thousandths * size / 1000;
    }

    /// <summary>The text, cut with an ellipsis where it is wider than allowed.</summary>
    public static string Shorten(string text, double width, double size, bool isBold = false)
    {
        if (Width(text, size, isBold) <= width)
        {
            return text;
        }

        for (var length = text.Length - 1; length > 0; length--)
        {
            if (char.IsHighSurrogate(text[length - 1]))
            {
                continue;
            }

            var cut = text.Substring(0, length).TrimEnd() + Ellipsis;
            if (Width(cut, size, isBold) <= width)
            {
                return cut;
            }
        }

        return Ellipsis;
    }

    /// <summary>Lines of about equal length, no more than allowed; the last is cut where the text is too long.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, bool isBold = false, int maxLines = 2, bool isBalanced = true)
    {
        var lines = Greedy(text, width, size, isBold, maxLines);
        if (!isBalanced || lines.Count is 1 or > 3)
        {
            return lines;
        }

        // The narrowest column that needs no more lines.
        double low = width / 2, high = width;
        for (var step = 0; step < 12; step++)
        {
            var middle = (low + high) / 2;
            var tried = Greedy(text, middle, size, isBold, maxLines + 1);
            if (tried.Count <= lines.Count && tried.All(l => Width(l, size, isBold) <= middle && !l.EndsWith(Ellipsis, StringComparison.Ordinal)))
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return Greedy(text, high, size, isBold, maxLines);
    }

    private static List<string> Greedy(string text, double width, double size, bool isBold, int maxLines)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var extended = line.Length == 0 ? words[i] : line + " " + words[i];
            if (line.Length > 0 && Width(extended, size, isBold) > width)
            {
                if (lines.Count == maxLines - 1)
                {
                    lines.Add(Shorten(line + " " + string.Join(" ", words.Skip(i)), width, size, isBold));
                    return lines;
                }

                lines.Add(Shorten(line.ToString(), width, size, isBold));
                line.Clear().Append(words[i]);
            }
            else
            {
                line.Clear().Append(extended);
            }
        }

        lines.Add(Shorten(line.ToString(), width, size, isBold));
        return lines;
    }

    private static int Advance(char c, bool isBold) => c switch
    {
        >= ' ' and <= '~' => (isBold ? GlyphWidthTable.BasicBold : GlyphWidthTable.Basic)[c - ' '],
        >= '\u00A0' and <= '\u017F' => (isBold ? GlyphWidthTable.LatinBold : GlyphWidthTable.Latin)[c - '\u00A0'],
        '\u2009' or '\u202F' => 200,
        '\u2013' => 560,
        '\u2018' or '\u2019' or '\u2022' => isBold ? 500 : 560,
        '\u2212' or '\u2264' or '\u2265' or '\u2248' or '\u20AC' => 680,
        '\u201C' or '\u201D' => 500,
        >= '\u0370' and <= '\u03FF' => isBold ? 800 : 760,
        >= '\u0400' and <= '\u04FF' => isBold ? 900 : 860,
        _ => 1000,
    };
}
