using System.Text;

namespace CustomerValue.Reporting;

/// <summary>The palette on white paper and on a dark screen, found by search over normal, protan, deutan and tritan vision.</summary>
internal static class Theme
{
    public const string Fonts = "Inter,'Segoe UI',system-ui,-apple-system,'Helvetica Neue',Arial,'Liberation Sans',sans-serif";

    private static readonly string[] Light =
    [
        "FFFFFF", "16212C", "55636F", "B9C3CC", "E6EBEF", "0B62A8", "E2711D", "0EA175", "6E034F", "726721", "66737F", "E4EFF8", "F1F3F5", "EDF1F4",
        "E4EFF8", "C3DCF0", "93BFE3", "2C76B4", "0A4F8A", "FCEBDD", "F9D2B4", "F0AE7B", "B85A12", "8A3B02",
    ];

    private static readonly string[] Dark =
    [
        "12181F", "EAF0F5", "A3B1BD", "4C5966", "27313B", "5AA9F0", "E87E2C", "46E8B4", "B559AF", "F5DC3A", "93A1AD", "172B3D", "1B232B", "222B34",
        "172B3D", "1D4263", "2A618F", "4187BF", "7DBBF0", "33231A", "573519", "86491B", "C4712F", "F39A5B",
    ];

    public static int Count => Light.Length;

    public static string Hex(Ink ink, bool isDark) => (isDark ? Dark : Light)[(int)ink];

    /// <summary>The color of a step of movement, 0 (almost nobody) to 4.</summary>
    public static Ink Step(bool isUp, int step) => (isUp ? Ink.Up1 : Ink.Down1) + step;

    /// <summary>The text color that reads on a step: paper on the two strongest.</summary>
    public static Ink OnStep(int step) => step >= 3 ? Ink.Paper : Ink.Text;

    /// <summary>The style of a drawing: its fonts, and dark colors for dark screens where asked.</summary>
    public static string Style(Func<int, bool> isFilled, Func<int, bool> isStroked, bool isAdaptive)
    {
        var css = new StringBuilder(".cv{font-family:").Append(Fonts).Append(";font-variant-numeric:tabular-nums}");
        if (!isAdaptive)
        {
            return css.ToString();
        }

        css.Append("@media screen and (prefers-color-scheme:dark){");
        for (var i = 0; i < Count; i++)
        {
            if (isFilled(i))
            {
                css.Append(".cv .f").Append(Guard.Text(i)).Append("{fill:#").Append(Dark[i]).Append('}');
            }

            if (isStroked(i))
            {
                css.Append(".cv .s").Append(Guard.Text(i)).Append("{stroke:#").Append(Dark[i]).Append('}');
            }
        }

        return css.Append('}').ToString();
    }
}
