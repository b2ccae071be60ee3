using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerValue.Experiments;

namespace CustomerValue.Reporting.Tests;

/// <summary>What holds for every report.</summary>
public sealed class ReportLaws
{
    public static TheoryData<string> Names => [.. Reports.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_document_asks_for_nothing_and_runs_nothing(string name)
    {
        var document = Reports.Named(name).ToDocument();

        document.Should().StartWith("<!DOCTYPE html>\n").And.Contain("Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'");
        document.Should().NotContain("<script").And.NotContain("javascript:").And.NotContain("url(").And.NotContain("@import").And.NotContain("\r").And.NotContain(" id=");
        Regex.Matches(document, "(src|href|action|srcset)=").Should().BeEmpty();
        Regex.Matches(document, " on[a-z]+=").Should().BeEmpty();
        Regex.Matches(document, "https?://").Should().HaveCount(Regex.Matches(document, "xmlns=\"http://www.w3.org/2000/svg\"").Count);
        document.Should().NotContain("NaN").And.NotContain("Infinity");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_fragment_is_well_formed_and_every_picture_has_a_name_and_a_table(string name)
    {
        var root = XDocument.Parse(Reports.Named(name).ToHtml()).Root!;

        foreach (var figure in root.Descendants("figure"))
        {
            figure.Descendants("table").Should().ContainSingle();
            figure.Descendants().Single(e => e.Name.LocalName == "svg").Attribute("aria-label")!.Value.Should().NotBeEmpty();
        }

        root.Descendants("h1").Should().ContainSingle();
        root.Descendants().Count(e => e.Name.LocalName == "style").Should().Be(1, "charts share the style of the report");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_mail_holds_tables_and_text_only(string name)
    {
        var root = XDocument.Parse(Reports.Named(name).ToEmailHtml()).Root!;

        root.DescendantsAndSelf().Select(e => e.Name.LocalName).Distinct().Should().BeSubsetOf(["table", "tr", "td", "b"]);
        root.Descendants().Attributes().Select(a => a.Name.LocalName).Distinct().Should().BeSubsetOf(["style", "role", "width", "cellpadding", "cellspacing"]);
        root.Value.Should().Contain(Reports.Named(name).Title);
    }

    [Theory, MemberData(nameof(Names))]
    public void Text_of_the_caller_stays_text(string name)
    {
        foreach (var text in (string[])["</title></style><script>alert(1)</script>", "\"]]><!-- <img src=x onerror=alert(1)>", "a\u0000b\u001b[31m\u202Ex\ud800", "&lt;{0}{1}"])
        {
            var hostile = Reports.Named(name, text);
            var plain = Reports.Named(name, new string('x', 20));

            XDocument.Parse(hostile.ToHtml()).Descendants().Select(e => e.Name.LocalName).Where(n => n is "script" or "img").Should().BeEmpty();
            Shape(hostile.ToHtml()).Should().Equal(Shape(plain.ToHtml()));
            Shape(hostile.ToEmailHtml()).Should().Equal(Shape(plain.ToEmailHtml()));
            hostile.ToDocument().Should().NotContain("<script").And.NotContain("<img").And.NotContain("\u001b").And.NotContain("\u202E");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_report_is_small(string name) => Encoding.UTF8.GetByteCount(Reports.Named(name).ToDocument()).Should().BeLessThanOrEqualTo(120_000);

    [Fact]
    public void The_study_has_five_charts_and_six_parts()
    {
        var report = Reports.Study();

        report.Charts.Should().HaveCount(5);
        Regex.Matches(report.ToDocument(), "<h2 class=\"page\">").Should().HaveCount(4, "page one and four of the auditor's");
    }

    [Theory, MemberData(nameof(Names))]
    [Trait("Category", "Bits")]
    public void A_report_is_the_approved_one(string name)
    {
        var report = Reports.Named(name);
        Approved.Check("report-" + name, "document", report.ToDocument());
        Approved.Check("report-" + name, "mail", report.ToEmailHtml());
    }

    [Fact]
    public void Save_writes_what_it_says()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".html");
        try
        {
            var report = Reports.Study();
            var file = report.Save(path);
            var bytes = File.ReadAllBytes(path);

            bytes.Should().HaveCount(file.Bytes);
            bytes[0].Should().Be((byte)'<', "there is no byte-order mark");
            Encoding.UTF8.GetString(bytes).Should().Be(report.ToDocument());
            file.Sha256.Should().Be(Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant());
            file.Link.IsFile.Should().BeTrue();
            file.ToString().Should().Contain(file.Sha256).And.Contain("file://");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Charts_are_saved_one_by_one()
    {
        var folder = Directory.CreateTempSubdirectory("charts").FullName;
        try
        {
            var report = Reports.Study();
            var files = report.SaveCharts(folder);

            files.Select(f => Path.GetFileName(f.Path)).Should().Equal("chart-01.svg", "chart-02.svg", "chart-03.svg", "chart-04.svg", "chart-05.svg");
            File.ReadAllText(files[0].Path).Should().Be(report.Charts[0].ToSvg());
            ((Action)(() => report.SaveCharts(string.Empty))).Should().Throw<ArgumentException>().WithParameterName("folder");
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void A_report_above_its_limit_is_refused_before_a_file_is_written()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".html");
        var report = Report.StudyReport(ChartCases.Study(1), ["x"], ChartCases.Origin(), null, new ReportOptions { MaxBytes = 10_000 });

        ((Action)(() => report.Save(path))).Should().Throw<InvalidOperationException>().WithMessage("*10000 is the limit*");
        File.Exists(path).Should().BeFalse();
        ((Action)(() => report.Save(string.Empty))).Should().Throw<ArgumentException>().WithParameterName("path");
    }

    [Fact]
    public void A_report_without_what_it_does_not_show_is_refused()
    {
        var table = ChartCases.Study(1);
        ((Action)(() => Report.StudyReport(table, [], ChartCases.Origin()))).Should().Throw<ArgumentException>().WithParameterName("doesNotShow");
        ((Action)(() => Report.StudyReport(table, null!, ChartCases.Origin()))).Should().Throw<ArgumentNullException>();
        ((Action)(() => Report.CustomerBase(TierMigrationChart.From(ChartCases.Moves(), ["a", "b", "c", "d", "e"], ChartCases.Origin()), [], ChartCases.Origin()))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_title_of_a_study_is_its_like_with_like_answer()
    {
        Reports.Study().Title.Should().Be("Like with like, the promotion rate of marketed customers is 3.4 points higher, not 6.1");
        Report.StudyReport(ChartCases.Study(1), ["x"], ChartCases.Origin()).Title.Should().Be("The groups were chosen, not drawn: the gap between them is not an effect");
        Reports.Named("study-randomized").Title.Should().Be("Marketing lifts the promotion rate by 6.1 points");
    }

    /// <summary>34 of a thousand of 608 customers, of 101 who rose: the arithmetic of the tile.</summary>
    [Fact]
    public void Tiles_say_what_is_shown_and_what_is_not()
    {
        var root = XDocument.Parse(Reports.Study().ToHtml()).Root!;
        var tiles = root.Descendants("div").Where(d => d.Attribute("class")?.Value.StartsWith("tile", StringComparison.Ordinal) == true && d.Attribute("class")!.Value != "tiles").ToArray();

        tiles.Select(t => t.Element("b")!.Value).Should().Equal("+3.4 pts", "+4.1 pts", "21 of 101");
        tiles[1].Attribute("class")!.Value.Should().Be("tile q");
        tiles[1].Value.Should().EndWith("not shown yet");
        tiles[2].Value.Should().EndWith("(2–40)");
    }

    [Fact]
    public void Kernels_find_the_formatters_by_name()
    {
        foreach (var shown in (object[])[ChartCases.Gains.Ordinary, Reports.Study()])
        {
            var attribute = shown.GetType().GetCustomAttributes(true).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
            var source = Activator.CreateInstance((Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!)!;
            var formatters = (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
            var html = formatters.Single(f => (string)f.GetType().GetProperty("MimeType")!.GetValue(f)! == "text/html");
            var writer = new StringWriter();
            html.GetType().GetMethod("Format")!.Invoke(html, [shown, writer]).Should().Be(true);
            writer.ToString().Should().Be((string)shown.GetType().GetMethod("ToHtml", Type.EmptyTypes)!.Invoke(shown, null)!);
            html.GetType().GetMethod("Format")!.Invoke(html, ["something else", writer]).Should().Be(false);
        }
    }

    private static IEnumerable<string> Shape(string html) => XDocument.Parse(html).Descendants().Select(e => e.Name.LocalName).Where(n => n is not ("text" or "path" or "line" or "title" or "g" or "rect" or "circle" or "tr" or "td"));
}
