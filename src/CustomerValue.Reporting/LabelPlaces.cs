namespace CustomerValue.Reporting;

/// <summary>Writes labels into a plot where they share no space with those written before.</summary>
internal sealed class LabelPlaces(Canvas canvas, double left, double top, double right, double bottom)
{
    private readonly List<(double Left, double Top, double Right, double Bottom)> taken = [];

    /// <summary>Keeps a rectangle free of labels.</summary>
    public void Reserve(double fromX, double fromY, double toX, double toY) =>
        taken.Add((Math.Min(fromX, toX), Math.Min(fromY, toY), Math.Max(fromX, toX), Math.Max(fromY, toY)));

    /// <summary>Keeps a line free of labels.</summary>
    public void Reserve(IReadOnlyList<(double X, double Y)> line, double room = 3)
    {
        for (var i = 1; i < line.Count; i++)
        {
            if (double.IsFinite(line[i].Y) && double.IsFinite(line[i - 1].Y))
            {
                // In pieces: the rectangle about a long slanted line would keep half the plot free.
                for (var part = 0; part < 8; part++)
                {
                    double x1 = line[i - 1].X + (line[i].X - line[i - 1].X) * part / 8, x2 = line[i - 1].X + (line[i].X - line[i - 1].X) * (part + 1) / 8;
                    double y1 = line[i - 1].Y + (line[i].Y - line[i - 1].Y) * part / 8, y2 = line[i - 1].Y + (line[i].Y - line[i - 1].Y) * (part + 1) / 8;
                    Reserve(Math.Min(x1, x2) - room, Math.Min(y1, y2) - room, Math.Max(x1, x2) + room, Math.Max(y1, y2) + room);
                }
            }
        }
    }

    /// <summary>Writes lines one below the other at the first place that is free; where none is, nothing is written.</summary>
    /// <returns>True when written.</returns>
    public bool Write(IReadOnlyList<(string Text, double Size, Ink Ink, bool IsBold)> lines, params (double X, double Y, Anchor Anchor)[] places)
    {
        foreach (var (x, y, anchor) in places)
        {
            var width = lines.Max(l => TextFit.Width(l.Text, l.Size, l.IsBold));
            var height = lines.Sum(l => l.Size + 3);
            var from = anchor switch { Anchor.Start => x, Anchor.Middle => x - width / 2, _ => x - width };
            var (boxTop, boxBottom) = (y - lines[0].Size, y + height - lines[0].Size);
            if (from < left || from + width > right || boxTop < top || boxBottom > bottom
                || taken.Any(t => from < t.Right && from + width > t.Left && boxTop < t.Bottom && boxBottom > t.Top))
            {
                continue;
            }

            Reserve(from - 4, boxTop - 1, from + width + 4, boxBottom + 1);
            var baseline = y;
            for (var i = 0; i < lines.Count; i++)
            {
                canvas.Svg.Text(x, baseline, lines[i].Text, lines[i].Size, lines[i].Ink, anchor, lines[i].IsBold, true);
                baseline += (i + 1 < lines.Count ? lines[i + 1].Size : 0) + 3;
            }

            return true;
        }

        return false;
    }

    /// <summary>One line, as <see cref="Write(IReadOnlyList{ValueTuple{string, double, Ink, bool}}, ValueTuple{double, double, Anchor}[])"/>.</summary>
    public bool Write(string text, double size, Ink ink, bool isBold, params (double X, double Y, Anchor Anchor)[] places) => Write([(text, size, ink, isBold)], places);
}
