using System.Text;

namespace CustomerValue.Reporting;

/// <summary>The only hand that escapes text for markup and writes numbers into it.</summary>
internal static class Markup
{
    /// <summary>Text between tags or inside a double-quoted attribute.</summary>
    public static StringBuilder Escaped(this StringBuilder markup, string text)
    {
        foreach (var c in PlainText.Clean(text))
        {
            switch (c)
            {
                case '&':
                    markup.Append("&amp;");
                    break;
                case '<':
                    markup.Append("&lt;");
                    break;
                case '>':
                    markup.Append("&gt;");
                    break;
                case '"':
                    markup.Append("&quot;");
                    break;
                case '\'':
                    markup.Append("&#39;");
                    break;
                default:
                    markup.Append(c);
                    break;
            }
        }

        return markup;
    }

    /// <summary>A coordinate with at most two decimals, in plain ASCII.</summary>
    public static StringBuilder Number(this StringBuilder markup, double value)
    {
        var hundredths = (long)Math.Round(Math.Abs(value) * 100, MidpointRounding.AwayFromZero);
        if (value < 0 && hundredths > 0)
        {
            markup.Append('-');
        }

        markup.Append(Guard.Text(hundredths / 100));
        var rest = (int)(hundredths % 100);
        if (rest > 0)
        {
            markup.Append('.').Append((char)('0' + rest / 10));
            if (rest % 10 > 0)
            {
                markup.Append((char)('0' + rest % 10));
            }
        }

        return markup;
    }

    /// <summary><c> name="value"</c> of a coordinate.</summary>
    public static StringBuilder Attribute(this StringBuilder markup, string name, double value) =>
        markup.Append(' ').Append(name).Append("=\"").Number(value).Append('"');

    /// <summary><c> name="value"</c> of an escaped text.</summary>
    public static StringBuilder Attribute(this StringBuilder markup, string name, string value) =>
        markup.Append(' ').Append(name).Append("=\"").Escaped(value).Append('"');
}
