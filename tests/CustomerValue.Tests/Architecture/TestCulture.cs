using System.Globalization;
using System.Runtime.CompilerServices;

namespace CustomerValue.Tests.Architecture;

/// <summary>Runs all tests of this process under the culture that CUSTOMERVALUE_TEST_CULTURE names.</summary>
internal static class TestCulture
{
    public const string Variable = "CUSTOMERVALUE_TEST_CULTURE";

    public static string? Asked => Environment.GetEnvironmentVariable(Variable);

    [ModuleInitializer]
    internal static void Set()
    {
        if (Asked is { Length: > 0 } name)
        {
            var culture = CultureInfo.GetCultureInfo(name);
            CultureInfo.DefaultThreadCurrentCulture = culture;
            CultureInfo.DefaultThreadCurrentUICulture = culture;
            CultureInfo.CurrentCulture = culture;
        }
    }
}
