namespace CustomerValue.Statistics;

/// <summary>The root of a function that rises or falls throughout: a bracket that grows, then Illinois steps.</summary>
internal static class RootSearch
{
    /// <summary>The x at which f is 0; f rises when <paramref name="rises"/>, else falls.</summary>
    public static double Monotone(Func<double, double> f, double start, double step, bool rises)
    {
        var sign = rises ? 1 : -1;
        double low = start, fLow = sign * f(low), high = low, fHigh = fLow;
        for (var i = 0; i < 60 && fHigh < 0; i++)
        {
            (low, fLow) = (high, fHigh);
            high += step;
            step *= 2;
            fHigh = sign * f(high);
        }

        for (var i = 0; i < 60 && fLow > 0; i++)
        {
            (high, fHigh) = (low, fLow);
            low -= step;
            step *= 2;
            fLow = sign * f(low);
        }

        var side = 0;
        for (var i = 0; i < 300 && high - low > 1e-15 * Math.Max(Math.Abs(low), Math.Abs(high)); i++)
        {
            // Every fifth step halves: an Illinois step can creep where the function is nearly flat.
            var middle = low + (high - low) * (i % 5 == 4 || double.IsInfinity(fLow - fHigh) ? 0.5 : fLow / (fLow - fHigh));
            middle = middle > low && middle < high ? middle : low + (high - low) / 2;
            var value = sign * f(middle);
            if (Math.Abs(value) < 1e-15 || middle <= low || middle >= high)
            {
                return middle;
            }

            if (value < 0)
            {
                (low, fLow) = (middle, value);
                fHigh = side < 0 ? fHigh / 2 : fHigh;
                side = -1;
            }
            else
            {
                (high, fHigh) = (middle, value);
                fLow = side > 0 ? fLow / 2 : fLow;
                side = 1;
            }
        }

        return low + (high - low) / 2;
    }
}
