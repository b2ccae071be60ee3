namespace CustomerValue.Numerics;

/// <summary>The smallest whole number for which a monotone statement holds.</summary>
internal static class CountSearch
{
    /// <summary>The smallest k in 0…largest with holds(k), which must hold from some k on; outward from <paramref name="start"/>, then by bisection.</summary>
    public static double Smallest(double start, double largest, Func<double, bool> holds)
    {
        var at = Math.Floor(Math.Max(0, Math.Min(largest, start)));
        double fails = -1, succeeds = largest, step = 1;
        if (holds(at))
        {
            succeeds = at;
            while (succeeds > 0)
            {
                var next = Math.Max(0, succeeds - step);
                if (!holds(next))
                {
                    fails = next;
                    break;
                }

                succeeds = next;
                step *= 4;
            }
        }
        else
        {
            fails = at;
            while (fails < largest)
            {
                var next = Math.Min(largest, fails + step);
                if (next == largest || holds(next))
                {
                    succeeds = next;
                    break;
                }

                fails = next;
                step *= 4;
            }
        }

        while (succeeds - fails > 1)
        {
            var middle = Math.Floor(fails + 0.5 * (succeeds - fails));
            if (middle <= fails || middle >= succeeds)
            {
                break;
            }

            if (holds(middle))
            {
                succeeds = middle;
            }
            else
            {
                fails = middle;
            }
        }

        return succeeds;
    }
}
