namespace CustomerValue.Tests.Architecture;

/// <summary>Bytes that an action allocates once it is warm.</summary>
internal static class Allocated
{
    public static long Bytes(Action action)
    {
        for (var warm = 0; warm < 3; warm++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
