using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace CustomerValue.Reporting.Tests;

/// <summary>Reports in a real browser, where one is installed: nothing on its console, no request, page one on one sheet.</summary>
public sealed partial class Browser
{
    private static readonly string? Program = new[] { "chromium", "chromium-browser", "google-chrome", "msedge" }
        .SelectMany(n => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(p => Path.Combine(p, n))).FirstOrDefault(File.Exists);

    [SkippableTheory]
    [InlineData("study")]
    [InlineData("customer-base")]
    public void A_report_says_nothing_on_the_console(string name)
    {
        using var page = new Page(Reports.Named(name).ToDocument());
        var log = Run($"--virtual-time-budget=2000 --enable-logging=stderr --v=0 --log-net-log={page.Path}.net --screenshot={page.Path}.png --window-size=840,1200 file://{page.Path}");

        File.Exists(page.Path + ".png").Should().BeTrue(log);
        new FileInfo(page.Path + ".png").Length.Should().BeGreaterThan(20_000, "the page is not blank");
        log.Split('\n').Where(l => l.Contains("CONSOLE", StringComparison.Ordinal)).Should().BeEmpty();
        RequestLine().Matches(File.ReadAllText(page.Path + ".net")).Select(m => m.Value).Where(u => !u.Contains("google", StringComparison.Ordinal) && !u.Contains("gvt1.com", StringComparison.Ordinal)).Should().BeEmpty();
    }

    /// <summary>The style forbids script; a page that tried would speak on the console. This one proves that the wall stands.</summary>
    [SkippableFact]
    public void The_policy_stops_a_script_that_got_in()
    {
        using var page = new Page(Reports.Named("own").ToDocument().Replace("</main>", "</main><script>console.error('it ran')</script>", StringComparison.Ordinal));
        var log = Run($"--virtual-time-budget=2000 --enable-logging=stderr --v=0 --screenshot={page.Path}.png file://{page.Path}");

        log.Should().NotContain("\"it ran\"").And.Contain("Content Security Policy");
    }

    [SkippableFact]
    public void Page_one_of_the_study_prints_on_one_sheet()
    {
        using var page = new Page(Reports.Study().ToDocument());
        var log = Run($"--no-pdf-header-footer --print-to-pdf={page.Path}.pdf file://{page.Path}");
        File.Exists(page.Path + ".pdf").Should().BeTrue(log);
        var whole = Pages(page.Path + ".pdf");

        // The same without the auditor's pages must be one sheet.
        var first = Reports.Study().ToDocument();
        var cut = first.IndexOf("<h2 class=\"page\">", StringComparison.Ordinal);
        using var single = new Page(first[..cut] + "</main></body></html>");
        Run($"--no-pdf-header-footer --print-to-pdf={single.Path}.pdf file://{single.Path}");
        Pages(single.Path + ".pdf").Should().Be(1);
        var appendix = first.IndexOf("<section class=\"appendix\">", StringComparison.Ordinal);
        using var auditor = new Page(first[..appendix] + "</main></body></html>");
        Run($"--no-pdf-header-footer --print-to-pdf={auditor.Path}.pdf file://{auditor.Path}");
        Pages(auditor.Path + ".pdf").Should().BeInRange(5, 6, "one page for the manager, at most five for the auditor");
        whole.Should().BeGreaterThan(5, "the tables follow as an appendix");
    }

    private static int Pages(string pdf) => PageObject().Count(Encoding.Latin1.GetString(File.ReadAllBytes(pdf)));

    private static string Run(string arguments)
    {
        Skip.If(Program is null, "no Chromium on this machine: apt-get install chromium");
        var start = new ProcessStartInfo(Program!, "--headless --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking --host-resolver-rules=\"MAP * ~NOTFOUND\" " + arguments)
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(90_000))
        {
            process.Kill(true);
            throw new TimeoutException("the browser did not end");
        }

        return errors.Result + output.Result;
    }

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex PageObject();

    [GeneratedRegex("\"url\":\"https?://[^\"]+")]
    private static partial Regex RequestLine();

    private sealed class Page : IDisposable
    {
        public Page(string html)
        {
            Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + ".html");
            File.WriteAllText(Path, html);
        }

        public string Path { get; }

        public void Dispose()
        {
            foreach (var ending in (string[])["", ".net", ".png", ".pdf"])
            {
                File.Delete(Path + ending);
            }
        }
    }
}
