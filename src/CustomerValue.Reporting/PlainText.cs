using System.Text;

namespace CustomerValue.Reporting;

/// <summary>What is left of a caller's text: no control characters, no lone surrogates, no marks that turn the writing direction.</summary>
internal static class PlainText
{
    public const int MaxLength = 400;

    /// <summary>The text fit for a picture, a terminal and a page.</summary>
    public static string Clean(string text, string name)
    {
        if (Guard.NotNull(text, name).Length > MaxLength)
        {
            throw new ArgumentException($"{name} has {Guard.Text(text.Length)} characters; at most {Guard.Text(MaxLength)} fit a picture.", name);
        }

        return Clean(text);
    }

    /// <summary>The text fit for a picture, a terminal and a page, whatever its length.</summary>
    public static string Clean(string text)
    {
        StringBuilder? cleaned = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var replacement = isPair ? null : Replacement(c);
            if (replacement is not null && cleaned is null)
            {
                cleaned = new StringBuilder(text, 0, i, text.Length);
            }

            cleaned?.Append(replacement ?? (isPair ? text.Substring(i, 2) : c.ToString()));
            i += isPair ? 1 : 0;
        }

        return cleaned?.ToString() ?? text;
    }

    private static string? Replacement(char c) => c switch
    {
        '\t' or '\n' or '\r' => " ",
        < ' ' or (>= '\u007F' and <= '\u009F') => string.Empty,
        '\u200E' or '\u200F' or '\u061C' or '\u2028' or '\u2029' or '\uFEFF' => string.Empty,
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => string.Empty,
        (>= '\uD800' and <= '\uDFFF') or '\uFFFE' or '\uFFFF' => "\uFFFD",
        _ => null,
    };
}
