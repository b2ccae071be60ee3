namespace CustomerValue.Reporting;

/// <summary>A linear way from values to pixels.</summary>
internal readonly struct Scale(double low, double high, double from, double to)
{
    public double Low => low;

    public double High => high;

    public double From => from;

    public double To => to;

    /// <summary>The pixel of a value; values beyond the ends stop there.</summary>
    public double At(double value)
    {
        var clamped = Math.Max(low, Math.Min(high, value));
        return high > low ? from + (clamped - low) / (high - low) * (to - from) : (from + to) / 2;
    }

    /// <summary>True when the value lies on the scale.</summary>
    public bool Holds(double value) => value >= low && value <= high;

    /// <summary>A scale over all finite values with a little room, and round ticks inside it; with <paramref name="isWhole"/> ticks enclose the values.</summary>
    public static (Scale Scale, double[] Ticks) Enclosing(IEnumerable<double> values, double from, double to, int ticks, bool hasZero = false, bool isWhole = false)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        if (low > high)
        {
            (low, high) = (0, 1);
        }

        if (hasZero)
        {
            low = Math.Min(0, low);
            high = Math.Max(0, high);
        }

        if (!(high > low))
        {
            high = low + (low == 0 ? 1 : Math.Abs(low) / 2);
        }

        if (!isWhole)
        {
            // A bound of zero stays; the others get room for the ends of bars.
            var room = 0.03 * (high - low);
            low -= hasZero && low == 0 ? 0 : room;
            high += hasZero && high == 0 ? 0 : room;
        }

        var marks = Reporting.Ticks.Between(low, high, ticks, isWhole);
        return isWhole ? (new Scale(marks[0], marks[marks.Length - 1], from, to), marks) : (new Scale(low, high, from, to), marks);
    }
}
