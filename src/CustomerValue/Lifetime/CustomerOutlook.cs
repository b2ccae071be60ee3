namespace CustomerValue.Lifetime;

/// <summary>What the questions about single customers' time have in common.</summary>
internal static class CustomerOutlook
{
    public static Figure Time(double time) =>
        double.IsFinite(time) ? Figure.Of(time) : Figure.Undefined(UndefinedReason.Infinite);

    public static void Check(int repeats, double recency)
    {
        Guard.AtLeast(repeats, 0);
        Guard.NonNegative(recency);
        if (repeats == 0 && recency > 0)
        {
            throw new ArgumentException("recency must be 0 where there is no repeat purchase.", nameof(recency));
        }
    }
}
