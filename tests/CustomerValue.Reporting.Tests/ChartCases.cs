using System.Reflection;

namespace CustomerValue.Reporting.Tests;

/// <summary>Every chart of the package; a static property of type <see cref="ChartCase"/> in any part of this class is enough to be tested.</summary>
internal static partial class ChartCases
{
    public static IReadOnlyList<ChartCase> All { get; } = [.. typeof(ChartCases)
        .GetProperties(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        .Where(p => p.PropertyType == typeof(ChartCase))
        .Select(p => (ChartCase)p.GetValue(null)!)
        .OrderBy(c => c.Name, StringComparer.Ordinal)];

    public static Provenance Origin(string? text = null) => text is null
        ? new Provenance(new Day(2026, 9, 30), "synthetic figures") { Version = "CustomerValue test" }
        : new Provenance(new Day(2026, 9, 30), text) { Version = text, Model = text, ModelHash = text, N = 24_000, Rejected = 12, Seed = ulong.MaxValue };

    public static ChartCase Named(string name) => All.Single(c => c.Name == name);
}
