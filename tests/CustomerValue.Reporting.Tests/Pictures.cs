namespace CustomerValue.Reporting.Tests;

/// <summary>Writes every chart in every state for a look, where CUSTOMERVALUE_PICTURES names a folder.</summary>
public sealed class Pictures
{
    [SkippableFact]
    public void Every_chart_is_written_for_a_look()
    {
        var folder = Environment.GetEnvironmentVariable("CUSTOMERVALUE_PICTURES");
        Skip.If(string.IsNullOrEmpty(folder), "set CUSTOMERVALUE_PICTURES to a folder to look at the charts");
        Directory.CreateDirectory(folder!);
        foreach (var chart in ChartCases.All)
        {
            foreach (var state in chart.States)
            {
                File.WriteAllText(Path.Combine(folder!, $"{chart.Name}.{state.Replace(' ', '-').Replace(",", string.Empty, StringComparison.Ordinal)}.svg"), chart.In(state).ToSvg());
            }

            File.WriteAllText(Path.Combine(folder!, chart.Name + ".txt"), chart.Ordinary.ToText());
            File.WriteAllText(Path.Combine(folder!, chart.Name + ".html"), "<!doctype html><meta charset=utf-8>" + chart.Ordinary.ToHtml());
            File.WriteAllText(Path.Combine(folder!, chart.Name + ".json"), chart.Ordinary.ToVegaLite());
        }

        foreach (var name in Reports.Names)
        {
            File.WriteAllText(Path.Combine(folder!, "report-" + name + ".html"), Reports.Named(name).ToDocument());
            File.WriteAllText(Path.Combine(folder!, "mail-" + name + ".html"), Reports.Named(name).ToEmailHtml());
        }
    }
}
