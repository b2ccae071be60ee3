using System.Text;

namespace CustomerValue.Reporting;

/// <summary>What a chart speaks with: its words, its numbers, and the rule of small groups.</summary>
internal sealed class Words(ChartOptions options)
{
    private const int LongestInTitle = 36;

    private readonly List<string> phrases = [];
    private bool isTitle;

    public ChartOptions Options { get; } = options;

    public NumberStyle Numbers { get; } = options.Numbers;

    /// <summary>English phrases said so far, each once.</summary>
    public IReadOnlyList<string> Phrases => phrases;

    /// <summary>A phrase with its figures put in; what is put in is never read as a phrase again.</summary>
    public string Say(string phrase, params string[] figures)
    {
        if (!phrases.Contains(phrase))
        {
            phrases.Add(phrase);
        }

        var template = Options.Wording.Of(phrase);
        var text = new StringBuilder(template.Length + 32);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '{' && i + 2 < template.Length && template[i + 2] == '}' && template[i + 1] - '0' is var slot && slot >= 0 && slot < figures.Length)
            {
                text.Append(isTitle ? TextPlot.Cut(figures[slot], LongestInTitle) : figures[slot]);
                i += 2;
            }
            else
            {
                text.Append(template[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>A title: long names in it are cut, so that what is said of them is not.</summary>
    public string Title(Func<Words, string> say)
    {
        isTitle = true;
        var title = say(this);
        isTitle = false;
        return title;
    }

    public string Count(double value) => Numbers.Format(NumberKind.Count, value);

    public string Share(double value, int digits = 1) => Numbers.Format(NumberKind.Share, value, digits);

    public string Points(double value, int digits = 1) => Numbers.Format(NumberKind.Points, value, digits);

    public string Money(double value) => Numbers.Format(NumberKind.Money, value);

    public string Plain(double value, int digits) => Numbers.Format(NumberKind.Plain, value, digits);

    /// <summary>A confidence level, such as 95%.</summary>
    public string Level(double level) => Numbers.Format(NumberKind.Share, level, Math.Abs(100 * level - Math.Round(100 * level)) < 1e-9 ? 0 : 1);

    /// <summary>A p-value for people: never a bare zero.</summary>
    public string PValue(double p) => p < 0.001 ? Say("p < {0}", Plain(0.001, 3)) : Say("p = {0}", Plain(p, p < 0.1 ? 3 : 2));

    /// <summary>True for a group so small that its figures would speak of persons.</summary>
    public bool IsSmall(double count) => count > 0 && count < Options.MinimumCell;

    /// <summary>A count of customers, or the limit below which it is kept.</summary>
    public string Cell(double count) => IsSmall(count) ? "<" + Count(Options.MinimumCell) : Count(count);

    /// <summary>A day such as 30 Sep 2026.</summary>
    public string Date(Day day) => Say("{0}\u00A0{1}\u00A0{2}", Guard.Text(day.DayOfMonth), Say(Months[day.Month - 1]), Guard.Text(day.Year));

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
}
