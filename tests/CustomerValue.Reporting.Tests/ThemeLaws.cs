using System.Globalization;

namespace CustomerValue.Reporting.Tests;

/// <summary>The palette: contrast on its paper (WCAG 2), and distance of any two hues for every kind of color vision.</summary>
public sealed class ThemeLaws
{
    private static readonly Ink[] Hues = [Ink.Blue, Ink.Orange, Ink.Teal, Ink.Ochre, Ink.Grey, Ink.Plum];

    // Viénot, Brettel and Mollon 1999 for protan and deutan; Brettel, Viénot and Mollon 1997 in its one-plane form for tritan; linear RGB.
    private static readonly Dictionary<string, double[]> Vision = new()
    {
        ["normal"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protan"] = [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
        ["deutan"] = [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
        ["tritan"] = [1, 0.1461, -0.1461, 0, 0.8593, 0.1407, 0, 0.8593, 0.1407],
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Text_reads_on_paper(bool isDark)
    {
        foreach (var ink in (Ink[])[Ink.Text, Ink.Muted, Ink.Blue, Ink.Ochre, Ink.Grey])
        {
            Contrast(ink, Ink.Paper, isDark).Should().BeGreaterThanOrEqualTo(4.5, "{0}", ink);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Marks_stand_out_from_paper(bool isDark)
    {
        foreach (var ink in Hues)
        {
            Contrast(ink, Ink.Paper, isDark).Should().BeGreaterThanOrEqualTo(3, "{0}", ink);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_read_on_every_step_of_movement(bool isDark)
    {
        for (var step = 0; step < 5; step++)
        {
            foreach (var isUp in (bool[])[true, false])
            {
                Contrast(Theme.OnStep(step), Theme.Step(isUp, step), isDark).Should().BeGreaterThanOrEqualTo(4.5, "step {0} up {1}", step, isUp);
            }
        }

        Contrast(Ink.Muted, Ink.Stay, isDark).Should().BeGreaterThanOrEqualTo(4.5);
        Contrast(Ink.Text, Ink.Stay, isDark).Should().BeGreaterThanOrEqualTo(4.5);
        Contrast(Ink.Text, Ink.Zone, isDark).Should().BeGreaterThanOrEqualTo(4.5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hues_differ_for_every_kind_of_color_vision(bool isDark)
    {
        foreach (var (kind, matrix) in Vision)
        {
            for (var i = 0; i < Hues.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    Distance(Hues[i], Hues[j], matrix, isDark).Should().BeGreaterThan(15, "{0} against {1}, {2}, dark {3}", Hues[i], Hues[j], kind, isDark);
                }
            }
        }
    }

    [Fact]
    public void Contrast_is_measured_as_the_guideline_does()
    {
        Ratio([1, 1, 1], [0, 0, 0]).Should().BeApproximately(21, 1e-9);
        Contrast(Ink.Text, Ink.Paper, false).Should().BeApproximately(16.3, 0.05);
        Contrast(Ink.Muted, Ink.Paper, true).Should().BeApproximately(8.2, 0.06);
    }

    private static double Contrast(Ink a, Ink b, bool isDark) => Ratio(Linear(a, isDark), Linear(b, isDark));

    private static double Ratio(double[] a, double[] b)
    {
        double x = Luminance(a), y = Luminance(b);
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(double[] rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];

    private static double[] Linear(Ink ink, bool isDark)
    {
        var hex = Theme.Hex(ink, isDark);
        return [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
    }

    private static double Distance(Ink a, Ink b, double[] matrix, bool isDark)
    {
        double[] Lab(Ink ink)
        {
            var rgb = Linear(ink, isDark);
            var seen = Enumerable.Range(0, 3).Select(r => Math.Clamp(matrix[3 * r] * rgb[0] + matrix[3 * r + 1] * rgb[1] + matrix[3 * r + 2] * rgb[2], 0, 1)).ToArray();
            double F(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;
            var x = F((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
            var y = F(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
            var z = F((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
            return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
        }

        double[] p = Lab(a), q = Lab(b);
        return Math.Sqrt(p.Zip(q, (u, v) => (u - v) * (u - v)).Sum());
    }
}
