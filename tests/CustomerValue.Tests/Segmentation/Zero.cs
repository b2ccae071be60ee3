namespace CustomerValue.Tests.Segmentation;

/// <summary>Asserts that an action allocates nothing once warm.</summary>
internal static class Zero
{
    public static void Bytes(Action action)
    {
        for (var i = 0; i < 3; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }
}
