using System.Diagnostics;
using System.Globalization;
using System.Text;
using CustomerValue.Reporting;
using CustomerValue.Reporting.Tests;

namespace CustomerValue.Benchmarks;

/// <summary>Every chart drawn from its result: at most 2 ms and 40 kB each.</summary>
internal static class ReportingTimings
{
    private const int Repetitions = 40;
    private const double MostMilliseconds = 2, MostBytes = 40_000;

    public static void Run()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"chart",-22} {"svg, ms",9} {"html, ms",9} {"svg, bytes",11}   promise: {MostMilliseconds} ms, {MostBytes:N0} bytes"));
        foreach (var chart in ChartCases.All)
        {
            var drawn = chart.Ordinary;
            var (svg, html) = (Median(drawn.ToSvg), Median(drawn.ToHtml));
            var bytes = Encoding.UTF8.GetByteCount(drawn.ToSvg());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chart.Name,-22} {svg,9:F3} {html,9:F3} {bytes,11:N0}   {(svg <= MostMilliseconds && bytes <= MostBytes ? "kept" : "BROKEN")}"));
        }
    }

    private static double Median(Func<string> draw)
    {
        var times = new double[Repetitions];
        for (var i = 0; i < 20; i++)
        {
            draw();
        }

        for (var i = 0; i < Repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            draw();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Repetitions / 2];
    }
}
