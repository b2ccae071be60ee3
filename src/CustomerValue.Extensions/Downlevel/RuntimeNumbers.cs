namespace CustomerValue.Extensions;

/// <summary>What the runtime's own number parser can be trusted with.</summary>
internal static class RuntimeNumbers
{
    /// <summary>True where parsing gives the nearest double: .NET Core 3.0 and later, so not the asset that .NET Framework loads.</summary>
    public static bool ParseIsExact =>
#if NET
        true;
#else
        false;
#endif
}
