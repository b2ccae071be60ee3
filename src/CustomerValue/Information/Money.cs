namespace CustomerValue.Information;

/// <summary>Money as a number of a model.</summary>
internal static class Money
{
    // Dividing by one of the longest scale drops trailing zeros.
    public static decimal Plain(decimal amount) => amount == 0 ? 0 : amount / 1.0000000000000000000000000000m;

    /// <summary>The same bits for 2.5 and 2.50: beyond 2⁵³ minor units the framework's conversion depends on how many zeros are written.</summary>
    public static double ToDouble(decimal amount) => (double)Plain(amount);
}
