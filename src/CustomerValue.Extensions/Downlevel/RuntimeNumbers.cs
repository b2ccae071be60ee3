namespace CustomerValue.Extensions;

/// <summary>What the runtime's own number texts can be trusted with.</summary>
internal static class RuntimeNumbers
{
    /// <summary>True where formatting gives the shortest text and parsing the nearest double: .NET Core 3.0 and later, so not the asset that .NET Framework loads.</summary>
    public static bool AreExact =>
#if NET
        true;
#else
        false;
#endif
}
