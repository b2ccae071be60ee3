namespace CustomerValue.Reporting;

/// <summary>Round numbers for an axis.</summary>
internal static class Ticks
{
    private static readonly double[] Mantissas = [1, 2, 5, 10];

    /// <summary>About so many multiples of 1, 2 or 5 times a power of ten; with <paramref name="isWhole"/> they enclose the range, else they lie inside.</summary>
    public static double[] Between(double low, double high, int count, bool isWhole = false)
    {
        var raw = (high - low) / Math.Max(1, count);
        var power = PowerBelow(raw);
        var step = power * 10;
        foreach (var mantissa in Mantissas)
        {
            if (mantissa * power >= raw * 0.75)
            {
                step = mantissa * power;
                break;
            }
        }

        var first = isWhole ? Math.Floor(low / step + 1e-9) : Math.Ceiling(low / step - 1e-9);
        var last = isWhole ? Math.Ceiling(high / step - 1e-9) : Math.Floor(high / step + 1e-9);
        var ticks = new double[Math.Max(1, (int)(last - first) + 1)];
        for (var i = 0; i < ticks.Length; i++)
        {
            ticks[i] = (first + i) * step;
        }

        return ticks;
    }

    /// <summary>Decimals that tell neighboring ticks apart, 0 to 6.</summary>
    public static int Digits(double[] ticks, double unit = 1)
    {
        var step = ticks.Length > 1 ? (ticks[1] - ticks[0]) / unit : Math.Abs(ticks[0]) / unit;
        var digits = 0;
        while (digits < 6 && Math.Abs(step - Math.Round(step)) > 1e-6 * Math.Max(1e-6, step))
        {
            step *= 10;
            digits++;
        }

        return digits;
    }

    /// <summary>The largest power of ten that is at most the value.</summary>
    public static double PowerBelow(double value)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            return 1;
        }

        var power = 1.0;
        while (power > value)
        {
            power /= 10;
        }

        while (power * 10 <= value * (1 + 1e-12))
        {
            power *= 10;
        }

        return power;
    }
}
